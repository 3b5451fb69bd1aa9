// RUN: %check_p99 %s p99-deferred-cleanup-in-loop %t -- -I%inputs

#include <alloca.h>
#include <stdlib.h>
#include <string.h>

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
