// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/ModelRules.h"
#include "analysis/ApiModels.h"
#include "llvm/ADT/StringExtras.h"

namespace p99::analysis {

static const llvm::StringRef Placeholders[] = {
    "handle", "args",    "callable", "pool", "timeout_ms", "timeout_s",
    "chrono", "timeval", "timespec", "arg1", "arg2",       "arg3",
    "arg4",   "arg5",    "arg6",     "arg7", "arg8",       "arg9",
};

static const llvm::StringRef Keys[] = {
    "library",
    "models",
    "names",
    "test",
    "blocks",
    "times-out",
    "sets-deadline",
    "creates",
    "wakes",
    "spawns",
    "loops",
    "entry-point",
    "guards",
    "mutex",
    "expensive-setup",
    "cost",
    "depends-on",
    "transient",
    "reuse",
    "ends",
    "reset",
    "round-trip",
    "defers-cleanup",
    "materializes",
    "formats",
    "logs",
    "level",
    "form",
    "asks",
    "makes-text",
    "reserves",
    "argument",
    "infinite",
    "instead",
    "handle",
    "context",
    "string",
    "socket",
    "knobs",
    "keywords",
    "unless",
    "only-if",
    "fix",
    "includes",
    "name",
    "default",
    "when",
    "from",
    "is",
    "bits",
    "callable",
    "how",
    "shared",
    "what",
    "descriptors",
    "or",
    "cold",
    "reads-command-line",
    "prefix",
    "unless-type",
    "acquires",
    "releases",
    "asserts-held",
    "lock-tag",
    "waits-with",
    "notifies",
    "try",
    "once",
    "atomic",
    "process",
    "exclusive",
    "joins",
    "detaches",
    "admits",
    "counts-cores",
    "executor",
    "submit",
    "global",
    "copies",
    "awaits-spawned",
    "defers",
    "batches",
    "batch",
    "connection",
    "writes",
    "begin",
    "commit",
    "answer",
    "rows",
};

llvm::StringRef nearest(llvm::StringRef Word,
                        llvm::ArrayRef<llvm::StringRef> Known, unsigned Bound) {
  llvm::StringRef Best;
  unsigned Distance = Bound + 1;
  for (llvm::StringRef Candidate : Known)
    if (unsigned D = Word.edit_distance(Candidate, true, Distance);
        D < Distance) {
      Best = Candidate;
      Distance = D;
    }
  return Best;
}

/// "; did you mean 'x'?", or nothing.
static std::string didYouMean(llvm::StringRef Word,
                              llvm::ArrayRef<llvm::StringRef> Known) {
  llvm::StringRef Near =
      nearest(Word, Known, std::max<size_t>(2, Word.size() / 3));
  return Near.empty() ? "" : ("; did you mean '" + Near + "'?").str();
}

std::string remedyForKey(llvm::StringRef Key) {
  // One that is right elsewhere would only be proposed again.
  std::string Hint =
      llvm::is_contained(Keys, Key) ? " here" : didYouMean(Key, Keys);
  return Hint + "; docs/models.md lists the keys";
}

std::string problemOfName(llvm::StringRef Name) {
  auto Wrong = [&](llvm::StringRef Why) {
    return ("bad name '" + Name + "': " + Why +
            "; write it as clang prints it, such as 'ns::Type::method', "
            "'ns::function/2' for one with two parameters, or 'ns::Type::*'")
        .str();
  };
  auto [Path, Arity] = Name.split('/');
  unsigned Parameters;
  if (Name.contains('/') && Arity.getAsInteger(10, Parameters))
    return Wrong("a '/' is followed by the number of parameters");
  if (Path.contains('<'))
    return Wrong("template arguments are not part of it");
  llvm::SmallVector<llvm::StringRef, 6> Parts;
  Path.split(Parts, "::");
  if (Parts.size() > 1 && Parts.back() == "*" && Arity.empty())
    Parts.pop_back();
  if (Parts.size() > 1)
    Parts.back().consume_front("~");
  if (Parts.size() > 1 && Parts.back() == "operator()")
    Parts.pop_back();
  for (llvm::StringRef Part : Parts) {
    if (Part.size() > 2 && Part.ends_with("_#"))
      Part = Part.drop_back();
    if (Part.empty())
      return Wrong("a component is empty");
    if (llvm::isDigit(Part.front()) || !llvm::all_of(Part, [](char C) {
          return llvm::isAlnum(C) || C == '_';
        }))
      return Wrong(("'" + Part + "' is not an identifier").str());
  }
  return "";
}

std::string problemOfFix(llvm::StringRef Text) {
  for (size_t I = 0; I < Text.size(); ++I) {
    if (Text.substr(I).starts_with("{{") || Text.substr(I).starts_with("}}")) {
      ++I;
      continue;
    }
    llvm::StringRef Word = FixText::placeholderAt(Text.substr(I));
    if (Word.empty())
      continue;
    if (!llvm::is_contained(Placeholders, Word))
      return ("unknown placeholder '{" + Word + "}'" +
              didYouMean(Word, Placeholders) + "; known are {" +
              llvm::join(llvm::ArrayRef(Placeholders), "}, {") +
              "}; write '{{' for a brace of the code")
          .str();
  }
  return "";
}

llvm::StringRef FixText::placeholderAt(llvm::StringRef At) {
  if (!At.consume_front("{") || At.empty() || !llvm::isAlpha(At.front()))
    return "";
  llvm::StringRef Word =
      At.take_while([](char C) { return llvm::isAlnum(C) || C == '_'; });
  return At.substr(Word.size()).starts_with("}") ? Word : "";
}

} // namespace p99::analysis
