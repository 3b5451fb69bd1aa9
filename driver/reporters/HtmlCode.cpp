// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/reporters/HtmlCode.h"
#include "driver/findings/Report.h"
#include "driver/fixes/Diff.h"
#include "driver/fixes/Edits.h"
#include "driver/reporters/HtmlText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace llvm;

namespace p99::driver {

/// Generated code has lines of megabytes. Of a longer one than this, what is
/// around the interesting place is shown.
static constexpr size_t LongestLine = 320;
static constexpr size_t BeforeFocus = 100;

/// A fix that changes more lines is better read in an editor.
static constexpr size_t MostDiffLines = 80;
static constexpr size_t DiffContext = 2;

static bool continuesCharacter(char C) {
  return (static_cast<unsigned char>(C) & 0xC0) == 0x80;
}

static StringRef withoutEnd(StringRef Line) { return Line.rtrim("\r\n"); }

/// What a message underlines, and the word that it points at if that is not
/// among it: sorted, and without overlaps.
std::vector<HtmlCode::Range> HtmlCode::marked(const Message &M,
                                              StringRef Text) const {
  std::vector<Range> All;
  bool Covered = false;
  for (const Span &S : M.Spans)
    if (S.Path == M.Path && S.Offset + size_t(S.Length) <= Text.size()) {
      All.push_back({S.Offset, S.Offset + size_t(S.Length)});
      Covered |= S.Offset <= M.Offset && M.Offset < S.Offset + S.Length;
    }
  if (!Covered && M.Offset < Text.size()) {
    size_t Word = Text.drop_front(M.Offset)
                      .take_while([](char C) { return isAlnum(C) || C == '_'; })
                      .size();
    All.push_back({M.Offset, M.Offset + std::max<size_t>(Word, 1)});
  }
  sort(All, [](const Range &A, const Range &B) { return A.Begin < B.Begin; });
  std::vector<Range> Joined;
  for (const Range &R : All)
    if (!Joined.empty() && R.Begin <= Joined.back().End)
      Joined.back().End = std::max(Joined.back().End, R.End);
    else
      Joined.push_back(R);
  return Joined;
}

/// The text of a line that starts at `Offset`. Of a long one, that around
/// `Focus`, which is an offset as well.
void HtmlCode::line(StringRef Line, size_t Offset, ArrayRef<Range> Marks,
                    size_t Focus) {
  size_t Begin = 0, End = Line.size();
  if (Line.size() > LongestLine) {
    size_t At = std::min(Focus > Offset ? Focus - Offset : 0, Line.size());
    Begin = At > BeforeFocus ? At - BeforeFocus : 0;
    End = std::min(Begin + LongestLine, Line.size());
    while (Begin && continuesCharacter(Line[Begin]))
      --Begin;
    while (End < Line.size() && continuesCharacter(Line[End]))
      ++End;
  }
  auto Cut = [&](bool Is) {
    if (Is)
      Out << "<i>…</i>";
  };
  auto Print = [&](size_t From, size_t To) {
    Out << html(Line.slice(From, To));
  };
  Cut(Begin > 0);
  size_t Printed = Begin;
  for (const Range &R : Marks) {
    if (R.End <= Offset + Begin || R.Begin >= Offset + End)
      continue;
    size_t From = R.Begin > Offset + Begin ? R.Begin - Offset : Begin;
    size_t To = std::min(R.End - Offset, End);
    Print(Printed, From);
    Out << "<mark>";
    Print(From, To);
    Out << "</mark>";
    Printed = To;
  }
  Print(Printed, End);
  Cut(End < Line.size());
}

void HtmlCode::excerpt(const Message &M, unsigned Around) {
  std::optional<StringRef> Text = Files.text(M.Path);
  if (!Text || !Files.offset(M.Path, M.Line, 1))
    return;
  std::vector<Range> Marks = marked(M, *Text);
  Out << "<pre class=\"code\">";
  unsigned First = M.Line > Around ? M.Line - Around : 1;
  for (unsigned Number = First; Number <= M.Line + Around; ++Number) {
    std::optional<unsigned> Begin = Files.offset(M.Path, Number, 1);
    // After the last line's end there is one more, an empty one.
    if (!Begin || (*Begin == Text->size() && Number != M.Line))
      break;
    StringRef Line = Text->drop_front(*Begin);
    Line = withoutEnd(Line.take_front(Line.find('\n')));
    bool IsIts = Number == M.Line;
    Out << (IsIts ? "<b data-n=\"" : "<span data-n=\"") << Number << "\">";
    line(Line, *Begin, Marks, IsIts ? M.Offset : 0);
    Out << (IsIts ? "\n</b>" : "\n</span>");
  }
  Out << "</pre>\n";
}

/// Where two lines begin to differ.
static size_t commonStart(StringRef A, StringRef B) {
  size_t At = 0;
  while (At < A.size() && At < B.size() && A[At] == B[At])
    ++At;
  return At;
}

/// Where the first line that goes and the first that comes begin to differ.
static size_t firstChange(const Hunk &H) {
  auto First = [&](char Kind) {
    return find_if(H.Lines,
                   [&](const DiffLine &Line) { return Line.Kind == Kind; });
  };
  auto Gone = First('-'), Come = First('+');
  if (Gone == H.Lines.end() || Come == H.Lines.end())
    return 0;
  return commonStart(Gone->Text, Come->Text);
}

void HtmlCode::diff(const Message &M) {
  std::map<StringRef, std::vector<Edit>> ByFile;
  for (const Edit &E : M.Edits)
    ByFile[E.Path].push_back(E);
  size_t Left = MostDiffLines, Hidden = 0;
  for (auto &[Path, Edits] : ByFile) {
    std::optional<StringRef> Old = Files.text(Path);
    std::optional<std::string> New =
        Old ? applyEdits(*Old, std::move(Edits)) : std::nullopt;
    if (!New)
      continue;
    if (Path != M.Path)
      Out << "<p class=\"place\">" << html(shortPath(Path, Directory))
          << "</p>\n";
    Out << "<pre class=\"code diff\">";
    bool FirstHunk = true;
    for (const Hunk &H : diffLines(*Old, *New, DiffContext)) {
      if (!FirstHunk && Left)
        Out << "<span class=\"gap\">⋯\n</span>";
      FirstHunk = false;
      size_t Focus = firstChange(H), Gone = H.OldStart, Come = H.NewStart;
      for (const DiffLine &Line : H.Lines) {
        Gone += Line.Kind != '+';
        Come += Line.Kind != '-';
        if (!Left) {
          ++Hidden;
          continue;
        }
        --Left;
        StringRef Tag = Line.Kind == '-'   ? "del"
                        : Line.Kind == '+' ? "ins"
                                           : "span";
        Out << '<' << Tag << " data-n=\"" << (Line.Kind == '+' ? Come : Gone)
            << "\">" << Line.Kind << ' ';
        line(withoutEnd(Line.Text), 0, {}, Focus);
        Out << "\n</" << Tag << '>';
      }
    }
    Out << "</pre>\n";
  }
  if (Hidden)
    Out << "<p>… and " << Hidden << " more line" << (Hidden == 1 ? "" : "s")
        << "; <code>p99-tidy --diff</code> shows them.</p>\n";
}

} // namespace p99::driver
