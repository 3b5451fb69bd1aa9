// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A pool of threads serves requests, each of which asks a peer. A few of the
// peer's answers never come. What becomes of the requests that it does answer?
// Requests are due at fixed times, and a latency counts from when its request
// was due; one that is not answered when the time is up counts with what it has
// waited by then.

#include "Evidence.h"
#include <arpa/inet.h>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

using namespace evidence;
using namespace std::chrono_literals;

namespace {

constexpr int Workers = 16;
constexpr auto Gap = 1ms;
constexpr auto Window = 2000ms;

/// Answers a byte with a byte; 1 in the place of 0 is never answered.
class Peer {
public:
  Peer() : Listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    Address.sin_family = AF_INET;
    Address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t Size = sizeof Address;
    if (bind(Listener, where(), Size) != 0 || listen(Listener, 1024) != 0 ||
        getsockname(Listener, where(), &Size) != 0)
      std::abort();
    Accepting = std::jthread([this] {
      int Fd;
      while ((Fd = accept(Listener, nullptr, nullptr)) >= 0)
        answer(Fd);
    });
  }
  Peer(const Peer &) = delete;
  /// Frees whoever still waits.
  void hangUp() {
    shutdown(Listener, SHUT_RDWR);
    Accepting.join();
    close(Listener);
    for (int Fd : Silent)
      close(Fd);
  }
  sockaddr *where() { return reinterpret_cast<sockaddr *>(&Address); }

private:
  void answer(int Fd) {
    char Byte = 0;
    if (recv(Fd, &Byte, 1, 0) == 1 && Byte == 1)
      return Silent.push_back(Fd);
    send(Fd, &Byte, 1, MSG_NOSIGNAL);
    close(Fd);
  }

  int Listener;
  sockaddr_in Address{};
  std::vector<int> Silent;
  std::jthread Accepting;
};

/// What the check reports, and with a limit what its fix makes of it.
bool ask(Peer &Asked, char Byte, int LimitMs) {
  int Fd = socket(AF_INET, SOCK_STREAM, 0);
  if (LimitMs) {
    timeval Limit{LimitMs / 1000, LimitMs % 1000 * 1000};
    setsockopt(Fd, SOL_SOCKET, SO_RCVTIMEO, &Limit, sizeof Limit);
    setsockopt(Fd, SOL_SOCKET, SO_SNDTIMEO, &Limit, sizeof Limit);
  }
  bool Answered = connect(Fd, Asked.where(), sizeof(sockaddr_in)) == 0 &&
                  send(Fd, &Byte, 1, 0) == 1 && recv(Fd, &Byte, 1, 0) == 1;
  close(Fd);
  return Answered;
}

struct Waiting {
  Clock::time_point Due;
  char Byte;
};

void serve(benchmark::State &State, int PerMille, int LimitMs) {
  Samples Others; // The requests that the peer would answer.
  std::uint64_t Sent = 0, Answered = 0;
  for (auto _ : State) {
    std::mutex Mutex;
    std::condition_variable Ready;
    std::deque<Waiting> Queue;
    bool Over = false;
    Peer Asked;
    std::vector<std::jthread> Pool;
    for (int Index = 0; Index < Workers; ++Index)
      Pool.emplace_back([&] {
        std::unique_lock Lock(Mutex);
        while (true) {
          Ready.wait(Lock, [&] { return Over || !Queue.empty(); });
          if (Over)
            return;
          Waiting Next = Queue.front();
          Queue.pop_front();
          Lock.unlock();
          bool Good = ask(Asked, Next.Byte, LimitMs);
          auto Latency = Clock::now() - Next.Due;
          Lock.lock();
          if (Good && !Over) {
            ++Answered;
            Others.add(Latency);
          }
        }
      });

    prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
    auto Start = Clock::now();
    int Every = PerMille ? 1000 / PerMille : 0, Number = 0;
    for (auto Due = Start; Due < Start + Window; Due += Gap) {
      std::this_thread::sleep_until(Due);
      bool Stalls = Every && ++Number % Every == 0;
      Sent += !Stalls;
      std::lock_guard Lock(Mutex);
      Queue.push_back({Due, static_cast<char>(Stalls)});
      Ready.notify_one();
    }
    State.SetIterationTime(
        std::chrono::duration<double>(Clock::now() - Start).count());
    {
      std::lock_guard Lock(Mutex);
      Over = true;
      for (const Waiting &Left : Queue)
        if (!Left.Byte)
          Others.add(Clock::now() - Left.Due);
    }
    Ready.notify_all();
    Asked.hangUp();
  }
  Others.report(State, "");
  State.counters["answered"] =
      static_cast<double>(Answered) / static_cast<double>(Sent);
}

} // namespace

int main(int Argc, char **Argv) {
  for (int PerMille : {0, 2, 10})
    for (int LimitMs : {0, 1000, 100})
      add("MissingTimeout/silent:" + std::to_string(PerMille) +
              "/limit:" + std::to_string(LimitMs),
          [=](benchmark::State &State) { serve(State, PerMille, LimitMs); });
  return run(Argc, Argv);
}
