// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The YAML form of a model file. Mistakes are collected, each with its place
// and what to do about it.

#include "analysis/ApiModels.h"
#include "analysis/ModelRules.h"
#include "analysis/ModelWords.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLTraits.h"

using namespace p99::analysis;

LLVM_YAML_IS_SEQUENCE_VECTOR(ArgumentTest)
LLVM_YAML_IS_SEQUENCE_VECTOR(Knob)
LLVM_YAML_IS_SEQUENCE_VECTOR(SetsDeadline)
LLVM_YAML_IS_SEQUENCE_VECTOR(Model)

namespace llvm::yaml {

/// A scalar that is one of a table's words.
template <typename T, const auto &Table> struct WordTraits {
  static void output(const T &V, void *, raw_ostream &OS) {
    OS << spelling(Table, V);
  }
  static StringRef input(StringRef S, void *Context, T &V) {
    return readWord(Table, S, Context, V);
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

template <>
struct ScalarTraits<BlockKind> : WordTraits<BlockKind, BlockKinds> {};
template <>
struct ScalarTraits<Unlimited> : WordTraits<Unlimited, UnlimitedValues> {};
template <> struct ScalarTraits<LockTag> : WordTraits<LockTag, LockTags> {};
template <>
struct ScalarTraits<SetUpCost> : WordTraits<SetUpCost, SetUpCosts> {};
template <> struct ScalarTraits<TextForm> : WordTraits<TextForm, TextForms> {};
template <> struct ScalarTraits<LogLevel> : WordTraits<LogLevel, LogLevels> {};

template <> struct ScalarTraits<Place> {
  static void output(const Place &P, void *, raw_ostream &OS) {
    if (P.Index == Place::This)
      OS << "this";
    else if (P.Index == Place::Result)
      OS << "result";
    else
      OS << P.Index;
  }
  static StringRef input(StringRef S, void *, Place &P) {
    if (S == "this")
      P.Index = Place::This;
    else if (S == "result")
      P.Index = Place::Result;
    else if (S.getAsInteger(10, P.Index) || P.Index < 1)
      return "write 'this', 'result' or the number of an argument (from 1)";
    return {};
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

template <> struct ScalarTraits<CallableNumber> {
  static void output(const CallableNumber &N, void *, raw_ostream &OS) {
    if (N.Value == Runs::Last)
      OS << "last";
    else
      OS << N.Value;
  }
  static StringRef input(StringRef S, void *, CallableNumber &N) {
    if (S == "last")
      N.Value = Runs::Last;
    else if (S.getAsInteger(10, N.Value))
      return "write the number of an argument (from 1), or 'last'";
    return {};
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

template <> struct ScalarTraits<FixText> {
  static void output(const FixText &F, void *, raw_ostream &OS) {
    OS << F.Text;
  }
  static StringRef input(StringRef S, void *Context, FixText &F) {
    F.Text = S.rtrim('\n').str();
    std::string &Mistake = static_cast<Reading *>(Context)->Mistake;
    Mistake = problemOfFix(F.Text);
    return Mistake;
  }
  static QuotingType mustQuote(StringRef S) { return needsQuotes(S); }
};

template <> struct MappingTraits<ArgumentTest> {
  static void mapping(IO &Io, ArgumentTest &T) {
    Io.mapRequired("argument", T.Argument);
    Io.mapRequired("is", T.Values);
    Io.mapOptional("bits", T.Bits, false);
    Io.mapOptional("prefix", T.Prefix, false);
  }
  static std::string validate(IO &, ArgumentTest &T) {
    return T.Argument ? "" : "arguments are counted from 1";
  }
};

template <> struct MappingTraits<Knob> {
  static void mapping(IO &Io, Knob &K) {
    Io.mapRequired("name", K.Name);
    Io.mapOptional("or", K.Or);
    Io.mapOptional("default", K.Default);
    Io.mapOptional("fix", K.Fix);
  }
};

template <> struct MappingTraits<TimesOut> {
  static void mapping(IO &Io, TimesOut &T) {
    using Shape = TimesOut::Shape;
    unsigned Shapes = 0;
    auto Is = [&](const char *Key, Shape How, auto &Value) {
      std::optional<std::remove_reference_t<decltype(Value)>> Given;
      if (Io.outputting() && T.How == How)
        Given = Value;
      Io.mapOptional(Key, Given);
      if (Io.outputting() || !Given)
        return;
      Value = *Given;
      // Beside these, a handle only says which object it is.
      if (Shapes && How == Shape::Handle &&
          (T.How == Shape::Instead || T.How == Shape::Argument))
        return;
      ++Shapes;
      T.How = How;
    };
    Is("argument", Shape::Argument, T.Argument);
    Is("instead", Shape::Instead, T.Instead);
    Is("handle", Shape::Handle, T.Handle);
    Is("context", Shape::Context, T.Handle);
    Is("string", Shape::String, T.Argument);
    Is("socket", Shape::Socket, T.Handle);
    Io.mapOptional("infinite", T.Infinite, Unlimited::Negative);
    Io.mapOptional("descriptors", T.Descriptors);
    Io.mapOptional("knobs", T.Knobs);
    Io.mapOptional("default", T.Default);
    Io.mapOptional("keywords", T.Keywords);
    Io.mapOptional("only-if", T.OnlyIf);
    Io.mapOptional("unless", T.Unless);
    Io.mapOptional("unless-type", T.UnlessType);
    Io.mapOptional("fix", T.Fix);
    Io.mapOptional("includes", T.Includes);
    if (!Io.outputting() && Shapes != 1)
      Io.setError("'times-out' needs exactly one of argument, instead, handle, "
                  "context, string, socket");
  }
  static std::string validate(IO &, TimesOut &T) {
    using Shape = TimesOut::Shape;
    bool OnHandle = T.How == Shape::Handle || T.How == Shape::Context ||
                    T.How == Shape::Socket;
    if (OnHandle && T.Knobs.empty())
      return "a handle, context or socket needs 'knobs': what must be set";
    if (!OnHandle && !T.Knobs.empty())
      return "'knobs' go with handle, context or socket";
    if (T.How == Shape::String && T.Keywords.empty())
      return "a connection string needs 'keywords' that bound it";
    return "";
  }
};

template <> struct MappingTraits<SetsDeadline> {
  static void mapping(IO &Io, SetsDeadline &S) {
    Io.mapOptional("handle", S.Handle, Place{});
    Io.mapOptional("knobs", S.Knobs);
    Io.mapOptional("when", S.When);
    Io.mapOptional("argument", S.Argument, 0u);
    Io.mapOptional("infinite", S.Infinite, Unlimited::Never);
    Io.mapOptional("from", S.From);
  }
};

static void mapRun(IO &Io, Runs &R) {
  CallableNumber Number{R.Callable};
  Io.mapOptional("callable", Number, CallableNumber{});
  R.Callable = Number.Value;
  Io.mapOptional("how", R.How);
  Io.mapOptional("when", R.When);
}

template <> struct MappingTraits<Runs> {
  static void mapping(IO &Io, Runs &R) {
    mapRun(Io, R);
    Io.mapOptional("once", R.Once, false);
  }
};

template <> struct MappingTraits<Spawns> {
  static void mapping(IO &Io, Spawns &S) {
    mapRun(Io, S);
    Io.mapOptional("handle", S.Handle, Place{Place::Result});
    Io.mapOptional("process", S.Process, false);
    Io.mapOptional("exclusive", S.Exclusive, false);
  }
};

template <> struct MappingTraits<Executor> {
  static void mapping(IO &Io, Executor &E) {
    Io.mapRequired("submit", E.Submit);
    Io.mapOptional("global", E.Global);
    Io.mapOptional("copies", E.Copies, false);
    Io.mapOptional("includes", E.Includes);
  }
};

template <> struct MappingTraits<Acquires> {
  static void mapping(IO &Io, Acquires &A) {
    Io.mapOptional("mutex", A.Mutex, Place{});
    Io.mapOptional("shared", A.Shared, false);
    Io.mapOptional("try", A.Try, false);
    Io.mapOptional("callable", A.Callable, 0u);
  }
};

template <> struct MappingTraits<Guards> {
  static void mapping(IO &Io, Guards &G) {
    Io.mapOptional("shared", G.Shared, false);
    Io.mapOptional("reverse", G.Reverse, false);
  }
};

template <> struct MappingTraits<Costs> {
  static void mapping(IO &Io, Costs &C) {
    Io.mapRequired("what", C.What);
    Io.mapOptional("fix", C.Fix);
  }
};

template <> struct MappingTraits<ExpensiveSetup> {
  static void mapping(IO &Io, ExpensiveSetup &E) {
    Io.mapRequired("what", E.What);
    Io.mapOptional("cost", E.Cost, SetUpCost::Large);
    Io.mapOptional("depends-on", E.DependsOn);
    Io.mapOptional("only-if", E.OnlyIf);
    Io.mapOptional("unless", E.Unless);
    Io.mapOptional("handle", E.Handle, Place{Place::Result});
    Io.mapOptional("transient", E.Transient, false);
    Io.mapOptional("shared", E.Shared, false);
    Io.mapOptional("reuse", E.Reuse);
    Io.mapOptional("ends", E.Ends);
    Io.mapOptional("reset", E.Reset);
  }
};

template <> struct MappingTraits<RoundTrip> {
  static void mapping(IO &Io, RoundTrip &R) {
    Io.mapRequired("what", R.What);
    Io.mapRequired("batch", R.Batch);
    Io.mapOptional("connection", R.Connection);
    Io.mapOptional("writes", R.Writes, false);
    Io.mapOptional("unless", R.Unless);
    Io.mapOptional("begin", R.Begin);
    Io.mapOptional("commit", R.Commit);
    Io.mapOptional("answer", R.Answer);
    Io.mapOptional("test", R.Test);
  }
  static std::string validate(IO &, RoundTrip &R) {
    return R.Begin.Text.empty() == R.Commit.Text.empty()
               ? ""
               : "'begin' and 'commit' go together";
  }
};

template <> struct MappingTraits<Logs> {
  static void mapping(IO &Io, Logs &L) {
    Io.mapOptional("level", L.Level, LogLevel::Named);
    Io.mapOptional("form", L.Form, TextForm::Finished);
    Io.mapOptional("asks", L.Asks);
  }
};

template <> struct MappingTraits<Model> {
  static void mapping(IO &Io, Model &M) {
    Io.mapRequired("names", M.Names);
    Io.mapOptional("test", M.Test);
    Io.mapOptional("blocks", M.Blocks);
    Io.mapOptional("only-if", M.OnlyIf);
    Io.mapOptional("unless", M.Unless);
    Io.mapOptional("times-out", M.TimesOut);
    Io.mapOptional("sets-deadline", M.SetsDeadline);
    Io.mapOptional("creates", M.Creates, false);
    Io.mapOptional("wakes", M.Wakes, false);
    Io.mapOptional("cold", M.Cold, false);
    Io.mapOptional("reads-command-line", M.ReadsCommandLine, false);
    Io.mapOptional("spawns", M.Spawns);
    Io.mapOptional("joins", M.Joins);
    Io.mapOptional("detaches", M.Detaches);
    Io.mapOptional("admits", M.Admits, false);
    Io.mapOptional("counts-cores", M.CountsCores, false);
    Io.mapOptional("executor", M.Executor);
    Io.mapOptional("awaits-spawned", M.AwaitsSpawned, false);
    Io.mapOptional("defers", M.Defers, false);
    Io.mapOptional("loops", M.Loops);
    Io.mapOptional("entry-point", M.EntryPoint);
    Io.mapOptional("guards", M.Guards);
    Io.mapOptional("mutex", M.Mutex, false);
    Io.mapOptional("acquires", M.Acquires);
    Io.mapOptional("releases", M.Releases);
    Io.mapOptional("asserts-held", M.AssertsHeld);
    Io.mapOptional("lock-tag", M.LockTag);
    Io.mapOptional("waits-with", M.WaitsWith);
    Io.mapOptional("notifies", M.Notifies, false);
    Io.mapOptional("atomic", M.Atomic, false);
    Io.mapOptional("expensive-setup", M.ExpensiveSetup);
    Io.mapOptional("round-trip", M.RoundTrip);
    Io.mapOptional("batches", M.Batches, false);
    Io.mapOptional("rows", M.Rows, false);
    Io.mapOptional("defers-cleanup", M.DefersCleanup);
    Io.mapOptional("materializes", M.Materializes);
    Io.mapOptional("formats", M.Formats, false);
    Io.mapOptional("logs", M.Logs);
    Io.mapOptional("makes-text", M.MakesText);
    Io.mapOptional("reserves", M.Reserves);
  }
  static std::string validate(IO &, Model &M) {
    if (M.Names.empty())
      return "an entry needs at least one name";
    for (const std::string &Name : M.Names)
      if (std::string Problem = problemOfName(Name); !Problem.empty())
        return Problem;
    if (M.TimesOut && !M.Blocks)
      return "'times-out' needs 'blocks': what the call waits for";
    if (!M.Blocks && !M.Detaches && !(M.OnlyIf.empty() && M.Unless.empty()))
      return "'only-if' and 'unless' need 'blocks' or 'detaches' beside them";
    return "";
  }
};

template <> struct MappingTraits<ModelFile> {
  static void mapping(IO &Io, ModelFile &F) {
    Io.mapRequired("library", F.Library);
    Io.mapRequired("models", F.Entries);
  }
};

} // namespace llvm::yaml

namespace p99::analysis {

llvm::StringRef toString(BlockKind Kind) { return spelling(BlockKinds, Kind); }

llvm::Expected<ModelFile> parseModels(llvm::StringRef Text,
                                      llvm::StringRef FileName) {
  struct Problems {
    llvm::StringRef File;
    std::vector<std::string> Texts;
  } Found{FileName, {}};
  auto Collect = [](const llvm::SMDiagnostic &D, void *Into) {
    auto &P = *static_cast<Problems *>(Into);
    std::string Message = D.getMessage().str();
    llvm::StringRef Word = Message;
    if (Word.consume_front("unknown key '"))
      Message +=
          remedyForKey(Word.take_until([](char C) { return C == '\''; }));
    P.Texts.push_back((P.File + ":" + llvm::Twine(D.getLineNo()) + ":" +
                       llvm::Twine(D.getColumnNo() + 1) + ": " + Message)
                          .str());
  };
  Reading Context;
  llvm::yaml::Input In(Text, &Context, Collect, &Found);
  ModelFile File;
  In >> File;
  if (In.error() && Found.Texts.empty())
    Found.Texts.push_back(
        (FileName + ":1:1: not a model file; it has the keys 'library' and "
                    "'models'")
            .str());
  if (!Found.Texts.empty())
    return llvm::createStringError(llvm::join(Found.Texts, "\n"));
  for (Model &M : File.Entries) {
    M.Library = File.Library;
    M.Source = FileName.str();
  }
  return File;
}

std::string toYaml(const Model &M) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  llvm::yaml::Output Out(OS);
  Model Copy = M;
  Out << Copy;
  return Text;
}

} // namespace p99::analysis
