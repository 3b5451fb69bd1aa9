// What tests need of redis-plus-plus.
#ifndef SEWENEW_REDISPLUSPLUS_REDISPLUSPLUS_H
#define SEWENEW_REDISPLUSPLUS_REDISPLUSPLUS_H

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace sw {
namespace redis {

using StringView = std::string_view;
using OptionalString = std::optional<std::string>;
using OptionalStringPair = std::optional<std::pair<std::string, std::string>>;

struct ConnectionOptions {
  ConnectionOptions() = default;
  explicit ConnectionOptions(const std::string &uri);

  std::string host;
  int port = 6379;
  std::string password;
  int db = 0;
  bool keep_alive = false;
  std::chrono::milliseconds connect_timeout{0};
  std::chrono::milliseconds socket_timeout{0};
};

struct ConnectionPoolOptions {
  std::size_t size = 1;
  std::chrono::milliseconds wait_timeout{0};
};

class Pipeline {};
class Transaction {};
class Subscriber {
public:
  template <typename MsgCb> void on_message(MsgCb msg_callback) {}
  template <typename MsgCb> void on_pmessage(MsgCb msg_callback) {}
  void subscribe(const StringView &channel);
  void consume();
};

class Redis {
public:
  explicit Redis(const ConnectionOptions &connection_opts,
                 const ConnectionPoolOptions &pool_opts = {});
  explicit Redis(const std::string &uri);
  Redis(const Redis &) = delete;
  Redis(Redis &&) = default;

  Pipeline pipeline(bool new_connection = true);
  Transaction transaction(bool piped = false, bool new_connection = true);
  Subscriber subscriber();

  template <typename Result, typename... Args>
  Result command(const StringView &cmd_name, Args &&...args);
  std::string ping();
  OptionalString get(const StringView &key);
  bool set(const StringView &key, const StringView &val,
           const std::chrono::milliseconds &ttl = std::chrono::milliseconds(0));
  long long del(const StringView &key);
  OptionalString hget(const StringView &key, const StringView &field);
  long long publish(const StringView &channel, const StringView &message);
  OptionalStringPair
  blpop(const StringView &key,
        const std::chrono::seconds &timeout = std::chrono::seconds{0});
  OptionalStringPair
  brpop(const StringView &key,
        const std::chrono::seconds &timeout = std::chrono::seconds{0});
  OptionalString
  bzpopmax(const StringView &key,
           const std::chrono::seconds &timeout = std::chrono::seconds{0});
  OptionalString
  bzpopmin(const StringView &key,
           const std::chrono::seconds &timeout = std::chrono::seconds{0});
};

class RedisCluster {
public:
  explicit RedisCluster(const ConnectionOptions &connection_opts,
                        const ConnectionPoolOptions &pool_opts = {});
  explicit RedisCluster(const std::string &uri);
  Redis redis(const StringView &hash_tag, bool new_connection = true);
  Pipeline pipeline(const StringView &hash_tag, bool new_connection = true);
  Transaction transaction(const StringView &hash_tag, bool piped = false);
  Subscriber subscriber();
  OptionalString get(const StringView &key);
};

} // namespace redis
} // namespace sw

#endif
