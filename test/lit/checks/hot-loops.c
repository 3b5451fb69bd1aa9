// RUN: %check_p99 %s p99-missing-timeout %t -- -D_GNU_SOURCE
//
// Loops that serve what comes are hot, and what they call.

#include <mqueue.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct kevent;
int kevent(int kq, const struct kevent *changelist, int nchanges, struct kevent *eventlist, int nevents,
           const struct timespec *timeout);
struct io_uring;
struct io_uring_cqe;
int io_uring_wait_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr);
typedef struct sd_bus sd_bus;
typedef struct sd_event sd_event;
typedef struct sd_event_source sd_event_source;
typedef int (*sd_event_io_handler_t)(sd_event_source *s, int fd, uint32_t revents, void *userdata);
typedef int (*sd_event_time_handler_t)(sd_event_source *s, uint64_t usec, void *userdata);
int sd_bus_wait(sd_bus *bus, uint64_t timeout_usec);
int sd_event_run(sd_event *e, uint64_t timeout);
int sd_event_loop(sd_event *e);
int sd_event_add_io(sd_event *e, sd_event_source **s, int fd, uint32_t events, sd_event_io_handler_t callback,
                    void *userdata);
int sd_event_add_time(sd_event *e, sd_event_source **s, int clock, uint64_t usec, uint64_t accuracy,
                      sd_event_time_handler_t callback, void *userdata);

pthread_mutex_t mutex;
pthread_cond_t changed;

//===-- Flagged in the loops only -----------------------------------------===//

static void serve(int client) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+10]]:5: note: called from here
  // CHECK-NOTES: :[[@LINE+5]]:3: note: hot: inside the loop that serves 'accept'
  close(client);
}
int acceptAll(int listener) {
  pthread_cond_wait(&changed, &mutex);
  for (;;) {
    int client = accept(listener, NULL, NULL);
    if (client < 0)
      break;
    serve(client);
  }
  pthread_cond_wait(&changed, &mutex);
  return 0;
}

static void *handle(void *client) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+8]]:5: note: handed over here
  // CHECK-NOTES: :[[@LINE+5]]:3: note: hot: inside the loop that serves 'accept4'
  return NULL;
}
void threadPerClient(int listener) {
  int client;
  while ((client = accept4(listener, NULL, NULL, 0)) >= 0) {
    pthread_t thread;
    pthread_create(&thread, NULL, handle, &client);
  }
}

static void dispatch(const struct epoll_event *event) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+8]]:7: note: called from here
  // CHECK-NOTES: :[[@LINE+4]]:3: note: hot: inside the loop that serves 'epoll_wait'
}
void poller(int set) {
  struct epoll_event events[16];
  for (;;) {
    int n = epoll_wait(set, events, 16, 1000);
    for (int i = 0; i < n; i++)
      dispatch(&events[i]);
  }
}

void kqueue(int kq, struct kevent *events) {
  for (;;) {
    kevent(kq, NULL, 0, events, 16, NULL);
    pthread_cond_wait(&changed, &mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-4]]:3: note: hot: inside the loop that serves 'kevent'
  }
}

void ring(struct io_uring *ring, struct io_uring_cqe *entry) {
  while (1) {
    if (io_uring_wait_cqe(ring, &entry))
      return;
    pthread_cond_wait(&changed, &mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-5]]:3: note: hot: inside the loop that serves 'io_uring_wait_cqe'
  }
}

void consume(mqd_t queue, char *message) {
  while (mq_receive(queue, message, 100, NULL) > 0)
    pthread_cond_wait(&changed, &mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: hot: inside the loop that serves 'mq_receive'
}

void bus(sd_bus *bus) {
  for (;;) {
    pthread_cond_wait(&changed, &mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: hot: inside the loop that serves 'sd_bus_wait'
    sd_bus_wait(bus, 1000);
  }
}

static int on_io(sd_event_source *source, int fd, uint32_t events, void *data) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+10]]:3: note: hot: handles an event of a socket of sd-event
  return 0;
}
static int on_time(sd_event_source *source, uint64_t now, void *data) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+5]]:3: note: hot: runs on a timer of sd-event
  return 0;
}
int loop(sd_event *loop, int fd) {
  sd_event_add_io(loop, NULL, fd, 1, on_io, NULL);
  sd_event_add_time(loop, NULL, 0, 0, 0, on_time, NULL);
  pthread_cond_wait(&changed, &mutex);
  return sd_event_loop(loop);
}
void rounds(sd_event *loop) {
  while (sd_event_run(loop, 1000) >= 0)
    pthread_cond_wait(&changed, &mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: hot: inside the loop that serves 'sd_event_run'
}

//===-- Not flagged -------------------------------------------------------===//

// One client, and then the end.
int acceptOne(int listener) {
  int client = accept(listener, NULL, NULL);
  pthread_cond_wait(&changed, &mutex);
  return client;
}

// Tries again what was interrupted.
int acceptAgain(int listener) {
  int client;
  do
    client = accept(listener, NULL, NULL);
  while (client < 0);
  pthread_cond_wait(&changed, &mutex);
  return client;
}

// A loop of another kind.
void batches(int n) {
  for (int i = 0; i < n; i++)
    pthread_cond_wait(&changed, &mutex);
}
