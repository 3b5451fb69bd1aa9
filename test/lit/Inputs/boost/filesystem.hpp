// What tests need of Boost.Filesystem.
#ifndef BOOST_FILESYSTEM_HPP
#define BOOST_FILESYSTEM_HPP

namespace boost {
namespace filesystem {
class path {
public:
  path(const char *source);
};
bool create_directories(const path &p);
bool copy_file(const path &from, const path &to);
void rename(const path &from, const path &to);
unsigned long remove_all(const path &p);
} // namespace filesystem
} // namespace boost

#endif
