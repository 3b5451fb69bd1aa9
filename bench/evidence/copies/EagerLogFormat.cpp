// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A line of a log whose level is off: put together before the logger is asked,
// or handed over in parts.

#include "Allocations.h"
#include <cstdio>
#include <string_view>

using namespace evidence;

namespace {

/// Writes lines of a level and above, as the loggers do.
class Logger {
public:
  explicit Logger(int Level) : Level(Level) {}

  [[gnu::noinline]] void debug(std::string_view Line) {
    if (Level <= 0)
      Lines.append(Line);
  }
  template <typename... Parts>
  void debug(const char *Format, const Parts &...Each) {
    if (Level <= 0)
      write(Format, Each...);
  }

private:
  template <typename... Parts>
  [[gnu::noinline]] void write(const char *Format, const Parts &...Each) {
    char Line[512];
    int Length = std::snprintf(Line, sizeof(Line), Format, Each...);
    Lines.append(Line, std::min<std::size_t>(Length, sizeof(Line) - 1));
  }

  int Level;
  std::string Lines;
};

} // namespace

int main(int Argc, char **Argv) {
  for (int Size : {8, 32, 256}) {
    const std::string Peer(Size, 'p');
    addPair(
        "EagerLogFormat", "joined, level off", std::to_string(Size),
        [=, Log = Logger(1)]() mutable {
          Log.debug("datagram of " + std::to_string(Size) + " from " + Peer);
        },
        [=, Log = Logger(1)]() mutable {
          Log.debug("datagram of %d from %s", Size, Peer.c_str());
        });
  }
  return run(Argc, Argv);
}
