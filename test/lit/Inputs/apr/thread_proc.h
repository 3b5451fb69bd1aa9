// What tests need of the threads of APR.
#ifndef APR_THREAD_PROC_H
#define APR_THREAD_PROC_H

#ifdef __cplusplus
extern "C" {
#endif

typedef int apr_status_t;
typedef struct apr_pool_t apr_pool_t;
typedef struct apr_thread_t apr_thread_t;
typedef struct apr_threadattr_t apr_threadattr_t;
typedef void *(*apr_thread_start_t)(apr_thread_t *thread, void *data);

apr_status_t apr_thread_create(apr_thread_t **new_thread,
                               apr_threadattr_t *attr, apr_thread_start_t func,
                               void *data, apr_pool_t *pool);

#ifdef __cplusplus
}
#endif

#endif
