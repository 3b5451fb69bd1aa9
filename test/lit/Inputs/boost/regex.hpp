// What tests need of Boost.Regex.
#ifndef BOOST_REGEX_HPP
#define BOOST_REGEX_HPP

#include <string>

namespace boost {
template <class charT> class basic_regex {
public:
  typedef unsigned flag_type;
  basic_regex();
  explicit basic_regex(const charT *p, flag_type f = 0);
  explicit basic_regex(const std::basic_string<charT> &p, flag_type f = 0);
  basic_regex(const basic_regex &that);
  ~basic_regex();
};
typedef basic_regex<char> regex;

template <class charT>
bool regex_match(const std::basic_string<charT> &s,
                 const basic_regex<charT> &e) {
  return !s.empty();
}
} // namespace boost

#endif
