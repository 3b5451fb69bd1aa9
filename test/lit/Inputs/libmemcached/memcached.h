// What tests need of libmemcached.
#ifndef LIBMEMCACHED_MEMCACHED_H
#define LIBMEMCACHED_MEMCACHED_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct memcached_st memcached_st;
typedef enum { MEMCACHED_SUCCESS, MEMCACHED_FAILURE } memcached_return_t;

memcached_return_t memcached_set(memcached_st *ptr, const char *key,
                                 size_t key_length, const char *value,
                                 size_t value_length, long expiration,
                                 uint32_t flags);
char *memcached_get(memcached_st *ptr, const char *key, size_t key_length,
                    size_t *value_length, uint32_t *flags,
                    memcached_return_t *error);

#ifdef __cplusplus
}
#endif

#endif
