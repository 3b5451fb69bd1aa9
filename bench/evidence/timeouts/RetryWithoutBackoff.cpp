// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A peer has restarted: it has some work to do before it can serve, and refuses
// meanwhile. Clients try again until they are served, at once or with pauses as
// the fix writes them. How long does the peer need, with clients at its door?
// It has one core, and the clients share another.

#include "Evidence.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace evidence;
using namespace std::chrono_literals;

namespace {

/// What the peer has to do first, alone on its core.
constexpr auto StartUp = 200ms;

class Peer {
public:
  Peer() : Listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    Address.sin_family = AF_INET;
    Address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t Size = sizeof Address;
    if (bind(Listener, where(), Size) != 0 || listen(Listener, 4096) != 0 ||
        getsockname(Listener, where(), &Size) != 0)
      std::abort();
    Starting = std::jthread([this] {
      pin(0);
      timespec Used;
      do {
        localWork(17, 10'000);
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &Used);
      } while (Used.tv_sec * 1s + Used.tv_nsec * 1ns < StartUp);
      Up = Clock::now();
      Serves = true;
    });
    Accepting = std::jthread([this] {
      pin(0);
      int Fd;
      while ((Fd = accept(Listener, nullptr, nullptr)) >= 0)
        answer(Fd);
    });
  }
  Peer(const Peer &) = delete;
  ~Peer() {
    shutdown(Listener, SHUT_RDWR);
    Accepting.join();
    close(Listener);
  }
  sockaddr *where() { return reinterpret_cast<sockaddr *>(&Address); }

  Clock::time_point Up;
  std::uint64_t Refused = 0;

private:
  /// A request is read and understood before it is refused.
  void answer(int Fd) {
    char Byte = 0;
    if (recv(Fd, &Byte, 1, 0) == 1) {
      localWork(17, 20'000);
      Byte = Serves;
      Refused += !Byte;
      send(Fd, &Byte, 1, MSG_NOSIGNAL);
    }
    close(Fd);
  }

  int Listener;
  sockaddr_in Address{};
  std::atomic<bool> Serves{false};
  std::jthread Starting, Accepting;
};

bool ask(Peer &Asked) {
  int Fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  char Byte = 0;
  bool Served = connect(Fd, Asked.where(), sizeof(sockaddr_in)) == 0 &&
                send(Fd, &Byte, 1, MSG_NOSIGNAL) == 1 &&
                recv(Fd, &Byte, 1, 0) == 1 && Byte == 1;
  close(Fd);
  return Served;
}

void askAtOnce(Peer &Asked) {
  while (!ask(Asked)) {
  }
}

void askWithPauses(Peer &Asked) {
  std::chrono::milliseconds delay(50);
  while (!ask(Asked)) {
    std::this_thread::sleep_for(delay);
    delay = std::min(delay * 2, std::chrono::milliseconds(5000));
  }
}

double cpuSeconds() {
  rusage Used;
  getrusage(RUSAGE_SELF, &Used);
  auto Seconds = [](timeval T) { return T.tv_sec + T.tv_usec * 1e-6; };
  return Seconds(Used.ru_utime) + Seconds(Used.ru_stime);
}

void recover(benchmark::State &State, int Clients, void (*Ask)(Peer &)) {
  double Up = 0, Last = 0, Refused = 0, Used = 0;
  for (auto _ : State) {
    double Before = cpuSeconds();
    auto Start = Clock::now();
    Peer Restarted;
    {
      std::vector<std::jthread> Running;
      for (int Index = 0; Index < Clients; ++Index)
        Running.emplace_back([&] {
          pin(1);
          Ask(Restarted);
        });
    }
    auto Seconds = [&](Clock::time_point End) {
      return std::chrono::duration<double>(End - Start).count();
    };
    Last = Seconds(Clock::now());
    State.SetIterationTime(Last);
    Up = Seconds(Restarted.Up);
    Refused = static_cast<double>(Restarted.Refused);
    Used = cpuSeconds() - Before;
  }
  State.counters["up"] = Up * 1e9;
  State.counters["last"] = Last * 1e9;
  State.counters["refused"] = Refused;
  State.counters["cpu"] = Used * 1e9;
}

} // namespace

int main(int Argc, char **Argv) {
  for (int Clients : {1, 8, 64, 512}) {
    std::string Name =
        "RetryWithoutBackoff/clients:" + std::to_string(Clients) + "/retry:";
    add(Name + "at once",
        [=](benchmark::State &State) { recover(State, Clients, askAtOnce); });
    add(Name + "with pauses", [=](benchmark::State &State) {
      recover(State, Clients, askWithPauses);
    });
  }
  return run(Argc, Argv);
}
