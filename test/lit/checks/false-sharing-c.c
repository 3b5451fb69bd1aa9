// RUN: %check_p99 %s p99-false-sharing %t -- -I%inputs
//
// C11 atomics, and the builtins of GCC on plain integers are not known to be
// shared.

#include <stdatomic.h>
#include <stdbool.h>

struct ring {
  _Atomic unsigned head;
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'head' and 'tail' are written by different code but share a cache line; align each to 64 bytes [p99-false-sharing]
  // CHECK-FIXES: _Alignas(64) _Atomic unsigned head;
  atomic_uint tail;
  // CHECK-FIXES: _Alignas(64) atomic_uint tail;
  int slots[16];
  // CHECK-FIXES: _Alignas(64) int slots[16];
};

bool ring_push(struct ring *r, int v) {
  unsigned tail = atomic_load(&r->tail);
  if (tail - atomic_load_explicit(&r->head, memory_order_acquire) == 16)
    return false;
  r->slots[tail % 16] = v;
  atomic_store(&r->tail, tail + 1);
  return true;
}

bool ring_pop(struct ring *r, int *v) {
  unsigned head = r->head;
  if (head == r->tail)
    return false;
  *v = r->slots[head % 16];
  r->head = head + 1;
  return true;
}

// Read by both, written by one.
struct limit {
  atomic_int max;
  atomic_int used;
};
int limit_take(struct limit *l) { return atomic_fetch_add(&l->used, 1) < l->max; }
int limit_give(struct limit *l) { return atomic_fetch_sub(&l->used, 1) < l->max; }
