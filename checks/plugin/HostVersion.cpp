// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// LLVM's C++ interface differs from version to version, but a clang-tidy of
// another one loads the plugin all the same if it happens to have the few
// symbols that loading needs, and crashes in the first check. So the plugin
// asks, before anything else in it runs, who has loaded it.

#include "clang/Basic/Version.h"
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <string>
#include <unistd.h>

/// The major version of the Clang in this process, 0 if it does not say. Its
/// text is "Debian clang version 22.1.8 (...)", whatever stands in front.
static int hostVersion() {
  // clang::getClangFullVersion(), in all versions since Clang 3.
  using Say = std::string (*)();
  auto *FullVersion = reinterpret_cast<Say>(
      dlsym(RTLD_DEFAULT, "_ZN5clang19getClangFullVersionB5cxx11Ev"));
  if (!FullVersion)
    return 0;
  std::string Text = FullVersion();
  size_t At = Text.find("version ");
  return At == std::string::npos ? 0 : std::atoi(Text.c_str() + At + 8);
}

/// 101 is the first priority that is not the implementation's: before the
/// registration of checks and of the module.
[[gnu::constructor(101)]] static void checkHost() {
  int Host = hostVersion();
  if (!Host || Host == CLANG_VERSION_MAJOR)
    return;
  std::fprintf(
      stderr,
      "p99-tidy: error: this plugin is for clang-tidy %d, and clang-tidy "
      "%d has loaded it; use clang-tidy-%d, or the p99-tidy program, "
      "which needs no clang-tidy\n",
      CLANG_VERSION_MAJOR, Host, CLANG_VERSION_MAJOR);
  std::fflush(stderr);
  // Going on without the checks would look like a clean run.
  _exit(1);
}
