// What tests need of Boost.Process.
#ifndef BOOST_PROCESS_HPP
#define BOOST_PROCESS_HPP

namespace boost {
namespace process {
class child {
public:
  void wait();
  bool running();
};
template <typename... Args> int system(Args &&...args);
namespace v1 {
class child {
public:
  void wait();
};
template <typename... Args> int system(Args &&...args);
} // namespace v1
} // namespace process
} // namespace boost

#endif
