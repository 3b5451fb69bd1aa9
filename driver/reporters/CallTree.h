// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Who called whom in a profile: what a flame graph draws.

#ifndef P99_DRIVER_REPORTERS_CALLTREE_H
#define P99_DRIVER_REPORTERS_CALLTREE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>
#include <vector>

namespace p99::driver {

class CallTree {
public:
  /// What ran in one chain of calls, callees included.
  struct Node {
    double Weight = 0;
    std::map<unsigned, unsigned> Callees; ///< Nodes, by the number of a name.
  };

  /// Reads a profile of any form. A function that is on the stack again is not
  /// entered twice.
  static llvm::Expected<CallTree> read(llvm::StringRef Path);
  static llvm::Expected<CallTree> parse(llvm::StringRef Content);

  /// The least weight that no more than `Most` nodes reach.
  double leastOf(size_t Most) const;

  const Node &root() const { return Nodes.front(); }
  const Node &node(unsigned Index) const { return Nodes[Index]; }
  size_t size() const { return Nodes.size(); }
  /// Of frames, as the profiler spells them, by their numbers.
  llvm::ArrayRef<std::string> names() const { return Names; }

private:
  /// Names by number, the outermost first.
  void add(llvm::ArrayRef<unsigned> Frames, double Weight);

  std::vector<Node> Nodes{1};
  std::vector<std::string> Names;
};

} // namespace p99::driver

#endif
