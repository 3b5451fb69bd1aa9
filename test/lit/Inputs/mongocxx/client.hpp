// What tests need of mongocxx r4; MONGOCXX_R3 makes its namespace inline.
#ifndef MONGOCXX_CLIENT_HPP
#define MONGOCXX_CLIENT_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bsoncxx {
class document {};
} // namespace bsoncxx

namespace mongocxx {

#ifdef MONGOCXX_R3
inline
#endif
namespace v_noabi {

class uri {
public:
  uri(std::string_view uri_string = "mongodb://localhost:27017");
  ~uri();
};

class collection {
public:
  std::optional<int> insert_one(const bsoncxx::document &document);
  std::optional<int> insert_many(const std::vector<bsoncxx::document> &all);
  std::optional<bsoncxx::document> find_one(const bsoncxx::document &filter);
  std::optional<int> update_one(const bsoncxx::document &filter,
                                const bsoncxx::document &update);
  std::optional<int> bulk_write(const std::vector<int> &writes);
  std::int64_t count_documents(const bsoncxx::document &filter);
};

class client {
public:
  client(const v_noabi::uri &uri);
  v_noabi::collection collection(std::string_view name);
};

class pool {
public:
  explicit pool(const v_noabi::uri &mongodb_uri);
  class entry {};
  entry acquire();
  std::optional<entry> try_acquire();
};

} // namespace v_noabi

#ifndef MONGOCXX_R3
using v_noabi::client;
using v_noabi::collection;
using v_noabi::pool;
using v_noabi::uri;
#endif

} // namespace mongocxx

#endif
