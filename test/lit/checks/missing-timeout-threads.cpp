// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// A descriptor that reaches its handler as the argument of a thread.

#include <future>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <thread>
#include <unistd.h>

namespace boost {
class thread {
public:
  template <class F, class... A> explicit thread(F, A &&...);
  void detach();
};
} // namespace boost

//===-- Flagged, fixed ----------------------------------------------------===//

void onThread(int Client) {
  char Byte;
  recv(Client, &Byte, 1, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Client' can wait for its peer for ever; set a receive timeout [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const struct timeval limit = {5, 0};
  // CHECK-FIXES-NEXT: setsockopt(Client, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  // CHECK-FIXES-NEXT: }
}
void thread(int Listener) {
  std::thread(onThread, accept(Listener, nullptr, nullptr)).detach();
}

struct Server {
  void serve(int Client) {
    char Byte;
    recv(Client, &Byte, 1, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Client' can wait for its peer for ever; set a receive timeout [p99-missing-timeout]
    // CHECK-FIXES: {
    // CHECK-FIXES-NEXT: const struct timeval limit = {5, 0};
    // CHECK-FIXES-NEXT: setsockopt(Client, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    // CHECK-FIXES-NEXT: }
  }
  void run(int Listener) {
    std::jthread T(&Server::serve, this, accept(Listener, nullptr, nullptr));
  }
};

void *onPthread(void *Argument) {
  char Byte;
  recv((int)(long)Argument, &Byte, 1, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Argument' can wait for its peer for ever; set a receive timeout [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const struct timeval limit = {5, 0};
  // CHECK-FIXES-NEXT: setsockopt((int)(long)Argument, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  // CHECK-FIXES-NEXT: }
  return nullptr;
}
void pthread(int Listener) {
  pthread_t Thread;
  pthread_create(&Thread, nullptr, onPthread,
                 (void *)(long)accept(Listener, nullptr, nullptr));
}

int onAsync(int Client) {
  char Byte;
  return recv(Client, &Byte, 1, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Client' can wait for its peer for ever; set a receive timeout [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const struct timeval limit = {5, 0};
  // CHECK-FIXES-NEXT: setsockopt(Client, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  // CHECK-FIXES-NEXT: }
}
void async(int Listener) {
  auto F = std::async(std::launch::async, onAsync,
                      accept(Listener, nullptr, nullptr));
}

//===-- Not flagged -------------------------------------------------------===//

void limit(int Client) {
  timeval Limit = {1, 0};
  setsockopt(Client, SOL_SOCKET, SO_RCVTIMEO, &Limit, sizeof Limit);
}
void limited(int Client) {
  char Byte;
  limit(Client);
  recv(Client, &Byte, 1, 0);
}
void threads(int Listener) {
  std::thread(limited, accept(Listener, nullptr, nullptr)).detach();
  boost::thread(limited, accept(Listener, nullptr, nullptr)).detach();
  auto F = std::async(limited, accept(Listener, nullptr, nullptr));
}

// Limited by the one that accepts.
void before(int Client) {
  char Byte;
  recv(Client, &Byte, 1, 0);
}
void acceptLimited(int Listener) {
  int Client = accept(Listener, nullptr, nullptr);
  limit(Client);
  std::thread(before, Client).detach();
}

// Started by somebody else, too.
void alsoElsewhere(int Client) {
  char Byte;
  recv(Client, &Byte, 1, 0);
}
void (*Handler)(int) = alsoElsewhere;
void elsewhere(int Listener) {
  std::thread(alsoElsewhere, accept(Listener, nullptr, nullptr)).detach();
}
