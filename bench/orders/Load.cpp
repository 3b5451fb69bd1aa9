// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sends requests at random times that are fixed beforehand, as many callers who
// know nothing of each other do, and tells how long each took from the time at
// which it was due. A service that is stuck gets no fewer requests, and a
// request that was sent late because of it counts from when it should have been
// sent: what tools leave out that wait for an answer before they ask again.
//
//   Load PORT RATE SECONDS GRACE SEED REQUESTS
//
// REQUESTS has lines `KIND<tab>METHOD<tab>PATH<tab>BODY`, taken in turn. Prints
// `KIND STATUS LATENCY LATENESS`, the latter two in nanoseconds, for each
// request: LATENESS is how late the program itself was to send it. STATUS is 0
// if there was no answer GRACE seconds after the last request.

#include <arpa/inet.h>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <netinet/in.h>
#include <random>
#include <sstream>
#include <string>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <unordered_set>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::nanoseconds;

struct Request {
  std::string Kind, Text;
};

std::vector<Request> readRequests(const char *Path) {
  std::ifstream File(Path);
  std::vector<Request> Requests;
  std::string Line, Kind, Method, Target, Body;
  while (std::getline(File, Line)) {
    std::istringstream Fields(Line);
    std::getline(Fields, Kind, '\t');
    std::getline(Fields, Method, '\t');
    std::getline(Fields, Target, '\t');
    Body.clear();
    std::getline(Fields, Body);
    std::string Text = Method + " " + Target +
                       " HTTP/1.1\r\nHost: orders\r\nAccept: */*\r\n"
                       "User-Agent: load\r\nX-Trace-Id: 4bf92f3577b34da6\r\n";
    if (!Body.empty())
      Text += "Content-Type: application/json\r\nContent-Length: " +
              std::to_string(Body.size()) + "\r\n";
    Requests.push_back({Kind, Text + "\r\n" + Body});
  }
  if (Requests.empty()) {
    std::cerr << Path << " has no requests\n";
    std::exit(EXIT_FAILURE);
  }
  return Requests;
}

struct Exchange {
  const Request &Asked;
  Clock::time_point Due, Sent;
  int Fd = -1;
  bool Written = false;
  std::string Answer;

  void print(Clock::time_point End, int Status) const {
    std::printf("%s %d %jd %jd\n", Asked.Kind.c_str(), Status,
                static_cast<std::intmax_t>(nanoseconds(End - Due).count()),
                static_cast<std::intmax_t>(nanoseconds(Sent - Due).count()));
  }
};

class Load {
public:
  Load(int Port, std::vector<Request> Requests)
      : Requests(std::move(Requests)), Epoll(epoll_create1(EPOLL_CLOEXEC)) {
    Address.sin_family = AF_INET;
    Address.sin_port = htons(Port);
    Address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  }

  void run(double Rate, double Seconds, double Grace, unsigned Seed) {
    std::mt19937_64 Random(Seed);
    std::exponential_distribution<double> Gap(Rate);
    auto Start = Clock::now();
    double At = Gap(Random);
    for (std::size_t Next = 0; At < Seconds; ++Next, At += Gap(Random)) {
      auto Due = Start + asDuration(At);
      for (auto Now = Clock::now(); Now < Due; Now = Clock::now())
        wait(Due - Now);
      send(Requests[Next % Requests.size()], Due);
    }
    auto End = Clock::now() + asDuration(Grace);
    for (auto Now = Clock::now(); !Open.empty() && Now < End;
         Now = Clock::now())
      wait(End - Now);
    for (const Exchange *Left : Open)
      Left->print(Clock::now(), 0);
  }

private:
  static nanoseconds asDuration(double Seconds) {
    return nanoseconds(static_cast<std::int64_t>(Seconds * 1e9));
  }

  void send(const Request &Asked, Clock::time_point Due) {
    auto *New = new Exchange{Asked, Due, Clock::now(), -1, false, {}};
    New->Fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    Open.insert(New);
    connect(New->Fd, reinterpret_cast<sockaddr *>(&Address), sizeof Address);
    epoll_event Event{EPOLLOUT, {.ptr = New}};
    if (epoll_ctl(Epoll, EPOLL_CTL_ADD, New->Fd, &Event) != 0)
      finish(New);
  }

  void wait(nanoseconds Limit) {
    timespec Time{Limit.count() / 1'000'000'000, Limit.count() % 1'000'000'000};
    epoll_event Events[64];
    int Ready = epoll_pwait2(Epoll, Events, 64, &Time, nullptr);
    for (int I = 0; I < Ready; ++I)
      proceed(static_cast<Exchange *>(Events[I].data.ptr));
  }

  void proceed(Exchange *Ready) {
    if (!Ready->Written) {
      const std::string &Text = Ready->Asked.Text;
      if (::send(Ready->Fd, Text.data(), Text.size(), MSG_NOSIGNAL) !=
          static_cast<ssize_t>(Text.size()))
        return finish(Ready);
      Ready->Written = true;
      epoll_event Event{EPOLLIN, {.ptr = Ready}};
      epoll_ctl(Epoll, EPOLL_CTL_MOD, Ready->Fd, &Event);
      return;
    }
    char Chunk[16384];
    ssize_t Got = recv(Ready->Fd, Chunk, sizeof Chunk, 0);
    if (Got > 0)
      Ready->Answer.append(Chunk, Got);
    else
      finish(Ready); // The service closes each connection.
  }

  void finish(Exchange *Done) {
    int Status = 0;
    std::sscanf(Done->Answer.c_str(), "HTTP/1.1 %d", &Status);
    Done->print(Clock::now(), Status);
    close(Done->Fd);
    Open.erase(Done);
    delete Done;
  }

  std::vector<Request> Requests;
  int Epoll;
  sockaddr_in Address{};
  std::unordered_set<Exchange *> Open;
};

} // namespace

int main(int Argc, char **Argv) {
  if (Argc != 7) {
    std::cerr << "usage: Load PORT RATE SECONDS GRACE SEED REQUESTS\n";
    return EXIT_FAILURE;
  }
  // A stuck service leaves thousands of connections open.
  rlimit Files;
  getrlimit(RLIMIT_NOFILE, &Files);
  Files.rlim_cur = Files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &Files);
  // Or else sleeps are rounded up by 50 us.
  prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
  Load(std::atoi(Argv[1]), readRequests(Argv[6]))
      .run(std::atof(Argv[2]), std::atof(Argv[3]), std::atof(Argv[4]),
           std::atoi(Argv[5]));
}
