// RUN: %check_p99 %s p99-deferred-cleanup-in-loop %t -- -I%inputs

#include <alloca.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int strcasecmp(const char *one, const char *other);
int on_exit(void (*function)(int, void *), void *arg);
int __cxa_atexit(void (*function)(void *), void *arg, void *dso);
void use(const void *thing);
void done(void);
void doneWith(int code, void *arg);
void doneOf(void *arg);

void stack(int n, const char *text) {
  for (int i = 0; i < n; ++i) {
    use(__builtin_alloca(strlen(text) + i));
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: '__builtin_alloca' in a loop takes stack until the function returns; let the rounds share a buffer [p99-deferred-cleanup-in-loop]
    use(__builtin_alloca_with_align(64, 128));
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: '__builtin_alloca_with_align' in a loop takes stack until the function returns; take it once, above it [p99-deferred-cleanup-in-loop]
    use(__builtin_alloca_uninitialized(64));
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: '__builtin_alloca_uninitialized' in a loop takes stack until the function returns; take it once, above it [p99-deferred-cleanup-in-loop]
    use(alloca(64));
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'alloca' in a loop takes stack until the function returns; take it once, above it [p99-deferred-cleanup-in-loop]
  }
}

void handlers(int n) {
  for (int i = 0; i < n; ++i) {
    atexit(done);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'atexit' in a loop adds a handler that stays until the process ends; register it once [p99-deferred-cleanup-in-loop]
    at_quick_exit(done);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'at_quick_exit' in a loop adds a handler that stays until the process ends; register it once [p99-deferred-cleanup-in-loop]
    on_exit(doneWith, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'on_exit' in a loop adds a handler that stays until the process ends; register it once [p99-deferred-cleanup-in-loop]
    __cxa_atexit(doneOf, 0, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: '__cxa_atexit' in a loop adds a handler that stays until the process ends; register it once [p99-deferred-cleanup-in-loop]
  }
}

// Once, whichever of the two comes first.
void once(int n, const char *text) {
  char *room = NULL;
  for (int i = 0; i < n; ++i) {
    if (text[i] == '{') {
      if (!room)
        room = alloca(64);
      use(room);
    } else {
      if (room == NULL)
        room = alloca(64);
      use(room + 1);
    }
  }
}

// It is taken away, but not by the loop.
void once_for_each_call(int n, const char *text) {
  char *room;
  room = NULL;
  for (int i = 0; i < n; ++i)
    if (text[i] == '{') {
      if (room == NULL)
        room = alloca(64);
      use(room);
    }
}

// Once in each round.
void once_in_each_round(int n, const char *text) {
  for (int i = 0; i < n; ++i) {
    char *room;
    room = NULL;
    if (room == NULL)
      room = alloca(64);
    // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'alloca' in a loop takes stack until the function returns; take it once, above it [p99-deferred-cleanup-in-loop]
    use(room);
  }
}

// Again, in spite of the first.
void replaced(int n, const char *text) {
  char *room = NULL;
  for (int i = 0; i < n; ++i) {
    if (!room)
      room = alloca(64);
    // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'alloca' in a loop takes stack until the function returns; take it once, above it [p99-deferred-cleanup-in-loop]
    use(room);
    if (text[i] == '}')
      room = NULL;
  }
}

// Again only when there was too little.
int fetch(char *into, int size);
int attempts(void) {
  int tries_left = 3, size = 64;
  while (tries_left--) {
    char *room = alloca(size);
    size = fetch(room, size);
    if (size < 64)
      return size;
  }
  return -1;
}

// Of all the options, the one of this name.
struct option {
  const char *name, *value;
  struct option *next;
};
void configure(struct option *first) {
  for (struct option *o = first; o; o = o->next) {
    if (!strcasecmp(o->name, "host")) {
      use(o->value);
    } else if (!strcasecmp(o->name, "codecs")) {
      char *copy = alloca(strlen(o->value) + 1);
      use(copy);
    }
  }
}

// There may be any number of these.
void named(struct option *first) {
  for (struct option *o = first; o; o = o->next)
    if (o->value) {
      char *copy = alloca(strlen(o->value) + 1);
      // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'alloca' in a loop takes stack until the function returns; let the rounds share a buffer [p99-deferred-cleanup-in-loop]
      use(copy);
    }
}

// Entries are no tries.
void entries(int num_entries) {
  while (num_entries--) {
    char *room = alloca(num_entries);
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'alloca' in a loop takes stack until the function returns; let the rounds share a buffer [p99-deferred-cleanup-in-loop]
    use(room);
  }
}

// A few bytes for a line of the log, where the level is on.
extern int log_level;
void log_debug(const char *format, ...);
#define trace(...)                                                             \
  do {                                                                         \
    if (log_level > 3)                                                         \
      log_debug(__VA_ARGS__);                                                  \
  } while (0)
void traced(struct option *first) {
  for (struct option *o = first; o; o = o->next)
    trace("%s", strcpy(alloca(strlen(o->value) + 1), o->value));
}

// Each is there until the names are printed.
void kept(struct option *first, const char **names) {
  int count = 0;
  for (struct option *o = first; o; o = o->next) {
    names[count++] = strcpy(alloca(strlen(o->name) + 1), o->name);
    // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: 'alloca' in a loop takes stack until the function returns; take it from the heap [p99-deferred-cleanup-in-loop]
  }
}

// What an operator asks for, and what the end of the process does.
void dump_options(struct option *first) {
  for (struct option *o = first; o; o = o->next)
    if (o->value)
      use(strcpy(alloca(strlen(o->value) + 1), o->value));
}
void destroy_options(struct option *first) {
  for (struct option *o = first; o; o = o->next)
    use(strcpy(alloca(strlen(o->value) + 1), o->value));
}

// Rows of what is meant to stand on the stack.
#define MATRIX(rows, n)                                                        \
  do {                                                                         \
    for (int i = 0; i < (n); ++i)                                              \
      (rows)[i] = alloca((n) * sizeof(int));                                   \
  } while (0)
int determinant(int **rows, int n) {
  MATRIX(rows, n);
  return fetch((char *)rows[0], n);
}

// One for each key that is new; the others are found.
int find(const char *key, void **found);
void store(const char *key, void *made);
void count_keys(struct option *first, int size) {
  char *counts;
  for (struct option *o = first; o; o = o->next) {
    if (find(o->name, (void **)&counts) < 0) {
      counts = alloca(size);
      store(o->name, counts);
    }
    ++counts[0];
  }
}

// This one is made anew for each.
void fill_all(struct option *first, int size) {
  char *room;
  for (struct option *o = first; o; o = o->next)
    if (o->value) {
      room = alloca(size);
      // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'alloca' in a loop takes stack until the function returns; take it once, above it [p99-deferred-cleanup-in-loop]
      fetch(room, size);
    }
}

// What the process becomes takes its stack with it.
int run_helper(const char *const *names, int n, char **environment) {
  for (int i = 0; i < n; ++i)
    environment[i] = strcpy(alloca(strlen(names[i]) + 1), names[i]);
  char *arguments[] = {"helper", NULL};
  return execve("/usr/bin/helper", arguments, environment);
}

// Of what is configured there is little.
struct peers_config {
  int n_peers;
};
void show_peers(const struct peers_config *config, int size) {
  for (int i = 0; i < config->n_peers; ++i)
    fetch(alloca(size), size);
}
struct peers {
  int n_peers;
};
void show_all_peers(const struct peers *all, int size) {
  for (int i = 0; i < all->n_peers; ++i)
    fetch(alloca(size), size);
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'alloca' in a loop takes stack until the function returns; take it once, above it [p99-deferred-cleanup-in-loop]
}
// As many as the caller likes.
void change_all(char **configs, int config_count, int size) {
  for (int i = 0; i < config_count; ++i)
    fetch(alloca(size), size);
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'alloca' in a loop takes stack until the function returns; take it once, above it [p99-deferred-cleanup-in-loop]
}
