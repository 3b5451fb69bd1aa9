// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
// RUN: %check_p99 -check-suffixes=,STRICT %s p99-missing-timeout %t \
// RUN:   -config='{CheckOptions: {p99-missing-timeout.Strict: true}}' -- -I%inputs -DSTRICT
// RUN: %check_p99 -check-suffixes=SHORT %s p99-missing-timeout %t \
// RUN:   -config='{CheckOptions: {p99-missing-timeout.TimeoutMs: 250}}' -- -I%inputs -DSHORT
//
// How a handle is followed through C++; each library has a test of its own.

#include <curl/curl.h>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <poll.h>
#include <string>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <thread>
#include <unistd.h>
#include <vector>

#ifndef SHORT

//===-- Flagged -----------------------------------------------------------===//

// In a branch; the handle is checked before.
int branch(const char *Url) {
  CURL *Curl;
  int Code = -1;
  Curl = curl_easy_init();
  if (Curl) {
    curl_easy_setopt(Curl, CURLOPT_URL, Url);
    Code = curl_easy_perform(Curl);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
    // CHECK-FIXES: curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 5000L);
    // CHECK-FIXES-NEXT: Code = curl_easy_perform(Curl);
    curl_easy_cleanup(Curl);
  }
  return Code;
}

// Two waits on one handle are one finding, and the limit goes before both.
int twice(bool First) {
  CURL *Curl = curl_easy_init();
  int Code;
  if (First)
    Code = curl_easy_perform(Curl);
  else
    Code = 2 * curl_easy_perform(Curl);
  // CHECK-MESSAGES: :[[@LINE-3]]:12: warning: 'Curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:16: note: 'curl_easy_perform' waits for it too
  // CHECK-NOTES: :{{[0-9]+}}:3: note: another of its kind is limited here
  // CHECK-FIXES: int Code;
  // CHECK-FIXES-NEXT: curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 5000L);
  // CHECK-FIXES-NEXT: if (First)
  curl_easy_cleanup(Curl);
  return Code;
}

// The handle is a member; no method of the class sets a limit.
class Fetcher {
public:
  Fetcher() : Curl(curl_easy_init()) {}
  ~Fetcher() { curl_easy_cleanup(Curl); }
  int fetch(const char *Url) {
    curl_easy_setopt(Curl, CURLOPT_URL, Url);
    return curl_easy_perform(Curl);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
    // CHECK-FIXES: curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 5000L);
    // CHECK-FIXES-NEXT: return curl_easy_perform(Curl);
  }

private:
  CURL *Curl;
};

// Owned by a smart pointer.
int owned() {
  std::unique_ptr<CURL, void (*)(CURL *)> Curl(curl_easy_init(),
                                               curl_easy_cleanup);
  return curl_easy_perform(Curl.get());
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-FIXES: curl_easy_setopt(Curl.get(), CURLOPT_TIMEOUT_MS, 5000L);
  // CHECK-FIXES-NEXT: return curl_easy_perform(Curl.get());
}

// One limit out of two.
int half() {
  CURL *Curl = curl_easy_init();
  curl_easy_setopt(Curl, CURLOPT_CONNECTTIMEOUT_MS, 500L);
  int Code = curl_easy_perform(Curl);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'Curl' has a connect timeout but can still wait for ever; set a transfer timeout too [p99-missing-timeout]
  // CHECK-FIXES: curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 5000L);
  curl_easy_cleanup(Curl);
  return Code;
}

// A thread per connection: the descriptor is an argument of the thread.
void serve(int Client) {
  char Buffer[512];
  while (recv(Client, Buffer, sizeof Buffer, 0) > 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Client' can wait for its peer for ever; set a receive timeout [p99-missing-timeout]
    // CHECK-FIXES: {
    // CHECK-FIXES-NEXT: const struct timeval limit = {5, 0};
    // CHECK-FIXES-NEXT: setsockopt(Client, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    // CHECK-FIXES-NEXT: }
    ;
  close(Client);
}
void acceptLoop(int Listener) {
  for (;;) {
    int Client = accept(Listener, nullptr, nullptr);
    std::thread(serve, Client).detach();
  }
}

// The poll of one peer, outside of any loop.
int answer(const sockaddr *Address, socklen_t Length) {
  int Socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  connect(Socket, Address, Length);
  pollfd Poll = {Socket, POLLOUT, 0};
  return poll(&Poll, 1, -1);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'poll' waits for ever if nothing comes; give it a limit as argument 3 [p99-missing-timeout]
  // CHECK-FIXES: return poll(&Poll, 1, 5000);
}

// A set that is cleared first, and filled in afterwards.
int cleared(const sockaddr *Address, socklen_t Length) {
  int Socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  connect(Socket, Address, Length);
  pollfd Poll = {};
  Poll.fd = Socket;
  Poll.events = POLLOUT;
  return poll(&Poll, 1, -1);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'poll' waits for ever if nothing comes; give it a limit as argument 3 [p99-missing-timeout]
  // CHECK-FIXES: return poll(&Poll, 1, 5000);
}

//===-- Fixed -------------------------------------------------------------===//

// Several functions wait on what one call makes: one finding, and the limit is
// set where it is made, behind the check for failure.
CURL *connected() {
  CURL *Fresh = curl_easy_init();
  if (!Fresh)
    return nullptr;
  // CHECK-FIXES: return nullptr;
  // CHECK-FIXES-NEXT: curl_easy_setopt(Fresh, CURLOPT_TIMEOUT_MS, 5000L);
  curl_easy_setopt(Fresh, CURLOPT_NOSIGNAL, 1L);
  return Fresh;
}
int getItem() {
  CURL *Curl = connected();
  return curl_easy_perform(Curl);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-12]]:17: note: it comes from here, and nothing in this file limits it
  // CHECK-NOTES: :[[@LINE+4]]:33: note: 'curl_easy_perform' waits for it too
}
int putItem() {
  CURL *Other = connected();
  return Other == nullptr ? 0 : curl_easy_perform(Other);
}

// A body without braces gets them; a statement in the middle of a line gets
// its limit on the same line.
int unbraced(bool Go) {
  CURL *Curl = curl_easy_init();
  if (Go)
    return curl_easy_perform(Curl);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-FIXES: { curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 5000L);
  // CHECK-FIXES-NEXT: return curl_easy_perform(Curl); }
  return 0;
}
int oneLine() { CURL *C = curl_easy_init(); return curl_easy_perform(C); }
// CHECK-MESSAGES: :[[@LINE-1]]:52: warning: 'C' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
// CHECK-FIXES: int oneLine() { CURL *C = curl_easy_init(); curl_easy_setopt(C, CURLOPT_TIMEOUT_MS, 5000L); return curl_easy_perform(C); }

// Two calls can make it: still one finding, but no one place to mend it.
CURL *either(CURL *Template) {
  if (Template)
    return curl_easy_duphandle(Template);
  return curl_easy_init();
}
int getEither() {
  CURL *Curl = either(nullptr);
  return curl_easy_perform(Curl);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
}
int putEither() {
  CURL *Curl = either(nullptr);
  return curl_easy_perform(Curl);
}

// Once, not once per round.
void rounds(int Count) {
  CURL *Curl = curl_easy_init();
  for (int I = 0; I < Count; ++I) {
    curl_easy_setopt(Curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_perform(Curl);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  }
  // CHECK-FIXES: curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 5000L);
  // CHECK-FIXES-NEXT: for (int I = 0; I < Count; ++I) {
}

// Not before the handle is there.
struct Node {
  CURL *Curl = nullptr;
};
void lazily(Node *N) {
  if (N->Curl == nullptr) {
    N->Curl = curl_easy_init();
    if (N->Curl == nullptr)
      return;
    // CHECK-FIXES: return;
    // CHECK-FIXES-NEXT: curl_easy_setopt(N->Curl, CURLOPT_TIMEOUT_MS, 5000L);
    curl_easy_perform(N->Curl);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  }
  curl_easy_perform(N->Curl);
}

// No statement can stand in a member's initialiser: a finding without a fix.
struct Eager {
  CURL *Curl = curl_easy_init();
  int Code = curl_easy_perform(Curl);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'Curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
};

// Nor can a handle be named twice that is made on the spot.
CURL *make() { return curl_easy_init(); }
int onTheSpot() {
  return curl_easy_perform(make());
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'curl_easy_perform' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

int bounded() {
  CURL *Curl = curl_easy_init();
  curl_easy_setopt(Curl, CURLOPT_TIMEOUT, 3L);
  return curl_easy_perform(Curl);
}

// Another method sets it.
class Client {
public:
  Client() : Curl(curl_easy_init()) { configure(); }
  int fetch() { return curl_easy_perform(Curl); }

private:
  void configure() { curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, Limit); }
  CURL *Curl;
  long Limit = 100;
};

// A method that is defined elsewhere may set it.
class Elsewhere {
public:
  int fetch() { return curl_easy_perform(Curl); }
  // CHECK-MESSAGES-STRICT: :[[@LINE-1]]:24: warning: 'Curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-FIXES-STRICT: int fetch() { curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 5000L); return curl_easy_perform(Curl); }
  void configure();

private:
  CURL *Curl = curl_easy_init();
};

// The option is not known here: it may be the timeout.
int unknownOption(CURLoption Option, long Value) {
  CURL *Curl = curl_easy_init();
  curl_easy_setopt(Curl, Option, Value);
  return curl_easy_perform(Curl);
}

// A callback may set it.
int prepared(const std::function<void(CURL *)> &Prepare) {
  CURL *Curl = curl_easy_init();
  Prepare(Curl);
  return curl_easy_perform(Curl);
  // CHECK-MESSAGES-STRICT: :[[@LINE-1]]:10: warning: 'Curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-FIXES-STRICT: Prepare(Curl);
  // CHECK-FIXES-STRICT-NEXT: curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 5000L);
}

// Kept in a container whose elements are given a limit.
void batch() {
  std::vector<CURL *> Curls;
  Curls.push_back(curl_easy_init());
  for (CURL *Curl : Curls)
    curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 100L);
  for (CURL *Curl : Curls)
    curl_easy_perform(Curl);
}

// Waits that a program ends by itself, and waits for work.
void idle(int Listener) {
  int Wake = eventfd(0, 0);
  pollfd Both[] = {{Listener, POLLIN, 0}, {Wake, POLLIN, 0}};
  poll(Both, 2, -1);
  pollfd Input = {STDIN_FILENO, POLLIN, 0};
  poll(&Input, 1, -1);
  pollfd One = {Wake, POLLIN, 0};
  poll(&One, 1, -1);
}
void eventLoop(bool &Running, int Socket) {
  char Byte;
  pollfd Poll = {Socket, POLLIN, 0};
  while (Running) {
    poll(&Poll, 1, -1);
    recv(Socket, &Byte, 1, 0);
  }
}
void acceptor(int Listener) {
  pollfd Poll = {Listener, POLLIN, 0};
  poll(&Poll, 1, -1);
  close(accept(Listener, nullptr, nullptr));
}

void serveOnce(int Listener, int Client) {
  pollfd Both[] = {{Listener, POLLIN, 0}, {Client, POLLIN, 0}};
  poll(Both, 2, -1);
}
void serveAll(bool &Running, int Listener) {
  while (Running)
    serveOnce(Listener, accept(Listener, nullptr, nullptr));
}

// Its own child, on the other end of a pipe.
void waitForChild(int End) {
  pollfd Poll = {End, POLLIN, 0};
  char Byte;
  poll(&Poll, 1, -1);
  recv(End, &Byte, 1, 0);
}
void child() {
  int Ends[2];
  socketpair(AF_UNIX, SOCK_STREAM, 0, Ends);
  waitForChild(Ends[0]);
}

// No limit is what was asked for.
void asked(int Limit) {
  int Socket = socket(AF_INET, SOCK_STREAM, 0);
  pollfd Poll = {Socket, POLLIN, 0};
  if (Limit > 0)
    poll(&Poll, 1, Limit);
  else
    poll(&Poll, 1, -1);
}

// Sockets that cannot block, or not for ever.
void sockets(const sockaddr *Address, socklen_t Length) {
  char Buffer[16];
  int NonBlocking = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  connect(NonBlocking, Address, Length);
  int Flagged = socket(AF_INET, SOCK_STREAM, 0);
  fcntl(Flagged, F_SETFL, fcntl(Flagged, F_GETFL) | O_NONBLOCK);
  connect(Flagged, Address, Length);
  int Limited = socket(AF_INET, SOCK_STREAM, 0);
  timeval Limit = {1, 0};
  setsockopt(Limited, SOL_SOCKET, SO_RCVTIMEO, &Limit, sizeof Limit);
  setsockopt(Limited, SOL_SOCKET, SO_SNDTIMEO, &Limit, sizeof Limit);
  connect(Limited, Address, Length);
  send(Limited, "x", 1, 0);
  recv(Limited, Buffer, sizeof Buffer, 0);
  int Polled = accept(0, nullptr, nullptr);
  fd_set Set;
  FD_ZERO(&Set);
  FD_SET(Polled, &Set);
  select(Polled + 1, &Set, nullptr, nullptr, &Limit);
  read(Polled, Buffer, sizeof Buffer);
}

// A file, for all that is known.
void files(const char *Path, int Unknown) {
  char Buffer[16];
  int File = open(Path, O_RDONLY);
  read(File, Buffer, sizeof Buffer);
  read(Unknown, Buffer, sizeof Buffer);
}

int suppressed() {
  CURL *Curl = curl_easy_init();
  return curl_easy_perform(Curl); // NOLINT(p99-missing-timeout): a batch tool
}

//===-- Macros and templates ----------------------------------------------===//

#define CHECKED(Call)                                                          \
  do {                                                                         \
    if ((Call) != CURLE_OK)                                                    \
      throw 1;                                                                 \
  } while (false)
#define FETCH(Curl) curl_easy_perform(Curl)

// An argument of a macro is the user's text; a macro's own body gets no fix.
void macros() {
  CURL *First = curl_easy_init();
  CHECKED(curl_easy_perform(First));
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'First' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  CURL *Second = curl_easy_init();
  FETCH(Second);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Second' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
}

// All instantiations are one text.
template <typename T> int instantiated(T Url) {
  CURL *Curl = curl_easy_init();
  curl_easy_setopt(Curl, CURLOPT_URL, Url);
  return curl_easy_perform(Curl);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-FIXES: curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 5000L);
  // CHECK-FIXES-NEXT: return curl_easy_perform(Curl);
}
int instances() {
  return instantiated("a") + instantiated<const void *>("b");
}

//===-- Wrapped -----------------------------------------------------------===//

// The limit is set by a helper.
void configure(CURL *Curl) { curl_easy_setopt(Curl, CURLOPT_TIMEOUT, 5L); }
int configured() {
  CURL *Curl = curl_easy_init();
  configure(Curl);
  return curl_easy_perform(Curl);
}

// The helper waits: the finding is where the wait is written.
int perform(CURL *Curl) { return curl_easy_perform(Curl); }
// CHECK-MESSAGES: :[[@LINE-1]]:34: warning: 'Curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
// CHECK-FIXES: int perform(CURL *Curl) { curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 5000L); return curl_easy_perform(Curl); }
int useHelper() { return perform(curl_easy_init()); }

// A wrapper's own limit, left at its endless default.
bool readable(int Socket, int Limit = -1) {
  pollfd Poll = {Socket, POLLIN, 0};
  return poll(&Poll, 1, Limit) > 0;
}
void wrapper() {
  int Socket = socket(AF_INET, SOCK_STREAM, 0);
  readable(Socket);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'readable' waits for ever if nothing comes; give it a limit as argument 2 [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-6]]:10: note: 'poll' gets that limit here
  // CHECK-FIXES: readable(Socket, 5000);
  bool Told = readable(Socket, -1);
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'readable' waits for ever if nothing comes; give it a limit as argument 2 [p99-missing-timeout]
  // CHECK-FIXES: bool Told = readable(Socket, 5000);
  readable(Socket, 100);
}

//===-- Options -----------------------------------------------------------===//

// Strict: where the handle comes from is not known.
int foreign(CURL *Curl) {
  return curl_easy_perform(Curl);
  // CHECK-MESSAGES-STRICT: :[[@LINE-1]]:10: warning: 'Curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-FIXES-STRICT: curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 5000L);
  // CHECK-FIXES-STRICT-NEXT: return curl_easy_perform(Curl);
}
void unknown(CURL *Curl);
int escaped() {
  CURL *Curl = curl_easy_init();
  unknown(Curl);
  return curl_easy_perform(Curl);
  // CHECK-MESSAGES-STRICT: :[[@LINE-1]]:10: warning: 'Curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-FIXES-STRICT: curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 5000L);
  // CHECK-FIXES-STRICT-NEXT: return curl_easy_perform(Curl);
}

#else

// TimeoutMs: what the fixes write.
int shortLimit() {
  CURL *Curl = curl_easy_init();
  return curl_easy_perform(Curl);
  // CHECK-MESSAGES-SHORT: :[[@LINE-1]]:10: warning: 'Curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-NOTES-SHORT: :[[@LINE-2]]:10: note: with a limit of 250 ms; choose what the callers can afford
  // CHECK-FIXES-SHORT: curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 250L);
}

#endif
