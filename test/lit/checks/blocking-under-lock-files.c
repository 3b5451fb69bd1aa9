// RUN: %check_p99 %s p99-blocking-under-lock %t \
// RUN:   -config='{CheckOptions: {p99-blocking-under-lock.Files: true}}'
//
// Files of POSIX and C: what waits for them, and what only a hot path minds.

#define _GNU_SOURCE
#include <fcntl.h>
#include <ftw.h>
#include <dirent.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

extern pthread_mutex_t mutex;
extern int counter;

//===-- Flagged -----------------------------------------------------------===//

int opens(const char *path) {
// CHECK-FIXES: int fd = open(path, O_RDONLY);
// CHECK-FIXES-NEXT: pthread_mutex_lock(&mutex);
  pthread_mutex_lock(&mutex);
  int fd = open(path, O_RDONLY);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'open' waits for a file while 'mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'mutex' is locked here
  // CHECK-NOTES: :[[@LINE-3]]:12: note: if others may have the lock while this is not done
  counter += fd;
  pthread_mutex_unlock(&mutex);
  return fd;
}

void opens_others(const char *path, char *name) {
  pthread_mutex_lock(&mutex);
  counter = openat(AT_FDCWD, path, O_RDONLY);
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'openat' waits for a file while 'mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'mutex' is locked here
  // CHECK-NOTES: :[[@LINE+2]]:14: note: 'creat' blocks here too
  // CHECK-NOTES: :[[@LINE+2]]:14: note: 'mkstemp' blocks here too
  counter += creat(path, 0600);
  counter += mkstemp(name);
  pthread_mutex_unlock(&mutex);
}

void changes(const char *path, FILE *file) {
  pthread_mutex_lock(&mutex);
  counter = remove(path);
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'remove' waits for a file while 'mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'mutex' is locked here
  // CHECK-NOTES: :[[@LINE+3]]:14: note: 'truncate' blocks here too
  // CHECK-NOTES: :[[@LINE+3]]:14: note: 'fseek' blocks here too
  // CHECK-NOTES: :[[@LINE+3]]:14: note: 'freopen' blocks here too
  counter += truncate(path, 0);
  counter += fseek(file, 0, SEEK_SET);
  counter += freopen(path, "r", file) != NULL;
  pthread_mutex_unlock(&mutex);
}

void reads(FILE *file, char *line, size_t size) {
  pthread_mutex_lock(&mutex);
  counter += fgets(line, (int)size, file) != NULL;
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'fgets' waits for a file while 'mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'mutex' is locked here
  // CHECK-NOTES: :[[@LINE+3]]:14: note: 'fgetc' blocks here too
  // CHECK-NOTES: :[[@LINE+2]]:28: note: 'getc' blocks here too
  // CHECK-NOTES: :[[@LINE+1]]:41: note: 'getchar' blocks here too
  counter += fgetc(file) + getc(file) + getchar();
  pthread_mutex_unlock(&mutex);
}

void reads_more(FILE *file, char *line, size_t size) {
  pthread_mutex_lock(&mutex);
  counter += (int)getline(&line, &size, file);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'getline' waits for a file while 'mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'mutex' is locked here
  // CHECK-NOTES: :[[@LINE+3]]:19: note: 'getdelim' blocks here too
  // CHECK-NOTES: :[[@LINE+3]]:14: note: 'fscanf' blocks here too
  // CHECK-NOTES: :[[@LINE+2]]:45: note: 'scanf' blocks here too
  counter += (int)getdelim(&line, &size, ';', file);
  counter += fscanf(file, "%d", &counter) + scanf("%d", &counter);
  pthread_mutex_unlock(&mutex);
}

void walks(const char *path, struct dirent ***names,
           int (*visit)(const char *, const struct stat *, int, struct FTW *)) {
  pthread_mutex_lock(&mutex);
  counter += scandir(path, names, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'scandir' waits for a file while 'mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'mutex' is locked here
  // CHECK-NOTES: :[[@LINE+1]]:14: note: 'nftw' blocks here too
  counter += nftw(path, visit, 8, 0);
  pthread_mutex_unlock(&mutex);
}

void syncs(void *page) {
  pthread_mutex_lock(&mutex);
  counter += msync(page, 4096, MS_SYNC);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'msync' waits for the disk while 'mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'mutex' is locked here
  pthread_mutex_unlock(&mutex);
}

__attribute__((hot)) void logs(int value, va_list list) {
  pthread_mutex_lock(&mutex);
  counter += printf("%d\n", value);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'printf' writes a log line while 'mutex' is locked; log after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'mutex' is locked here
  // CHECK-NOTES: :[[@LINE-5]]:27: note: hot: marked with the 'hot' attribute
  // CHECK-NOTES: :[[@LINE+4]]:14: note: 'vprintf' blocks here too
  // CHECK-NOTES: :[[@LINE+3]]:38: note: 'puts' blocks here too
  // CHECK-NOTES: :[[@LINE+2]]:50: note: 'putchar' blocks here too
  // CHECK-NOTES: :[[@LINE+2]]:14: note: and 7 more from here on
  counter += vprintf("%d\n", list) + puts("x") + putchar('x');
  counter += fprintf(stderr, "%d\n", value) + vfprintf(stdout, "%d\n", list);
  counter += dprintf(2, "%d\n", value) + fputs("x", stdout);
  counter += fputc('x', stdout) + putc('x', stdout);
  perror("x");
  pthread_mutex_unlock(&mutex);
}

__attribute__((hot)) void flushes_output(void) {
  pthread_mutex_lock(&mutex);
  counter += fflush(stdout);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'fflush' writes a log line while 'mutex' is locked; log after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'mutex' is locked here
  // CHECK-NOTES: :[[@LINE-5]]:27: note: hot: marked with the 'hot' attribute
  pthread_mutex_unlock(&mutex);
}

//===-- Not flagged -------------------------------------------------------===//

// The lock is there for the files of all logs.
struct log {
  FILE *file;
  int level;
};
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static struct log *first_log, *second_log;
static int lines;
static void append(struct log *log, const char *text) {
  fwrite(text, 1, 1, log->file);
}
void log_line(const char *text) {
  pthread_mutex_lock(&log_lock);
  ++lines;
  append(first_log, text);
  fflush(second_log->file);
  pthread_mutex_unlock(&log_lock);
}
int log_lines(void) {
  pthread_mutex_lock(&log_lock);
  int number = lines;
  pthread_mutex_unlock(&log_lock);
  return number;
}

// A logger's own lock keeps its lines apart.
static pthread_mutex_t line_lock = PTHREAD_MUTEX_INITIALIZER;
__attribute__((hot)) void log_parts(const char *time, const char *text) {
  pthread_mutex_lock(&line_lock);
  fprintf(stderr, "%s ", time);
  fprintf(stderr, "%s", text);
  pthread_mutex_unlock(&line_lock);
}

// What is loaded is loaded at the start.
static void load_state(const char *path) { counter += open(path, O_RDONLY); }
void add_connection(const char *path) {
  pthread_mutex_lock(&mutex);
  load_state(path);
  pthread_mutex_unlock(&mutex);
}
void bb_p_load_state(const char *path) {
  pthread_mutex_lock(&mutex);
  counter += open(path, O_RDONLY);
  pthread_mutex_unlock(&mutex);
}

// Most of its sections write the list to a file: that is what it is there for.
static pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
static int list_size;
static int save(const char *path) {
  pthread_mutex_lock(&list_lock);
  int fd = open(path, O_WRONLY);
  list_size += fd;
  pthread_mutex_unlock(&list_lock);
  return fd;
}
int save_groups(const char *path) {
  pthread_mutex_lock(&list_lock);
  int fd = open(path, O_WRONLY);
  list_size += fd;
  pthread_mutex_unlock(&list_lock);
  return fd + save(path);
}
int append_change(const char *path) {
  pthread_mutex_lock(&list_lock);
  int fd = open(path, O_WRONLY | O_APPEND);
  list_size += fd;
  pthread_mutex_unlock(&list_lock);
  return fd;
}
int list_count(void) {
  pthread_mutex_lock(&list_lock);
  int count = list_size;
  pthread_mutex_unlock(&list_lock);
  return count;
}

int opens_without_waiting(const char *path) {
  pthread_mutex_lock(&mutex);
  int fd = open(path, O_RDONLY | O_NONBLOCK);
  counter += fd;
  pthread_mutex_unlock(&mutex);
  return fd;
}

void starts_sync(void *page) {
  pthread_mutex_lock(&mutex);
  counter += msync(page, 4096, MS_ASYNC);
  pthread_mutex_unlock(&mutex);
}

void logs_seldom(int value) {
  pthread_mutex_lock(&mutex);
  counter += printf("%d\n", value);
  fflush(stdout);
  pthread_mutex_unlock(&mutex);
}

void formats(char *buffer, size_t size) {
  pthread_mutex_lock(&mutex);
  counter += snprintf(buffer, size, "%d", counter);
  pthread_mutex_unlock(&mutex);
}

void tries_lock(int fd) {
  pthread_mutex_lock(&mutex);
  counter += flock(fd, LOCK_EX | LOCK_NB);
  pthread_mutex_unlock(&mutex);
}

void *dlopen(const char *file, int mode);
int adds_plugin(const char *path) {
  pthread_mutex_lock(&mutex);
  void *library = dlopen(path, 1);
  counter += library != 0;
  pthread_mutex_unlock(&mutex);
  return library != 0;
}
