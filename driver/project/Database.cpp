// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/project/Database.h"
#include "analysis/LlvmCompat.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/StringSaver.h"
#include <set>

#include P99_CLANG_OPTIONS_H

using namespace llvm;

namespace p99::driver {

/// `command` is quoted as for a shell, `arguments` is not.
static std::optional<std::vector<std::string>>
commandOf(const json::Object &Entry) {
  std::vector<std::string> Command;
  if (const json::Array *Arguments = Entry.getArray("arguments")) {
    Command.reserve(Arguments->size());
    for (const json::Value &Argument : *Arguments) {
      std::optional<StringRef> Text = Argument.getAsString();
      if (!Text)
        return std::nullopt;
      Command.push_back(Text->str());
    }
  } else if (std::optional<StringRef> Line = Entry.getString("command")) {
    BumpPtrAllocator Memory;
    StringSaver Saver(Memory);
    SmallVector<const char *, 64> Tokens;
    cl::TokenizeGNUCommandLine(*Line, Saver, Tokens);
    Command.assign(Tokens.begin(), Tokens.end());
  }
  if (Command.empty())
    return std::nullopt;
  return Command;
}

/// Compiler caches and distributors in front of the compiler.
static void dropLaunchers(std::vector<std::string> &Command) {
  auto IsLauncher = [](StringRef Program) {
    StringRef Name = sys::path::stem(Program);
    return Name == "ccache" || Name == "sccache" || Name == "distcc" ||
           Name == "icecc" || Name == "gomacc" || Name == "buildcache";
  };
  while (Command.size() > 1 && IsLauncher(Command[0]) &&
         !StringRef(Command[1]).starts_with("-"))
    Command.erase(Command.begin());
}

static std::string against(StringRef Directory, StringRef Path) {
  SmallString<256> Absolute(Path);
  compat::makeAbsolute(Directory, Absolute);
  sys::path::remove_dots(Absolute, /*remove_dot_dot=*/true);
  return std::string(Absolute);
}

Expected<std::vector<Unit>> readDatabase(StringRef Text, StringRef Path) {
  auto Broken = [&](const Twine &What) {
    return createStringError(inconvertibleErrorCode(), Path + ":" + What);
  };
  std::string Repaired;
  if (!json::isUTF8(Text)) {
    // One odd file name must not cost the whole project.
    Repaired = json::fixUTF8(Text);
    Text = Repaired;
  }
  Expected<json::Value> Parsed = json::parse(Text);
  if (!Parsed) {
    std::string Problem = toString(Parsed.takeError());
    // "[3:7, byte=42]: what": keep clang's spelling of a place.
    StringRef Place = StringRef(Problem).split(", byte=").first;
    StringRef What = StringRef(Problem).split("]: ").second;
    if (!Place.consume_front("[") || What.empty())
      return Broken(" " + Problem);
    return Broken(Place + ": " + What +
                  "; generate the compilation database again");
  }
  const json::Array *Entries = Parsed->getAsArray();
  if (!Entries)
    return Broken("1:1: a compilation database is a JSON array of objects");

  // Relative folders are relative to the database.
  StringRef Home = sys::path::parent_path(Path);
  std::vector<Unit> Units;
  for (const auto &[Index, Value] : enumerate(*Entries)) {
    const json::Object *Entry = Value.getAsObject();
    std::optional<StringRef> File, Directory;
    if (Entry) {
      File = Entry->getString("file");
      Directory = Entry->getString("directory");
    }
    std::optional<std::vector<std::string>> Command;
    if (Entry)
      Command = commandOf(*Entry);
    if (!File || !Directory || !Command)
      return Broken(" entry " + Twine(Index + 1) + " lacks " +
                    (!File        ? "'file'"
                     : !Directory ? "'directory'"
                                  : "'command' or 'arguments'") +
                    "; generate the compilation database again");
    Unit U;
    U.Directory = against(Home, *Directory);
    U.Path = against(U.Directory, *File);
    U.Command = std::move(*Command);
    dropLaunchers(U.Command);
    Units.push_back(std::move(U));
  }
  return Units;
}

/// The configuration that a command is for, or nothing.
static StringRef configurationOf(const Unit &U) {
  for (StringRef Token : U.Command)
    if (Token.consume_front("-DCMAKE_INTDIR=") ||
        Token.consume_front("/DCMAKE_INTDIR="))
      return Token.trim('"');
  return "";
}

Error keepConfiguration(std::vector<Unit> &Units, StringRef Name,
                        StringRef Path) {
  std::set<StringRef> Others;
  for (const Unit &U : Units)
    if (StringRef Known = configurationOf(U); !Known.empty())
      Others.insert(Known);
  if (Others.count(Name)) {
    erase_if(Units, [&](const Unit &U) { return configurationOf(U) != Name; });
    return Error::success();
  }
  if (Others.empty())
    return createStringError("'" + Path +
                             "' is of one configuration; leave "
                             "out '--configuration'");
  return createStringError("no command in '" + Path +
                           "' is of the configuration '" + Name + "'; it has " +
                           join(Others, ", "));
}

namespace {

/// What clang's guesser needs to see of a database.
class View final : public clang::tooling::CompilationDatabase {
public:
  explicit View(ArrayRef<Unit> Units) : Units(Units) {}

  std::vector<clang::tooling::CompileCommand>
  getCompileCommands(StringRef Path) const override {
    std::vector<clang::tooling::CompileCommand> Commands;
    for (const Unit &U : Units)
      if (U.Path == Path)
        Commands.emplace_back(U.Directory, U.Path, U.Command, "");
    return Commands;
  }

  std::vector<std::string> getAllFiles() const override {
    std::vector<std::string> Files;
    Files.reserve(Units.size());
    for (const Unit &U : Units)
      Files.push_back(U.Path);
    return Files;
  }

private:
  ArrayRef<Unit> Units;
};

} // namespace

/// Reads response files and makes the target and the language that the name
/// of the compiler implies (`arm-linux-gnueabi-g++`) explicit.
static Unit complete(Unit U, vfs::FileSystem &FS) {
  clang::tooling::addExpandedResponseFiles(U.Command, U.Directory,
                                           cl::TokenizeGNUCommandLine, FS);
  clang::tooling::addTargetAndModeForProgramName(U.Command, U.Command.front());
  return U;
}

/// `c++ -O2 -o a.o -c a.cpp` without `a.cpp`.
static std::vector<std::string> withoutInputs(ArrayRef<std::string> Command) {
  std::vector<const char *> Tokens;
  Tokens.reserve(Command.size());
  for (const std::string &Token : Command)
    Tokens.push_back(Token.c_str());
  unsigned MissingIndex, MissingCount;
  opt::InputArgList Args = compat::getDriverOptTable().ParseArgs(
      ArrayRef(Tokens).drop_front(), MissingIndex, MissingCount,
      opt::Visibility(compat::options::ClangOption));
  std::set<size_t> Inputs;
  for (const opt::Arg *A : Args) {
    if (A->getOption().getKind() == opt::Option::InputClass)
      Inputs.insert(A->getIndex() + 1);
    // All that follow are its values.
    if (A->getOption().matches(compat::options::OPT__DASH_DASH))
      for (size_t I = A->getIndex() + 2; I < Command.size(); ++I)
        Inputs.insert(I);
  }
  std::vector<std::string> Rest;
  for (const auto &[Index, Token] : enumerate(Command))
    if (!Inputs.count(Index))
      Rest.push_back(Token);
  return Rest;
}

Expected<Unit> unitOf(StringRef Path, StringRef Directory,
                      std::vector<std::string> Command, vfs::FileSystem &FS) {
  if (Command.empty() || StringRef(Command[0]).starts_with("-") ||
      StringRef(Command[0]).starts_with("@")) {
    Command.insert(Command.begin(), "clang");
    clang::tooling::addExpandedResponseFiles(Command, Directory,
                                             cl::TokenizeGNUCommandLine, FS);
    Command.push_back(Path.str());
    return Unit{Path.str(), Directory.str(), std::move(Command)};
  }
  dropLaunchers(Command);
  if (!sys::findProgramByName(Command[0]))
    return createStringError("'" + Command[0] +
                             "' after '--' is neither a flag nor a compiler "
                             "that can be run");
  Unit U = complete({Path.str(), Directory.str(), std::move(Command)}, FS);
  U.Command = withoutInputs(U.Command);
  U.Command.push_back(Path.str());
  return U;
}

Database::Database(std::vector<Unit> Read, vfs::FileSystem &FS) : FS(FS) {
  for (Unit &U : Read)
    Units.push_back(complete(std::move(U), FS));
  for (const auto &[Index, U] : enumerate(Units))
    ByPath[U.Path].push_back(Index);
  Guesses = clang::tooling::inferMissingCompileCommands(
      std::make_unique<View>(Units));
}

/// The numbers of its units.
ArrayRef<size_t> Database::find(StringRef Path) const {
  auto Known = ByPath.find(Path);
  if (Known == ByPath.end()) {
    // The database may name the file behind a symbolic link, or the link.
    SmallString<256> Real;
    if (!FS.getRealPath(Path, Real))
      Known = ByPath.find(Real);
  }
  if (Known == ByPath.end())
    return {};
  return Known->second;
}

std::vector<Unit> Database::unitsOf(StringRef Path) const {
  std::vector<Unit> Found;
  for (size_t Index : find(Path))
    Found.push_back(Units[Index]);
  if (!Found.empty())
    return Found;
  for (clang::tooling::CompileCommand &Guess :
       Guesses->getCompileCommands(Path))
    Found.push_back({Path.str(), Guess.Directory, Guess.CommandLine});
  return Found;
}

} // namespace p99::driver
