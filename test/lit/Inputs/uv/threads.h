// What tests need of the threads of libuv.
#ifndef UV_THREADS_H
#define UV_THREADS_H

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned long uv_thread_t;
typedef void (*uv_thread_cb)(void *arg);
typedef struct {
  int value;
} uv_sem_t;
int uv_thread_create(uv_thread_t *tid, uv_thread_cb entry, void *arg);
int uv_thread_join(uv_thread_t *tid);
void uv_sem_wait(uv_sem_t *sem);
int uv_sem_trywait(uv_sem_t *sem);
unsigned int uv_available_parallelism(void);
void uv_sleep(unsigned int msec);

#ifdef __cplusplus
}
#endif

#endif
