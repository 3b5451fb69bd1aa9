// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/project/Flags.h"
#include "analysis/LlvmCompat.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"

#include P99_CLANG_OPTIONS_H

using namespace llvm;
using namespace p99::compat;

namespace p99::driver {

/// -Wp,-MD,file and -Wp,-MMD,file: what kernel-style build files write.
static bool passesDependencyFile(const opt::Arg &A) {
  return any_of(A.getValues(),
                [](StringRef Value) { return Value.starts_with("-M"); });
}

static bool writesOrFails(const opt::Arg &A) {
  const opt::Option &O = A.getOption();
  switch (O.getID()) {
  case options::OPT_c:
  case options::OPT_S:
  case options::OPT_E:
  case options::OPT_o:
  case options::OPT_emit_llvm:
  case options::OPT_save_temps:
  case options::OPT_save_temps_EQ:
  case options::OPT_ftime_trace:
  case options::OPT_ftime_trace_EQ:
  case options::OPT__serialize_diags:
  case options::OPT_fplugin_EQ:
  case options::OPT_fpass_plugin_EQ:
  case options::OPT_pedantic_errors:
  case options::OPT_v:
    return true;
  case options::OPT_W_Joined: {
    StringRef Name = A.getValue();
    return Name == "error" || Name.starts_with("error=");
  }
  case options::OPT_Wp_COMMA:
  case options::OPT_Xpreprocessor:
    return passesDependencyFile(A);
  default:
    return O.matches(options::OPT_M_Group);
  }
}

namespace {

/// The tokens of a command, one option at a time.
class Adjuster {
public:
  Adjuster(ArrayRef<std::string> Command, const FlagPolicy &Policy)
      : Policy(Policy) {
    for (const std::string &Token : Command)
      Tokens.push_back(Token.c_str());
  }

  std::vector<std::string> run() {
    Out.push_back(Tokens.front());
    if (!Policy.ResourceDir.empty())
      Out.push_back("-resource-dir=" + Policy.ResourceDir);
    append_range(Out, Policy.Before);

    ArrayRef<const char *> Flags = ArrayRef(Tokens).drop_front();
    unsigned MissingIndex, MissingCount;
    opt::InputArgList Args =
        getDriverOptTable().ParseArgs(Flags, MissingIndex, MissingCount,
                                      opt::Visibility(options::ClangOption));
    for (auto It = Args.begin(), End = Args.end(); It != End; ++It) {
      const opt::Arg &A = **It;
      auto Next = std::next(It);
      // A last option without its value is no argument of the list.
      size_t After = Next != End         ? (*Next)->getIndex()
                     : MissingCount != 0 ? MissingIndex
                                         : Flags.size();
      if (A.getOption().getID() == options::OPT_Xclang)
        frontend(A, Flags);
      else
        take(A, Flags.slice(A.getIndex(), After - A.getIndex()));
    }
    flushFrontend();
    finish();
    return std::move(Out);
  }

private:
  void take(const opt::Arg &A, ArrayRef<const char *> Spelling) {
    if (A.getOption().getKind() == opt::Option::UnknownClass ||
        is_contained(Policy.Removed, StringRef(Spelling.front())))
      return;
    if (A.getOption().getID() == options::OPT__DASH_DASH) {
      flushFrontend();
      finish();
    }
    if (!writesOrFails(A))
      append_range(Out, Spelling);
  }

  /// `-Xclang -load -Xclang file` comes in pairs.
  void frontend(const opt::Arg &A, ArrayRef<const char *> Flags) {
    Frontend.push_back(A.getValue());
  }

  void flushFrontend() {
    for (size_t I = 0; I < Frontend.size(); ++I) {
      StringRef Flag = Frontend[I];
      if (Flag == "-load" || Flag == "-add-plugin" || Flag == "-plugin" ||
          Flag.starts_with("-plugin-arg-")) {
        ++I;
        continue;
      }
      if (Flag == "-emit-pch" || Flag.starts_with("-fno-pch-"))
        continue;
      Out.push_back("-Xclang");
      Out.push_back(Flag.str());
    }
    Frontend.clear();
  }

  /// What has to come after the command's own flags, but before `--`.
  void finish() {
    if (Finished)
      return;
    Finished = true;
    append_range(Out, Policy.After);
    if (!Policy.KeepWarnings)
      Out.push_back("-Wno-everything");
  }

  const FlagPolicy &Policy;
  std::vector<const char *> Tokens;
  std::vector<StringRef> Frontend;
  std::vector<std::string> Out;
  bool Finished = false;
};

} // namespace

std::vector<std::string> adjustFlags(ArrayRef<std::string> Command,
                                     const FlagPolicy &Policy) {
  // The options of clang-cl are another language.
  if (Command.empty() || is_contained(Command, "--driver-mode=cl"))
    return Command.vec();
  return Adjuster(Command, Policy).run();
}

StringRef missingResponseFile(ArrayRef<std::string> Command) {
  for (StringRef Argument : Command) {
    // Places of Apple's linker look the same.
    if (Argument.starts_with("@rpath") ||
        Argument.starts_with("@loader_path") ||
        Argument.starts_with("@executable_path"))
      continue;
    if (Argument.consume_front("@") && !Argument.empty())
      return Argument;
  }
  return "";
}

} // namespace p99::driver
