// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/run/Workers.h"
#include "driver/run/Memory.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <deque>
#include <fcntl.h>
#include <list>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

using namespace llvm;

namespace p99::driver {

namespace {

using Clock = std::chrono::steady_clock;

struct Worker {
  size_t Piece = 0;
  pid_t Process = 0;
  int Pipe = -1;
  std::string Answer;
  Clock::time_point Start;
  uint64_t Bytes = 0;                   ///< As last seen.
  std::optional<WorkEnd::Kind> Stopped; ///< By us.
  bool Again = false; ///< Stopped to be started anew when there is room.
};

class Workers {
public:
  Workers(size_t Count, const Limits &Most, const Work &W) : Most(Most), W(W) {
    for (size_t Piece = 0; Piece < Count; ++Piece)
      Waiting.push_back({Piece, 0});
  }

  void run() {
    while (!Waiting.empty() || !Running.empty()) {
      while (!Waiting.empty() && mayStart())
        start();
      wait();
      stopSlow();
      watchMemory();
    }
  }

private:
  struct Piece {
    size_t Index;
    uint64_t Bytes; ///< That it is known to need.
  };

  bool mayStart() const;
  void start();
  [[noreturn]] void work(size_t Piece, int Pipe) const;
  void wait();
  void end(std::list<Worker>::iterator It);
  void stop(Worker &Running, WorkEnd::Kind Why);
  void stopSlow();
  void watchMemory();
  int patience() const;

  const Limits &Most;
  const Work &W;
  std::deque<Piece> Waiting;
  std::list<Worker> Running;
  uint64_t Largest = 0; ///< Of all so far.
};

} // namespace

/// The first one always: nothing would ever happen without.
bool Workers::mayStart() const {
  if (Running.empty())
    return true;
  if (Running.size() >= Most.Jobs)
    return false;
  // A unit with heavy includes, as long as none is known.
  constexpr uint64_t Usual = 400 << 20;
  uint64_t Needs = std::max({Waiting.front().Bytes, Largest, Usual});
  // What the others have yet to take is spoken for.
  uint64_t Held = 0, Growth = 0;
  for (const Worker &Other : Running) {
    Held += Other.Bytes;
    Growth += std::max(Needs, Other.Bytes) - Other.Bytes;
  }
  if (Most.Bytes)
    return Held + Growth + Needs <= *Most.Bytes;
  std::optional<uint64_t> Free = availableMemory();
  return !Free || Growth + Needs <= *Free;
}

void Workers::work(size_t Piece, int Pipe) const {
#ifdef __linux__
  // Nobody waits for the answer when the parent is gone.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  rlimit NoDump{0, 0};
  setrlimit(RLIMIT_CORE, &NoDump);
  std::string Answer = W.Do(Piece);
  raw_fd_ostream Out(Pipe, /*shouldClose=*/true);
  Out << Answer;
  Out.close();
  // Neither destructors nor buffers: they are the parent's.
  _exit(Out.has_error() ? 1 : 0);
}

void Workers::start() {
  Piece Next = Waiting.front();
  Waiting.pop_front();
  int Ends[2];
  if (pipe(Ends) != 0)
    return W.Ended(Next.Index, {WorkEnd::Kind::Crashed, "", 0});
  if (Next.Bytes == 0)
    W.Started(Next.Index);
  outs().flush();
  errs().flush();
  pid_t Process = fork();
  if (Process == 0) {
    ::close(Ends[0]);
    for (const Worker &Other : Running)
      ::close(Other.Pipe);
    work(Next.Index, Ends[1]);
  }
  ::close(Ends[1]);
  if (Process < 0) {
    ::close(Ends[0]);
    // With fewer processes it may go better.
    if (Running.empty())
      return W.Ended(Next.Index, {WorkEnd::Kind::Crashed, "", 0});
    Waiting.push_front({Next.Index, std::max<uint64_t>(Next.Bytes, Largest)});
    return;
  }
  fcntl(Ends[0], F_SETFL, O_NONBLOCK);
  Worker New;
  New.Piece = Next.Index;
  New.Process = Process;
  New.Pipe = Ends[0];
  New.Start = Clock::now();
  Running.push_back(std::move(New));
}

/// Milliseconds until something has to be looked at again.
int Workers::patience() const {
  constexpr int Look = 100;
  if (!Most.Seconds)
    return Most.Bytes || (!Waiting.empty() && Running.size() < Most.Jobs) ? Look
                                                                          : -1;
  double Left = *Most.Seconds;
  for (const Worker &Each : Running)
    Left = std::min(
        Left,
        *Most.Seconds -
            std::chrono::duration<double>(Clock::now() - Each.Start).count());
  int Until = std::max(0, static_cast<int>(Left * 1000) + 1);
  return Most.Bytes ? std::min(Until, Look) : Until;
}

void Workers::wait() {
  SmallVector<pollfd, 16> Pipes;
  for (const Worker &Each : Running)
    Pipes.push_back({Each.Pipe, POLLIN, 0});
  if (poll(Pipes.data(), Pipes.size(), patience()) <= 0)
    return;
  size_t Number = 0;
  for (auto It = Running.begin(); It != Running.end(); ++Number) {
    auto Now = It++;
    if (!Pipes[Number].revents)
      continue;
    char Buffer[1 << 16];
    ssize_t Size = read(Now->Pipe, Buffer, sizeof Buffer);
    if (Size > 0)
      Now->Answer.append(Buffer, Size);
    else if (Size == 0 || (errno != EAGAIN && errno != EINTR))
      end(Now);
  }
}

void Workers::end(std::list<Worker>::iterator It) {
  Worker Over = std::move(*It);
  Running.erase(It);
  ::close(Over.Pipe);
  int Status = 0;
  while (waitpid(Over.Process, &Status, 0) < 0 && errno == EINTR) {
  }
  if (Over.Again)
    return Waiting.push_front({Over.Piece, std::max<uint64_t>(Over.Bytes, 1)});
  WorkEnd How;
  if (Over.Stopped)
    How.How = *Over.Stopped;
  else if (WIFSIGNALED(Status))
    How = {WorkEnd::Kind::Crashed, "", WTERMSIG(Status)};
  else if (WEXITSTATUS(Status) != 0)
    How.How = WorkEnd::Kind::Crashed;
  else
    How.Answer = std::move(Over.Answer);
  W.Ended(Over.Piece, std::move(How));
}

void Workers::stop(Worker &Each, WorkEnd::Kind Why) {
  Each.Stopped = Why;
  kill(Each.Process, SIGKILL);
}

void Workers::stopSlow() {
  if (!Most.Seconds)
    return;
  for (Worker &Each : Running)
    if (!Each.Stopped && Clock::now() - Each.Start >
                             std::chrono::duration<double>(*Most.Seconds))
      stop(Each, WorkEnd::Kind::TimedOut);
}

void Workers::watchMemory() {
  uint64_t Held = 0;
  for (Worker &Each : Running) {
    Each.Bytes = std::max(Each.Bytes, residentMemory(Each.Process));
    Largest = std::max(Largest, Each.Bytes);
    Held += Each.Bytes;
  }
  if (!Most.Bytes || Held <= *Most.Bytes || Running.back().Stopped)
    return;
  // The youngest has the least to lose.
  Running.back().Again = Running.size() > 1;
  stop(Running.back(), WorkEnd::Kind::OutOfMemory);
}

void runInProcesses(size_t Count, const Limits &Most, const Work &W) {
  Workers(Count, Most, W).run();
}

} // namespace p99::driver
