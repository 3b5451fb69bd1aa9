// RUN: %check_p99 %s p99-detached-thread %t

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <threads.h>
#include <unistd.h>

struct job {
  int number;
  sem_t done;
};
void work(int number);

static void *run(void *argument) {
  struct job *job = argument;
  work(job->number);
  return NULL;
}
static void *run_and_free(void *argument) {
  run(argument);
  free(argument);
  return NULL;
}
static void *run_alone(void *argument) {
  pthread_detach(pthread_self());
  return run(argument);
}

//===-- Flagged -----------------------------------------------------------===//

void detached(int number) {
  struct job job = {.number = number};
  pthread_t thread;
  pthread_create(&thread, NULL, run, &job);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the detached thread uses 'job', which dies with 'detached'; allocate it, or join it [p99-detached-thread]
  pthread_detach(thread);
}

void by_attribute(int number) {
  struct job job = {.number = number};
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_create(&thread, &attributes, run, &job);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the detached thread uses 'job', which dies with 'by_attribute'; allocate it, or join it [p99-detached-thread]
}

void by_itself(int number) {
  struct job job = {.number = number};
  pthread_t thread;
  pthread_create(&thread, NULL, run_alone, (void *)&job);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the detached thread uses 'job', which dies with 'by_itself'; allocate it, or join it [p99-detached-thread]
}

//===-- Not flagged -------------------------------------------------------===//

void joinable(int number) {
  struct job job = {.number = number};
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_JOINABLE);
  pthread_create(&thread, &attributes, run, &job);
  pthread_join(thread, NULL);
}

void allocated(int number) {
  struct job *job = malloc(sizeof *job);
  job->number = number;
  pthread_t thread;
  pthread_create(&thread, NULL, run_and_free, job);
  pthread_detach(thread);
}

void handshake(int number) {
  struct job job = {.number = number};
  sem_init(&job.done, 0, 0);
  pthread_t thread;
  pthread_create(&thread, NULL, run, &job);
  pthread_detach(thread);
  sem_wait(&job.done);
}

static struct job only;
void of_the_process(int number) {
  only.number = number;
  pthread_t thread;
  pthread_create(&thread, NULL, run, &only);
  pthread_detach(thread);
}

static int run_c11(void *argument) {
  work(((struct job *)argument)->number);
  return 0;
}
void c11(int number) {
  only.number = number;
  thrd_t thread;
  thrd_create(&thread, run_c11, &only);
  thrd_detach(thread);
}
