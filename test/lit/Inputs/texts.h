// Libraries that make a text of a value: nlohmann/json, Boost.JSON, protobuf.
#pragma once
#include <ostream>
#include <string>
#include <string_view>

namespace nlohmann {
inline namespace json_abi_v3_11_2 {
namespace detail {
enum class error_handler_t { strict, replace, ignore };
}
template <class StringType = std::string> class basic_json {
public:
  StringType dump(const int indent = -1, const char indent_char = ' ', const bool ensure_ascii = false,
                  const detail::error_handler_t error_handler = detail::error_handler_t::strict) const;
  basic_json &operator[](const char *);
  friend std::ostream &operator<<(std::ostream &Out, const basic_json &) { return Out; }
};
using json = basic_json<>;
} // namespace json_abi_v3_11_2
} // namespace nlohmann

#if __has_include(<format>)
#include <format>
#else
namespace std {
template <typename... T> string format(string_view Format, T &&...Args);
}
#endif

namespace boost {
class format {
public:
  explicit format(const char *);
  template <typename T> format &operator%(const T &);
};
std::string str(const format &);
namespace algorithm {
template <typename Range>
std::string join(const Range &Parts, const char *Separator);
}
namespace json {
struct serialize_options {};
class value {};
std::string serialize(const value &V, const serialize_options &Options = {});
std::ostream &operator<<(std::ostream &Out, const value &V);
} // namespace json
} // namespace boost

namespace google {
namespace protobuf {
class MessageLite {
public:
  std::string SerializeAsString() const;
  bool SerializeToOstream(std::ostream *Out) const;
};
class Message : public MessageLite {
public:
  std::string DebugString() const;
  std::string ShortDebugString() const;
  std::string Utf8DebugString() const;
};
} // namespace protobuf
} // namespace google
