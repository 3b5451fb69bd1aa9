// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/project/Project.h"
#include "driver/project/Database.h"
#include "driver/project/Includers.h"
#include "clang/Driver/Types.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"
#include <map>
#include <set>

using namespace llvm;

namespace p99::driver {

static constexpr StringLiteral DatabaseName = "compile_commands.json";

static Error failure(const Twine &What) {
  return createStringError(inconvertibleErrorCode(), What);
}

static std::string absolute(StringRef Path, vfs::FileSystem &FS) {
  SmallString<256> Absolute(Path);
  FS.makeAbsolute(Absolute);
  sys::path::remove_dots(Absolute, /*remove_dot_dot=*/true);
  // A folder given as `src/` is `src`.
  while (Absolute.size() > 1 && sys::path::is_separator(Absolute.back()))
    Absolute.pop_back();
  return std::string(Absolute);
}

static bool isFolder(StringRef Path, vfs::FileSystem &FS) {
  ErrorOr<vfs::Status> Status = FS.status(Path);
  return Status && Status->isDirectory();
}

/// A database also lists assembler and the like.
static bool isLintable(StringRef Path) {
  using namespace clang::driver::types;
  StringRef Extension = sys::path::extension(Path);
  ID Type =
      lookupTypeForExtension(Extension.drop_front(Extension.empty() ? 0 : 1));
  return Type != TY_INVALID && isAcceptedByClang(Type) &&
         isDerivedFromC(Type) && !isLLVMIR(Type) && Type != TY_Asm &&
         Type != TY_PP_Asm;
}

/// Whether it is a source and no header.
static bool isSource(StringRef Path) {
  using namespace clang::driver::types;
  StringRef Extension = sys::path::extension(Path);
  return isLintable(Path) &&
         !onlyPrecompileType(lookupTypeForExtension(Extension.drop_front()));
}

std::optional<std::string> findDatabase(StringRef Directory,
                                        vfs::FileSystem &FS) {
  for (StringRef Folder = Directory; !Folder.empty();
       Folder = sys::path::parent_path(Folder)) {
    SmallString<256> Candidate(Folder);
    sys::path::append(Candidate, DatabaseName);
    if (FS.exists(Candidate))
      return std::string(Candidate);

    // `build` sorts before `build-debug` and `build.release`.
    std::set<std::string> Builds;
    std::error_code EC;
    for (vfs::directory_iterator It = FS.dir_begin(Folder, EC), End;
         It != End && !EC; It.increment(EC))
      if (sys::path::filename(It->path()).starts_with("build"))
        Builds.insert(It->path().str());
    for (const std::string &Build : Builds) {
      Candidate = Build;
      sys::path::append(Candidate, DatabaseName);
      if (FS.exists(Candidate))
        return std::string(Candidate);
    }
  }
  return std::nullopt;
}

static Error noDatabase(StringRef Directory) {
  return failure(
      "no compile_commands.json in '" + Directory +
      "', its parents or their build* folders; to get one\n"
      "  with CMake: cmake -S . -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON\n"
      "  with Make and others: bear -- make\n"
      "or name its folder with -p DIR, or give the flags: p99-tidy FILE... -- "
      "-std=c++20 -Iinclude");
}

namespace {

/// The databases of one run. Each is read once, however many paths it serves.
class Project {
public:
  Project(const ProjectRequest &Request, vfs::FileSystem &FS, ReadsHeader Knows)
      : Request(Request), FS(FS), Knows(Knows) {}

  Expected<std::vector<Unit>> units() {
    if (Request.Flags)
      return fixedUnits();
    if (Request.Paths.empty())
      if (Error E = addFolder(absolute(".", FS), /*All=*/true))
        return E;
    for (const std::string &Path : Request.Paths) {
      std::string Absolute = absolute(Path, FS);
      if (!FS.exists(Absolute))
        return failure("no such file or folder: '" + Path + "'");
      if (Error E = isFolder(Absolute, FS) ? addFolder(Absolute, false)
                                           : addFile(Absolute))
        return E;
    }
    return std::move(Units);
  }

private:
  Expected<const Database *> databaseFor(StringRef Directory) {
    std::string File;
    if (!Request.Database.empty()) {
      File = absolute(Request.Database, FS);
      if (isFolder(File, FS)) {
        SmallString<256> Inside(File);
        sys::path::append(Inside, DatabaseName);
        File = std::string(Inside);
      }
    } else if (std::optional<std::string> Found = findDatabase(Directory, FS)) {
      File = *Found;
    } else {
      return noDatabase(Directory);
    }
    std::unique_ptr<Database> &Slot = Databases[File];
    if (!Slot) {
      ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = FS.getBufferForFile(File);
      if (!Buffer)
        return failure("cannot read '" + File +
                       "': " + Buffer.getError().message());
      Expected<std::vector<Unit>> Read =
          readDatabase((*Buffer)->getBuffer(), File);
      if (!Read)
        return Read.takeError();
      if (!Request.Configuration.empty())
        if (Error E = keepConfiguration(*Read, Request.Configuration, File))
          return E;
      for (Unit &U : *Read)
        addExtraFlags(U);
      Slot = std::make_unique<Database>(std::move(*Read), FS);
    }
    return Slot.get();
  }

  Error addFile(StringRef Path) {
    Expected<const Database *> Known =
        databaseFor(sys::path::parent_path(Path));
    if (!Known)
      return Known.takeError();
    if (!isSource(Path) && !(*Known)->lists(Path))
      if (const Unit *Through = includerOf(Path, (*Known)->all(), Knows, FS)) {
        Unit U = *Through;
        U.Headers = {Path.str()};
        add(std::move(U));
        return Error::success();
      }
    for (Unit &U : (*Known)->unitsOf(Path))
      add(std::move(U));
    return Error::success();
  }

  Error addFolder(StringRef Folder, bool All) {
    Expected<const Database *> Known = databaseFor(Folder);
    if (!Known)
      return Known.takeError();
    size_t Before = Units.size();
    for (const Unit &U : (*Known)->all())
      if (isLintable(U.Path) && (All || isBelow(U.Path, Folder)))
        add(U);
    if (Units.size() == Before)
      return failure("nothing to analyse: the database has no C or C++ unit" +
                     (All ? Twine("") : " below '" + Folder + "'"));
    return Error::success();
  }

  Expected<std::vector<Unit>> fixedUnits() {
    if (Request.Paths.empty())
      return failure("flags after '--' but no file before it; name the files "
                     "to analyse");
    for (const std::string &Path : Request.Paths) {
      std::string Absolute = absolute(Path, FS);
      if (!FS.exists(Absolute))
        return failure("no such file or folder: '" + Path + "'");
      if (!isFolder(Absolute, FS)) {
        if (Error E = addFixed(Absolute))
          return E;
        continue;
      }
      std::set<std::string> Sources;
      std::error_code EC;
      for (vfs::recursive_directory_iterator It(FS, Absolute, EC), End;
           It != End && !EC; It.increment(EC))
        if (It->type() != sys::fs::file_type::directory_file &&
            isSource(It->path()))
          Sources.insert(It->path().str());
      if (Sources.empty())
        return failure("nothing to analyse: no C or C++ source below '" + Path +
                       "'");
      for (const std::string &Source : Sources)
        if (Error E = addFixed(Source))
          return E;
    }
    return std::move(Units);
  }

  Error addFixed(StringRef Path) {
    Expected<Unit> U = unitOf(Path, absolute(".", FS), *Request.Flags, FS);
    if (!U)
      return U.takeError();
    addExtraFlags(*U);
    add(std::move(*U));
    return Error::success();
  }

  void addExtraFlags(Unit &U) const {
    std::vector<std::string> &Command = U.Command;
    Command.insert(find(Command, "--"), Request.ExtraFlags.begin(),
                   Request.ExtraFlags.end());
    Command.insert(Command.begin() + 1, Request.ExtraFlagsBefore.begin(),
                   Request.ExtraFlagsBefore.end());
  }

  static bool isBelow(StringRef Path, StringRef Folder) {
    return Path.consume_front(Folder) &&
           (Folder.ends_with("/") || Path.starts_with("/"));
  }

  void add(Unit U) {
    // The same command twice, from two paths or two targets, is one unit.
    auto [Old, IsNew] =
        Seen.try_emplace({U.Path, U.Directory, U.Command}, Units.size());
    if (IsNew) {
      Units.push_back(std::move(U));
      return;
    }
    std::vector<std::string> &Headers = Units[Old->second].Headers;
    if (U.Headers.empty())
      Headers.clear();
    else if (!Headers.empty())
      append_range(Headers, U.Headers);
  }

  const ProjectRequest &Request;
  vfs::FileSystem &FS;
  ReadsHeader Knows;
  std::map<std::string, std::unique_ptr<Database>> Databases;
  std::map<std::tuple<std::string, std::string, std::vector<std::string>>,
           size_t>
      Seen; ///< Where in `Units`.
  std::vector<Unit> Units;
};

} // namespace

Expected<std::vector<Unit>> findUnits(const ProjectRequest &Request,
                                      vfs::FileSystem &FS, ReadsHeader Knows) {
  return Project(Request, FS, Knows).units();
}

} // namespace p99::driver
