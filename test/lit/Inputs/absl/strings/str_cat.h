// What tests need of Abseil's strings.
#ifndef ABSL_STRINGS_STR_CAT_H_
#define ABSL_STRINGS_STR_CAT_H_

#include <string>

namespace absl {
template <typename... Args> std::string StrCat(const Args &...args);
template <typename... Args>
std::string StrFormat(const char *format, const Args &...args);
template <typename Range>
std::string StrJoin(const Range &range, const char *separator);
} // namespace absl

#endif
