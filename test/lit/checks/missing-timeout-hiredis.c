// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// hiredis: a limit for connecting, and another for commands.

#include <hiredis/hiredis.h>

//===-- Flagged, fixed ----------------------------------------------------===//

redisContext *connectTo(const char *host) {
  return redisConnect(host, 6379);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'redisConnect' takes no limit and can wait for 127 s; use 'redisConnectWithTimeout' [p99-missing-timeout]
  // CHECK-FIXES: return redisConnectWithTimeout(host, 6379, (struct timeval){5, 0});
}

int ping(const char *host) {
  const struct timeval limit = {2, 0};
  redisContext *redis = redisConnectWithTimeout(host, 6379, limit);
  redisReply *reply = redisCommand(redis, "PING");
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'redis' can wait for its peer for ever; set a command timeout [p99-missing-timeout]
  // CHECK-FIXES: redisSetTimeout(redis, (struct timeval){5, 0});
  // CHECK-FIXES-NEXT: redisReply *reply = redisCommand(redis, "PING");
  int ok = reply != NULL;
  freeReplyObject(reply);
  redisFree(redis);
  return ok;
}

// A local server can take its time too.
void *get(const char **argv) {
  redisContext *redis = redisConnectUnix("/run/redis.sock");
  return redisCommandArgv(redis, 2, argv, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'redis' can wait for its peer for ever; set a command timeout [p99-missing-timeout]
  // CHECK-FIXES: redisSetTimeout(redis, (struct timeval){5, 0});
  // CHECK-FIXES-NEXT: return redisCommandArgv(redis, 2, argv, NULL);
}

redisContext *connectWithOptions(const char *host) {
  const struct timeval limit = {2, 0};
  redisOptions options = {0};
  REDIS_OPTIONS_SET_TCP(&options, host, 6379);
  options.connect_timeout = &limit;
  return redisConnectWithOptions(&options);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'options' has a connect timeout but can still wait for ever; set a command timeout too [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

int bounded(const char *host) {
  const struct timeval limit = {2, 0};
  redisContext *redis = redisConnectWithTimeout(host, 6379, limit);
  redisSetTimeout(redis, limit);
  redisReply *reply = redisCommand(redis, "PING");
  freeReplyObject(reply);
  redisFree(redis);
  return reply != NULL;
}

redisReply *boundedByOptions(const char *host) {
  const struct timeval limit = {2, 0};
  redisOptions options = {0};
  REDIS_OPTIONS_SET_TCP(&options, host, 6379);
  options.connect_timeout = &limit;
  options.command_timeout = &limit;
  redisContext *redis = redisConnectWithOptions(&options);
  return redisCommand(redis, "PING");
}

redisContext *nonBlockingOptions(const char *host) {
  redisOptions options = {0};
  REDIS_OPTIONS_SET_TCP(&options, host, 6379);
  options.options |= REDIS_OPT_NONBLOCK;
  return redisConnectWithOptions(&options);
}

redisContext *nonBlocking(const char *host) {
  redisContext *redis = redisConnectNonBlock(host, 6379);
  redisContext *bound = redisConnectBindNonBlock(host, 6379, "10.0.0.1");
  redisCommand(bound, "PING");
  redisCommand(redis, "PING");
  return redis;
}

// The peer is this machine: connecting does not wait.
redisContext *local(void) {
  const struct timeval limit = {2, 0};
  redisContext *redis = redisConnectUnixWithTimeout("/run/redis.sock", limit);
  redisSetTimeout(redis, limit);
  redisReconnect(redis);
  return redis;
}

// The connection is the caller's, and so are its limits.
void *command(redisContext *redis, va_list arguments) {
  return redisvCommand(redis, "GET %s", arguments);
}

// A subscriber waits for messages as it should.
void subscribe(redisContext *redis) {
  void *reply;
  while (redisGetReply(redis, &reply) == REDIS_OK)
    freeReplyObject(reply);
}

// No limit is what was asked for.
redisContext *configured(const char *host, int port, long seconds) {
  if (seconds > 0) {
    const struct timeval limit = {seconds, 0};
    return redisConnectWithTimeout(host, port, limit);
  }
  return redisConnect(host, port);
}
