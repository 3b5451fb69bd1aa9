// RUN: %check_p99 %s p99-unbounded-thread-spawn %t -- -I%inputs -D_GNU_SOURCE
// RUN: %check_p99 -check-suffixes=POOL %s p99-unbounded-thread-spawn %t \
// RUN:   -config='{CheckOptions: {p99-unbounded-thread-spawn.Executor: "pool_add(&pool, {arg3}, {arg4})"}}' -- -I%inputs -D_GNU_SOURCE -DPOOL
//
// Threads and processes of C.

#include <apr/thread_proc.h>
#include <glib.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <threads.h>
#include <unistd.h>
#include <uv/threads.h>
#include <windows/processthreads.h>

void *serve(void *client);
int serve_int(void *client);
void serve_void(void *client);
void serve_uv(void *client);
DWORD serve_windows(void *client);
unsigned serve_unsigned(void *client);
void *serve_apr(apr_thread_t *thread, void *client);

#ifndef POOL

//===-- Flagged -----------------------------------------------------------===//

void posix(int listener) {
  for (;;) {
    pthread_t thread;
    int *client = malloc(sizeof *client);
    *client = accept(listener, NULL, NULL);
    if (pthread_create(&thread, NULL, serve, client) != 0) {
      // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
      // CHECK-NOTES: :[[@LINE-6]]:3: note: inside the loop that serves 'accept'
      close(*client);
      free(client);
      continue;
    }
    pthread_detach(thread);
  }
}

void c11(int listener) {
  thrd_t thread;
  while (1) {
    long client = accept(listener, NULL, NULL);
    if (client < 0)
      continue;
    thrd_create(&thread, serve_int, (void *)client);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve_int' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    thrd_detach(thread);
  }
}

void libuv(int listener) {
  while (1) {
    uv_thread_t thread;
    long client = accept(listener, NULL, NULL);
    uv_thread_create(&thread, serve_uv, (void *)client);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve_uv' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}

void glib(int listener) {
  while (1) {
    long client = accept(listener, NULL, NULL);
    g_thread_new("client", serve, (void *)client);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    g_thread_try_new("client", serve, (void *)client, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}

void apr(int listener, apr_pool_t *pool) {
  apr_thread_t *thread;
  while (1) {
    long client = accept(listener, NULL, NULL);
    apr_thread_create(&thread, NULL, serve_apr, (void *)client, pool);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve_apr' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}

void windows(int listener) {
  while (1) {
    void *client = (void *)(long)accept(listener, NULL, NULL);
    CreateThread(NULL, 0, serve_windows, client, 0, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve_windows' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    _beginthreadex(NULL, 0, serve_unsigned, client, 0, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve_unsigned' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    _beginthread(serve_void, 0, client);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve_void' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}

void processes(int listener) {
  while (1) {
    int client = accept(listener, NULL, NULL);
    pid_t child = fork();
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: a process is forked for each connection, without limit; count the children, or use workers [p99-unbounded-thread-spawn]
    if (child == 0)
      _exit(serve_int(&client));
    while (waitpid(-1, NULL, WNOHANG) > 0) {
    }
  }
}

void shared(int listener) {
  while (1) {
    long client = accept(listener, NULL, NULL);
    if (vfork() == 0)
      // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: a process is forked for each connection, without limit; count the children, or use workers [p99-unbounded-thread-spawn]
      _exit(client > 0);
  }
}

// The descriptors of a poll set: their index limits nothing.
void polled(struct pollfd *fds, int count) {
  while (poll(fds, count, -1) > 0)
    for (int i = 0; i < count; i++)
      if (fds[i].revents & POLLIN) {
        pthread_t thread;
        long client = accept(fds[i].fd, NULL, NULL);
        pthread_create(&thread, NULL, serve, (void *)client);
        // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
      }
}

// Tried again until there is a thread.
void insisting(int listener) {
  while (1) {
    pthread_t thread;
    long client = accept(listener, NULL, NULL);
    while (pthread_create(&thread, NULL, serve, (void *)client) != 0)
      // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
      sleep(1);
    pthread_detach(thread);
  }
}

// Through a helper that is given the function.
static int start(void *(*function)(void *), void *argument) {
  pthread_t thread;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  return pthread_create(&thread, &attributes, function, argument);
}
void helped(int listener) {
  while (1)
    start(serve, (void *)(long)accept(listener, NULL, NULL));
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  // CHECK-NOTES: :[[@LINE-6]]:10: note: the thread is started here
}

// One that takes both from a structure.
struct job {
  void *(*function)(void *);
  void *argument;
};
static void *run(void *job) {
  struct job copy = *(struct job *)job;
  free(job);
  return copy.function(copy.argument);
}
static void start_job(void *(*function)(void *), void *argument) {
  pthread_t thread;
  struct job *job = malloc(sizeof *job);
  job->function = function;
  job->argument = argument;
  pthread_create(&thread, NULL, run, job);
  pthread_detach(thread);
}
void helped_too(int listener) {
  while (1)
    start_job(serve, (void *)(long)accept(listener, NULL, NULL));
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
}

// What is called accept is no connection where it makes an argument.
int next_message(int queue);
int accept_header(int type);
void answer(int message, int header);
void per_message(int queue) {
  while (1) {
    pthread_t thread;
    long message = next_message(queue);
    answer(message, accept_header(1));
    pthread_create(&thread, NULL, serve, (void *)message);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve' gets a new thread in each round of a loop, without limit; use a thread pool [p99-unbounded-thread-spawn]
    // CHECK-NOTES: :[[@LINE-6]]:3: note: inside a loop of unknown length
  }
}

//===-- Not flagged -------------------------------------------------------===//

void once(void) { start_job(serve, NULL); }

void workers(int count) {
  pthread_t *threads = calloc(count, sizeof *threads);
  for (int i = 0; i < count; i++)
    pthread_create(&threads[i], NULL, serve, NULL);
}
void per_core(void) {
  pthread_t thread;
  for (long i = 0; i < sysconf(_SC_NPROCESSORS_ONLN); i++)
    pthread_create(&thread, NULL, serve, NULL);
  for (int i = 0; i < get_nprocs() + get_nprocs_conf(); i++)
    pthread_create(&thread, NULL, serve, NULL);
  unsigned count = uv_available_parallelism() + g_get_num_processors();
  while (count-- > 0)
    pthread_create(&thread, NULL, serve, NULL);
}

// The number of clients is asked, where the thread counts it.
static int clients;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int client_count(void) {
  pthread_mutex_lock(&mutex);
  int count = clients;
  pthread_mutex_unlock(&mutex);
  return count;
}
static void add_clients(int change) {
  pthread_mutex_lock(&mutex);
  clients += change;
  pthread_mutex_unlock(&mutex);
}
void counted(int listener, int limit) {
  while (1) {
    pthread_t thread;
    long client = accept(listener, NULL, NULL);
    if (clients >= limit) {
      close(client);
      continue;
    }
    add_clients(1);
    pthread_create(&thread, NULL, serve, (void *)client);
  }
}
void waiting(int listener, int limit) {
  while (1) {
    pthread_t thread;
    while (client_count() >= limit)
      usleep(1000);
    long client = accept(listener, NULL, NULL);
    pthread_create(&thread, NULL, serve, (void *)client);
  }
}
int children;
void on_child(int signal) {
  while (waitpid(-1, NULL, WNOHANG) > 0)
    children--;
}
void few_processes(int listener) {
  while (1) {
    int client = accept(listener, NULL, NULL);
    if (children < 50) {
      children++;
      if (fork() == 0)
        _exit(serve_int(&client));
    }
    close(client);
  }
}

// Semaphores.
void admitted(int listener, sem_t *places, uv_sem_t *others) {
  while (1) {
    pthread_t thread;
    long client = accept(listener, NULL, NULL);
    sem_wait(places);
    pthread_create(&thread, NULL, serve, (void *)client);
  }
}
void admitted_or_not(int listener, sem_t *places) {
  while (1) {
    pthread_t thread;
    long client = accept(listener, NULL, NULL);
    if (sem_trywait(places) == 0)
      pthread_create(&thread, NULL, serve, (void *)client);
  }
}
void admitted_in_time(int listener, sem_t *places, struct timespec *until) {
  while (1) {
    pthread_t thread;
    long client = accept(listener, NULL, NULL);
    if (sem_timedwait(places, until) != 0)
      continue;
    pthread_create(&thread, NULL, serve, (void *)client);
  }
}
void admitted_by_uv(int listener, uv_sem_t *places) {
  while (1) {
    pthread_t thread;
    long client = accept(listener, NULL, NULL);
    if (uv_sem_trywait(places) != 0)
      uv_sem_wait(places);
    pthread_create(&thread, NULL, serve, (void *)client);
  }
}

// A batch is started, then all of it is joined.
void in_batches(int listener) {
  pthread_t threads[60];
  int started = 0;
  while (1) {
    long client = accept(listener, NULL, NULL);
    pthread_create(&threads[started++], NULL, serve, (void *)client);
    if (started >= 50)
      while (started > 0)
        pthread_join(threads[--started], NULL);
  }
}

// One at a time.
static pthread_t worker;
static int running;
__attribute__((hot)) void on_request(void) {
  if (!running) {
    pthread_create(&worker, NULL, serve, NULL);
    running = 1;
  }
}

// The parent waits for its child: a program is run, a service watched.
void become_two(void) {
  pthread_t thread;
  int result;
  while (pthread_create(&thread, NULL, serve, NULL) != 0)
    sleep(1);
  do
    result = pthread_create(&thread, NULL, serve, NULL);
  while (result != 0);
}
void watched(void) {
  while (1) {
    pid_t child = fork();
    if (child == 0)
      execl("/bin/true", "true", (char *)NULL);
    waitpid(child, NULL, 0);
  }
}
__attribute__((hot)) void run_program(void) {
  if (fork() == 0)
    execl("/bin/true", "true", (char *)NULL);
}
void become_daemon(void) {
  if (fork() != 0)
    exit(0);
}
#endif

#ifdef POOL
struct pool {
  int count;
};
extern struct pool pool;
int pool_add(struct pool *to, void *(*function)(void *), void *argument);
void to_pool(int listener) {
  while (1) {
    pthread_t thread;
    long client = accept(listener, NULL, NULL);
    // CHECK-FIXES-POOL: pool_add(&pool, serve, (void *)client);
    pthread_create(&thread, NULL, serve, (void *)client);
    // CHECK-MESSAGES-POOL: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    pthread_detach(thread);
  }
}
#endif
