// What tests need of fmt.
#ifndef FMT_FORMAT_H_
#define FMT_FORMAT_H_

#include <string>
#include <string_view>

namespace fmt {
inline namespace v9 {
template <typename... T> using format_string = std::string_view;
struct format_args {};
template <typename... T> format_args make_format_args(T &&...args);
template <typename... T>
std::string format(format_string<T...> fmt, T &&...args);
template <typename... T> void print(format_string<T...> fmt, T &&...args);
template <typename... T> void println(format_string<T...> fmt, T &&...args);
template <typename... T>
size_t formatted_size(format_string<T...> fmt, T &&...args);
template <typename Range>
std::string_view join(Range &&range, std::string_view between);
template <typename Out, typename... T>
Out format_to_n(Out out, size_t n, format_string<T...> fmt, T &&...args);
template <typename Out, typename... T>
Out format_to(Out out, format_string<T...> fmt, T &&...args);
std::string vformat(std::string_view fmt, format_args args);
template <typename... T>
std::string sprintf(const char *fmt, const T &...args);
} // namespace v9
} // namespace fmt

#endif
