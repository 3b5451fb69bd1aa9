// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What we know of library calls: the YAML files of checks/models, built in,
// and the user's own, laid over them. docs/models.md describes the vocabulary.
//
// Names are those of the declaring class, without template arguments and
// inline namespaces, because that is what clang resolves a call to:
// `f.wait()` on a std::future is `std::__basic_future::wait` in libstdc++.

#ifndef P99_ANALYSIS_APIMODELS_H
#define P99_ANALYSIS_APIMODELS_H

#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace p99::analysis {

/// A template for fix text. Placeholders are checked when the model is read:
/// {handle}, {args}, {arg1} .. {arg9}, {callable}, {pool}, {timeout_ms},
/// {timeout_s} (rounded up), {chrono}, {timeval}, {timespec}. `{{` and `}}`
/// stand for braces where a brace would otherwise read as a placeholder.
struct FixText {
  std::string Text;

  /// The word of the `{word}` that `At` starts with, or "" where the brace is
  /// one of the code, as in `T{1}` and `{ f(); }`.
  static llvm::StringRef placeholderAt(llvm::StringRef At);
};

/// What a call can wait for.
enum class BlockKind {
  Peer,    ///< another machine: sockets, HTTP, RPC, databases, queues
  Reply,   ///< as Peer, but the answer comes later and no thread is held
  Events,  ///< whatever comes next: the wait of an event loop or an acceptor
  Thread,  ///< another thread of this process
  Process, ///< a child process
  Disk,    ///< a device: syncs, commits, removals of whole folders
  File,    ///< files, which the page cache may serve at once or not
  Dns,
  Lock, ///< a file or record lock of another process
  Sleep,
  Log,
};

/// Which object carries a fact: an argument (1 for the first), the object
/// itself, or what the call returns.
struct Place {
  static constexpr int This = 0;
  static constexpr int Result = -1;
  int Index = This;
  bool operator==(const Place &) const = default;
};

/// A condition on a constant argument.
struct ArgumentTest {
  unsigned Argument = 0;           ///< 1 for the first
  std::vector<std::string> Values; ///< enumerators, integers or strings
  bool Prefix = false; ///< the argument is a literal that starts with a value
  bool Bits = false;   ///< the argument has all bits of one of the values set
};

/// The values of a limit that mean "for ever".
enum class Unlimited {
  Never,    ///< any value is a limit
  Zero,     ///< 0, a zero duration, a null pointer
  Negative, ///< below zero
  Null,     ///< a null pointer
  Omitted,  ///< the argument left at its default
  ZeroOrNegative,
};

/// One limit out of several that a client has, such as `connect` and `read`.
struct Knob {
  std::string Name;
  std::vector<std::string> Or; ///< other knobs that make it needless
  std::string Default; ///< how long it waits when nobody sets it: "300 s";
                       ///< empty: for ever
  FixText Fix;         ///< statements that set it, inserted before the wait
};

/// How a waiting call is given its deadline. Exactly one of the shapes.
struct TimesOut {
  enum class Shape { Argument, Instead, Handle, Context, String, Socket };
  Shape How = Shape::Argument;

  unsigned Argument = 0;             ///< Argument, String: which one
  std::vector<unsigned> Descriptors; ///< Argument: those that hold the
                                     ///< descriptors waited for, if any
  Unlimited Infinite = Unlimited::Negative;
  std::string Instead;     ///< Instead: the call that takes a deadline
  Place Handle;            ///< Handle, Context, Socket; with Instead: the
                           ///< object that may not block at all
  std::vector<Knob> Knobs; ///< Handle, Context, Socket: what must be set
  std::string Default;     ///< Argument, Instead, String: as for a knob
  std::vector<std::string> Keywords; ///< String: any of them bounds the wait
  std::vector<ArgumentTest> Unless;  ///< arguments that make it not wait
  std::vector<ArgumentTest> OnlyIf;  ///< arguments without which it does not
  std::vector<std::string>
      UnlessType; ///< names in the handle's type with which
                  ///< it does not wait: asio::ip::udp
  FixText Fix;    ///< Argument: the new argument; Instead, and Handle in the
                  ///< result: the new call; String: the text to append
  std::vector<std::string> Includes; ///< headers that the fix needs
};

/// A call, or a field, that sets a limit on a handle; on a type, passing an
/// object of it does.
struct SetsDeadline {
  Place Handle;
  std::vector<std::string> Knobs; ///< empty: all
  std::vector<ArgumentTest> When;
  unsigned Argument = 0; ///< the limit; 0: none, the call itself is enough
  Unlimited Infinite = Unlimited::Never;
  std::optional<Place> From; ///< inherits the limits of that object: all that
                             ///< is known of it, or the named knobs if seen
};

/// Runs a callable, or overrides of a method, somewhere else or many times.
struct Runs {
  static constexpr unsigned Last = ~0u;
  unsigned Callable = 0; ///< the argument, or the last; 0: the override itself
  std::string How;       ///< "handles a request of cpp-httplib"
  std::vector<ArgumentTest> When;
  bool Once = false; ///< for each time that it is handed over, no more
};

/// Starts a thread, or a process, for what it is given.
struct Spawns : Runs {
  Place Handle = {Place::Result}; ///< where the new thread can be joined; of a
                                  ///< constructor it is the object
  bool Process = false;           ///< a process, which shares nothing
  bool Exclusive = false; ///< what holds the thread holds no other: to assign
                          ///< over it ends the program, or waits
};

/// Runs what it is handed over on a bounded number of threads.
struct Executor {
  FixText Submit;      ///< "{pool}.submit({callable})"
  std::string Global;  ///< the expression for the one that is always there
  bool Copies = false; ///< what is handed over has to be copyable
  std::vector<std::string> Includes; ///< headers that the fix needs
};

struct Guards {
  bool Shared = false;
  bool Reverse = false; ///< gives back what it is given, and takes it again
                        ///< when it dies
};

/// Takes a mutex.
struct Acquires {
  Place Mutex;
  bool Shared = false;
  bool Try = false;      ///< may come back without it
  unsigned Callable = 0; ///< the argument that runs while it is held; then it
                         ///< is given back
};

/// Tells the constructor of a guard what to do with the mutex it is given.
enum class LockTag { Defer, Adopt, Try };

struct Costs {
  std::string What; ///< "one query"
  FixText Fix;
};

/// How much it costs to make something.
enum class SetUpCost {
  Small, ///< allocations, a lock, a system call: counts in loops
  Large, ///< tens of microseconds and more: counts once per request too
  Peer,  ///< round trips to another machine
};

/// Makes something that is worth keeping.
struct ExpensiveSetup {
  std::string What; ///< "compiles a regular expression"
  SetUpCost Cost = SetUpCost::Large;
  std::optional<std::vector<unsigned>>
      DependsOn; ///< the arguments that have to be the same for it to be kept;
                 ///< all if left out
  std::vector<ArgumentTest> OnlyIf; ///< arguments without which it is cheap
  std::vector<ArgumentTest> Unless; ///< arguments with which it is cheap
  Place Handle = {Place::Result};   ///< what it makes; of a constructor it is
                                    ///< the object
  bool Transient = false;           ///< a call that makes, uses and drops it
  bool Shared = false;           ///< threads may use one const object at once
  std::string Reuse;             ///< the library's way to keep it, for a note
  std::vector<std::string> Ends; ///< functions that release the handle
  FixText Reset;                 ///< makes it as new between two uses
};

/// Asks another machine, or the disk, and waits for the answer.
struct RoundTrip {
  std::string What;                 ///< "one round trip to Redis"
  std::string Batch;                ///< how many go together: "use MGET"
  std::optional<Place> Connection;  ///< what it goes over; none if it is
                                    ///< always the same
  bool Writes = false;              ///< only with a statement that changes data
  std::vector<ArgumentTest> Unless; ///< arguments with which it is none
  FixText Begin, Commit;            ///< statements that put a loop together
  std::string Answer; ///< on what clients are made of: the beginning of the
                      ///< name of the method that waits for a call's answer
  std::string Test;   ///< as for an entry
};

/// How the parts of a text come together.
enum class TextForm {
  Finished, ///< as one text that somebody else has built
  Braces,   ///< "{}", as of std::format
  Printf,   ///< "%s"
};

enum class LogLevel {
  Named, ///< by a constant among the arguments
  Debug, ///< and below: off in production
  Info,
};

/// Writes a line to a log if its level is on, which it looks up itself.
struct Logs {
  LogLevel Level = LogLevel::Named;
  TextForm Form = TextForm::Finished; ///< of what it puts together itself, and
                                      ///< only if the level is on
  FixText Asks; ///< the expression that says whether the level is on
};

/// All that is known of one name.
struct Model {
  std::vector<std::string> Names;
  std::string Test; ///< the lit test that exercises a built-in entry

  std::optional<BlockKind> Blocks;
  std::vector<ArgumentTest> OnlyIf; ///< arguments without which it does not,
                                    ///< nor detaches
  std::vector<ArgumentTest> Unless; ///< arguments with which it does not
  std::optional<analysis::TimesOut> TimesOut;
  std::vector<analysis::SetsDeadline> SetsDeadline;
  bool Creates = false; ///< returns a new handle of its library
  bool Wakes = false;   ///< makes a descriptor that this process signals itself

  bool Cold = false; ///< never on a request path: the body of a test
  bool ReadsCommandLine = false;

  std::optional<analysis::Spawns> Spawns;
  std::optional<Place> Joins;    ///< the thread whose end it waits for
  std::optional<Place> Detaches; ///< the thread that goes on alone, or what it
                                 ///< is started with
  bool Admits = false;      ///< comes back when one of a limited number is free
  bool CountsCores = false; ///< answers with a number made for threads
  std::optional<analysis::Executor> Executor;
  bool AwaitsSpawned = false; ///< a future; that of a spawn waits for its
                              ///< thread when it ends
  bool Defers = false; ///< an enumerator; with it, a spawn runs in who waits
  std::optional<Runs> Loops;
  std::optional<Runs> EntryPoint;
  std::optional<analysis::Guards> Guards;
  bool Mutex = false;
  std::optional<analysis::Acquires> Acquires;
  std::optional<Place> Releases;
  std::optional<Place> AssertsHeld;
  std::optional<analysis::LockTag> LockTag;
  std::optional<Place> WaitsWith; ///< the lock that it gives back meanwhile
  bool Notifies = false;
  bool Atomic = false; ///< a type whose operations are atomic
  std::optional<analysis::ExpensiveSetup> ExpensiveSetup;
  std::optional<analysis::RoundTrip> RoundTrip;
  bool Batches = false; ///< what follows is sent, or written, together
  bool Rows = false;    ///< goes on to the next row of a query
  std::optional<Costs> DefersCleanup;
  std::optional<Costs> Materializes;
  bool Formats = false;
  std::optional<analysis::Logs> Logs;
  std::optional<TextForm> MakesText; ///< returns a new text, put together so
  std::string Reserves;

  std::string Library; ///< from the file's head
  std::string Source;  ///< file:line of the entry
};

/// Models of one file: its head and its entries.
struct ModelFile {
  std::string Library;
  std::vector<Model> Entries;
};

/// Reads one file. The error lists every mistake as `name:line:column: what is
/// wrong; what to do`.
llvm::Expected<ModelFile> parseModels(llvm::StringRef Text,
                                      llvm::StringRef FileName);

/// Whether a name, or the path of a scope, is a modelled one, in which `_#` at
/// the end of a part is `_` and a version: ICU's `icu_72::Collator` is
/// `icu_#::Collator`.
bool isModelled(llvm::StringRef Name, llvm::StringRef Model);

class ApiModels {
public:
  /// The models that are compiled in.
  static const ApiModels &builtin();

  /// User files laid over the built-in ones: an entry replaces the built-in
  /// entries of the same name. A relative path is looked for in `NearFile`'s
  /// folder and its parents (where .clang-tidy is), then in the working folder.
  static llvm::Expected<std::shared_ptr<const ApiModels>>
  load(llvm::ArrayRef<std::string> Files, llvm::StringRef NearFile,
       llvm::vfs::FileSystem &FS);

  llvm::ArrayRef<std::unique_ptr<Model>> entries() const { return Owned; }
  const ApiModels *base() const { return Base; }

  /// The entry of an exact name, or nullptr.
  const Model *byName(llvm::StringRef Name) const;

private:
  friend class ModelIndex;
  /// An entry's name without its last component.
  struct Candidate {
    llvm::StringRef Scope; ///< "a::b" of "a::b::c"
    int Arity;             ///< of "c/2"; -1 if any
    bool AnyMember;        ///< "a::b::*"; then the last is "b"
    bool Destructor;       ///< "a::b::~b"
    const Model *Entry;
  };
  void add(ModelFile File);
  void addName(llvm::StringRef Name, const Model *Entry);

  const ApiModels *Base = nullptr;
  std::vector<std::unique_ptr<Model>> Owned;
  llvm::StringMap<const Model *> ByName;
  llvm::StringMap<llvm::SmallVector<Candidate, 1>> ByLast;
};

/// Lookup by declaration in one translation unit. A declaration that no model
/// names costs one hash lookup.
class ModelIndex {
public:
  explicit ModelIndex(const ApiModels &Models);

  /// The model of a function, method, type or field; for a method also that of
  /// a method it overrides. nullptr if there is none.
  const Model *find(const clang::NamedDecl *D) const;
  const Model *find(clang::QualType T) const;
  /// The model of a function-like macro.
  const Model *findMacro(llvm::StringRef Name) const;

private:
  /// The base first, so that a user's entry, found last, wins.
  llvm::SmallVector<const ApiModels::Candidate *, 4>
  named(const clang::IdentifierInfo *Last) const;
  const Model *lookup(const clang::NamedDecl *D) const;
  const Model *lookupInherited(const clang::CXXMethodDecl *Method) const;

  const ApiModels &Models;
  mutable llvm::DenseMap<const clang::Decl *, const Model *> Known;
};

llvm::StringRef toString(BlockKind Kind);

/// The entry as it would stand in a model file.
std::string toYaml(const Model &M);

} // namespace p99::analysis

#endif
