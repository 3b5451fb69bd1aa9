// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a unit needs to make one finding: `poll(&p, 1, -1)` waits for ever.

#pragma once
#ifdef __cplusplus
extern "C" {
#endif
struct pollfd {
  int fd;
  short events, revents;
};
int poll(struct pollfd *fds, unsigned long n, int timeout);
int socket(int domain, int type, int protocol);
#ifdef __cplusplus
}
#endif
