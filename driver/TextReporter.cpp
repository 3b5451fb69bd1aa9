// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Hands the findings to clang's own printer, so that they look like the
// compiler's to people and to editors.

#include "Reporters.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"

using namespace clang;

namespace p99::driver {

StringRef shortPath(StringRef Path, StringRef Directory) {
  StringRef Rest = Path;
  if (!Directory.empty() && Rest.consume_front(Directory) &&
      (Rest.consume_front("/") || Directory.ends_with("/")) && !Rest.empty())
    return Rest;
  return Path;
}

namespace {

class Printer {
public:
  Printer(const Report &R, bool Colors, llvm::raw_ostream &Out)
      : R(R), Files(FileSystemOptions()),
        Engine(llvm::makeIntrusiveRefCnt<DiagnosticIDs>(), Options,
               new TextDiagnosticPrinter(Out, Options)),
        Sources(Engine, Files) {
    Options.ShowColors = Colors;
    Engine.setSourceManager(&Sources);
    Engine.getClient()->BeginSourceFile(Language);
  }

  void print(const Finding &F) {
    std::string Name = F.Check;
    if (F.How == Level::Error)
      Name += ",-warnings-as-errors";
    print(F.Main, levelOf(F.How), F.Main.Text + " [" + Name + "]");
    for (const Message &Note : F.Notes)
      print(Note, DiagnosticsEngine::Note, Note.Text);
  }

private:
  static DiagnosticsEngine::Level levelOf(Level L) {
    switch (L) {
    case Level::Remark:
      return DiagnosticsEngine::Remark;
    case Level::Warning:
      return DiagnosticsEngine::Warning;
    case Level::Error:
      return DiagnosticsEngine::Error;
    }
    llvm_unreachable("all levels handled");
  }

  void print(const Message &M, DiagnosticsEngine::Level How, StringRef Text) {
    DiagnosticBuilder D = Engine.Report(locate(M.Path, M.Offset),
                                        Engine.getCustomDiagID(How, "%0"));
    D << Text;
    for (const Span &S : M.Spans)
      if (CharSourceRange Range = range(S.Path, S.Offset, S.Length);
          Range.isValid())
        D << Range;
    for (const Edit &E : M.Edits)
      if (CharSourceRange Range = range(E.Path, E.Offset, E.Length);
          Range.isValid())
        D << FixItHint::CreateReplacement(Range, E.Text);
  }

  SourceLocation locate(StringRef Path, unsigned Offset) {
    if (Path.empty())
      return {};
    OptionalFileEntryRef File =
        Files.getOptionalFileRef(shortPath(Path, R.Directory));
    if (!File || Offset > File->getSize())
      return {};
    FileID ID = Sources.getOrCreateFileID(*File, SrcMgr::C_User);
    return Sources.getLocForStartOfFile(ID).getLocWithOffset(Offset);
  }

  CharSourceRange range(StringRef Path, unsigned Offset, unsigned Length) {
    SourceLocation Begin = locate(Path, Offset);
    SourceLocation End = locate(Path, Offset + Length);
    if (Begin.isInvalid() || End.isInvalid())
      return {};
    return CharSourceRange::getCharRange(Begin, End);
  }

  const Report &R;
  LangOptions Language;
  DiagnosticOptions Options;
  FileManager Files;
  DiagnosticsEngine Engine;
  SourceManager Sources;
};

} // namespace

void printText(const Report &R, bool Colors, llvm::raw_ostream &Out) {
  Printer P(R, Colors, Out);
  for (const Finding &F : R.Findings)
    P.print(F);
}

} // namespace p99::driver
