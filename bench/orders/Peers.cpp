// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The services that examples/orders asks: pricing, payment and a subscriber to
// events over HTTP, the warehouse over its line protocol. Each can be told to
// be slow, or to leave some requests without an answer, by lines on the
// standard input: `pricing 50 0` delays all answers by 50 ms, `pricing 0 100`
// never answers every hundredth request. Prints its two ports, HTTP's first.

#include <arpa/inet.h>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace {

struct Peer {
  std::atomic<int> DelayMs{0};
  std::atomic<int> StallEvery{0};
  std::atomic<int> Asked{0};

  /// Waits as long as this peer takes. False if it will never answer.
  bool work() {
    int Nth = ++Asked, Every = StallEvery;
    if (Every > 0 && Nth % Every == 0)
      return false;
    if (int Delay = DelayMs)
      std::this_thread::sleep_for(std::chrono::milliseconds(Delay));
    return true;
  }
};

Peer Pricing, Payment, Events, Stock;

std::map<std::string, Peer *> byName() {
  return {{"pricing", &Pricing},
          {"payment", &Payment},
          {"events", &Events},
          {"stock", &Stock}};
}

/// Reads until `End` is in `Pending`, and takes all up to there from it.
bool readUntil(int Fd, std::string &Pending, const std::string &End,
               std::string &Text) {
  std::size_t At;
  while ((At = Pending.find(End)) == std::string::npos) {
    char Chunk[4096];
    ssize_t Got = recv(Fd, Chunk, sizeof Chunk, 0);
    if (Got <= 0)
      return false;
    Pending.append(Chunk, Got);
  }
  Text = Pending.substr(0, At + End.size());
  Pending.erase(0, At + End.size());
  return true;
}

bool writeAll(int Fd, const std::string &Text) {
  return send(Fd, Text.data(), Text.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(Text.size());
}

/// Until whoever asked gives up.
void holdOn(int Fd) {
  char Chunk[4096];
  while (recv(Fd, Chunk, sizeof Chunk, 0) > 0) {
  }
}

void serveHttp(int Fd) {
  std::string Pending, Head, Body;
  while (readUntil(Fd, Pending, "\r\n\r\n", Head)) {
    std::size_t Length = 0;
    for (const char *Name : {"Content-Length: ", "content-length: "})
      if (auto At = Head.find(Name); At != std::string::npos)
        Length = std::strtoul(Head.c_str() + At + 16, nullptr, 10);
    while (Pending.size() < Length) {
      char Chunk[4096];
      ssize_t Got = recv(Fd, Chunk, sizeof Chunk, 0);
      if (Got <= 0)
        return;
      Pending.append(Chunk, Got);
    }
    Pending.erase(0, Length);

    auto Is = [&](const char *Start) { return Head.rfind(Start, 0) == 0; };
    Peer *Asked = Is("GET /prices/")   ? &Pricing
                  : Is("POST /events") ? &Events
                  : Is("GET /health")  ? nullptr
                                       : &Payment;
    const char *Answer = Asked == &Pricing   ? R"({"cents":250})"
                         : Asked == &Payment ? R"({"reference":"pay-1"})"
                                             : "{}";
    if (Asked && !Asked->work())
      return holdOn(Fd);
    std::string Status = Is("POST /charges") ? "201 Created" : "200 OK";
    if (!writeAll(Fd,
                  "HTTP/1.1 " + Status +
                      "\r\nContent-Type: application/json\r\nContent-"
                      "Length: " +
                      std::to_string(std::char_traits<char>::length(Answer)) +
                      "\r\n\r\n" + Answer))
      return;
  }
}

void serveStock(int Fd) {
  std::string Pending, Line;
  while (readUntil(Fd, Pending, "\n", Line)) {
    if (!Stock.work())
      return holdOn(Fd);
    if (!writeAll(Fd, Line.rfind("LEVEL", 0) == 0 ? "1000\n" : "OK\n"))
      return;
  }
}

int listenOn(void (*Serve)(int)) {
  int Listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in Address{};
  Address.sin_family = AF_INET;
  Address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t Length = sizeof Address;
  if (bind(Listener, reinterpret_cast<sockaddr *>(&Address), Length) != 0 ||
      listen(Listener, 4096) != 0)
    std::abort();
  getsockname(Listener, reinterpret_cast<sockaddr *>(&Address), &Length);
  std::thread([=] {
    while (true) {
      int Fd = accept4(Listener, nullptr, nullptr, SOCK_CLOEXEC);
      if (Fd < 0)
        continue;
      int On = 1;
      setsockopt(Fd, IPPROTO_TCP, TCP_NODELAY, &On, sizeof On);
      std::thread([=] {
        Serve(Fd);
        close(Fd);
      }).detach();
    }
  }).detach();
  return ntohs(Address.sin_port);
}

} // namespace

int main() {
  std::cout << listenOn(serveHttp) << ' ' << listenOn(serveStock) << std::endl;
  auto Peers = byName();
  std::string Name;
  int DelayMs, StallEvery;
  while (std::cin >> Name >> DelayMs >> StallEvery) {
    Peer &Told = *Peers.at(Name);
    Told.DelayMs = DelayMs;
    Told.Asked = 0;
    Told.StallEvery = StallEvery;
    std::cout << "ok" << std::endl;
  }
  std::_Exit(EXIT_SUCCESS); // Threads still talk.
}
