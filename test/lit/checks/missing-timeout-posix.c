// RUN: %check_p99 %s p99-missing-timeout %t -- -D_GNU_SOURCE -Wno-deprecated-declarations
//
// POSIX and Linux: sockets, polls, and waits that nothing bounds.

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <mqueue.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pwd.h>
#include <resolv.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/pidfd.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/sendfile.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

struct io_uring;
struct io_uring_cqe;
int io_uring_wait_cqe(struct io_uring *ring, struct io_uring_cqe **cqe);
int io_uring_submit_and_wait(struct io_uring *ring, unsigned wait_nr);

//===-- Flagged, fixed ----------------------------------------------------===//

int request(const struct sockaddr *server, socklen_t size, char *answer) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(fd, server, size) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'fd' can wait for its peer for ever; set a connect, send and receive timeout [p99-missing-timeout]
    // CHECK-FIXES: {
    // CHECK-FIXES-NEXT: const struct timeval limit = {5, 0};
    // CHECK-FIXES-NEXT: setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    // CHECK-FIXES-NEXT: }
    // CHECK-FIXES-NEXT: {
    // CHECK-FIXES-NEXT: const struct timeval limit = {5, 0};
    // CHECK-FIXES-NEXT: setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    // CHECK-FIXES-NEXT: }
    // CHECK-FIXES-NEXT: if (connect(fd, server, size) != 0)
    return -1;
  send(fd, "get", 3, 0);
  return recv(fd, answer, 100, 0);
}

// A limit for sending is none for receiving.
ssize_t receiveOnly(const struct sockaddr *server, socklen_t size, char *answer) {
  const struct timeval limit = {5, 0};
  int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  connect(fd, server, size);
  return read(fd, answer, 100);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'fd' has a send timeout but can still wait for ever; set a receive timeout too [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const struct timeval limit = {5, 0};
  // CHECK-FIXES-NEXT: setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  // CHECK-FIXES-NEXT: }
}

// A client that asks with a datagram, and waits for an answer that may be lost.
ssize_t resolve(const struct sockaddr *server, socklen_t size, char *answer) {
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  sendto(fd, "name", 4, 0, server, size);
  return recvfrom(fd, answer, 512, 0, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'fd' can wait for its peer for ever; set a receive timeout [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const struct timeval limit = {5, 0};
  // CHECK-FIXES-NEXT: setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  // CHECK-FIXES-NEXT: }
}

// A client that sends nothing holds the server's thread.
void serve(int listener, struct msghdr *message) {
  int client = accept(listener, NULL, NULL);
  recvmsg(client, message, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'client' can wait for its peer for ever; set a receive and send timeout [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const struct timeval limit = {5, 0};
  // CHECK-FIXES-NEXT: setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  // CHECK-FIXES-NEXT: }
  // CHECK-FIXES-NEXT: {
  // CHECK-FIXES-NEXT: const struct timeval limit = {5, 0};
  // CHECK-FIXES-NEXT: setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  // CHECK-FIXES-NEXT: }
  sendmsg(client, message, 0);
  close(client);
}

int answered(const struct sockaddr *server, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  connect(fd, server, size);
  struct pollfd polled = {fd, POLLIN, 0};
  return poll(&polled, 1, -1);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'poll' waits for ever if nothing comes; give it a limit as argument 3 [p99-missing-timeout]
  // CHECK-FIXES: return poll(&polled, 1, 5000);
}

//===-- Flagged -----------------------------------------------------------===//

int selected(const struct sockaddr *server, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  connect(fd, server, size);
  fd_set writable;
  FD_ZERO(&writable);
  FD_SET(fd, &writable);
  return select(fd + 1, NULL, &writable, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'select' waits for ever if nothing comes; give it a limit as argument 5 [p99-missing-timeout]
}

int answeredInTime(const struct sockaddr *server, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  connect(fd, server, size);
  struct pollfd polled;
  polled.fd = fd;
  polled.events = POLLIN;
  return ppoll(&polled, 1, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'ppoll' waits for ever if nothing comes; give it a limit as argument 3 [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

ssize_t bounded(const struct sockaddr *server, socklen_t size, char *answer) {
  const struct timeval limit = {5, 0};
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  connect(fd, server, size);
  write(fd, "get", 3);
  return read(fd, answer, 100);
}

// Unacknowledged data and unanswered SYNs end the connection.
void boundedByTcp(const struct sockaddr *server, socklen_t size) {
  unsigned limit = 5000, tries = 2;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &limit, sizeof limit);
  connect(fd, server, size);
  send(fd, "put", 3, 0);
  int other = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(other, IPPROTO_TCP, TCP_SYNCNT, &tries, sizeof tries);
  connect(other, server, size);
}

ssize_t nonBlocking(const struct sockaddr *server, socklen_t size, char *answer) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
  connect(fd, server, size);
  return recv(fd, answer, 100, 0);
}

ssize_t nonBlockingByIoctl(const struct sockaddr *server, socklen_t size, char *answer) {
  int on = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
  ioctl(fd, FIONBIO, &on);
  connect(fd, server, size);
  return recv(fd, answer, 100, 0);
}

// Each call says for itself that it does not wait.
void doNotWait(int listener, char *answer, struct mmsghdr *messages) {
  int client = accept(listener, NULL, NULL);
  recv(client, answer, 100, MSG_DONTWAIT);
  recvfrom(client, answer, 100, MSG_DONTWAIT | MSG_PEEK, NULL, NULL);
  recvmmsg(client, messages, 1, MSG_DONTWAIT, NULL);
  send(client, answer, 100, MSG_DONTWAIT | MSG_NOSIGNAL);
  sendmmsg(client, messages, 1, MSG_DONTWAIT);
}

void acceptNonBlocking(int listener, char *answer, struct iovec *parts) {
  int client = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
  readv(client, parts, 1);
  writev(client, parts, 1);
  sendfile(client, 0, NULL, 100);
}

// The listener's limits are handed on.
void acceptBounded(const struct sockaddr *address, socklen_t size, char *answer) {
  const struct timeval limit = {5, 0};
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  bind(listener, address, size);
  int client = accept(listener, NULL, NULL);
  read(client, answer, 100);
}

ssize_t polledBefore(const struct sockaddr *server, socklen_t size, char *answer) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  struct pollfd polled = {0};
  polled.fd = fd;
  polled.events = POLLIN;
  connect(fd, server, size);
  return poll(&polled, 1, 1000) == 1 ? read(fd, answer, 100) : -1;
}

ssize_t selectedBefore(const struct sockaddr *server, socklen_t size, char *answer) {
  struct timeval limit = {5, 0};
  fd_set readable;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  connect(fd, server, size);
  FD_ZERO(&readable);
  FD_SET(fd, &readable);
  return select(fd + 1, &readable, NULL, NULL, &limit) == 1 ? read(fd, answer, 100) : -1;
}

// A server's receive is its idle wait.
void serveDatagrams(const struct sockaddr *address, socklen_t size, char *request) {
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  bind(fd, address, size);
  for (;;)
    recvfrom(fd, request, 512, 0, NULL, NULL);
}

// The peer is this machine.
ssize_t local(const struct sockaddr *server, socklen_t size, char *answer) {
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  connect(fd, server, size);
  return recv(fd, answer, 100, 0);
}

// Files are no sockets, and nobody knows what the caller's descriptor is.
ssize_t file(int unknown, char *text) {
  int fd = open("/etc/hosts", O_RDONLY);
  recv(unknown, text, 100, 0);
  return read(fd, text, 100) + read(unknown, text, 100);
}

// An event loop, with a descriptor that wakes it.
void loop(int listener, struct epoll_event *events) {
  int wake = eventfd(0, 0), epoll = epoll_create1(0);
  epoll_ctl(epoll, EPOLL_CTL_ADD, wake, events);
  struct pollfd polled[2] = {{listener, POLLIN, 0}, {wake, POLLIN, 0}};
  poll(polled, 2, -1);
  epoll_wait(epoll, events, 8, -1);
  epoll_pwait(epoll, events, 8, -1, NULL);
  epoll_pwait2(epoll, events, 8, NULL, NULL);
}

// Signalled by this process, or by its own timer or child.
void wakeUps(sigset_t *signals, int child) {
  unsigned long count;
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  int signal = signalfd(-1, signals, 0);
  int watch = inotify_init1(0), older = inotify_init();
  int process = pidfd_open(child, 0);
  read(timer, &count, sizeof count);
  read(signal, &count, sizeof count);
  read(watch, &count, sizeof count);
  read(older, &count, sizeof count);
  struct pollfd polled = {process, POLLIN, 0};
  poll(&polled, 1, -1);
  int ends[2];
  pipe(ends);
  read(ends[0], &count, sizeof count);
  pipe2(ends, O_CLOEXEC);
  read(ends[0], &count, sizeof count);
  socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
  recv(ends[0], &count, sizeof count, 0);
}

// Whatever comes next, from another process or thread of this machine.
void messages(struct io_uring *ring, struct io_uring_cqe **done, mqd_t queue, char *text,
              struct sembuf *operation, sigset_t *signals) {
  int number;
  io_uring_wait_cqe(ring, done);
  io_uring_submit_and_wait(ring, 1);
  mq_receive(queue, text, 100, NULL);
  mq_send(queue, text, 100, 0);
  semop(0, operation, 1);
  semtimedop(0, operation, 1, NULL);
  msgsnd(0, text, 100, 0);
  msgrcv(0, text, 100, 0, 0);
  sigwait(signals, &number);
  sigwaitinfo(signals, NULL);
  sigsuspend(signals);
  pause();
  pselect(0, NULL, NULL, NULL, NULL, signals);
}

// These block as well, but no limit of theirs is forgotten.
void others(int fd, char *text, int *status, siginfo_t *info, struct addrinfo **found,
            struct hostent *host, struct hostent **result, struct passwd *user,
            struct passwd **entry, const struct timespec *pause) {
  int failed;
  getaddrinfo("example.com", "80", NULL, found);
  getnameinfo((*found)->ai_addr, (*found)->ai_addrlen, text, 100, NULL, 0, NI_NUMERICHOST);
  gethostbyname("example.com");
  gethostbyaddr(text, 4, AF_INET);
  gethostbyname_r("example.com", host, text, 100, result, &failed);
  res_query("example.com", 1, 1, (unsigned char *)text, 100);
  getpwnam("app");
  getpwuid(0);
  getpwnam_r("app", user, text, 100, entry);
  getgrnam("app");
  wait(status);
  waitpid(-1, status, 0);
  wait4(-1, status, 0, NULL);
  waitid(P_ALL, 0, info, WEXITED);
  system("true");
  pclose(popen("true", "r"));
  flock(fd, LOCK_EX);
  lockf(fd, F_LOCK, 0);
  sleep(1);
  usleep(1);
  nanosleep(pause, NULL);
  clock_nanosleep(CLOCK_MONOTONIC, 0, pause, NULL);
  FILE *stream = fopen("file", "w");
  fread(text, 1, 1, stream);
  fwrite(text, 1, 1, stream);
  fflush(stream);
  fclose(stream);
  fsync(fd);
  fdatasync(fd);
  sync();
  syncfs(fd);
  sync_file_range(fd, 0, 0, 0);
  rename("file", "other");
  unlink("other");
  ftruncate(fd, 0);
  posix_fallocate(fd, 0, 100);
  pread(fd, text, 1, 0);
  pwrite(fd, text, 1, 0);
  syslog(LOG_INFO, "done");
}

// A client of this machine.
int localClient(const struct sockaddr *address, socklen_t length, char *request) {
  int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  bind(listener, address, length);
  int client = accept(listener, NULL, NULL);
  send(client, "hello", 5, 0);
  return recv(client, request, 100, 0);
}
