// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Descriptors that block, and some that do not.

#include <fcntl.h>
#include <mutex>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

extern std::mutex Mu;
extern int Listener;

// false: opened non-blocking
// from: llvm-project#124474
void openedNonBlocking() {
  std::lock_guard Lock(Mu);
  char Buffer[200];
  int File = open("example.txt", O_RDONLY | O_NONBLOCK);
  read(File, Buffer, sizeof Buffer);
  close(File);
}

// true: a pipe, opened without O_NONBLOCK
// from: llvm-project#124474, turned around
void openedBlocking() {
  std::lock_guard Lock(Mu);
  char Buffer[200];
  int File = open("/run/service/commands", O_RDONLY);
  read(File, Buffer, sizeof Buffer);
  close(File);
}

// false: opened non-blocking before the section
// from: llvm-project#124474
void openedNonBlockingBefore() {
  char Buffer[200];
  int File = open("/dev/input/event0", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  {
    std::lock_guard Lock(Mu);
    read(File, Buffer, sizeof Buffer);
  }
  close(File);
}

// false: not a descriptor at all: read fails at once
// from: llvm-project#127049
void invalidDescriptor() {
  std::lock_guard Lock(Mu);
  char Byte;
  int File = -1;
  read(File, &Byte, 1);
}

// false: a non-blocking eventfd
// from: llvm-project#165528
void nonBlockingEvent() {
  int Event = eventfd(0, EFD_NONBLOCK);
  while (true) {
    std::unique_lock Lock(Mu);
    uint64_t Value = 0;
    if (read(Event, &Value, sizeof Value) < 0)
      break;
  }
  close(Event);
}

// true: an eventfd that waits for its event
// from: llvm-project#165528, turned around
void blockingEvent() {
  int Event = eventfd(0, EFD_CLOEXEC);
  {
    std::lock_guard Lock(Mu);
    uint64_t Value = 0;
    read(Event, &Value, sizeof Value);
  }
  close(Event);
}

// false: made non-blocking
// from: llvm-project#104241
void madeNonBlocking() {
  char Buffer[64];
  int Socket = socket(AF_INET, SOCK_STREAM, 0);
  fcntl(Socket, F_SETFL, fcntl(Socket, F_GETFL, 0) | O_NONBLOCK);
  {
    std::lock_guard Lock(Mu);
    recv(Socket, Buffer, sizeof Buffer, 0);
  }
  close(Socket);
}

// false: created non-blocking
// from: llvm-project#104241
void nonBlockingSocket() {
  char Buffer[64];
  int Socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  std::lock_guard Lock(Mu);
  recv(Socket, Buffer, sizeof Buffer, 0);
}

// true: a socket that blocks
// from: llvm-project#104241, turned around
void blockingSocket() {
  char Buffer[64];
  int Socket = socket(AF_INET, SOCK_STREAM, 0);
  std::lock_guard Lock(Mu);
  recv(Socket, Buffer, sizeof Buffer, 0);
}

// false: this call does not wait
// from: llvm-project#104241
void dontWait(int Socket) {
  char Buffer[64];
  std::lock_guard Lock(Mu);
  recv(Socket, Buffer, sizeof Buffer, MSG_DONTWAIT);
}

// true: waits for all of it
// from: own
void waitAll(int Socket) {
  char Buffer[64];
  std::lock_guard Lock(Mu);
  recv(Socket, Buffer, sizeof Buffer, MSG_WAITALL);
}

// false: accepted non-blocking
// from: own
void acceptedNonBlocking() {
  char Buffer[64];
  int Peer = accept4(Listener, nullptr, nullptr, SOCK_NONBLOCK);
  {
    std::lock_guard Lock(Mu);
    recv(Peer, Buffer, sizeof Buffer, 0);
  }
  close(Peer);
}

// false: a non-blocking pipe
// from: own
void nonBlockingPipe() {
  int Ends[2];
  char Byte;
  if (pipe2(Ends, O_NONBLOCK) != 0)
    return;
  std::lock_guard Lock(Mu);
  read(Ends[0], &Byte, 1);
}

// false: asks, and does not wait
// from: own
void pollsAtOnce(int Socket) {
  pollfd Waiting{Socket, POLLIN, 0};
  std::lock_guard Lock(Mu);
  poll(&Waiting, 1, 0);
}

// true: waits for ever
// from: own
void pollsForEver(int Socket) {
  pollfd Waiting{Socket, POLLIN, 0};
  std::lock_guard Lock(Mu);
  poll(&Waiting, 1, -1);
}
