// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which calls block.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <netdb.h>
#include <sched.h>
#include <string>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern std::mutex Mu;
extern int Socket, File;
extern FILE *Input;
extern pid_t Child;

namespace cache {
std::string read(const std::string &Key, int Index, int Length) {
  return Key.substr(Index, Length);
}
} // namespace cache

// true: one of clang's five
// from: clang's documentation
void getsCharacter() {
  std::lock_guard Lock(Mu);
  getc(Input);
}

// true: one of clang's five
// from: clang's documentation
void getsLine() {
  char Line[80];
  std::lock_guard Lock(Mu);
  fgets(Line, sizeof Line, Input);
}

// true: one of clang's five
// from: clang's documentation
void reads() {
  char Byte;
  std::lock_guard Lock(Mu);
  read(File, &Byte, 1);
}

// true: one of clang's five
// from: clang's documentation
void receives() {
  char Byte;
  std::lock_guard Lock(Mu);
  recv(Socket, &Byte, 1, 0);
}

// true: sleeps
// from: own
void sleepsMicroseconds() {
  std::lock_guard Lock(Mu);
  usleep(1000);
}

// true: sleeps
// from: own
void sleepsNanoseconds() {
  timespec Pause{0, 1000000};
  std::lock_guard Lock(Mu);
  nanosleep(&Pause, nullptr);
}

// true: sleeps
// from: own
void sleepsFor() {
  std::lock_guard Lock(Mu);
  std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

// true: sleeps
// from: own
void sleepsUntil(std::chrono::steady_clock::time_point Due) {
  std::lock_guard Lock(Mu);
  std::this_thread::sleep_until(Due);
}

// true: waits for room in the peer's window
// from: own
void sends() {
  std::lock_guard Lock(Mu);
  send(Socket, "PING\n", 5, 0);
}

// false: this call does not wait
// from: own
void sendsWithoutWaiting() {
  std::lock_guard Lock(Mu);
  send(Socket, "PING\n", 5, MSG_DONTWAIT | MSG_NOSIGNAL);
}

// true: waits for the peer's answer
// from: own
void connects(const sockaddr *Address, socklen_t Length) {
  std::lock_guard Lock(Mu);
  connect(Socket, Address, Length);
}

// true: waits for a peer
// from: own
void accepts() {
  std::lock_guard Lock(Mu);
  accept(Socket, nullptr, nullptr);
}

// true: asks the name server
// from: own
void resolves(const char *Host) {
  addrinfo *Found = nullptr;
  std::lock_guard Lock(Mu);
  getaddrinfo(Host, "443", nullptr, &Found);
}

// true: waits for the disk
// from: own
void syncs() {
  std::lock_guard Lock(Mu);
  fsync(File);
}

// true: runs a program to its end
// from: own
void runsProgram() {
  std::lock_guard Lock(Mu);
  std::system("logrotate");
}

// true: waits for the child
// from: own
void waitsForChild() {
  std::lock_guard Lock(Mu);
  waitpid(Child, nullptr, 0);
}

// false: asks, and does not wait
// from: own
void asksForChild() {
  std::lock_guard Lock(Mu);
  waitpid(Child, nullptr, WNOHANG);
}

// false: asks, and does not wait
// from: own
void selectsAtOnce(fd_set *Readable) {
  timeval AtOnce{0, 0};
  std::lock_guard Lock(Mu);
  select(Socket + 1, Readable, nullptr, nullptr, &AtOnce);
}

// false: gives the core away, waits for nothing
// from: own
void yields() {
  std::lock_guard Lock(Mu);
  sched_yield();
  std::this_thread::yield();
}

// false: reads the clock
// from: own
void asksForTime() {
  std::lock_guard Lock(Mu);
  timespec Now;
  clock_gettime(CLOCK_MONOTONIC, &Now);
  std::chrono::steady_clock::now();
}

// false: formats in memory
// from: own
void formats(char *Buffer, int Size) {
  std::lock_guard Lock(Mu);
  std::snprintf(Buffer, Size, "%d", Size);
}

// false: another read, with as many arguments
// from: own
std::string readsOther() {
  std::lock_guard Lock(Mu);
  return cache::read("key", 0, 1);
}
