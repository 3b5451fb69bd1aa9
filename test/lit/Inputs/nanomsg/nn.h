// What tests need of nanomsg: nn.h, reqrep.h and pipeline.h in one.
#ifndef NN_H_INCLUDED
#define NN_H_INCLUDED

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define AF_SP 1
#define NN_SOL_SOCKET 0
#define NN_SNDTIMEO 4
#define NN_RCVTIMEO 5
#define NN_DONTWAIT 1
#define NN_REQ 48
#define NN_REP 49
#define NN_PUSH 80
#define NN_PULL 81
#define NN_POLLIN 1

struct nn_pollfd {
  int fd;
  short events;
  short revents;
};

int nn_socket(int domain, int protocol);
int nn_close(int s);
int nn_setsockopt(int s, int level, int option, const void *optval,
                  size_t optvallen);
int nn_bind(int s, const char *addr);
int nn_connect(int s, const char *addr);
int nn_send(int s, const void *buf, size_t len, int flags);
int nn_recv(int s, void *buf, size_t len, int flags);
int nn_poll(struct nn_pollfd *fds, int nfds, int timeout);

#ifdef __cplusplus
}
#endif

#endif
