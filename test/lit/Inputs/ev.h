/* What tests need of libev: its macros assign the callbacks. */
#ifndef EV_H_
#define EV_H_

struct ev_loop;
#define EV_WATCHER(type)                                                       \
  int active;                                                                  \
  int pending;                                                                 \
  void *data;                                                                  \
  void (*cb)(struct ev_loop *loop, struct type *w, int revents);
typedef struct ev_watcher {
  EV_WATCHER(ev_watcher)
} ev_watcher;
typedef struct ev_io {
  EV_WATCHER(ev_io)
  int fd;
  int events;
} ev_io;
typedef struct ev_timer {
  EV_WATCHER(ev_timer)
  double at;
  double repeat;
} ev_timer;
typedef struct ev_periodic {
  EV_WATCHER(ev_periodic)
  double at;
} ev_periodic;
typedef struct ev_async {
  EV_WATCHER(ev_async)
} ev_async;
typedef struct ev_signal {
  EV_WATCHER(ev_signal)
  int signum;
} ev_signal;

#define EV_READ 1
#define ev_set_cb(ev, cb_) ((ev)->cb = (cb_))
#define ev_init(ev, cb_)                                                       \
  do {                                                                         \
    ((ev_watcher *)(void *)(ev))->active =                                     \
        ((ev_watcher *)(void *)(ev))->pending = 0;                             \
    ev_set_cb((ev), cb_);                                                      \
  } while (0)
#define ev_io_set(ev, fd_, events_)                                            \
  do {                                                                         \
    (ev)->fd = (fd_);                                                          \
    (ev)->events = (events_);                                                  \
  } while (0)
#define ev_io_init(ev, cb, fd, events)                                         \
  do {                                                                         \
    ev_init((ev), (cb));                                                       \
    ev_io_set((ev), (fd), (events));                                           \
  } while (0)
#define ev_timer_init(ev, cb, after, repeat_)                                  \
  do {                                                                         \
    ev_init((ev), (cb));                                                       \
    (ev)->at = (after);                                                        \
  } while (0)
#define ev_signal_init(ev, cb, signum_)                                        \
  do {                                                                         \
    ev_init((ev), (cb));                                                       \
    (ev)->signum = (signum_);                                                  \
  } while (0)

void ev_io_start(struct ev_loop *loop, ev_io *w);
int ev_run(struct ev_loop *loop, int flags);

#endif
