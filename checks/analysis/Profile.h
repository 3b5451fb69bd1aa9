// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the program was seen to spend its time: call stacks that a profiler
// sampled, and which declarations their frames are. docs/profiles.md says how
// names are matched and what each format can tell.

#ifndef P99_ANALYSIS_PROFILE_H
#define P99_ANALYSIS_PROFILE_H

#include "analysis/FrameNames.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>
#include <string>
#include <vector>

namespace p99::analysis {

struct SampledStacks;

class Profile {
public:
  /// The functions of a profile that a declaration is, by their index: several
  /// instantiations of a template, for one.
  using Frames = llvm::SmallVector<unsigned, 2>;

  /// Looks for `File` as for a model file: in the folder of `NearFile` and its
  /// parents, then in the working folder.
  static llvm::Expected<std::shared_ptr<const Profile>>
  load(llvm::StringRef File, llvm::StringRef NearFile,
       llvm::vfs::FileSystem &FS);

  /// Reads a profile of any known form; the error says file:line, what is
  /// wrong and what to do. A file is read once per process, unless it changes.
  static llvm::Expected<std::shared_ptr<const Profile>>
  read(llvm::StringRef Path, llvm::vfs::FileSystem &FS);

  /// The same of a text; `Name` is for errors and name().
  static llvm::Expected<std::shared_ptr<const Profile>>
  parse(llvm::StringRef Content, llvm::StringRef Name);

  /// How much of all samples had the function on the stack, 0 to 1, once per
  /// stack even if it recurses. 0 if it is nowhere, and of nullptr.
  double shareOf(const clang::FunctionDecl *F) const {
    return shareOf(framesOf(F));
  }
  /// How much of them had any of these.
  double shareOf(llvm::ArrayRef<unsigned> Functions) const;
  /// How much of them had any of `Outer` and any of `Inner` at once.
  double shareOfBoth(llvm::ArrayRef<unsigned> Outer,
                     llvm::ArrayRef<unsigned> Inner) const;

  /// The functions of the profile that `F` is. Empty if there is none.
  Frames framesOf(const clang::FunctionDecl *F) const;

  /// "orders.folded", for messages.
  llvm::StringRef name() const { return Name; }
  /// All samples, in what the profile counts: samples, cycles, nanoseconds.
  double total() const { return Total; }
  /// How many samples were taken, where the profile tells; else total().
  double samples() const { return Samples; }
  /// How many functions are in it.
  size_t frameCount() const { return Functions.size(); }

  Profile(const SampledStacks &Sampled, llvm::StringRef Name);

private:
  /// With any of the functions, in order, each once.
  std::vector<unsigned> stacksOf(llvm::ArrayRef<unsigned> Functions) const;

  /// All frames that are one function for the matching.
  struct Function {
    FrameName Name;
    double Weight = 0; ///< of all stacks with it
    std::vector<unsigned> Stacks;
  };

  static llvm::ArrayRef<unsigned>
  find(const llvm::StringMap<std::vector<unsigned>> &Table,
       llvm::StringRef Key);
  Frames amongOverloads(const clang::FunctionDecl *F,
                        llvm::ArrayRef<unsigned> Found) const;
  Frames lambdaFrames(const clang::CXXMethodDecl *CallOperator) const;

  std::string Name;
  double Total = 0;
  double Samples = 0;
  std::vector<Function> Functions;
  std::vector<double> Weights; ///< of the stacks
  llvm::StringMap<std::vector<unsigned>> ByKey;
  /// Those that run a lambda which is inlined into them, by its key.
  llvm::StringMap<std::vector<unsigned>> ByCarried;
};

/// "31%", "0.4%", "<0.1%".
std::string percent(double Share);

} // namespace p99::analysis

#endif
