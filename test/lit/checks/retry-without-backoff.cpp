// RUN: %check_p99 %s p99-retry-without-backoff %t -- -I%inputs
// RUN: %check_p99 -check-suffixes=SHORT %s p99-retry-without-backoff %t \
// RUN:   -config='{CheckOptions: {p99-retry-without-backoff.MaxDelayMs: 200}}' -- -I%inputs -DSHORT

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <curl/curl.h>
#include <hiredis/hiredis.h>
#include <httplib.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

bool stopped();
void report(const char *Text);

#ifndef SHORT

//===-- Flagged -----------------------------------------------------------===//

// A `continue` would miss the pause.
void fetch(CURL *curl) {
  CURLcode Code;
  do {
    Code = curl_easy_perform(curl);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'curl_easy_perform' is tried again at once, and without end, when it fails; pause longer after each failure [p99-retry-without-backoff]
    // CHECK-NOTES: :[[@LINE+4]]:12: note: this asks whether it has worked
    if (Code == CURLE_OPERATION_TIMEDOUT)
      continue;
    report("failed");
  } while (Code != CURLE_OK);
}

//===-- Fixed -------------------------------------------------------------===//

void connectTo(int Fd, const sockaddr *Address, socklen_t Size) {
  // CHECK-FIXES: std::chrono::milliseconds delay(50);
  // CHECK-FIXES-NEXT: while (connect(Fd, Address, Size) == -1) {
  // CHECK-FIXES: std::this_thread::sleep_for(delay);
  // CHECK-FIXES-NEXT: delay = std::min(delay * 2, std::chrono::milliseconds(5000));
  while (connect(Fd, Address, Size) == -1) {
    report("down");
  }
  // CHECK-MESSAGES: :[[@LINE-3]]:10: warning: 'connect' is tried again at once, and without end, when it fails; pause longer after each failure [p99-retry-without-backoff]
}

void emptyBody(int Fd, const sockaddr *Address, socklen_t Size) {
  // CHECK-FIXES: std::chrono::milliseconds delay(50);
  // CHECK-FIXES-NEXT: while (!stopped() && connect(Fd, Address, Size) < 0) { std::this_thread::sleep_for(delay); delay = std::min(delay * 2, std::chrono::milliseconds(5000)); }
  while (!stopped() && connect(Fd, Address, Size) < 0) {}
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: 'connect' is tried again at once, and without end, when it fails; pause longer after each failure [p99-retry-without-backoff]
}

redisContext *cache() {
  // CHECK-FIXES: std::chrono::milliseconds delay(50);
  // CHECK-FIXES-NEXT: for (;;) {
  // CHECK-FIXES: std::this_thread::sleep_for(delay);
  // CHECK-FIXES-NEXT: delay = std::min(delay * 2, std::chrono::milliseconds(5000));
  for (;;) {
    redisContext *Context = redisConnect("cache", 6379);
    // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: 'redisConnect' is tried again at once, and without end, when it fails; pause longer after each failure [p99-retry-without-backoff]
    if (Context != nullptr)
      return Context;
  }
}

//===-- Not flagged -------------------------------------------------------===//

// It pauses.
void pausing(int Fd, const sockaddr *Address, socklen_t Size) {
  while (connect(Fd, Address, Size) == -1)
    sleep(1);
  while (connect(Fd, Address, Size) == -1) {
    report("down");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}
struct Backoff {
  void waitLonger();
};
void withHelper(int Fd, const sockaddr *Address, socklen_t Size) {
  Backoff Pause;
  while (connect(Fd, Address, Size) == -1)
    Pause.waitLonger();
}

// It has an end.
bool bounded(int Fd, const sockaddr *Address, socklen_t Size) {
  int Tries = 0;
  while (connect(Fd, Address, Size) == -1)
    if (++Tries == 3)
      return false;
  for (int I = 0; I < 3; ++I)
    if (connect(Fd, Address, Size) == 0)
      return true;
  auto End = std::chrono::steady_clock::now() + std::chrono::seconds(1);
  while (connect(Fd, Address, Size) == -1 &&
         std::chrono::steady_clock::now() < End) {
  }
  return false;
}

// It goes on when it has worked, or with what is left.
void goingOn(int Fd, char *Data, size_t Size) {
  while (recv(Fd, Data, Size, 0) > 0)
    report(Data);
  ssize_t N;
  while ((N = send(Fd, Data, Size, 0)) > 0)
    Size -= N;
}

// It waits for what comes: nobody is asked again.
bool hear(int Fd, char *Data, size_t Size, const bool &Running) {
  ssize_t N = -1;
  while (N < 0 && Running)
    N = recv(Fd, Data, Size, 0);
  return N >= 0;
}

// A signal came: not a failure.
void interrupted(int Fd, char *Data, size_t Size) {
  ssize_t N;
  do {
    N = recv(Fd, Data, Size, 0);
  } while (N == -1 && errno == EINTR);
}
// By the names of wrappers.
enum { UV_EINTR = -4, ERROR_REFUSED = -111 };
int lastError();
namespace own::error { constexpr int interrupted = 4; }
void interruptedByName(int Fd, const sockaddr *Address, socklen_t Size) {
  int Result;
  do {
    Result = connect(Fd, Address, Size);
  } while (Result == -1 && lastError() == UV_EINTR);
  do {
    Result = connect(Fd, Address, Size);
  } while (Result == -1 && lastError() == own::error::interrupted);
}

// Nobody to wait for, and one try only.
bool parse(const std::string &Text);
void local(const std::string &Text, int Fd, const sockaddr *Address,
           socklen_t Size) {
  while (!parse(Text)) {
  }
  do {
    if (connect(Fd, Address, Size) == -1)
      report("down");
  } while (false);
}

// The exception ends it, or the handler pauses.
void throwing(httplib::Client &Client) {
  while (true) {
    try {
      Client.Get("/stock");
      return;
    } catch (const std::runtime_error &) {
      throw;
    }
  }
}
void handling(httplib::Client &Client) {
  while (true) {
    try {
      Client.Get("/stock");
      return;
    } catch (const std::runtime_error &) {
      std::this_thread::sleep_for(std::chrono::seconds(1));
    }
  }
}

// Which failures are tried again is for another function to say.
bool isFinal(int Error);
int sendAll(int Fd, const char *Data, size_t Size) {
  ssize_t Sent = -1;
  while (Sent < 0 && !stopped()) {
    Sent = send(Fd, Data, Size, 0);
    if (Sent < 0) {
      if (isFinal(Fd))
        return -1;
    }
  }
  return 0;
}
int sendAllAtOnce(int Fd, const char *Data, size_t Size) {
  // CHECK-FIXES: std::chrono::milliseconds delay(50);
  // CHECK-FIXES-NEXT: while (Sent < 0 && !stopped()) {
  // CHECK-FIXES: std::this_thread::sleep_for(delay);
  // CHECK-FIXES-NEXT: delay = std::min(delay * 2, std::chrono::milliseconds(5000));
  ssize_t Sent = -1;
  while (Sent < 0 && !stopped()) {
    Sent = send(Fd, Data, Size, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'send' is tried again at once, and without end, when it fails; pause longer after each failure [p99-retry-without-backoff]
    // CHECK-NOTES: :[[@LINE-3]]:10: note: this asks whether it has worked
    if (Sent < 0) {
      report("failed");
    }
  }
  return 0;
}

//===-- Macros and templates ----------------------------------------------===//

#define TRY_UNTIL(CALL)                                                        \
  while ((CALL) == -1) {                                                       \
  }
void byMacro(int Fd, const sockaddr *Address, socklen_t Size) {
  TRY_UNTIL(connect(Fd, Address, Size));
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'connect' is tried again at once, and without end, when it fails; pause longer after each failure [p99-retry-without-backoff]
}

template <typename Address>
void connectAny(int Fd, const Address &To) {
  // CHECK-FIXES: std::chrono::milliseconds delay(50);
  // CHECK-FIXES-NEXT: while (connect(Fd, &To, sizeof To) < 0) { std::this_thread::sleep_for(delay); delay = std::min(delay * 2, std::chrono::milliseconds(5000)); }
  while (connect(Fd, &To, sizeof To) < 0) {}
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'connect' is tried again at once, and without end, when it fails; pause longer after each failure [p99-retry-without-backoff]
}
void instances(const sockaddr &A) { connectAny(1, A); }

//===-- Wrapped -----------------------------------------------------------===//

// A helper that connects, and exceptions that are dropped.
static bool open(int Fd, const sockaddr *Address, socklen_t Size) {
  return connect(Fd, Address, Size) == 0;
}
void openAll(int Fd, const sockaddr *Address, socklen_t Size) {
  bool Open = false;
  // CHECK-FIXES: std::chrono::milliseconds delay(50);
  // CHECK-FIXES-NEXT: while (!Open) {
  // CHECK-FIXES: std::this_thread::sleep_for(delay);
  // CHECK-FIXES-NEXT: delay = std::min(delay * 2, std::chrono::milliseconds(5000));
  while (!Open) {
    Open = open(Fd, Address, Size);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'open' is tried again at once, and without end, when it fails; pause longer after each failure [p99-retry-without-backoff]
    // CHECK-NOTES: :[[@LINE-11]]:10: note: it waits for another machine here
  }
}
void stock(httplib::Client &Client) {
  // CHECK-FIXES: std::chrono::milliseconds delay(50);
  // CHECK-FIXES-NEXT: while (true) {
  // CHECK-FIXES: std::this_thread::sleep_for(delay);
  // CHECK-FIXES-NEXT: delay = std::min(delay * 2, std::chrono::milliseconds(5000));
  while (true) {
    try {
      Client.Get("/stock");
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Get' is tried again at once, and without end, when it fails; pause longer after each failure [p99-retry-without-backoff]
      // CHECK-NOTES: :[[@LINE+2]]:7: note: the exception is dropped here
      return;
    } catch (const std::runtime_error &) {
      report("failed");
    }
  }
}

#else

//===-- Options -----------------------------------------------------------===//

void connectTo(int Fd, const sockaddr *Address, socklen_t Size) {
  // CHECK-FIXES-SHORT: std::chrono::milliseconds delay(50);
  // CHECK-FIXES-SHORT-NEXT: while (connect(Fd, Address, Size) == -1) { std::this_thread::sleep_for(delay); delay = std::min(delay * 2, std::chrono::milliseconds(200)); }
  while (connect(Fd, Address, Size) == -1) {}
  // CHECK-MESSAGES-SHORT: :[[@LINE-1]]:10: warning: 'connect' is tried again at once, and without end, when it fails; pause longer after each failure [p99-retry-without-backoff]
}

#endif
