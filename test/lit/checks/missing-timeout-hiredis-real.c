// REQUIRES: real-hiredis
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own headers.

#include <hiredis/hiredis.h>

redisContext *connectTo(const char *host) {
  return redisConnect(host, 6379);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'redisConnect' takes no limit and can wait for 127 s; use 'redisConnectWithTimeout' [p99-missing-timeout]
  // CHECK-FIXES: return redisConnectWithTimeout(host, 6379, (struct timeval){5, 0});
}

void *ping(const char *host) {
  const struct timeval limit = {2, 0};
  redisContext *redis = redisConnectWithTimeout(host, 6379, limit);
  return redisCommand(redis, "PING");
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'redis' can wait for its peer for ever; set a command timeout [p99-missing-timeout]
  // CHECK-FIXES: redisSetTimeout(redis, (struct timeval){5, 0});
  // CHECK-FIXES-NEXT: return redisCommand(redis, "PING");
}

void *bounded(const char *host) {
  const struct timeval limit = {2, 0};
  redisContext *redis = redisConnectWithTimeout(host, 6379, limit);
  redisSetTimeout(redis, limit);
  return redisCommand(redis, "PING");
}

void *foreign(redisContext *redis) { return redisCommand(redis, "PING"); }
