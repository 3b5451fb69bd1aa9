// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// redis-plus-plus: the limits are fields of the options, or part of the URI.

#include <sw/redis++/redis++.h>

using namespace sw::redis;

//===-- Flagged -----------------------------------------------------------===//

OptionalString get(const std::string &host) {
  ConnectionOptions options;
  options.host = host;
  Redis redis(options);
  return redis.get("key");
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'redis' can wait for its peer for ever; set a socket and connect timeout [p99-missing-timeout]
}

bool set(const std::string &host) {
  ConnectionOptions options;
  options.host = host;
  options.connect_timeout = std::chrono::milliseconds(200);
  Redis redis(options);
  return redis.set("key", "value");
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'redis' has a connect timeout but can still wait for ever; set a socket timeout too [p99-missing-timeout]
}

//===-- Flagged, fixed ----------------------------------------------------===//

Redis fromUri() {
  return Redis("tcp://redis.example.com:6379");
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: a connection string without 'socket_timeout' can wait for ever for its server; add it [p99-missing-timeout]
  // CHECK-FIXES: return Redis("tcp://redis.example.com:6379?socket_timeout=5000ms");
}

long long fromUriOnce() {
  Redis redis("tcp://redis.example.com:6379/1?keep_alive=true");
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: a connection string without 'socket_timeout' can wait for ever for its server; add it [p99-missing-timeout]
  // CHECK-FIXES: Redis redis("tcp://redis.example.com:6379/1?keep_alive=true&socket_timeout=5000ms");
  return redis.del("key");
}

//===-- Not flagged -------------------------------------------------------===//

OptionalString bounded(const std::string &host) {
  ConnectionOptions options;
  options.host = host;
  options.connect_timeout = std::chrono::milliseconds(200);
  options.socket_timeout = std::chrono::milliseconds(500);
  Redis redis(options);
  redis.ping();
  redis.publish("channel", "message");
  redis.command<long>("INCR", "counter");
  return redis.hget("hash", "field");
}

OptionalString boundedUri() {
  Redis redis("tcp://redis.example.com?socket_timeout=50ms&connect_timeout=50ms");
  return redis.get("key");
}

OptionalString local() {
  Redis redis("tcp://127.0.0.1:6379");
  return redis.get("key");
}

// The URI can carry limits, and decides.
OptionalString configured(const std::string &uri) {
  ConnectionOptions options(uri);
  Redis redis(options);
  Redis other(uri);
  other.get("key");
  RedisCluster cluster(uri);
  return redis.get("key");
}

class Cache {
public:
  explicit Cache(const ConnectionOptions &options) : Client(options) {}
  OptionalString get(const std::string &key) { return Client.get(key); }

private:
  Redis Client;
};

// Wait for work as they should.
void consume(Redis &redis, RedisCluster &cluster) {
  redis.blpop("queue");
  redis.brpop("queue");
  redis.bzpopmin("set");
  redis.bzpopmax("set");
  auto subscriber = redis.subscriber();
  subscriber.consume();
  redis.pipeline();
  redis.transaction();
  cluster.redis("tag").get("key");
}
