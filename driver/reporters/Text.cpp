// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Hands the findings to clang's own printer, so that they look like the
// compiler's to people and to editors.

#include "analysis/Profile.h"
#include "driver/findings/Sources.h"
#include "driver/reporters/Reporters.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "llvm/Support/Format.h"

using namespace clang;

namespace p99::driver {

namespace {

class Printer {
public:
  Printer(const Report &R, llvm::raw_ostream &Out)
      : R(R), Out(Out), Files(FileSystemOptions()),
        Engine(llvm::makeIntrusiveRefCnt<DiagnosticIDs>(), Options,
               new TextDiagnosticPrinter(Out, Options)),
        Locations(Engine, Files) {
    Options.ShowColors = Out.colors_enabled();
    Engine.setSourceManager(&Locations);
    Engine.getClient()->BeginSourceFile(Language);
  }

  void print(const Finding &F) {
    std::string Name = F.Check;
    if (F.Promoted)
      Name += ",-warnings-as-errors";
    print(F.Main, levelOf(F.How), F.Main.Text + " [" + Name + "]");
    printShare(F);
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
    {
      DiagnosticBuilder D = Engine.Report(locate(M.Path, M.Offset),
                                          Engine.getCustomDiagID(How, "%0"));
      D << Text;
      for (const Span &S : M.Spans)
        if (CharSourceRange Range = range(S.Path, S.Offset, S.Length);
            Range.isValid())
          D << Range;
      for (const Edit &E : M.Edits)
        if (CharSourceRange Range = range(E.Path, E.Offset, E.Length);
            Range.isValid() && !hasLines(E))
          D << FixItHint::CreateReplacement(Range, E.Text);
    }
    if (llvm::none_of(M.Edits, hasLines))
      return;
    flush();
    for (const Edit &E : M.Edits)
      if (hasLines(E))
        printLines(E, M);
  }

  /// What is printed next by other means follows what Clang's printer has, in
  /// a buffer of its own, which it empties at a file's end.
  void flush() {
    Engine.getClient()->EndSourceFile();
    Engine.getClient()->BeginSourceFile(Language);
  }

  /// Not part of the message, which other tools know findings by:
  ///       = on 31% of the samples
  void printShare(const Finding &F) {
    if (!F.Share || *F.Share <= 0)
      return;
    std::string Text = analysis::percent(*F.Share) + " of the samples";
    if (llvm::any_of(F.Notes, [&](const Message &Note) {
          return StringRef(Note.Text).contains(" " + Text);
        }))
      return;
    flush();
    Out << "      = on " << Text << '\n';
  }

  static bool hasLines(const Edit &E) {
    return StringRef(E.Text).contains('\n');
  }

  /// Clang's printer shows no fix of several lines:
  ///    12 +   timeval limit{5, 0};
  void printLines(const Edit &E, const Message &M) {
    auto [Line, Column] = Texts.position(E.Path, E.Offset);
    Message Where;
    Where.Path = E.Path;
    Where.Line = Line;
    std::string Text = Texts.line(Where).take_front(Column - 1).str() + E.Text;
    llvm::SmallVector<StringRef, 8> Lines;
    StringRef(Text).split(Lines, '\n');
    // What stands before the old text, on its line.
    if (Lines.back().trim().empty())
      Lines.pop_back();
    if (E.Path != M.Path)
      Out << "      in " << shortPath(E.Path, R.Directory) << ":\n";
    for (StringRef Added : Lines) {
      Out << llvm::format("%5u ", Line++);
      if (Options.ShowColors)
        Out.changeColor(llvm::raw_ostream::GREEN);
      Out << "+ " << Added.rtrim();
      if (Options.ShowColors)
        Out.resetColor();
      Out << '\n';
    }
  }

  SourceLocation locate(StringRef Path, unsigned Offset) {
    if (Path.empty())
      return {};
    OptionalFileEntryRef File =
        Files.getOptionalFileRef(shortPath(Path, R.Directory));
    if (!File || Offset > File->getSize())
      return {};
    FileID ID = Locations.getOrCreateFileID(*File, SrcMgr::C_User);
    return Locations.getLocForStartOfFile(ID).getLocWithOffset(Offset);
  }

  CharSourceRange range(StringRef Path, unsigned Offset, unsigned Length) {
    SourceLocation Begin = locate(Path, Offset);
    SourceLocation End = locate(Path, Offset + Length);
    if (Begin.isInvalid() || End.isInvalid())
      return {};
    return CharSourceRange::getCharRange(Begin, End);
  }

  const Report &R;
  llvm::raw_ostream &Out;
  LangOptions Language;
  DiagnosticOptions Options;
  FileManager Files;
  DiagnosticsEngine Engine;
  SourceManager Locations;
  Sources Texts;
};

} // namespace

void printText(const Report &R, llvm::raw_ostream &Out) {
  Printer P(R, Out);
  for (const Finding &F : R.Findings)
    P.print(F);
}

} // namespace p99::driver
