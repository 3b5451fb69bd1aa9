// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/fixes/Diff.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Format.h"

using namespace llvm;

namespace p99::driver {

/// Beyond it, a better diff is not worth the time.
static constexpr int MostEdits = 2000;

static std::vector<StringRef> linesOf(StringRef Text) {
  std::vector<StringRef> Lines;
  while (!Text.empty()) {
    size_t End = Text.find('\n');
    size_t Length = End == StringRef::npos ? Text.size() : End + 1;
    Lines.push_back(Text.take_front(Length));
    Text = Text.drop_front(Length);
  }
  return Lines;
}

namespace {

/// Myers' greedy algorithm: which of the old lines go, and which of the new
/// ones come.
class LineDiff {
public:
  LineDiff(ArrayRef<StringRef> Old, ArrayRef<StringRef> New)
      : Goes(Old.size()), Comes(New.size()) {
    // Equal lines get equal numbers, which are cheaper to compare.
    StringMap<unsigned> Numbers;
    auto Number = [&](StringRef Line) {
      return Numbers.try_emplace(Line, Numbers.size()).first->second;
    };
    for (StringRef Line : Old)
      A.push_back(Number(Line));
    for (StringRef Line : New)
      B.push_back(Number(Line));
    // Most of a file stays as it is.
    while (Begin < A.size() && Begin < B.size() && A[Begin] == B[Begin])
      ++Begin;
    size_t End = 0;
    while (End < A.size() - Begin && End < B.size() - Begin &&
           A[A.size() - 1 - End] == B[B.size() - 1 - End])
      ++End;
    N = A.size() - Begin - End;
    M = B.size() - Begin - End;
    if (!search()) {
      std::fill_n(Goes.begin() + Begin, N, true);
      std::fill_n(Comes.begin() + Begin, M, true);
    }
    slide();
  }

  std::vector<bool> Goes, Comes;

private:
  /// A diagonal is the old line's place less the new one's; `Reached` has the
  /// furthest old place on each that so many edits lead to.
  bool search() {
    int Most = std::min(N + M, MostEdits);
    std::vector<int> Reached(2 * Most + 3, 0);
    auto At = [&](int Diagonal) -> int & {
      return Reached[Diagonal + Most + 1];
    };
    std::vector<std::vector<int>> Steps;
    for (int Edits = 0; Edits <= Most; ++Edits) {
      for (int Diagonal = -Edits; Diagonal <= Edits; Diagonal += 2) {
        bool Down = Diagonal == -Edits ||
                    (Diagonal != Edits && At(Diagonal - 1) < At(Diagonal + 1));
        int X = Down ? At(Diagonal + 1) : At(Diagonal - 1) + 1;
        while (X < N && X - Diagonal < M && X - Diagonal >= 0 &&
               A[Begin + X] == B[Begin + X - Diagonal])
          ++X;
        At(Diagonal) = X;
        if (X >= N && X - Diagonal >= M) {
          trace(Steps, Edits);
          return true;
        }
      }
      // Only the middle has been touched.
      Steps.emplace_back(&At(-Edits), &At(Edits) + 1);
    }
    return false;
  }

  /// Back from the end, edit by edit.
  void trace(const std::vector<std::vector<int>> &Steps, int Edits) {
    int X = N, Y = M;
    for (; Edits > 0; --Edits) {
      const std::vector<int> &Before = Steps[Edits - 1];
      auto At = [&](int Diagonal) { return Before[Diagonal + Edits - 1]; };
      int Diagonal = X - Y;
      bool Down = Diagonal == -Edits ||
                  (Diagonal != Edits && At(Diagonal - 1) < At(Diagonal + 1));
      int From = Down ? Diagonal + 1 : Diagonal - 1;
      X = At(From);
      Y = X - From;
      if (Down)
        Comes[Begin + Y] = true;
      else
        Goes[Begin + X] = true;
    }
  }

  /// Lines that only go or only come may do so one further down if the first
  /// of them is the next after them: a block is then shown from brace to brace,
  /// and not from the brace of the one before.
  void slide() {
    auto EndOf = [](const std::vector<bool> &Marks, size_t At) {
      while (At < Marks.size() && Marks[At])
        ++At;
      return At;
    };
    auto SlideOne = [](ArrayRef<unsigned> Lines, std::vector<bool> &Marks,
                       size_t &First, size_t &End, const auto &OtherMarks,
                       size_t &Other) {
      while (End < Lines.size() && !Marks[End] && !OtherMarks[Other] &&
             Lines[First] == Lines[End]) {
        Marks[First++] = false;
        Marks[End++] = true;
        ++Other;
      }
    };
    for (size_t X = 0, Y = 0; X < A.size() || Y < B.size();) {
      size_t EndX = EndOf(Goes, X), EndY = EndOf(Comes, Y);
      if (EndX == X && EndY == Y) {
        ++X, ++Y;
        continue;
      }
      if (EndX == X)
        SlideOne(B, Comes, Y, EndY, Goes, EndX);
      else if (EndY == Y)
        SlideOne(A, Goes, X, EndX, Comes, EndY);
      X = EndX, Y = EndY;
    }
  }

  std::vector<unsigned> A, B;
  size_t Begin = 0; ///< Of what differs.
  int N = 0, M = 0; ///< Its lengths.
};

} // namespace

std::vector<Hunk> diffLines(StringRef Old, StringRef New, size_t Context) {
  std::vector<StringRef> A = linesOf(Old), B = linesOf(New);
  LineDiff Diff(A, B);
  std::vector<Hunk> Hunks;
  size_t Shown = 0; // Old lines before it are in a hunk, or are not to be.
  for (size_t X = 0, Y = 0; X < A.size() || Y < B.size();) {
    bool Goes = X < A.size() && Diff.Goes[X];
    bool Comes = Y < B.size() && Diff.Comes[Y];
    if (!Goes && !Comes) {
      ++X, ++Y;
      continue;
    }
    size_t Start = X - std::min(X, Context);
    if (Hunks.empty() || Start > Shown) {
      Hunks.emplace_back();
      Hunks.back().OldStart = Start;
      Hunks.back().NewStart = Y - (X - Start);
      Shown = Start;
    }
    std::vector<DiffLine> &Lines = Hunks.back().Lines;
    // A hunk that ended in its context goes on.
    for (; Shown < X; ++Shown)
      Lines.push_back({' ', A[Shown]});
    for (; X < A.size() && Diff.Goes[X]; ++X)
      Lines.push_back({'-', A[X]});
    for (; Y < B.size() && Diff.Comes[Y]; ++Y)
      Lines.push_back({'+', B[Y]});
    Shown = X;
    for (size_t Last = std::min(X + Context, A.size());
         Shown < Last && !Diff.Goes[Shown] && !Diff.Comes[Y + Shown - X];
         ++Shown)
      Lines.push_back({' ', A[Shown]});
  }
  for (Hunk &H : Hunks)
    for (const DiffLine &Line : H.Lines) {
      H.OldCount += Line.Kind != '+';
      H.NewCount += Line.Kind != '-';
    }
  return Hunks;
}

/// A name with bytes that would end it or mean something else is quoted.
static void printName(StringRef Prefix, StringRef Path, raw_ostream &Out) {
  bool IsOdd = any_of(Path, [](char C) {
    return C == '"' || C == '\\' || static_cast<unsigned char>(C) < ' ' ||
           C == '\x7f';
  });
  if (!IsOdd) {
    Out << Prefix << Path;
    // Where it ends is otherwise not to be told.
    if (Path.contains(' '))
      Out << '\t';
    return;
  }
  Out << '"' << Prefix;
  for (char C : Path)
    if (C == '"' || C == '\\')
      Out << '\\' << C;
    else if (static_cast<unsigned char>(C) < ' ' || C == '\x7f')
      Out << format("\\%03o", C);
    else
      Out << C;
  Out << '"';
}

/// "12,3"; of one line, "12"; of none, the line before.
static void printRange(size_t Start, size_t Count, raw_ostream &Out) {
  Out << Start + (Count > 0);
  if (Count != 1)
    Out << ',' << Count;
}

void printUnifiedDiff(StringRef Path, StringRef Old, StringRef New,
                      raw_ostream &Out) {
  std::vector<Hunk> Hunks = diffLines(Old, New, /*Context=*/3);
  if (Hunks.empty())
    return;
  Out << "--- ";
  printName("a/", Path, Out);
  Out << "\n+++ ";
  printName("b/", Path, Out);
  Out << '\n';
  for (const Hunk &H : Hunks) {
    Out << "@@ -";
    printRange(H.OldStart, H.OldCount, Out);
    Out << " +";
    printRange(H.NewStart, H.NewCount, Out);
    Out << " @@\n";
    for (const DiffLine &Line : H.Lines) {
      Out << Line.Kind << Line.Text;
      if (!Line.Text.ends_with("\n"))
        Out << "\n\\ No newline at end of file\n";
    }
  }
}

} // namespace p99::driver
