// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/run/Memory.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Process.h"

using namespace llvm;

namespace p99::driver {

/// The text of a file of the kernel's, which have no size; "" if there is none.
static std::string read(const Twine &Path) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer =
      MemoryBuffer::getFileAsStream(Path);
  return Buffer ? (*Buffer)->getBuffer().str() : "";
}

/// The number behind `Key` in lines of keys and numbers.
static std::optional<uint64_t> field(StringRef Text, StringRef Key) {
  for (StringRef Line : split(Text, '\n'))
    if (Line.consume_front(Key)) {
      uint64_t Value = 0;
      if (!Line.ltrim(": \t").consumeInteger(10, Value))
        return Value;
    }
  return std::nullopt;
}

static std::optional<uint64_t> number(StringRef Text) {
  uint64_t Value = 0;
  return Text.trim().getAsInteger(10, Value) ? std::nullopt
                                             : std::optional(Value);
}

/// What the container's limit leaves, in the one hierarchy of cgroup v2. The
/// page cache counts as used there, and is given back on demand.
static std::optional<uint64_t> leftInContainer() {
  constexpr StringLiteral Group = "/sys/fs/cgroup/memory.";
  std::optional<uint64_t> Most = number(read(Group + "max"));
  std::optional<uint64_t> Used = number(read(Group + "current"));
  if (!Most || !Used)
    return std::nullopt;
  uint64_t Cached = field(read(Group + "stat"), "inactive_file").value_or(0);
  uint64_t Held = *Used - std::min(*Used, Cached);
  return *Most - std::min(*Most, Held);
}

std::optional<uint64_t> availableMemory() {
  std::optional<uint64_t> Kilobytes =
      field(read("/proc/meminfo"), "MemAvailable");
  if (!Kilobytes)
    return std::nullopt;
  uint64_t Free = *Kilobytes * 1024;
  return std::min(Free, leftInContainer().value_or(Free));
}

uint64_t residentMemory(pid_t Process) {
  // Pages: of the whole program, then those in memory.
  std::string Text = read("/proc/" + Twine(Process) + "/statm");
  std::optional<uint64_t> Pages =
      number(StringRef(Text).split(' ').second.split(' ').first);
  return Pages.value_or(0) * sys::Process::getPageSizeEstimate();
}

} // namespace p99::driver
