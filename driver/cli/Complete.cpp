// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/cli/Complete.h"
#include "core/Register.h"
#include "driver/cli/OptionTable.h"
#include "driver/project/Configuration.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace p99::driver {

namespace {

/// Completes one word.
class Completion {
public:
  Completion(StringRef Word, raw_ostream &Out) : Word(Word), Out(Out) {}

  void offer(const Twine &Text, StringRef Help = "") {
    std::string Whole = Text.str();
    if (!StringRef(Whole).starts_with(Word))
      return;
    Out << Whole;
    if (!Help.empty())
      Out << '\t' << Help;
    Out << '\n';
  }

  void commands() {
    offer("explain", "print what a check finds and why");
    offer("models", "print what is known of libraries");
    offer("merge", "join reports of --format=json into one");
    offer("init", "write a .clang-tidy to start from");
  }

  void options() {
    for (const OptionSpec &Spec : optionTable()) {
      if (Spec.Group.empty())
        continue;
      bool Long = Spec.Name.starts_with("--");
      bool NeedsValue = !Spec.Value.empty() && !Spec.Value.starts_with("[");
      // The first line says enough, or ends within a sentence.
      StringRef Help = Spec.Help.split('\n').first;
      offer(Spec.Name + (Long && NeedsValue ? "=" : ""), Help.rtrim(","));
    }
  }

  /// The value of an option, after the `Before` of the word.
  void value(StringRef Before, StringRef Placeholder) {
    if (Placeholder == "DIR")
      return folders(Before);
    if (Placeholder == "FILE")
      return files(Before);
    if (Placeholder == "GLOBS")
      return globs(Before);
    if (Placeholder == "STYLE") {
      for (StringRef Style : {"file", "llvm", "google", "chromium", "mozilla",
                              "webkit", "gnu", "microsoft"})
        offer(Before + Style);
      return;
    }
    bool OptionalFile = Placeholder.consume_back("[=FILE]");
    if (!Placeholder.contains('|'))
      return;
    SmallVector<StringRef, 8> Choices;
    Placeholder.split(Choices, '|');
    StringRef Typed = Word.substr(Before.size());
    if (OptionalFile && Typed.contains('='))
      return files(Word.take_front(Word.find('=', Before.size()) + 1));
    for (StringRef Choice : Choices)
      offer(Before + Choice);
  }

  void checks() {
    for (const RegisteredCheck &C : registeredChecks())
      offer(C.Info->Name, C.Info->Summary);
  }

  void files(StringRef Before = "") { Out << ":files " << Before << '\n'; }
  void folders(StringRef Before) { Out << ":folders " << Before << '\n'; }

private:
  /// `-*,p99-missing-timeout`: what follows the last comma, and a minus.
  void globs(StringRef Before) {
    if (size_t Comma = Word.rfind(','); Comma != StringRef::npos)
      Before = Word.take_front(std::max(Comma + 1, Before.size()));
    StringRef Minus = Word.substr(Before.size()).starts_with("-") ? "-" : "";
    for (StringRef Glob : {"*", "p99-*", "performance-*"})
      offer(Before + Minus + Glob);
    // Clang-tidy's own are hundreds.
    bool OnlyOwn = Word.size() == Before.size() + Minus.size();
    for (const std::string &Name : enabledChecks("*")) {
      const CheckInfo *Info = findCheck(Name);
      if (Info || !OnlyOwn)
        offer(Before + Minus + Name, Info ? Info->Summary : "");
    }
  }

  StringRef Word;
  raw_ostream &Out;
};

} // namespace

/// The option that `Name` spells, if a value follows it as the next word.
static const OptionSpec *withValue(StringRef Name) {
  const OptionSpec *Spec = find_if(
      optionTable(), [&](const OptionSpec &S) { return S.Name == Name; });
  return Spec != optionTable().end() && !Spec->Group.empty() &&
                 !Spec->Value.empty() && !Spec->Value.starts_with("[")
             ? Spec
             : nullptr;
}

void complete(ArrayRef<std::string> Words, raw_ostream &Out) {
  StringRef Word = Words.empty() ? "" : StringRef(Words.back());
  Words = Words.empty() ? Words : Words.drop_back();
  Completion Here(Word, Out);
  // Compilers complete their flags themselves.
  if (is_contained(Words, "--"))
    return Here.files();
  if (!Words.empty() && Words.front() == "explain")
    return Words.size() == 1 ? Here.checks() : void();
  if (!Words.empty())
    if (const OptionSpec *Spec = withValue(Words.back()))
      return Here.value("", Spec->Value);
  if (Word.starts_with("--") && Word.contains('=')) {
    StringRef Name = Word.split('=').first;
    for (const OptionSpec &Spec : optionTable())
      if (Spec.Name == Name)
        Here.value(Word.take_front(Name.size() + 1), Spec.Value);
    return;
  }
  if (Word.starts_with("-"))
    return Here.options();
  if (Words.empty())
    Here.commands();
  Here.files();
}

} // namespace p99::driver
