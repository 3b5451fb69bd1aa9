// What tests need of protobuf's arenas.
#ifndef GOOGLE_PROTOBUF_ARENA_H__
#define GOOGLE_PROTOBUF_ARENA_H__

#include <cstdint>

namespace google {
namespace protobuf {
class Arena {
public:
  Arena();
  ~Arena();
  std::uint64_t Reset();
  template <typename T, typename... Args>
  static T *Create(Arena *arena, Args &&...args) {
    return nullptr;
  }
};
} // namespace protobuf
} // namespace google

#endif
