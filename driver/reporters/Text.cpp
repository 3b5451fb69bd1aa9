// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Hands the findings to clang's own printer, so that they look like the
// compiler's to people and to editors.

#include "analysis/LlvmCompat.h"
#include "analysis/Profile.h"
#include "driver/findings/Sources.h"
#include "driver/fixes/Diff.h"
#include "driver/fixes/Edits.h"
#include "driver/reporters/Reporters.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "llvm/Support/Format.h"

using namespace clang;

namespace p99::driver {

/// A fix that changes more lines than a page is cut.
static constexpr size_t MostDiffLines = 40;

namespace {

class Printer {
public:
  Printer(const Report &R, llvm::raw_ostream &Out)
      : R(R), Out(Out), Files(FileSystemOptions()),
        Engine(llvm::makeIntrusiveRefCnt<DiagnosticIDs>(), Settings.forEngine(),
               new TextDiagnosticPrinter(Out, Settings.forEngine())),
        Locations(Engine, Files) {
    Settings->ShowColors = Out.colors_enabled();
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
      if (fitsInLine(M))
        for (const Edit &E : M.Edits)
          if (CharSourceRange Range = range(E.Path, E.Offset, E.Length);
              Range.isValid())
            D << FixItHint::CreateReplacement(Range, E.Text);
    }
    if (!fitsInLine(M)) {
      flush();
      printDiff(M);
    }
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

  /// Clang's printer shows edits of the line that it shows, and of no other.
  bool fitsInLine(const Message &M) {
    return llvm::all_of(M.Edits, [&](const Edit &E) {
      return E.Path == M.Path && !StringRef(E.Text).contains('\n') &&
             Texts.position(E.Path, E.Offset).first == M.Line &&
             Texts.position(E.Path, E.Offset + E.Length).first == M.Line;
    });
  }

  /// What the lines are and what they become, by their old numbers:
  ///    12 -   send(s);
  ///    12 +   timeval limit{5, 0};
  ///    13 +   send(s, limit);
  void printDiff(const Message &M) {
    std::map<StringRef, std::vector<Edit>> ByFile;
    for (const Edit &E : M.Edits)
      ByFile[E.Path].push_back(E);
    size_t Printed = 0, Left = 0;
    for (auto &[Path, Edits] : ByFile) {
      std::optional<StringRef> Old = Texts.text(Path);
      std::optional<std::string> New =
          Old ? applyEdits(*Old, std::move(Edits)) : std::nullopt;
      if (!New)
        continue;
      if (Path != M.Path && Printed < MostDiffLines)
        Out << "      in " << shortPath(Path, R.Directory) << ":\n";
      for (const Hunk &H : diffLines(*Old, *New, /*Context=*/0)) {
        size_t Gone = H.OldStart, Come = H.OldStart;
        for (const DiffLine &Line : H.Lines) {
          size_t Number = Line.Kind == '-' ? ++Gone : ++Come;
          if (Printed < MostDiffLines && ++Printed)
            printDiffLine(Number, Line);
          else
            ++Left;
        }
      }
    }
    if (Left)
      Out << "      ... and " << Left << " more line" << (Left == 1 ? "" : "s")
          << "; --diff shows them\n";
  }

  void printDiffLine(size_t Number, const DiffLine &Line) {
    Out << llvm::format("%5zu ", Number);
    if (Settings->ShowColors)
      Out.changeColor(Line.Kind == '+' ? llvm::raw_ostream::GREEN
                                       : llvm::raw_ostream::RED);
    Out << Line.Kind << ' ' << Line.Text.rtrim();
    if (Settings->ShowColors)
      Out.resetColor();
    Out << '\n';
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
  compat::DiagnosticSettings Settings;
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
