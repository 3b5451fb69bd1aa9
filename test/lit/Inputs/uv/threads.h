// What tests need of the threads of libuv.
#ifndef UV_THREADS_H
#define UV_THREADS_H

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned long uv_thread_t;
int uv_thread_join(uv_thread_t *tid);
void uv_sleep(unsigned int msec);

#ifdef __cplusplus
}
#endif

#endif
