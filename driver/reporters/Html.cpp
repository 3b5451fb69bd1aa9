// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The page is readable without its script, which filters and groups what is
// there, and without its style. It asks no server for anything; its policy
// allows the style and the scripts that it was made with and nothing else, so
// that no text of a source could ever run.

#include "analysis/Profile.h"
#include "core/Register.h"
#include "driver/reporters/HtmlDoc.h"
#include "driver/reporters/HtmlFindings.h"
#include "driver/reporters/HtmlFlame.h"
#include "driver/reporters/HtmlParts.h"
#include "driver/reporters/HtmlText.h"
#include "driver/reporters/Reporters.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Base64.h"
#include "llvm/Support/SHA256.h"
#include <set>

using namespace llvm;

namespace p99::driver {

/// Of a long list the first ones are shown at once.
static constexpr size_t FirstRows = 10;

static std::string counted(size_t Count, StringRef Thing) {
  return (Twine(Count) + " " + Thing + (Count == 1 ? "" : "s")).str();
}

/// What a content security policy knows a script or a style by.
static std::string hashOf(StringRef Text) {
  return "'sha256-" + encodeBase64(SHA256::hash(arrayRefFromStringRef(Text))) +
         "'";
}

namespace {

class Page {
public:
  Page(const Report &R, raw_ostream &Out) : R(R), Out(Out) {}

  void write();

private:
  void part(StringRef Name);
  void policy();
  void overview();
  void leftOut();
  void failed();
  void gone();
  void summary();
  void table(StringRef Caption, StringRef Column,
             const std::vector<FindingGroup> &Groups);
  void row(StringRef Field, const FindingGroup &G, bool WithShare);
  void choices(StringRef Field, const std::vector<FindingGroup> &Groups);
  void checks();
  void flameScript();
  void licences();

  std::string fileOf(const Finding &F) const {
    return shortPath(F.Main.Path, R.Directory).str();
  }
  std::vector<FindingGroup> byFamily() const {
    return groupBy(R.Findings,
                   [](const Finding &F) { return familyOf(F).str(); });
  }
  std::vector<FindingGroup> byCheck() const {
    return groupBy(R.Findings, [](const Finding &F) { return F.Check; });
  }
  std::vector<FindingGroup> byFile() const {
    return groupBy(R.Findings, [&](const Finding &F) { return fileOf(F); });
  }

  const Report &R;
  raw_ostream &Out;
  bool HasFlameGraph = false;
};

} // namespace

void Page::write() {
  StringRef Left = htmlPart("report.html");
  while (!Left.empty()) {
    auto [Text, Rest] = Left.split("{{");
    Out << Text;
    auto [Name, After] = Rest.split("}}");
    if (!Name.empty())
      part(Name);
    Left = After;
  }
}

void Page::part(StringRef Name) {
  if (Name == "policy")
    policy();
  else if (Name == "title")
    Out << counted(R.Findings.size(), "finding");
  else if (Name == "style")
    Out << htmlPart("report.css");
  else if (Name == "overview")
    overview();
  else if (Name == "summary")
    summary();
  else if (Name == "profile")
    HasFlameGraph = printHtmlProfile(R, Out);
  else if (Name == "families")
    choices("family", byFamily());
  else if (Name == "checks-found")
    choices("check", byCheck());
  else if (Name == "files")
    choices("file", byFile());
  else if (Name == "findings")
    HtmlFindings(R, Out).print();
  else if (Name == "checks")
    checks();
  else if (Name == "version")
    Out << P99_VERSION;
  else if (Name == "licences")
    licences();
  else if (Name == "flame-script")
    flameScript();
  else if (Name == "script")
    Out << htmlPart("report.js");
  else
    llvm_unreachable("report.html asks for what nobody writes");
}

/// Stands before the page's content, and so allows also what a page without a
/// flame graph does not have.
void Page::policy() {
  auto Allow = [&](StringRef What, ArrayRef<StringRef> Parts) {
    Out << "; " << What;
    for (StringRef Name : Parts)
      if (StringRef Text = htmlPart(Name); !Text.empty())
        Out << ' ' << hashOf(Text);
  };
  Out << "default-src 'none'; img-src data:";
  Allow("style-src", {"report.css", "flame-graph.css"});
  Allow("script-src", {"report.js", "flame-graph.js"});
  Out << "; base-uri 'none'; form-action 'none'";
}

void Page::overview() {
  size_t Safe = 0, Suggested = 0;
  std::set<StringRef> Files;
  for (const Finding &F : R.Findings) {
    Safe += F.fix() == FixKind::Safe;
    Suggested += F.fix() == FixKind::Suggested;
    Files.insert(F.Main.Path);
  }
  Out << "<p>" << counted(R.Findings.size(), "finding");
  if (!R.Findings.empty())
    Out << " in " << counted(Files.size(), "file");
  Out << "; " << counted(R.Units, "unit") << " analysed";
  if (!R.Directory.empty())
    Out << " in <code>" << html(R.Directory) << "</code>";
  Out << ".</p>\n";
  if (Safe + Suggested) {
    Out << "<p>";
    if (Safe)
      Out << "<code>p99-tidy --fix</code> repairs " << Safe
          << (Suggested ? ", " : ".");
    if (Suggested)
      Out << "<code>p99-tidy --fix-suggested</code> " << Safe + Suggested
          << '.';
    Out << "</p>\n";
  }
  leftOut();
  failed();
  gone();
}

void Page::leftOut() {
  size_t Known = R.Baseline ? R.Baseline->Known : 0;
  if (!Known && !R.NotHot && !R.NotChanged)
    return;
  Out << "<p>Not shown:";
  StringRef Separator = " ";
  auto Part = [&](size_t Count, StringRef Why) {
    if (!Count)
      return;
    Out << Separator << Count << ' ' << Why;
    Separator = ", ";
  };
  Part(Known, "that the baseline knows");
  Part(R.NotHot, "in code that is not hot");
  Part(R.NotChanged, "on lines that have not changed");
  Out << ".</p>\n";
}

void Page::failed() {
  if (R.Failed.empty())
    return;
  Out << "<section class=\"failed\">\n<h2>" << counted(R.Failed.size(), "unit")
      << " could not be analysed</h2>\n<ul>\n";
  for (const FailedUnit &F : R.Failed)
    Out << "<li><code class=\"place\">" << html(shortPath(F.Path, R.Directory))
        << "</code> " << html(F.Reason) << "</li>\n";
  Out << "</ul>\n</section>\n";
}

void Page::gone() {
  if (!R.Baseline || R.Baseline->Gone.empty())
    return;
  Out << "<details>\n<summary>" << counted(R.Baseline->Gone.size(), "finding")
      << " of the baseline are gone</summary>\n<ul>\n";
  for (const GoneEntry &E : R.Baseline->Gone)
    Out << "<li><code class=\"place\">" << html(shortPath(E.Path, R.Directory))
        << "</code> " << html(E.Message) << " <span class=\"check\">"
        << html(E.Check) << "</span></li>\n";
  Out << "</ul>\n</details>\n";
}

void Page::summary() {
  if (R.Findings.empty()) {
    Out << "<p class=\"clean\">Nothing found.</p>\n";
    return;
  }
  table("Families", "Family", byFamily());
  table("Checks", "Check", byCheck());
  table("Files", "File", byFile());
}

void Page::table(StringRef Caption, StringRef Column,
                 const std::vector<FindingGroup> &Groups) {
  bool WithShare = any_of(
      Groups, [](const FindingGroup &G) { return G.share().value_or(0) > 0; });
  auto Rows = [&](ArrayRef<FindingGroup> Some) {
    Out << "<tbody>\n";
    for (const FindingGroup &G : Some)
      row(Column.lower(), G, WithShare);
    Out << "</tbody>\n";
  };
  Out << "<div class=\"by\">\n<table>\n<caption>" << Caption
      << "</caption>\n<thead><tr><th scope=\"col\">" << Column
      << "</th><th scope=\"col\" title=\"findings\">All</th>"
      << "<th scope=\"col\" title=\"with a fix\">Fixes</th>"
      << (WithShare ? "<th scope=\"col\" title=\"the hottest one's share of "
                      "the samples\">Share</th>"
                    : "")
      << "</tr></thead>\n";
  ArrayRef<FindingGroup> All = Groups;
  Rows(All.take_front(FirstRows));
  Out << "</table>\n";
  if (All.size() > FirstRows) {
    Out << "<details><summary>" << All.size() - FirstRows
        << " more</summary>\n<table>\n";
    Rows(All.drop_front(FirstRows));
    Out << "</table>\n</details>\n";
  }
  Out << "</div>\n";
}

void Page::row(StringRef Field, const FindingGroup &G, bool WithShare) {
  std::string Name = html(G.Name.empty() ? "no file" : G.Name);
  // Where a narrow column may break it.
  for (size_t At = 0; (At = Name.find('/', At)) != std::string::npos; At += 6)
    Name.insert(At + 1, "<wbr>");
  // Without the script, a link to where the first one is.
  Out << "<tr><th scope=\"row\"><a href=\"#f-"
      << htmlId(G.Findings.front()->Fingerprint) << "\" data-field=\"" << Field
      << "\" data-value=\"" << html(G.Name) << "\">" << Name << "</a></th><td>"
      << G.Findings.size() << "</td><td>"
      << G.count(FixKind::Safe) + G.count(FixKind::Suggested) << "</td>";
  if (WithShare)
    Out << "<td>" << analysis::percent(G.share().value_or(0)) << "</td>";
  Out << "</tr>\n";
}

void Page::choices(StringRef Field, const std::vector<FindingGroup> &Groups) {
  for (const FindingGroup &G : Groups)
    Out << "<option value=\"" << html(G.Name) << "\">" << html(G.Name) << " ("
        << G.Findings.size() << ")</option>\n";
}

void Page::checks() {
  bool First = true;
  for (const FindingGroup &G : byCheck()) {
    const CheckInfo *Info = findCheck(G.Name);
    if (!Info)
      continue;
    if (First)
      Out << "<section id=\"checks\">\n<h2>Why these findings cost</h2>\n";
    First = false;
    Out << "<details class=\"doc\" id=\"check-" << htmlId(G.Name)
        << "\">\n<summary><b>" << html(G.Name) << "</b> " << html(Info->Summary)
        << "</summary>\n";
    printHtmlDoc(Info->Doc, Out);
    Out << "</details>\n";
  }
  if (!First)
    Out << "</section>\n";
}

void Page::flameScript() {
  if (HasFlameGraph)
    Out << "<script>" << htmlPart("flame-graph.js") << "</script>\n";
}

void Page::licences() {
  if (HasFlameGraph)
    Out << "<details>\n<summary>Licences of d3-flame-graph and d3, which are "
           "in this page</summary>\n<pre>"
        << html(htmlPart("flame-graph.txt")) << "</pre>\n</details>\n";
}

void printHtml(const Report &R, raw_ostream &Out) { Page(R, Out).write(); }

} // namespace p99::driver
