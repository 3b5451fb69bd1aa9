// RUN: %check_p99 %s p99-blocking-under-lock %t -- -I%inputs
//
// What the calls say that lead to what blocks.

#include <cstdint>
#include <libssh/libssh.h>
#include <memory>
#include <mutex>
#include <mysql.h>
#include <netdb.h>
#include <poll.h>
#include <string>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

extern std::mutex Mutex;
extern int Counter;

void count() {
  std::lock_guard Lock(Mutex);
  ++Counter;
}

//===-- How long to wait --------------------------------------------------===//

template <typename Call> int repeat(Call Wait) {
  int Result;
  do
    Result = Wait();
  while (Result < 0);
  return Result;
}

int awaitWrite(int Descriptor, time_t Seconds, time_t Microseconds) {
  fd_set Set;
  FD_ZERO(&Set);
  FD_SET(Descriptor, &Set);
  timeval Limit;
  Limit.tv_sec = static_cast<long>(Seconds);
  Limit.tv_usec = static_cast<decltype(Limit.tv_usec)>(Microseconds);
  return repeat(
      [&] { return select(Descriptor + 1, nullptr, &Set, nullptr, &Limit); });
}

int awaitRead(int Descriptor, int Seconds, int Microseconds) {
  pollfd Set{Descriptor, POLLIN, 0};
  auto Milliseconds = static_cast<int>(Seconds * 1000 + Microseconds / 1000);
  return poll(&Set, 1, Milliseconds);
}

int awaitMilliseconds(int Descriptor, int Milliseconds) {
  timeval Limit;
  Limit.tv_sec = Milliseconds / 1000;
  Limit.tv_usec = Milliseconds % 1000 * 1000;
  return select(Descriptor + 1, nullptr, nullptr, nullptr, &Limit);
}

int awaitAtLeast(int Descriptor, int Seconds) {
  timeval Limit;
  Limit.tv_sec = Seconds;
  Limit.tv_usec = 500000;
  return select(Descriptor + 1, nullptr, nullptr, nullptr, &Limit);
}

int awaitMore(int Descriptor, int Seconds) {
  if (Counter > 7)
    Seconds = 1;
  timeval Limit{Seconds, 0};
  return select(Descriptor + 1, nullptr, nullptr, nullptr, &Limit);
}

class Client {
public:
  Client() : Socket(socket(AF_INET, SOCK_STREAM, 0)) {}
  bool isAlive() {
    std::lock_guard Lock(Mutex);
    return awaitWrite(Socket, 0, 0) > 0 && awaitRead(Socket, 0, 0) == 0 &&
           awaitMilliseconds(Socket, 0) == 0;
  }
  void waitLong() {
    std::lock_guard Lock(Mutex);
    Alive = awaitWrite(Socket, 0, 5000) > 0;
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'awaitWrite' waits for its peer in 'select' while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Mutex' is locked here
    // CHECK-NOTES: :[[@LINE-44]]:10: note: by way of 'repeat'
    // CHECK-NOTES: :[[@LINE-44]]:20: note: 'select' blocks here
    ++Counter;
  }
  void waitAsTold(int Seconds) {
    std::lock_guard Lock(Mutex);
    Alive = awaitRead(Socket, Seconds, 0) > 0;
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'awaitRead' waits for its peer in 'poll' while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Mutex' is locked here
    // CHECK-NOTES: :[[@LINE-46]]:10: note: 'poll' blocks here
    ++Counter;
  }
  void waitSome() {
    std::lock_guard Lock(Mutex);
    Alive = awaitAtLeast(Socket, 0) > 0;
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'awaitAtLeast' sleeps in 'select' while 'Mutex' is locked; sleep after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Mutex' is locked here
    // CHECK-NOTES: :[[@LINE-40]]:10: note: 'select' blocks here
    ++Counter;
  }
  void waitMore() {
    std::lock_guard Lock(Mutex);
    Alive = awaitMore(Socket, 0) > 0;
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'awaitMore' sleeps in 'select' while 'Mutex' is locked; sleep after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Mutex' is locked here
    // CHECK-NOTES: :[[@LINE-41]]:10: note: 'select' blocks here
    ++Counter;
  }

private:
  int Socket;
  bool Alive = false;
};

//===-- What for ----------------------------------------------------------===//

addrinfo *find(const char *Host) {
  addrinfo *Found = nullptr;
  getaddrinfo(Host, nullptr, nullptr, &Found);
  return Found;
}
int connect(const char *Host) {
  addrinfo *Found = find(Host);
  return Found ? Found->ai_family : -1;
}

class Session {
public:
  // Who waits for the lock has no connection to use.
  void ensure(const char *Host) {
    std::lock_guard Lock(Own);
    if (Family < 0)
      Family = connect(Host);
  }
  void rename(const char *Host) {
    std::lock_guard Lock(Own);
    Family = find(Host) ? 1 : 0;
    // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'find' waits for name servers in 'getaddrinfo' while 'Own' is locked; resolve before the lock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Own' is locked here
    // CHECK-NOTES: :[[@LINE-21]]:3: note: 'getaddrinfo' blocks here
    ++Counter;
  }
  int family() {
    std::lock_guard Lock(Own);
    return Family;
  }

private:
  std::mutex Own;
  int Family = -1;
};

struct Socket {
  explicit Socket(const char *Host) : Family(find(Host)->ai_family) {}
  int Family;
};
class Link {
public:
  Socket &socketTo(const char *Host) {
    std::lock_guard Lock(Own);
    if (Host)
      Kept.reset(new Socket(Host));
    return *Kept;
  }
  int familyOf(const char *Host) {
    // CHECK-FIXES: Socket Made(Host);
    // CHECK-FIXES-NEXT: std::lock_guard Lock(Own);
    std::lock_guard Lock(Own);
    Socket Made(Host);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Socket' waits for name servers in 'getaddrinfo' while 'Own' is locked; resolve before the lock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Own' is locked here
    // CHECK-NOTES: :[[@LINE-18]]:46: note: by way of 'find'
    // CHECK-NOTES: :[[@LINE-54]]:3: note: 'getaddrinfo' blocks here
    return Made.Family + (Kept ? 1 : 0);
  }

private:
  std::mutex Own;
  std::unique_ptr<Socket> Kept;
};

// The same with a library that connects; one that hands out a connection that
// it has does not make those who want one wait for that.
class Base {
public:
  MYSQL *newConnection(const char *Host) {
    std::lock_guard Lock(Own);
    Server = mysql_init(nullptr);
    mysql_real_connect(Server, Host, "me", "", "all", 0, nullptr, 0);
    mysql_query(Server, "SET NAMES utf8");
    return Server;
  }
  MYSQL *freshConnection() {
    std::lock_guard Lock(Own);
    mysql_query(Server, "ROLLBACK");
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'mysql_query' waits for its peer while 'Own' is locked; use a pool, or a connection for each thread [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Own' is locked here
    return Server;
  }

private:
  std::mutex Own;
  MYSQL *Server = nullptr;
};

//===-- The steps of a device ---------------------------------------------===//

struct Bus {
  virtual ~Bus() = default;
  virtual void poke8(uint32_t Register, uint8_t Value) = 0;
  virtual uint8_t peek8(uint32_t Register) = 0;
  virtual void send(const std::string &Text) = 0;
};

class Tuner {
public:
  explicit Tuner(Bus &Lines) : Lines(Lines) {}

  // It has to have the time to settle, and nobody else may talk to it.
  void tune(uint8_t To) {
    std::lock_guard Lock(Own);
    Lines.poke8(0x14, To);
    usleep(5000);
    Lines.poke8(0x14, 0);
    settle();
  }
  void greet() {
    std::lock_guard Lock(Own);
    Lines.send("hello");
    usleep(5000);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'usleep' sleeps while 'Own' is locked; sleep after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-4]]:21: note: 'Own' is locked here
    Lines.send("still there?");
  }

private:
  void settle() {
    while (Lines.peek8(0x14) & 1)
      ++Steps;
    usleep(100000);
    Lines.poke8(0x15, 0);
  }

  Bus &Lines;
  std::mutex Own;
  int Steps = 0;
};

//===-- libssh, by itself or not ------------------------------------------===//

// SSH_AGAIN is an answer: the session does not block.
class Tunnel {
public:
  bool drive() {
    std::lock_guard Lock(Mutex);
    while (true) {
      int Result = ssh_connect(Session);
      if (Result == SSH_AGAIN)
        return true;
      if (Result == SSH_ERROR)
        return false;
      ++Steps;
    }
  }
  int steps() {
    std::lock_guard Lock(Mutex);
    return Steps;
  }

private:
  std::mutex Mutex;
  ssh_session Session;
  int Steps = 0;
};

class BlockingTunnel {
public:
  bool nextChannel() {
    std::lock_guard Lock(Mutex);
    int Result = ssh_channel_open_session(Channel);
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'ssh_channel_open_session' waits for its peer while 'Mutex' is locked; use a pool, or a connection for each thread [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Mutex' is locked here
    if (Result == SSH_ERROR)
      return false;
    return ++Steps > 0;
  }
  int steps() {
    std::lock_guard Lock(Mutex);
    return Steps;
  }

private:
  std::mutex Mutex;
  ssh_channel Channel;
  int Steps = 0;
};
