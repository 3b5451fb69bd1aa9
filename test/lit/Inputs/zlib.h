// What tests need of zlib.
#ifndef ZLIB_H
#define ZLIB_H

typedef struct z_stream_s {
  const unsigned char *next_in;
  unsigned avail_in;
  unsigned char *next_out;
  unsigned avail_out;
} z_stream;
typedef z_stream *z_streamp;

#define ZLIB_VERSION "1.2.13"
int inflateInit_(z_streamp strm, const char *version, int size);
int inflateInit2_(z_streamp strm, int bits, const char *version, int size);
int deflateInit_(z_streamp strm, int level, const char *version, int size);
int deflateInit2_(z_streamp strm, int level, int method, int bits, int memory,
                  int strategy, const char *version, int size);
#define inflateInit(strm)                                                      \
  inflateInit_((strm), ZLIB_VERSION, (int)sizeof(z_stream))
#define inflateInit2(strm, bits)                                               \
  inflateInit2_((strm), (bits), ZLIB_VERSION, (int)sizeof(z_stream))
#define deflateInit(strm, level)                                               \
  deflateInit_((strm), (level), ZLIB_VERSION, (int)sizeof(z_stream))
#define deflateInit2(strm, level, method, bits, memory, strategy)              \
  deflateInit2_((strm), (level), (method), (bits), (memory), (strategy),       \
                ZLIB_VERSION, (int)sizeof(z_stream))
int inflate(z_streamp strm, int flush);
int deflate(z_streamp strm, int flush);
int inflateEnd(z_streamp strm);
int deflateEnd(z_streamp strm);

#endif
