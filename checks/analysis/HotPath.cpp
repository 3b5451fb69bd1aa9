// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/HotPath.h"
#include "analysis/Callables.h"
#include "analysis/Loops.h"
#include "analysis/Profile.h"
#include "analysis/References.h"
#include "analysis/Unit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace p99::analysis {

HotPath::HotPath(Unit &U) : U(U) {
  for (const std::string &Text : U.options().HotFunctions) {
    llvm::Expected<llvm::GlobPattern> Pattern = llvm::GlobPattern::create(Text);
    if (Pattern)
      Patterns.push_back({Text, std::move(*Pattern)});
    else
      llvm::consumeError(Pattern.takeError());
  }
}

std::vector<std::string> HotPath::problemsOf(const GlobalOptions &Options) {
  std::vector<std::string> Problems;
  for (const std::string &Text : Options.HotFunctions)
    if (llvm::Expected<llvm::GlobPattern> Pattern =
            llvm::GlobPattern::create(Text);
        !Pattern)
      Problems.push_back("bad pattern '" + Text + "' in P99HotFunctions: " +
                         llvm::toString(Pattern.takeError()) +
                         "; write a glob such as 'shop::Handler::on*'");
  return Problems;
}

//===-- Marks -------------------------------------------------------------===//

/// The function's own, or that of a function it is written in: attributes and
/// P99HotFunctions.
std::optional<HotReason> HotPath::markOf(const FunctionDecl *F) const {
  for (const DeclContext *DC = F; DC; DC = DC->getParent()) {
    const auto *Around = dyn_cast<FunctionDecl>(DC);
    if (!Around)
      continue;
    SourceLocation Where = Around->getLocation();
    if (Around->hasAttr<HotAttr>())
      return HotReason{Where, "hot: marked with the 'hot' attribute"};
    for (const auto *Annotation : Around->specific_attrs<AnnotateAttr>())
      if (Annotation->getAnnotation() == "p99::hot")
        return HotReason{Where, "hot: annotated 'p99::hot'"};
    if (Patterns.empty())
      continue;
    std::string Name = Around->getQualifiedNameAsString();
    for (const auto &[Text, Pattern] : Patterns)
      if (Pattern.match(Name))
        return HotReason{Where, "hot: '" + Name + "' matches '" + Text +
                                    "' of P99HotFunctions"};
  }
  return std::nullopt;
}

//===-- How heat spreads --------------------------------------------------===//

bool HotPath::heat(const FunctionDecl *F, Heated How) const {
  return !isCold(F) && Hot.try_emplace(F, std::move(How)).second;
}

/// From the functions in the queue to all that they run, the nearest first, so
/// that the chains are the shortest there are.
void HotPath::spread(std::vector<const FunctionDecl *> Queue) const {
  for (size_t I = 0; I < Queue.size(); ++I) {
    const FunctionDecl *F = Queue[I];
    for (const HotEdge &Edge : Graph->edgesOf(F)) {
      if (Hot.contains(Edge.To) || isColdCode(Edge.Site))
        continue;
      const Heated &From = Hot.find(F)->second;
      if (heat(Edge.To, {From.Source, From.Root, F, &Edge}))
        Queue.push_back(Edge.To);
    }
  }
}

/// All hot functions of the unit; the graph is made when first needed.
const llvm::DenseMap<const FunctionDecl *, HotPath::Heated> &
HotPath::heated() const {
  if (Graph)
    return Hot;
  Graph = std::make_unique<HotGraph>(U);
  std::vector<const FunctionDecl *> Queue;
  for (const FunctionDecl *F : U.references().functions())
    if (std::optional<HotReason> Mark = markOf(F))
      if (F = writtenForm(F); heat(F, {Heat::Marked, std::move(*Mark)}))
        Queue.push_back(F);
  spread(std::exchange(Queue, {}));

  for (const HotGraph::Entry &Entry : Graph->entries())
    if (heat(Entry.Function, {Heat::Request, Entry.Reason}))
      Queue.push_back(Entry.Function);
  for (const FunctionDecl *Server : Graph->servers())
    for (const HotEdge &Edge : Graph->edgesOf(Server))
      if (const Stmt *Loop = Graph->servingLoopAround(Edge.Site);
          Loop && !isColdCode(Edge.Site))
        if (heat(Edge.To,
                 {Heat::Request, Graph->reasonOf(Loop), nullptr, &Edge}))
          Queue.push_back(Edge.To);
  spread(std::move(Queue));
  return Hot;
}

const HotGraph &HotPath::graph() const {
  heated();
  return *Graph;
}

//===-- The answers -------------------------------------------------------===//

const HotAnswer &HotPath::why(const FunctionDecl *F) const {
  if (F)
    F = F->getCanonicalDecl();
  auto [It, New] = Known.try_emplace(F);
  if (New && F) {
    HotAnswer Answer = compute(F);
    return Known[F] = std::move(Answer);
  }
  return It->second;
}

/// Of a longer chain the nearest two links and the last are shown.
static constexpr unsigned MaxLinks = 3;

static llvm::StringRef textOf(HotEdge::Kind How) {
  return How == HotEdge::Kind::HandOver ? "handed over here"
                                        : "called from here";
}

HotAnswer HotPath::reached(const FunctionDecl *F) const {
  auto It = heated().find(writtenForm(F));
  if (It == Hot.end()) {
    // One that is only declared here is hot by its marks.
    std::optional<HotReason> Mark = isCold(F) ? std::nullopt : markOf(F);
    return Mark ? HotAnswer{Heat::Marked, 0, {std::move(*Mark)}} : HotAnswer();
  }
  HotAnswer Answer{It->second.Source, 0, {}};
  for (const Heated *H = &It->second; H->By; H = &Hot.find(H->Caller)->second) {
    // A lambda's code is seen to stand where it does.
    if (H->By->How != HotEdge::Kind::Inside)
      Answer.Reasons.push_back(
          {H->By->Site->getBeginLoc(), textOf(H->By->How).str()});
    if (!H->Caller)
      break;
  }
  if (size_t Links = Answer.Reasons.size(); Links > MaxLinks) {
    Answer.Reasons.back().Text += ", " + std::to_string(Links - MaxLinks) +
                                  (Links == MaxLinks + 1 ? " call" : " calls") +
                                  " further up";
    Answer.Reasons.erase(Answer.Reasons.begin() + MaxLinks - 1,
                         Answer.Reasons.end() - 1);
  }
  Answer.Reasons.push_back(It->second.Root);
  return Answer;
}

HotAnswer HotPath::compute(const FunctionDecl *F) const {
  HotAnswer Answer = reached(F);
  const Profile *Samples = U.profile();
  if (!Samples || isCold(F))
    return Answer;
  Profile::Frames Frames = Samples->framesOf(F);
  Answer.Share = Samples->shareOf(Frames);
  if (Answer.Share >= MinShare) {
    const FunctionDecl *Shown = F->getDefinition() ? F->getDefinition() : F;
    Answer.Source = Heat::Profile;
    Answer.Reasons = {{Shown->getLocation(),
                       "hot: on " + percent(Answer.Share) +
                           " of the samples in " + Samples->name().str()}};
  } else if (const LambdaExpr *Lambda = U.callables().lambdaOf(F);
             Lambda && Frames.empty()) {
    // Inlined without a trace, or called by another name.
    const HotAnswer &Around = why(U.references().functionAround(Lambda));
    if (Around.Source > Answer.Source)
      return Around;
  }
  return Answer;
}

static std::string describe(std::optional<uint64_t> Rounds) {
  return Rounds ? "inside a loop of " + std::to_string(*Rounds) + " rounds"
                : "inside a loop of unknown length";
}

/// Loops proven shorter are no reason for heat.
static constexpr uint64_t FewRounds = 4;

static bool hasEndlessLoop(const Stmt *S, const Loops &All) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (Loop L = All.of(S); L && All.isEndless(L) && !All.leavesInFirstRound(L))
    return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return hasEndlessLoop(Child, All);
  });
}

HotAnswer HotPath::why(const Stmt *S) const {
  if (!S || isColdCode(S))
    return {};
  const FunctionDecl *F = U.references().functionAround(S);
  HotAnswer Answer = why(F);
  Loop L = U.loops().around(S);
  if (Answer.Source == Heat::Profile && !L &&
      hasEndlessLoop(F->getBody(), U.loops()))
    Answer = reached(F);
  if (!Answer.isHot()) {
    heated();
    if (const Stmt *Serving = Graph->servingLoopAround(S)) {
      Answer.Source = Heat::Request;
      Answer.Reasons = {Graph->reasonOf(Serving)};
      if (L.Statement == Serving)
        return Answer;
    }
  }
  if (!L || U.loops().leavesInFirstRound(L))
    return Answer;
  std::optional<uint64_t> Rounds = U.loops().tripCount(L);
  if (Rounds && *Rounds < FewRounds)
    return Answer;
  Answer.Reasons.insert(Answer.Reasons.begin(),
                        {L.Statement->getBeginLoc(), describe(Rounds)});
  if (Answer.Source == Heat::None)
    Answer.Source = Heat::Loop;
  return Answer;
}

} // namespace p99::analysis
