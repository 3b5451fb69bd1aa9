// What tests need of hiredis 1.
#ifndef HIREDIS_HIREDIS_H
#define HIREDIS_HIREDIS_H

#include <stdarg.h>
#include <stddef.h>
#include <sys/time.h>

#define REDIS_OK 0
#define REDIS_ERR -1
#define REDIS_OPT_NONBLOCK 0x01
#define REDIS_OPT_REUSEADDR 0x02

#ifdef __cplusplus
extern "C" {
#endif

typedef struct redisReply {
  int type;
  char *str;
} redisReply;

typedef struct redisContext {
  int err;
  char errstr[128];
} redisContext;

enum redisConnectionType { REDIS_CONN_TCP, REDIS_CONN_UNIX };

typedef struct {
  int type;
  int options;
  const struct timeval *connect_timeout;
  const struct timeval *command_timeout;
  union {
    struct {
      const char *source_addr;
      const char *ip;
      int port;
    } tcp;
    const char *unix_socket;
  } endpoint;
} redisOptions;

#define REDIS_OPTIONS_SET_TCP(opts, ip_, port_)                                \
  do {                                                                         \
    (opts)->type = REDIS_CONN_TCP;                                             \
    (opts)->endpoint.tcp.ip = ip_;                                             \
    (opts)->endpoint.tcp.port = port_;                                         \
  } while (0)

redisContext *redisConnectWithOptions(const redisOptions *options);
redisContext *redisConnect(const char *ip, int port);
redisContext *redisConnectWithTimeout(const char *ip, int port,
                                      const struct timeval tv);
redisContext *redisConnectNonBlock(const char *ip, int port);
redisContext *redisConnectBindNonBlock(const char *ip, int port,
                                       const char *source_addr);
redisContext *redisConnectUnix(const char *path);
redisContext *redisConnectUnixWithTimeout(const char *path,
                                          const struct timeval tv);
int redisReconnect(redisContext *c);
int redisSetTimeout(redisContext *c, const struct timeval tv);
int redisEnableKeepAlive(redisContext *c);
void redisFree(redisContext *c);
void freeReplyObject(void *reply);
int redisGetReply(redisContext *c, void **reply);
int redisAppendCommand(redisContext *c, const char *format, ...);
int redisvAppendCommand(redisContext *c, const char *format, va_list ap);
int redisAppendCommandArgv(redisContext *c, int argc, const char **argv,
                           const size_t *argvlen);
int redisAppendFormattedCommand(redisContext *c, const char *cmd, size_t len);
void *redisvCommand(redisContext *c, const char *format, va_list ap);
void *redisCommand(redisContext *c, const char *format, ...);
void *redisCommandArgv(redisContext *c, int argc, const char **argv,
                       const size_t *argvlen);

#ifdef __cplusplus
}
#endif

#endif
