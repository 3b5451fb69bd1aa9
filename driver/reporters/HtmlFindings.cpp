// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/reporters/HtmlFindings.h"
#include "analysis/Profile.h"
#include "core/Register.h"
#include "driver/filters/Ranking.h"
#include "driver/reporters/HtmlText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace p99::driver {

/// So few are read from the first to the last: they are shown open.
static constexpr size_t FewFindings = 8;

/// As with --hot-only alone.
static constexpr double HotShare = 0.01;

static constexpr unsigned LinesAround = 3;
static constexpr unsigned LinesAroundNote = 1;

StringRef familyOf(const Finding &F) {
  const CheckInfo *Info = findCheck(F.Check);
  return Info ? toString(Info->Family) : "other";
}

size_t FindingGroup::count(FixKind Fix) const {
  return count_if(Findings, [&](const Finding *F) { return F->fix() == Fix; });
}

std::optional<double> FindingGroup::share() const {
  std::optional<double> Highest;
  for (const Finding *F : Findings)
    Highest = std::max(Highest, F->Share);
  return Highest;
}

std::vector<FindingGroup>
groupBy(ArrayRef<Finding> Findings,
        function_ref<std::string(const Finding &)> NameOf) {
  std::map<std::string, std::vector<const Finding *>> ByName;
  for (const Finding &F : Findings)
    ByName[NameOf(F)].push_back(&F);
  std::vector<FindingGroup> Groups;
  Groups.reserve(ByName.size());
  for (auto &[Name, All] : ByName)
    Groups.push_back({Name, std::move(All)});
  auto Rank = [](const FindingGroup &G) {
    return std::make_pair(G.share().value_or(0), G.Findings.size());
  };
  sort(Groups, [&](const FindingGroup &A, const FindingGroup &B) {
    return std::make_pair(Rank(B), StringRef(A.Name)) <
           std::make_pair(Rank(A), StringRef(B.Name));
  });
  return Groups;
}

void HtmlFindings::print() {
  for (const FindingGroup &G : groupBy(
           R.Findings, [](const Finding &F) { return familyOf(F).str(); })) {
    Out << "<section class=\"group\" id=\"family-" << G.Name << "\">\n<h3>"
        << G.Name << " <small>" << G.Findings.size() << "</small></h3>\n";
    for (const Finding *F : G.Findings)
      print(*F);
    Out << "</section>\n";
  }
}

std::string HtmlFindings::placeOf(const Message &M) const {
  return (shortPath(M.Path, R.Directory) + ":" + Twine(M.Line)).str();
}

void HtmlFindings::place(const Message &M) {
  if (!M.Path.empty())
    Out << "<code class=\"place\">" << html(placeOf(M)) << "</code>";
}

void HtmlFindings::badges(const Finding &F) {
  if (F.How != Level::Warning)
    Out << "<span class=\"badge " << toString(F.How) << "\">" << toString(F.How)
        << "</span>";
  if (F.Share && *F.Share > 0)
    Out << "<span class=\"badge hot\" title=\"of the samples\">"
        << analysis::percent(*F.Share) << "</span>";
  else if (!F.Share && isHot(F, HotShare) &&
           (F.How != Level::Error || F.Promoted))
    Out << "<span class=\"badge hot\">hot</span>";
  if (F.fix() != FixKind::None)
    Out << "<span class=\"badge " << toString(F.fix()) << "\">"
        << toString(F.fix()) << " fix</span>";
}

void HtmlFindings::head(const Finding &F) {
  Out << "<summary><span class=\"message\">" << html(F.Main.Text)
      << "</span><span class=\"badges\">";
  badges(F);
  Out << "</span><span class=\"where\">";
  place(F.Main);
  if (!F.Function.empty())
    Out << " in <code>" << html(F.Function) << "</code>";
  Out << " <span class=\"check\">" << html(F.Check)
      << "</span></span></summary>\n";
}

void HtmlFindings::note(const Message &Note, const Finding &F) {
  Out << "<li>" << html(Note.Text);
  if (!Note.Path.empty()) {
    Out << ' ';
    place(Note);
  }
  Out << '\n';
  // What is shown already needs no second look.
  bool IsShown = Note.Path == F.Main.Path && Note.Line == F.Main.Line;
  if (!Note.Edits.empty()) {
    Out << "<p class=\"fix\">Suggested fix</p>\n";
    Code.diff(Note);
  } else if (!Note.Path.empty() && !IsShown) {
    Code.excerpt(Note, LinesAroundNote);
  }
  Out << "</li>\n";
}

void HtmlFindings::print(const Finding &F) {
  std::string Path = html(shortPath(F.Main.Path, R.Directory));
  Out << "<details class=\"finding\" id=\"f-" << htmlId(F.Fingerprint)
      << "\" data-family=\"" << familyOf(F) << "\" data-check=\""
      << html(F.Check) << "\" data-file=\"" << Path << "\" data-fix=\""
      << toString(F.fix()) << "\" data-rank=\"" << &F - R.Findings.data() << '"'
      << (isHot(F, HotShare) ? " data-hot" : "")
      << (R.Findings.size() <= FewFindings ? " open" : "") << ">\n";
  head(F);
  Out << "<div class=\"body\">\n<p class=\"tools\">";
  if (!F.Main.Path.empty())
    Out << "<button type=\"button\" class=\"copy\" data-copy=\""
        << html(placeOf(F.Main)) << "\" hidden>Copy "
        << "<code>file:line</code></button>";
  Out << "<a href=\"#f-" << htmlId(F.Fingerprint)
      << "\">Link to this finding</a>";
  if (findCheck(F.Check))
    Out << "<a href=\"#check-" << htmlId(F.Check) << "\">Why it costs</a>";
  Out << "</p>\n";
  if (!F.Main.Path.empty())
    Code.excerpt(F.Main, LinesAround);
  if (!F.Notes.empty()) {
    Out << "<ol class=\"notes\">\n";
    for (const Message &Note : F.Notes)
      note(Note, F);
    Out << "</ol>\n";
  }
  if (!F.Main.Edits.empty()) {
    Out << "<p class=\"fix\">Safe fix</p>\n";
    Code.diff(F.Main);
  }
  Out << "</div>\n</details>\n";
}

} // namespace p99::driver
