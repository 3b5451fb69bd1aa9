// What tests need of zstd.
#ifndef ZSTD_H
#define ZSTD_H

#include <stddef.h>

typedef struct ZSTD_CCtx_s ZSTD_CCtx;
typedef struct ZSTD_DCtx_s ZSTD_DCtx;

size_t ZSTD_compress(void *dst, size_t capacity, const void *src, size_t size,
                     int level);
size_t ZSTD_decompress(void *dst, size_t capacity, const void *src,
                       size_t size);
ZSTD_CCtx *ZSTD_createCCtx(void);
ZSTD_DCtx *ZSTD_createDCtx(void);
size_t ZSTD_freeCCtx(ZSTD_CCtx *context);
size_t ZSTD_freeDCtx(ZSTD_DCtx *context);
size_t ZSTD_compressCCtx(ZSTD_CCtx *context, void *dst, size_t capacity,
                         const void *src, size_t size, int level);

#endif
