// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/reporters/HtmlFlame.h"
#include "analysis/FrameNames.h"
#include "analysis/Profile.h"
#include "driver/findings/Utf8.h"
#include "driver/reporters/CallTree.h"
#include "driver/reporters/HtmlFindings.h"
#include "driver/reporters/HtmlParts.h"
#include "driver/reporters/HtmlText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace p99::driver {

/// Stacks that are deeper than this recurse through several functions.
static constexpr unsigned Deepest = 256;

/// So many functions are a list to work through.
static constexpr size_t MostRows = 25;
static constexpr size_t MostLinks = 10;

namespace {

/// Which findings a frame carries, by the name of the function: that of a
/// lambda has those of the function that it is written in.
class Carriers {
public:
  explicit Carriers(ArrayRef<Finding> Findings) {
    for (const Finding &F : Findings)
      if (F.Share && *F.Share > 0 && !F.Function.empty())
        ByKey[analysis::parseFrame(F.Function).Key].push_back(&F);
  }

  std::vector<const Finding *> of(StringRef Frame) const {
    analysis::FrameName Name = analysis::parseFrame(Frame);
    std::vector<const Finding *> Found = named(Name);
    for (const analysis::FrameName &Lambda : Name.Carried)
      for (const Finding *F : named(Lambda))
        if (!is_contained(Found, F))
          Found.push_back(F);
    return Found;
  }

private:
  std::vector<const Finding *> named(const analysis::FrameName &Name) const {
    StringRef Key = Name.Key;
    Key = Key.take_front(Key.find(("::" + analysis::LambdaPart).str()));
    auto Found = ByKey.find(Key);
    return Found == ByKey.end() ? std::vector<const Finding *>()
                                : Found->second;
  }

  std::map<std::string, std::vector<const Finding *>, std::less<>> ByKey;
};

class FlameWriter {
public:
  FlameWriter(const CallTree &Tree, ArrayRef<Finding> Findings, size_t Most,
              raw_ostream &Out)
      : Tree(Tree), Carrying(Findings), Least(Tree.leastOf(Most)), J(Out) {}

  void write() {
    J.object([&] {
      J.attributeObject("tree", [&] { node(Tree.root(), 0, "all", 0); });
      J.attributeArray("names", [&] {
        for (const std::string &Name : Names)
          J.value(Name);
      });
      J.attributeObject("findings", [&] {
        for (const auto &[Number, Fingerprints] : Marks)
          J.attributeArray(std::to_string(Number), [&, &Known = Fingerprints] {
            for (StringRef Fingerprint : Known)
              J.value(Fingerprint);
          });
      });
    });
  }

private:
  /// Numbers what is printed.
  unsigned numberOf(unsigned Frame, StringRef Text) {
    auto [It, New] = Numbers.try_emplace(Frame, Names.size());
    if (New) {
      Names.push_back(utf8(demangle(Text)));
      for (const Finding *F : Carrying.of(Text))
        Marks[It->second].push_back(F->Fingerprint);
    }
    return It->second;
  }

  void node(const CallTree::Node &N, unsigned Frame, StringRef Text,
            unsigned Depth) {
    J.attribute("n", numberOf(Frame, Text));
    J.attribute("v", N.Weight);
    std::vector<std::pair<StringRef, std::pair<unsigned, unsigned>>> Callees;
    if (Depth < Deepest)
      for (auto [Name, Index] : N.Callees)
        if (Tree.node(Index).Weight >= Least)
          Callees.push_back({Tree.names()[Name], {Name, Index}});
    if (Callees.empty())
      return;
    // By name, so that two profiles of one program look alike.
    sort(Callees);
    J.attributeArray("c", [&] {
      for (const auto &[Name, At] : Callees)
        J.object([&, &Name = Name, &At = At] {
          // Number 0 is that of the root.
          node(Tree.node(At.second), At.first + 1, Name, Depth + 1);
        });
    });
  }

  const CallTree &Tree;
  Carriers Carrying;
  double Least;
  json::OStream J;
  std::map<unsigned, unsigned> Numbers;
  std::vector<std::string> Names;
  std::map<unsigned, std::vector<StringRef>> Marks;
};

} // namespace

std::string flameData(const CallTree &Tree, ArrayRef<Finding> Findings,
                      size_t Most) {
  std::string Text;
  raw_string_ostream Out(Text);
  FlameWriter(Tree, Findings, Most, Out).write();
  return Text;
}

/// The functions that findings are in, the hottest first.
static void printTable(const Report &R, raw_ostream &Out) {
  std::vector<FindingGroup> Functions =
      groupBy(R.Findings, [](const Finding &F) { return F.Function; });
  erase_if(Functions, [](const FindingGroup &G) {
    return G.Name.empty() || G.share().value_or(0) <= 0;
  });
  if (Functions.empty())
    return;
  Out << "<table class=\"functions\">\n<caption>Hot functions with "
         "findings</caption>\n<thead><tr><th scope=\"col\">Samples</th><th "
         "scope=\"col\">Function</th><th scope=\"col\">Findings</th></tr>"
         "</thead>\n<tbody>\n";
  for (const FindingGroup &G : ArrayRef(Functions).take_front(MostRows)) {
    Out << "<tr><td>" << analysis::percent(*G.share()) << "</td><td><code>"
        << html(G.Name) << "</code></td><td><ul>";
    for (const Finding *F : ArrayRef(G.Findings).take_front(MostLinks))
      Out << "<li><a href=\"#f-" << htmlId(F->Fingerprint) << "\">"
          << html(F->Main.Text) << "</a></li>";
    if (G.Findings.size() > MostLinks)
      Out << "<li>… and " << G.Findings.size() - MostLinks << " more</li>";
    Out << "</ul></td></tr>\n";
  }
  Out << "</tbody>\n</table>\n";
  if (Functions.size() > MostRows)
    Out << "<p>… and " << Functions.size() - MostRows << " more.</p>\n";
}

/// False if it says why there is none instead.
static bool printGraph(const Report &R, raw_ostream &Out) {
  auto None = [&](StringRef Why) {
    Out << "<p class=\"none\">No flame graph: " << html(Why) << ".</p>\n";
    return false;
  };
  if (R.ProfileFile.empty())
    return None("it is drawn of the profile that '--profile' names");
  Expected<CallTree> Tree = CallTree::read(R.ProfileFile);
  if (!Tree)
    return None(toString(Tree.takeError()));
  if (htmlPart("flame-graph.js").empty())
    return None("this p99-tidy was built without d3-flame-graph");
  Out << "<div id=\"flame\" hidden>\n<p class=\"tools\"><button "
         "type=\"button\" id=\"flame-reset\">Show all</button><span "
         "class=\"legend\"><span class=\"key carries\">has "
         "findings</span><span "
         "class=\"key leads\">leads to some</span></span></p>\n"
         "<div id=\"flame-graph\"></div>\n"
         "<p id=\"flame-label\">&nbsp;</p>\n"
         "<div id=\"flame-findings\" role=\"status\"></div>\n</div>\n"
         "<noscript><p>The flame graph needs JavaScript.</p></noscript>\n"
         "<script type=\"application/json\" id=\"flame-data\">"
      << scriptJson(flameData(*Tree, R.Findings)) << "</script>\n";
  return true;
}

bool printHtmlProfile(const Report &R, raw_ostream &Out) {
  if (R.Profiles.empty() && R.ProfileFile.empty())
    return false;
  Out << "<section id=\"profile\">\n<h2>Profile</h2>\n";
  for (const ProfileUse &Use : R.Profiles)
    Out << "<p>" << html(toString(Use)) << ".</p>\n";
  bool HasGraph = printGraph(R, Out);
  printTable(R, Out);
  Out << "</section>\n";
  return HasGraph;
}

} // namespace p99::driver
