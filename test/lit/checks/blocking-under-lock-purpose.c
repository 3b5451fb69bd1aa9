// RUN: %check_p99 %s p99-blocking-under-lock %t -- -I%inputs
//
// Locks of servers in C: whom they keep waiting, and from what.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

//===-- Lists that many read at once --------------------------------------===//

struct format {
  const char *extension;
  struct format *next;
};
static pthread_rwlock_t formats_lock = PTHREAD_RWLOCK_INITIALIZER;
static struct format *formats;

void register_format(struct format *f) {
  pthread_rwlock_wrlock(&formats_lock);
  f->next = formats;
  formats = f;
  pthread_rwlock_unlock(&formats_lock);
}

// Nobody waits for a reader but who adds a format.
FILE *find_in_any_format(const char *name) {
  FILE *found = NULL;
  pthread_rwlock_rdlock(&formats_lock);
  for (struct format *f = formats; f && !found; f = f->next)
    found = fopen(name, "r");
  pthread_rwlock_unlock(&formats_lock);
  return found;
}

int is_known(const char *extension) {
  int found = 0;
  pthread_rwlock_rdlock(&formats_lock);
  for (struct format *f = formats; f && !found; f = f->next)
    found = strcmp(f->extension, extension) == 0;
  pthread_rwlock_unlock(&formats_lock);
  return found;
}
void drop_formats(void) {
  pthread_rwlock_wrlock(&formats_lock);
  formats = NULL;
  pthread_rwlock_unlock(&formats_lock);
}

__attribute__((hot)) FILE *find_for_request(const char *name) {
  FILE *found = NULL;
  pthread_rwlock_rdlock(&formats_lock);
  if (formats)
    found = fopen(name, "r");
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'fopen' waits for a file while 'formats_lock' is locked shared; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-4]]:3: note: 'formats_lock' is locked here
  // CHECK-NOTES: :[[@LINE-7]]:28: note: hot: marked with the 'hot' attribute
  pthread_rwlock_unlock(&formats_lock);
  return found;
}

void replace_format(struct format *f, const char *name) {
  pthread_rwlock_wrlock(&formats_lock);
  formats = f;
  FILE *file = fopen(name, "r");
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'fopen' waits for a file while 'formats_lock' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-4]]:3: note: 'formats_lock' is locked here
  f->extension = file ? name : "";
  pthread_rwlock_unlock(&formats_lock);
}

// A peer that does not answer keeps a writer waiting, and with it all others.
int ask_with_formats(int fd, char *buffer) {
  // CHECK-FIXES: int n = recv(fd, buffer, 1, 0);
  // CHECK-FIXES-NEXT: pthread_rwlock_rdlock(&formats_lock);
  pthread_rwlock_rdlock(&formats_lock);
  int n = recv(fd, buffer, 1, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'recv' waits for its peer while 'formats_lock' is locked shared; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'formats_lock' is locked here
  n += formats != NULL;
  pthread_rwlock_unlock(&formats_lock);
  return n;
}

//===-- The lock of one connection to a database --------------------------===//

static pthread_mutex_t base_lock = PTHREAD_MUTEX_INITIALIZER;
static sqlite3_stmt *put_statement, *get_statement, *delete_statement;
static int dirty;

int base_put(void) {
  pthread_mutex_lock(&base_lock);
  int result = sqlite3_step(put_statement);
  dirty = 1;
  pthread_mutex_unlock(&base_lock);
  return result;
}
int base_get(void) {
  pthread_mutex_lock(&base_lock);
  int result = sqlite3_step(get_statement);
  sqlite3_reset(get_statement);
  pthread_mutex_unlock(&base_lock);
  return result;
}
int base_delete(void) {
  pthread_mutex_lock(&base_lock);
  int result = sqlite3_step(delete_statement);
  dirty = 1;
  pthread_mutex_unlock(&base_lock);
  return result;
}
void base_mark(void) {
  pthread_mutex_lock(&base_lock);
  dirty = 1;
  pthread_mutex_unlock(&base_lock);
}

// One function uses the file, beside what reads the settings.
static pthread_mutex_t record_lock = PTHREAD_MUTEX_INITIALIZER;
static const char *record_path;

void load_records(const char *path) {
  pthread_mutex_lock(&record_lock);
  record_path = path;
  pthread_mutex_unlock(&record_lock);
}
void record(const char *line) {
  pthread_mutex_lock(&record_lock);
  FILE *file = fopen(record_path, "a");
  if (file)
    fputs(line, file);
  pthread_mutex_unlock(&record_lock);
}

// Each writes, one to a file and one to a database.
struct recorder {
  pthread_mutex_t lock;
  const char *path;
  sqlite3_stmt *insert;
};
void record_to_file(struct recorder *r, const char *line) {
  pthread_mutex_lock(&r->lock);
  FILE *file = fopen(r->path, "a");
  if (file)
    fputs(line, file);
  pthread_mutex_unlock(&r->lock);
}
void record_to_base(struct recorder *r) {
  pthread_mutex_lock(&r->lock);
  sqlite3_step(r->insert);
  pthread_mutex_unlock(&r->lock);
}

// Most of who want this one only count.
static pthread_mutex_t count_lock = PTHREAD_MUTEX_INITIALIZER;
static int count;

void count_one(void) {
  pthread_mutex_lock(&count_lock);
  ++count;
  pthread_mutex_unlock(&count_lock);
}
void count_two(void) {
  pthread_mutex_lock(&count_lock);
  count += 2;
  pthread_mutex_unlock(&count_lock);
}
void count_stored(sqlite3_stmt *statement) {
  pthread_mutex_lock(&count_lock);
  count += sqlite3_step(statement);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'sqlite3_step' waits for the disk while 'count_lock' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'count_lock' is locked here
  pthread_mutex_unlock(&count_lock);
}

//===-- What an operator asks for -----------------------------------------===//

extern pthread_mutex_t table_lock;
extern int table[64];

// Each request wants it.
__attribute__((hot)) int look_up(int key) {
  pthread_mutex_lock(&table_lock);
  int found = table[key & 63];
  pthread_mutex_unlock(&table_lock);
  return found;
}

void write_table(const char *path) {
  // CHECK-FIXES: FILE *file = fopen(path, "w");
  // CHECK-FIXES-NEXT: pthread_mutex_lock(&table_lock);
  pthread_mutex_lock(&table_lock);
  FILE *file = fopen(path, "w");
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'fopen' waits for a file while 'table_lock' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'table_lock' is locked here
  for (int i = 0; file && i < 64; ++i)
    table[i] += 1;
  pthread_mutex_unlock(&table_lock);
}

void handle_cli_show_table(const char *path) {
  pthread_mutex_lock(&table_lock);
  FILE *file = fopen(path, "w");
  for (int i = 0; file && i < 64; ++i)
    table[i] += 1;
  pthread_mutex_unlock(&table_lock);
}

void table_dump_to(const char *path) {
  pthread_mutex_lock(&table_lock);
  FILE *file = fopen(path, "w");
  for (int i = 0; file && i < 64; ++i)
    table[i] += 1;
  pthread_mutex_unlock(&table_lock);
}

void rotate_table(const char *path) {
  pthread_mutex_lock(&table_lock);
  FILE *file = fopen(path, "w");
  for (int i = 0; file && i < 64; ++i)
    table[i] += 1;
  pthread_mutex_unlock(&table_lock);
}

static FILE *table_dump_begin(void) { return fopen("table", "w"); }

void remove_table(void) {
  pthread_mutex_lock(&table_lock);
  table[0] += table_dump_begin() != NULL;
  pthread_mutex_unlock(&table_lock);
}

//===-- What is no file on a disk -----------------------------------------===//

void use_device(void) {
  pthread_mutex_lock(&table_lock);
  table[0] += open("/dev/urandom", O_RDONLY);
  pthread_mutex_unlock(&table_lock);
}

FILE *own_status(void) {
  pthread_mutex_lock(&table_lock);
  FILE *status = fopen("/proc/self/status", "r");
  table[0] += status != NULL;
  pthread_mutex_unlock(&table_lock);
  return status;
}

FILE *status_of(int pid) {
  char path[64];
  pthread_mutex_lock(&table_lock);
  snprintf(path, sizeof path, "/proc/%d/comm", pid);
  FILE *status = fopen(path, "r");
  table[0] += status != NULL;
  pthread_mutex_unlock(&table_lock);
  return status;
}

extern char *format_path(const char *format, ...);
int load_of(int pid) {
  int load = 0;
  pthread_mutex_lock(&table_lock);
  char *path = format_path("/proc/%d/stat", pid);
  FILE *file = fopen(path, "r");
  if (file)
    table[0] += fscanf(file, "%d", &load);
  pthread_mutex_unlock(&table_lock);
  return load;
}
int load_of_all(void) {
  int load = 0;
  FILE *file = fopen("/proc/loadavg", "r");
  pthread_mutex_lock(&table_lock);
  table[0] += fscanf(file, "%d", &load);
  pthread_mutex_unlock(&table_lock);
  return load;
}

FILE *data_of(int id) {
  char path[64];
  pthread_mutex_lock(&table_lock);
  snprintf(path, sizeof path, "/var/lib/%d", id);
  FILE *data = fopen(path, "r");
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'fopen' waits for a file while 'table_lock' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-4]]:3: note: 'table_lock' is locked here
  table[0] += data != NULL;
  pthread_mutex_unlock(&table_lock);
  return data;
}

void use_data(void) {
  pthread_mutex_lock(&table_lock);
  table[0] += open("/var/lib/table", O_RDONLY);
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'open' waits for a file while 'table_lock' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'table_lock' is locked here
  pthread_mutex_unlock(&table_lock);
}

//===-- A look without waiting --------------------------------------------===//

int look(int fd, fd_set *set) {
  struct timeval limit;
  limit.tv_sec = 0;
  limit.tv_usec = 0;
  pthread_mutex_lock(&table_lock);
  int ready = select(fd + 1, set, NULL, NULL, &limit);
  table[0] += ready;
  pthread_mutex_unlock(&table_lock);
  return ready;
}

int look_longer(int fd, fd_set *set) {
  struct timeval limit;
  limit.tv_sec = 0;
  limit.tv_usec = 500000;
  // CHECK-FIXES: int n = select(fd + 1, set, NULL, NULL, &limit);
  // CHECK-FIXES-NEXT: pthread_mutex_lock(&table_lock);
  pthread_mutex_lock(&table_lock);
  int n = select(fd + 1, set, NULL, NULL, &limit);
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'select' waits for its peer while 'table_lock' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'table_lock' is locked here
  table[0] += n;
  pthread_mutex_unlock(&table_lock);
  return n;
}

// Only one of the two.
int look_at_seconds(int fd, fd_set *set, int micros) {
  struct timeval limit;
  limit.tv_usec = micros;
  limit.tv_sec = 0;
  // CHECK-FIXES: int soon = select(fd + 1, set, NULL, NULL, &limit);
  // CHECK-FIXES-NEXT: pthread_mutex_lock(&table_lock);
  pthread_mutex_lock(&table_lock);
  int soon = select(fd + 1, set, NULL, NULL, &limit);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'select' waits for its peer while 'table_lock' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'table_lock' is locked here
  table[0] += soon;
  pthread_mutex_unlock(&table_lock);
  return soon;
}

//===-- A connection and its own lock -------------------------------------===//

struct media {
  int video_rtcp_fd;
  int udp_socket;
};
struct channel {
  pthread_mutex_t lock;
  int socket;
  int state;
};

int channel_ask(struct channel *c, char *answer) {
  // CHECK-FIXES: int n = recv(c->socket, answer, 1, 0);
  // CHECK-FIXES-NEXT: pthread_mutex_lock(&c->lock);
  pthread_mutex_lock(&c->lock);
  int n = recv(c->socket, answer, 1, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'recv' waits for its peer while 'lock' is locked; use a pool, or a connection for each thread [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'lock' is locked here
  c->state = n;
  pthread_mutex_unlock(&c->lock);
  return n;
}

// A datagram goes out at once, or not at all.
int send_media(struct media *m, const char *frame, size_t size) {
  pthread_mutex_lock(&table_lock);
  table[0] += send(m->video_rtcp_fd, frame, size, 0);
  table[0] += send(m->udp_socket, frame, size, 0);
  pthread_mutex_unlock(&table_lock);
  return 0;
}

// The channel of one keeps the table of all waiting.
int channel_write_for_all(struct channel *c, const char *frame, size_t size) {
  // CHECK-FIXES: int n = send(c->socket, frame, size, 0);
  // CHECK-FIXES-NEXT: pthread_mutex_lock(&table_lock);
  pthread_mutex_lock(&table_lock);
  int n = send(c->socket, frame, size, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'send' waits for its peer while 'table_lock' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'table_lock' is locked here
  table[0] = n;
  pthread_mutex_unlock(&table_lock);
  return n;
}

// Who waits for it has no connection to use.
int channel_reconnect(struct channel *c, const struct sockaddr *to) {
  pthread_mutex_lock(&c->lock);
  int result = connect(c->socket, to, sizeof *to);
  c->state = result;
  pthread_mutex_unlock(&c->lock);
  return result;
}

int channel_ensure(struct channel *c, const struct sockaddr *to) {
  // CHECK-FIXES: int result = c->state ? 0 : connect(c->socket, to, sizeof *to);
  // CHECK-FIXES-NEXT: pthread_mutex_lock(&c->lock);
  pthread_mutex_lock(&c->lock);
  int result = c->state ? 0 : connect(c->socket, to, sizeof *to);
  // CHECK-MESSAGES: :[[@LINE-1]]:31: warning: 'connect' waits for its peer while 'lock' is locked; use a pool, or a connection for each thread [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'lock' is locked here
  c->state = result;
  pthread_mutex_unlock(&c->lock);
  return result;
}

int channel_listen(struct channel *c, const struct sockaddr *at) {
  pthread_mutex_lock(&c->lock);
  int result = connect(c->socket, at, sizeof *at);
  c->state = result;
  pthread_mutex_unlock(&c->lock);
  return result;
}

static void channel_teardown(struct channel *c, char *rest) {
  recv(c->socket, rest, 1, 0);
  close(c->socket);
}

void channel_reset(struct channel *c, char *rest) {
  pthread_mutex_lock(&c->lock);
  channel_teardown(c, rest);
  c->state = 0;
  pthread_mutex_unlock(&c->lock);
}

static void device_close(void) {
  usleep(30000);
  close(table[1]);
}

void device_format(int format) {
  pthread_mutex_lock(&table_lock);
  if (table[2] != format)
    device_close();
  table[2] = format;
  pthread_mutex_unlock(&table_lock);
}

//===-- Locks that end with their block -----------------------------------===//

// As G_DEFINE_AUTOPTR_CLEANUP_FUNC of GLib writes it.
typedef pthread_mutex_t auto_lock;
static inline auto_lock *take(pthread_mutex_t *m) {
  pthread_mutex_lock(m);
  return m;
}
static inline void give(auto_lock *m) { pthread_mutex_unlock(m); }
static inline void clear_auto_lock(auto_lock *m) {
  if (m)
    (give)(m);
}
static inline void cleanup_auto_lock(auto_lock **m) { clear_auto_lock(*m); }
#define LOCK(m)                                                                \
  __attribute__((cleanup(cleanup_auto_lock))) auto_lock *own = take(m)

void count_every_second(void) {
  for (;;) {
    {
      LOCK(&table_lock);
      ++table[0];
    }
    sleep(1);
  }
}

void count_and_sleep(void) {
  LOCK(&table_lock);
  ++table[0];
  sleep(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'sleep' sleeps while 'table_lock' is locked; sleep after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-4]]:3: note: 'table_lock' is locked here
}

//===-- One reader, one end -----------------------------------------------===//

// One reads the pipe at a time, and holds nothing else.
static int commands[2];
int make_commands(void) { return pipe(commands); }
int next_command(char *command) {
  pthread_mutex_lock(&table_lock);
  int n = read(commands[0], command, 1);
  pthread_mutex_unlock(&table_lock);
  return n;
}

// Only where it has failed.
int channel_try(struct channel *c, char *answer) {
  pthread_mutex_lock(&c->lock);
  int n = recv(c->socket, answer, 1, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'recv' waits for its peer while 'lock' is locked; use a pool, or a connection for each thread [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'lock' is locked here
  if (n < 0)
    close(c->socket);
  c->state = n;
  pthread_mutex_unlock(&c->lock);
  return n;
}

// What a container calls for each of its elements at the end.
void channel_free(void *element) {
  struct channel *c = element;
  char rest;
  pthread_mutex_lock(&c->lock);
  recv(c->socket, &rest, 1, 0);
  close(c->socket);
  pthread_mutex_unlock(&c->lock);
}

//===-- Once, and never ---------------------------------------------------===//

struct store {
  pthread_mutex_t opening_mutex;
  pthread_mutex_t lock;
  int socket;
  int rows;
};
int rows_of(struct store *s) {
  pthread_mutex_lock(&s->opening_mutex);
  int rows = s->rows;
  pthread_mutex_unlock(&s->opening_mutex);
  return rows;
}

// Who wants the store before it is there has nothing else to do.
int ensure_store(struct store *s, const struct sockaddr *peer, socklen_t n) {
  pthread_mutex_lock(&s->opening_mutex);
  int r = connect(s->rows, peer, n);
  pthread_mutex_unlock(&s->opening_mutex);
  return r;
}

__attribute__((hot)) int ensure_each_time(struct store *s, int fd) {
  char c;
  pthread_mutex_lock(&s->opening_mutex);
  s->rows += recv(fd, &c, 1, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'recv' waits for its peer while 'opening_mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'opening_mutex' is locked here
  // CHECK-NOTES: :[[@LINE-6]]:26: note: hot: marked with the 'hot' attribute
  pthread_mutex_unlock(&s->opening_mutex);
  return c;
}

static void suspend(int and_wait) {
  if (and_wait) {
    while (table[0])
      sleep(1);
  }
}
static void suspend_unless(int at_once, int quiet) {
  if (!at_once && table[0])
    sleep(1);
  else if (quiet == 0 || table[1])
    table[0] = 0;
}

void on_message(const char *message) {
  pthread_mutex_lock(&table_lock);
  if (strcmp(message, "suspend") == 0)
    suspend(0);
  suspend_unless(1, 0);
  pthread_mutex_unlock(&table_lock);
}

void on_timer(int at_once) {
  pthread_mutex_lock(&table_lock);
  suspend(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'suspend' sleeps in 'sleep' while 'table_lock' is locked; sleep after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'table_lock' is locked here
  // CHECK-NOTES: :[[@LINE-23]]:7: note: 'sleep' blocks here
  // CHECK-NOTES: :[[@LINE+1]]:3: note: 'sleep' blocks here too
  suspend_unless(at_once, 0);
  pthread_mutex_unlock(&table_lock);
}

//===-- A pipe that is a flag ---------------------------------------------===//

// There is a byte in the pipe while there is something in the queue: both
// change under the lock.
struct jobs {
  pthread_mutex_t lock;
  int from, to;
  int waiting;
};
int jobs_make(struct jobs *j) {
  int ends[2];
  int r = pipe(ends);
  j->from = ends[0];
  j->to = ends[1];
  return r;
}
void jobs_put(struct jobs *j) {
  pthread_mutex_lock(&j->lock);
  if (j->waiting++ == 0)
    write(j->to, "x", 1);
  pthread_mutex_unlock(&j->lock);
}
int jobs_get(struct jobs *j) {
  char c;
  pthread_mutex_lock(&j->lock);
  int left = --j->waiting;
  if (left == 0)
    read(j->from, &c, 1);
  pthread_mutex_unlock(&j->lock);
  return left;
}

// That a thread is written to says nothing of how long it takes.
struct worker {
  pthread_mutex_t lock;
  int to;
  pthread_t thread;
  int waiting;
};
void worker_tell(struct worker *w) {
  pthread_mutex_lock(&w->lock);
  if (w->waiting++ == 0)
    write(w->to, "x", 1);
  pthread_mutex_unlock(&w->lock);
}
void worker_await(struct worker *w) {
  // CHECK-FIXES: pthread_join(w->thread, NULL);
  // CHECK-FIXES-NEXT: pthread_mutex_lock(&w->lock);
  pthread_mutex_lock(&w->lock);
  pthread_join(w->thread, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_join' waits for another thread while 'lock' is locked; wait after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'lock' is locked here
  w->waiting = 0;
  pthread_mutex_unlock(&w->lock);
}

// Here the other end needs no lock, and may be late.
struct signals {
  pthread_mutex_t lock;
  int from, to;
  int waiting;
};
int signals_make(struct signals *s) {
  int ends[2];
  int r = pipe(ends);
  s->from = ends[0];
  s->to = ends[1];
  return r;
}
void signals_put(struct signals *s) { write(s->to, "x", 1); }
void signals_count(struct signals *s) {
  pthread_mutex_lock(&s->lock);
  ++s->waiting;
  pthread_mutex_unlock(&s->lock);
}
int signals_get(struct signals *s) {
  char c;
  pthread_mutex_lock(&s->lock);
  // CHECK-FIXES: memset(&c, --s->waiting, 1);
  // CHECK-FIXES-NEXT: pthread_mutex_unlock(&s->lock);
  // CHECK-FIXES-NEXT: read(s->from, &c, 1);
  memset(&c, --s->waiting, 1);
  read(s->from, &c, 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'read' waits for another thread while 'lock' is locked; wait after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-7]]:3: note: 'lock' is locked here
  pthread_mutex_unlock(&s->lock);
  return c;
}

//===-- Spinning ----------------------------------------------------------===//

static int spins;
static void pause_or_sleep(void) {
  if (spins < 100)
    ++spins;
  else
    usleep(500000);
}
static void await_update(void) {
  while (table[1])
    pause_or_sleep();
}

// Hardly ever, and as long as another thread takes to change a number.
void collect(void) {
  pthread_mutex_lock(&table_lock);
  await_update();
  table[1] = 1;
  pthread_mutex_unlock(&table_lock);
}

void collect_slowly(void) {
  for (int i = 0; i < 9; ++i) {
    pthread_mutex_lock(&table_lock);
    pause_or_sleep();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'pause_or_sleep' sleeps in 'usleep' while 'table_lock' is locked; sleep after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:5: note: 'table_lock' is locked here
    // CHECK-NOTES: :[[@LINE-21]]:5: note: 'usleep' blocks here
    table[1] = i;
    pthread_mutex_unlock(&table_lock);
  }
}

//===-- What a condition of the call decides ------------------------------===//

static void nap(int n, int quiet) {
  if (n != 0 && quiet)
    return;
  select(0, NULL, NULL, NULL, NULL);
}

// With nothing to wait for it is a sleep.
void nap_with_table(void) {
  // CHECK-FIXES: nap(0, 0);
  // CHECK-FIXES-NEXT: pthread_mutex_lock(&table_lock);
  pthread_mutex_lock(&table_lock);
  nap(0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'nap' sleeps in 'select' while 'table_lock' is locked; sleep after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'table_lock' is locked here
  // CHECK-NOTES: :[[@LINE-11]]:3: note: 'select' blocks here
  table[0] = 1;
  pthread_mutex_unlock(&table_lock);
}

//===-- Guards in C -------------------------------------------------------===//

typedef struct lock_guard {
  pthread_mutex_t *mutex;
} lock_guard;
static inline lock_guard guard_make(pthread_mutex_t *m) {
  lock_guard g = {m};
  pthread_mutex_lock(m);
  return g;
}
static inline void guard_end(lock_guard *g) {
  if (g->mutex)
    pthread_mutex_unlock(g->mutex);
}
#define GUARD __attribute__((cleanup(guard_end))) lock_guard

static int first_of_table(void) {
  GUARD own = guard_make(&table_lock);
  return table[0];
}

void count_first(void) {
  for (;;) {
    table[1] += first_of_table();
    sleep(1);
  }
}

int sleep_in_guard(void) {
  GUARD own = guard_make(&table_lock);
  sleep(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'sleep' sleeps while 'table_lock' is locked; sleep after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:15: note: 'table_lock' is locked here
  return ++table[2];
}

//===-- Names, one after the other ----------------------------------------===//

// It has one answer for all threads: that is what its lock is there for.
static pthread_mutex_t resolver_lock = PTHREAD_MUTEX_INITIALIZER;
int resolve(const char *name, char *address) {
  pthread_mutex_lock(&resolver_lock);
  struct hostent *host = gethostbyname(name);
  int found = host != NULL;
  if (found)
    memcpy(address, host->h_addr_list[0], host->h_length);
  pthread_mutex_unlock(&resolver_lock);
  return found;
}
int resolve_back(const void *address, char *name) {
  pthread_mutex_lock(&resolver_lock);
  struct hostent *host = gethostbyaddr(address, 4, AF_INET);
  int found = host != NULL;
  if (found)
    strcpy(name, host->h_name);
  pthread_mutex_unlock(&resolver_lock);
  return found;
}

// For names alone, whatever the reason.
static pthread_mutex_t nslookup_mutex = PTHREAD_MUTEX_INITIALIZER;
int nslookup(const char *name, struct addrinfo **found) {
  pthread_mutex_lock(&nslookup_mutex);
  int r = getaddrinfo(name, "http", NULL, found);
  pthread_mutex_unlock(&nslookup_mutex);
  return r;
}
int nslookup_any(struct addrinfo **found) {
  pthread_mutex_lock(&nslookup_mutex);
  int r = getaddrinfo("any", "http", NULL, found);
  pthread_mutex_unlock(&nslookup_mutex);
  return r;
}

// Others could ask for another name meanwhile.
static pthread_mutex_t speaker_lock = PTHREAD_MUTEX_INITIALIZER;
int find_speaker(const char *name) {
  struct addrinfo *found;
  pthread_mutex_lock(&speaker_lock);
  int r = getaddrinfo(name, "http", NULL, &found);
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'getaddrinfo' waits for name servers while 'speaker_lock' is locked; resolve before the lock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'speaker_lock' is locked here
  table[0] = r;
  pthread_mutex_unlock(&speaker_lock);
  return r;
}
int find_any_speaker(void) {
  struct addrinfo *found;
  pthread_mutex_lock(&speaker_lock);
  int r = getaddrinfo("any", "http", NULL, &found);
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'getaddrinfo' waits for name servers while 'speaker_lock' is locked; resolve before the lock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'speaker_lock' is locked here
  table[1] = r;
  pthread_mutex_unlock(&speaker_lock);
  return r;
}

// Whoever is told in the end, all others have waited.
void *queue_again(int channel) {
  pthread_mutex_lock(&table_lock);
  if (table[channel] == 2) {
    usleep(800000);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'usleep' sleeps while 'table_lock' is locked; sleep after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-4]]:3: note: 'table_lock' is locked here
    table[channel] = 3;
    pthread_mutex_unlock(&table_lock);
    return NULL;
  }
  pthread_mutex_unlock(&table_lock);
  return &table[channel];
}

int resolve_with_table(const char *name) {
  pthread_mutex_lock(&table_lock);
  table[3] = gethostbyname(name) != NULL;
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'gethostbyname' waits for name servers while 'table_lock' is locked; resolve before the lock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'table_lock' is locked here
  int found = table[3];
  pthread_mutex_unlock(&table_lock);
  return found;
}

//===-- The end of a module -----------------------------------------------===//

static pthread_t worker;
void input_done(void) {
  pthread_mutex_lock(&table_lock);
  pthread_join(worker, NULL);
  table[0] = 0;
  pthread_mutex_unlock(&table_lock);
}

//===-- Streams that the code drives itself -------------------------------===//

// What it reads is in memory, or comes back with EAGAIN.
static int pump(SSL *ssl, BIO *bio, char *buffer) {
  SSL_shutdown(ssl);
  return BIO_read(bio, buffer, 100);
}
int drive(SSL *ssl, BIO *bio, char *buffer) {
  pthread_mutex_lock(&table_lock);
  int n = pump(ssl, bio, buffer);
  if (n < 0 && errno == EAGAIN)
    n = 0;
  table[0] = n;
  pthread_mutex_unlock(&table_lock);
  return n;
}
// It goes on in the background, and is polled for.
int connect_later(int fd, const struct sockaddr *peer, socklen_t n) {
  pthread_mutex_lock(&table_lock);
  int r = connect(fd, peer, n);
  table[0] = r == 0 || errno == EINPROGRESS;
  pthread_mutex_unlock(&table_lock);
  return r;
}
int read_all(BIO *bio, char *buffer) {
  pthread_mutex_lock(&table_lock);
  int n = table[0] = BIO_read(bio, buffer, 100);
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'BIO_read' waits for its peer while 'table_lock' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'table_lock' is locked here
  pthread_mutex_unlock(&table_lock);
  return n;
}

//===-- What is known to be ready -----------------------------------------===//

struct polled {
  pthread_mutex_t lock;
  struct pollfd *all;
  int n, made;
};
int accept_ready(struct polled *p) {
  pthread_mutex_lock(&p->lock);
  for (int i = 0; i < p->n; ++i)
    if (p->all[i].revents)
      p->made = accept(p->all[i].fd, NULL, NULL);
  pthread_mutex_unlock(&p->lock);
  return p->made;
}
pthread_mutex_t accept_lock = PTHREAD_MUTEX_INITIALIZER;
int accept_one(int listener) {
  pthread_mutex_lock(&accept_lock);
  int made = accept(listener, NULL, NULL);
  pthread_mutex_unlock(&accept_lock);
  return made;
}
int accept_any(struct polled *p, int listener) {
  pthread_mutex_lock(&p->lock);
  p->made = accept(listener, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'accept' waits for events while 'lock' is locked; wait before the lock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'lock' is locked here
  write(p->n, &p->made, sizeof p->made);
  pthread_mutex_unlock(&p->lock);
  return 0;
}

//===-- A logger's sink ---------------------------------------------------===//

struct sink {
  int to;
  int lines;
};
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static struct sink remote;

void log_line(const char *line) {
  pthread_mutex_lock(&log_lock);
  ++remote.lines;
  send(remote.to, line, strlen(line), 0);
  pthread_mutex_unlock(&log_lock);
}
int lines_logged(void) {
  pthread_mutex_lock(&log_lock);
  int n = remote.lines;
  pthread_mutex_unlock(&log_lock);
  return n;
}

static pthread_mutex_t remote_lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
  int to;
  int lines;
} peer;

void tell_peer(const char *line) {
  pthread_mutex_lock(&remote_lock);
  ++peer.lines;
  send(peer.to, line, strlen(line), 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'send' waits for its peer while 'remote_lock' is locked; use a pool, or a connection for each thread [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-4]]:3: note: 'remote_lock' is locked here
  pthread_mutex_unlock(&remote_lock);
}
int lines_told(void) {
  pthread_mutex_lock(&remote_lock);
  int n = peer.lines;
  pthread_mutex_unlock(&remote_lock);
  return n;
}

//===-- What OpenSSL answers at once --------------------------------------===//

struct stream {
  pthread_mutex_t lock;
  SSL *ssl;
  int got, put;
};
void stream_read(struct stream *s, char *into, int n) {
  pthread_mutex_lock(&s->lock);
  s->got = SSL_read(s->ssl, into, n);
  if (s->got < 0 && SSL_get_error(s->ssl, s->got) == SSL_ERROR_WANT_READ)
    s->got = 0;
  pthread_mutex_unlock(&s->lock);
}
void stream_write(struct stream *s, const char *from, int n) {
  pthread_mutex_lock(&s->lock);
  s->put = SSL_write(s->ssl, from, n);
  pthread_mutex_unlock(&s->lock);
}

struct blocking_stream {
  pthread_mutex_t lock;
  SSL *ssl;
  int got;
};
void blocking_stream_read(struct blocking_stream *s, char *into, int n) {
  pthread_mutex_lock(&s->lock);
  s->got = SSL_read(s->ssl, into, n);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'SSL_read' waits for its peer while 'lock' is locked; use a pool, or a connection for each thread [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'lock' is locked here
  pthread_mutex_unlock(&s->lock);
}

//===-- A lock that is waited for -----------------------------------------===//

struct users {
  pthread_mutex_t lock, count_lock;
  pthread_cond_t changed;
  int count;
};
void users_enter(struct users *u) {
  pthread_mutex_lock(&u->lock);
  pthread_mutex_lock(&u->count_lock);
  ++u->count;
  pthread_mutex_unlock(&u->count_lock);
  pthread_mutex_unlock(&u->lock);
}
void users_wait_and_lock(struct users *u) {
  pthread_mutex_lock(&u->lock);
  pthread_mutex_lock(&u->count_lock);
  while (u->count)
    pthread_cond_wait(&u->changed, &u->count_lock);
}
void users_unlock(struct users *u) {
  pthread_mutex_unlock(&u->count_lock);
  pthread_mutex_unlock(&u->lock);
}

//===-- A pause when it has not worked ------------------------------------===//

static void condition_end(pthread_cond_t *c) {
  for (;;) {
    int r = pthread_cond_destroy(c);
    if (r == 0)
      break;
    if (r != EBUSY)
      break;
    usleep(5000);
  }
}
static void condition_settle(pthread_cond_t *c) {
  for (int i = 0; i < 9; ++i) {
    pthread_cond_signal(c);
    usleep(5000);
  }
}
void replace_condition(struct users *u) {
  pthread_mutex_lock(&u->lock);
  condition_end(&u->changed);
  pthread_cond_init(&u->changed, NULL);
  pthread_mutex_unlock(&u->lock);
}
void settle_condition(struct users *u) {
  pthread_mutex_lock(&u->lock);
  condition_settle(&u->changed);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'condition_settle' sleeps in 'usleep' while 'lock' is locked; sleep after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'lock' is locked here
  // CHECK-NOTES: :[[@LINE-14]]:5: note: 'usleep' blocks here
  u->count = 0;
  pthread_mutex_unlock(&u->lock);
}

//===-- After an error's line ---------------------------------------------===//

void note(int level, const char *format, ...);
#define LEVEL_ERROR 3
#define LEVEL_INFO 6
#define note_err(...) note(LEVEL_ERROR, __VA_ARGS__)
int can_go_on(void);
static void nap_a_while(void) { sleep(1); }

void go_on(struct users *u) {
  pthread_mutex_lock(&u->lock);
  while (!can_go_on()) {
    note_err("cannot go on");
    sleep(1);
  }
  while (!can_go_on()) {
    note(LEVEL_ERROR, "cannot go on");
    nap_a_while();
  }
  ++u->count;
  pthread_mutex_unlock(&u->lock);
}
void go_on_quietly(struct users *u) {
  pthread_mutex_lock(&u->lock);
  while (!can_go_on()) {
    note(LEVEL_INFO, "waiting, without an error");
    sleep(1);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'sleep' sleeps while 'lock' is locked; sleep after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-5]]:3: note: 'lock' is locked here
  }
  ++u->count;
  pthread_mutex_unlock(&u->lock);
}

// What is about an error is not what is done all day.
void write_data_error(struct users *u, int fd, const char *line) {
  pthread_mutex_lock(&u->lock);
  send(fd, line, strlen(line), 0);
  ++u->count;
  pthread_mutex_unlock(&u->lock);
}

//===-- What the lock's call says -----------------------------------------===//

typedef struct group_mutex {
  int owner;
} group_mutex_t;
void group_mutex_lock(group_mutex_t *m, unsigned char owner);
void group_mutex_unlock(group_mutex_t *m, unsigned char owner);
#define GROUP_MUTEX_READ 1
#define GROUP_MUTEX_WRITE 0x82
struct mapped {
  group_mutex_t lock;
  void *address;
  unsigned long size;
};
void mapped_resize(struct mapped *m, void *address, unsigned long size) {
  group_mutex_lock(&m->lock, GROUP_MUTEX_WRITE);
  m->address = address;
  m->size = size;
  group_mutex_unlock(&m->lock, GROUP_MUTEX_WRITE);
}
unsigned long mapped_size(struct mapped *m) {
  group_mutex_lock(&m->lock, GROUP_MUTEX_READ);
  unsigned long size = m->size;
  group_mutex_unlock(&m->lock, GROUP_MUTEX_READ);
  return size;
}
// All that read may have it.
int mapped_flush(struct mapped *m) {
  group_mutex_lock(&m->lock, GROUP_MUTEX_READ);
  int rc = msync(m->address, m->size, MS_SYNC);
  group_mutex_unlock(&m->lock, GROUP_MUTEX_READ);
  return rc;
}
int mapped_flush_alone(struct mapped *m) {
  group_mutex_lock(&m->lock, GROUP_MUTEX_WRITE);
  int rc = msync(m->address, m->size, MS_SYNC);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'msync' waits for the disk while 'lock' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'lock' is locked here
  m->size = 0;
  group_mutex_unlock(&m->lock, GROUP_MUTEX_WRITE);
  return rc;
}

//===-- Pauses that are meant ---------------------------------------------===//

// It is there to keep the others out.
#define DO_OR_DIE(call)                                                        \
  do {                                                                         \
    int rc;                                                                    \
    if ((rc = call) != 0) {                                                              \
      note(LEVEL_ERROR, "%s: %d", #call, rc);                                  \
      abort();                                                                 \
    }                                                                          \
  } while (0)
void users_hold(struct users *u, int seconds) {
  DO_OR_DIE(pthread_mutex_lock(&u->lock));
  note(LEVEL_INFO, "holding it for %d seconds", seconds);
  sleep(seconds);
  DO_OR_DIE(pthread_mutex_unlock(&u->lock));
}
void users_slow(struct users *u, int us) {
  // CHECK-FIXES:   usleep(us);
  // CHECK-FIXES-NEXT:   pthread_mutex_lock(&u->lock);
  pthread_mutex_lock(&u->lock);
  usleep(us);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'usleep' sleeps while 'lock' is locked; sleep after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'lock' is locked here
  ++u->count;
  pthread_mutex_unlock(&u->lock);
}

static void snooze(void) { sleep(3); }
int users_attach(struct users *u, const char *path) {
  int fd;
  pthread_mutex_lock(&u->lock);
  while ((fd = open(path, O_RDWR)) < 0 && u->count) {
    snooze();
    --u->count;
  }
  pthread_mutex_unlock(&u->lock);
  return fd;
}
int next_fd(void);
// The lock is taken for nothing but the pause, in each try.
int users_attach_slowly(struct users *u) {
  int fd;
  while ((fd = next_fd()) < 0) {
    pthread_mutex_lock(&u->lock);
    ++u->count;
    snooze();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'snooze' sleeps in 'sleep' while 'lock' is locked; sleep after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-4]]:5: note: 'lock' is locked here
    // CHECK-NOTES: :[[@LINE-21]]:28: note: 'sleep' blocks here
    pthread_mutex_unlock(&u->lock);
  }
  return fd;
}

//===-- Turns to accept, with a macro that asks errno ---------------------===//

#define AGAIN(result, call)                                                    \
  do {                                                                         \
    result = call;                                                             \
  } while (result < 0 && errno == EINTR)
pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
void serve_in_turn(int listener) {
  for (;;) {
    int fd;
    pthread_mutex_lock(&turn);
    AGAIN(fd, accept(listener, NULL, NULL));
    pthread_mutex_unlock(&turn);
    close(fd);
  }
}

//===-- By hand -----------------------------------------------------------===//

static void delete_all(const char *path) { (void)path, sync(); }
void delete_extension(struct users *u, const char *path) {
  pthread_mutex_lock(&u->lock);
  delete_all(path);
  --u->count;
  pthread_mutex_unlock(&u->lock);
}
void delete_user(struct users *u, const char *path) {
  pthread_mutex_lock(&u->lock);
  delete_all(path);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'delete_all' waits for the disk in 'sync' while 'lock' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'lock' is locked here
  // CHECK-NOTES: :[[@LINE-12]]:56: note: 'sync' blocks here
  --u->count;
  pthread_mutex_unlock(&u->lock);
}
