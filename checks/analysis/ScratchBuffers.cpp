// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/ScratchBuffers.h"
#include "analysis/CallSummaries.h"
#include "analysis/Expressions.h"
#include "analysis/RunOnce.h"
#include "analysis/Spawns.h"
#include "analysis/StdTypes.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "analysis/Words.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/StmtOpenMP.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceManager.h"
#include <utility>

using namespace clang;

namespace p99::analysis {

namespace {

/// What libstdc++ and libc++ keep in the string itself, generously.
constexpr uint64_t InPlace = 32;
/// A loop of no more appends than this need not outgrow that.
constexpr uint64_t FewAppends = 16;
constexpr unsigned MaxDepth = 2;
/// A round that calls more functions than this, other than those of std, has
/// more to do than to allocate.
constexpr unsigned ManyCalls = 12;
/// To make a stream takes about as long as a call or two.
constexpr unsigned ManyBesideStream = 1;

class Search {
public:
  Search(Unit &U, unsigned MinTripCount)
      : U(U), Refs(U.references()), MinTripCount(MinTripCount) {}

  std::vector<LoopBuffer> run();

private:
  void consider(const VarDecl *V);
  bool isSeldomRun(const Stmt *S) const;
  bool isEligible(const Loop &L);
  bool isCostly(const Stmt *S);
  bool isCostlyCall(const Expr *Call);
  bool isForOthers(const FunctionDecl *F);
  const Stmt *outermost(const Loop &L);

  struct Growth {
    const Expr *At = nullptr;
    const FunctionDecl *Through = nullptr;
    bool Leaves = false;
    bool Formats = false;
  };
  Growth growthOf(const ValueDecl *D, BufferType Type, const Stmt *Within,
                  unsigned Depth = 0);
  const Stmt *growingLoop(const Expr *Use, const Stmt *Within) const;
  bool isLarge(const Expr *Size, BufferType Type, QualType Buffer) const;
  bool asksForSize(const VarDecl *V, BufferType Type) const;

  Unit &U;
  const References &Refs;
  unsigned MinTripCount;
  std::vector<LoopBuffer> Found;
  llvm::DenseSet<SourceLocation> Seen;
  llvm::DenseMap<const Stmt *, bool> Eligible;
};

//===-- The loop ----------------------------------------------------------===//

bool Search::isSeldomRun(const Stmt *S) const {
  const FunctionDecl *F = Refs.functionAround(S);
  return !F || U.hotPath().isColdCode(S) || U.hotPath().isCold(F) ||
         isAdministration(F) || isAboutSettings(F) || isStartUp(F, Refs) ||
         isShutDown(F, Refs);
}

/// gateway.sendCommand(text), whose body is elsewhere or goes on elsewhere.
static bool saysItTalks(const FunctionDecl *F, const ModelIndex &Models) {
  return F && !isInStd(F) && !Models.find(F) &&
         saysOneOf(F, {"send", "receive", "recv"});
}

/// What takes so long that nobody sees an allocation beside it.
bool Search::isCostlyCall(const Expr *Call) {
  if (U.hotPath().isColdCode(Call))
    return false;
  if (spawnOf(Call, U.models()))
    return true;
  std::optional<Blocking> B = U.callSummaries().blocks(Call);
  return (B && B->Kind != BlockKind::Log) ||
         saysItTalks(calleeOf(Call), U.models());
}

/// It puts together a request and waits for the answer, or runs a program.
bool Search::isForOthers(const FunctionDecl *F) {
  return F && llvm::any_of(Refs.callsIn(F), [&](const Expr *Call) {
           std::optional<Blocking> B = U.callSummaries().blocks(Call);
           return (B && (B->Kind == BlockKind::Peer ||
                         B->Kind == BlockKind::Process)) ||
                  saysItTalks(calleeOf(Call), U.models());
         });
}

/// std::cout, std::endl, std::flush
static bool printsLine(const NamedDecl *D) {
  static const llvm::StringRef Streams[] = {"cout", "cerr", "endl", "flush"};
  return isInStd(D) && llvm::is_contained(Streams, nameOf(D));
}

/// Such a call, or a line at a time to a file or terminal.
bool Search::isCostly(const Stmt *S) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return printsLine(Ref->getDecl());
  if (!isa<CallExpr, CXXConstructExpr>(S))
    return false;
  llvm::StringRef Name = nameOf(calleeOf(cast<Expr>(S)));
  return Name == "printf" || Name == "puts" || isCostlyCall(cast<Expr>(S));
}

/// `for (I = Range.first; I != Range.second; ++I)`: the elements of one key.
static bool goesThroughOneKey(const Stmt *Loop) {
  return isa<ForStmt>(Loop) && anyWithin(conditionOf(Loop), [](const Stmt *S) {
           const auto *Member = dyn_cast<MemberExpr>(S);
           return Member && nameOf(Member->getMemberDecl()) == "second" &&
                  isStdClass(Member->getBase()->getType(), "pair");
         });
}

/// while (getline(std::cin, Line)): what somebody types.
static bool readsTerminal(const Stmt *Loop) {
  return anyWithin(conditionOf(Loop), [](const Stmt *S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    return Ref && isInStd(Ref->getDecl()) && nameOf(Ref->getDecl()) == "cin";
  });
}

bool Search::isEligible(const Loop &L) {
  if (!L || L.Callable)
    return false;
  auto [It, New] = Eligible.try_emplace(L.Statement, false);
  if (!New)
    return It->second;
  const Loops &All = U.loops();
  if (goesThroughOneKey(L.Statement) || readsTerminal(L.Statement) ||
      All.leavesInFirstRound(L) || All.isEndless(L) || All.servesEventsOf(L) ||
      All.tripCount(L).value_or(MinTripCount) < MinTripCount)
    return false;
  // Each thread of a parallel loop needs its own.
  for (const Stmt *S = L.Statement; S; S = Refs.parent(S))
    if (isa<OMPExecutableDirective, CapturedStmt>(S))
      return false;
  bool Light =
      !anyWithin(L.Statement, [this](const Stmt *S) { return isCostly(S); });
  return Eligible[L.Statement] = Light;
}

const Stmt *Search::outermost(const Loop &L) {
  const Stmt *Above = L.Statement;
  for (Loop Outer = U.loops().around(Above); isEligible(Outer);
       Outer = U.loops().around(Above))
    Above = Outer.Statement;
  return Above;
}

//===-- Growth ------------------------------------------------------------===//

/// `while (isdigit(*P))`: what a number is made of fits into a string itself.
static bool takesDigits(const Stmt *Loop) {
  return anyWithin(conditionOf(Loop), [](const Stmt *S) {
    const auto *Call = dyn_cast<CallExpr>(S);
    return Call && nameOf(calleeOf(Call)).contains_insensitive("digit");
  });
}

/// The outermost loop between the use and the statement, if it goes round often
/// enough, and each time the statement runs.
const Stmt *Search::growingLoop(const Expr *Use, const Stmt *Within) const {
  const Stmt *Growing = nullptr;
  for (const Stmt *S = Use; S && S != Within; S = Refs.parent(S))
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S)) {
      Loop L = U.loops().of(S);
      if (!U.loops().leavesInFirstRound(L) && !takesDigits(S) &&
          U.loops().tripCount(L).value_or(FewAppends + 1) > FewAppends)
        Growing = S;
    }
  return Growing && runsEachTime(Growing, Within, Refs) ? Growing : nullptr;
}

bool Search::isLarge(const Expr *Size, BufferType Type, QualType Buffer) const {
  Expr::EvalResult Value;
  if (!Size || Size->isValueDependent())
    return false;
  if (!Size->EvaluateAsInt(Value, U.ast()))
    return true;
  return Type == BufferType::Vector
             ? Value.Val.getInt() != 0
             : Value.Val.getInt().getExtValue() > int64_t(InPlace);
}

/// std::vector<char> Buffer(Size), with elements that can be assigned over.
bool Search::asksForSize(const VarDecl *V, BufferType Type) const {
  const auto *Made =
      dyn_cast_or_null<CXXConstructExpr>(V->getInit()->IgnoreImplicit());
  if (!Made || Made->isListInitialization() || Made->getNumArgs() == 0 ||
      (Type != BufferType::Vector && Type != BufferType::Text))
    return false;
  const CXXConstructorDecl *F = Made->getConstructor();
  return F->getParamDecl(0)->getType()->isIntegerType() &&
         isLarge(Made->getArg(0), Type, V->getType());
}

Search::Growth Search::growthOf(const ValueDecl *D, BufferType Type,
                                const Stmt *Within, unsigned Depth) {
  Growth G;
  llvm::DenseMap<const Stmt *, unsigned> Appends;
  for (const Expr *Use : Refs.usesOf(D)) {
    UseOfBuffer What = useOfBuffer(Use, Refs);
    // A lambda's body is not in the statement around the lambda.
    bool Inside = false;
    for (const Stmt *S = Use; S && !isa<LambdaExpr>(S); S = Refs.parent(S))
      Inside |= S == Within;
    if (!Inside || What.What == BufferUse::Leaves) {
      G.Leaves = true;
      return G;
    }
    auto Evident = [&](const Expr *At, const FunctionDecl *Through = nullptr) {
      if (!G.At && runsEachTime(Use, Within, Refs)) {
        G.At = At;
        G.Through = Through;
      }
    };
    switch (What.What) {
    case BufferUse::Leaves:
    case BufferUse::Reads:
      break;
    case BufferUse::Formats:
      G.Formats = true;
      break;
    case BufferUse::Fills:
      Evident(Use);
      break;
    case BufferUse::Sizes:
      if (isLarge(What.Of, Type, D->getType()))
        Evident(Use);
      break;
    case BufferUse::Grows:
      // Of two appends in branches one is always taken, as when a text is
      // escaped; a single one may be the rare case.
      if (const Stmt *Loop = growingLoop(Use, Within)) {
        unsigned Branches = runsEachTime(Use, Loop, Refs) ? 2 : 1;
        if ((Appends[Loop] += Branches) >= 2 && !G.At)
          G.At = Use;
      }
      break;
    case BufferUse::Hands: {
      G.Formats = true;
      const FunctionDecl *F = calleeOf(What.Of), *Body = nullptr;
      if (!F || !What.Parameter || Depth >= MaxDepth || !Callables::isOwn(F) ||
          !F->hasBody(Body))
        break;
      unsigned N = What.Parameter->getFunctionScopeIndex();
      Growth Below =
          growthOf(Body->getParamDecl(N), Type, Body->getBody(), Depth + 1);
      if (Below.Leaves) {
        G.Leaves = true;
        return G;
      }
      if (Below.At)
        Evident(Below.At, F);
      break;
    }
    }
  }
  return G;
}

//===-- The search --------------------------------------------------------===//

/// out << number, but for what goes to the buffer itself.
static bool writes(const Stmt *S, const VarDecl *Buffer) {
  const auto *Insertion = dyn_cast<CXXOperatorCallExpr>(S);
  if (!Insertion || Insertion->getOperator() != OO_LessLess)
    return false;
  const Expr *Stream = Insertion->getArg(0)->IgnoreParenImpCasts();
  while (const auto *Before = dyn_cast<CXXOperatorCallExpr>(Stream))
    Stream = Before->getArg(0)->IgnoreParenImpCasts();
  return isStdClass(Insertion->getType().getNonReferenceType(),
                    "basic_ostream") &&
         placeOf(strip(Stream)) != Buffer;
}

static bool doesMuch(const Stmt *Round, const VarDecl *Buffer, unsigned Limit) {
  unsigned Calls = 0;
  return anyWithin(Round, [&](const Stmt *S) {
    const auto *Call = dyn_cast<CallExpr>(S);
    const FunctionDecl *F = Call ? calleeOf(Call) : nullptr;
    // isspace() and strlen() are as quick as what std has.
    const bool Counts =
        F &&
        ((!isInStd(F) && !F->isOverloadedOperator() && !F->getBuiltinID()) ||
         writes(S, Buffer));
    return Counts && ++Calls > Limit;
  });
}

void Search::consider(const VarDecl *V) {
  BufferType Type = bufferType(V->getType());
  if (Type == BufferType::None || !V->hasLocalStorage() ||
      isa<ParmVarDecl>(V) || V->isInitCapture() || V->isExceptionVariable() ||
      !V->getInit() || V->getDeclContext()->isDependentContext())
    return;
  const auto *Declaration =
      dyn_cast_or_null<DeclStmt>(Refs.parent(V->getInit()));
  if (!Declaration || !Declaration->isSingleDecl())
    return;
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Refs.parent(Declaration));
  Loop L = Block ? U.loops().of(Refs.parent(Block)) : Loop();
  if (!L || L.Body != Block || isSeldomRun(Declaration))
    return;
  const auto *Made = dyn_cast<CXXConstructExpr>(V->getInit()->IgnoreImplicit());
  if (!Made)
    return;
  const bool Stream = Type == BufferType::Output || Type == BufferType::Input;
  const bool Sized = asksForSize(V, Type);
  // One that begins with something is a copy, not a buffer.
  if (!Sized && Type != BufferType::Input &&
      llvm::any_of(Made->arguments(), [](const Expr *A) {
        const auto *Text = dyn_cast<clang::StringLiteral>(A->IgnoreImpCasts());
        return !isa<CXXDefaultArgExpr>(A) && !(Text && Text->getLength() == 0);
      }))
    return;
  Growth G = growthOf(V, Type, Block);
  if (G.Leaves || (!G.At && !Sized && !Stream) || !isEligible(L))
    return;
  HotAnswer Hot = U.hotPath().why(Declaration);
  // Lines of a file that is read once in a while; one of many things to do,
  // also where it is not known how many.
  // Behind a header that is missing the compiler drops whole statements.
  if (!Hot.isHot() &&
      (Type == BufferType::Input || containsErrors(Block, U.ast()) ||
       U.ast().getDiagnostics().hasFatalErrorOccurred() ||
       doesMuch(Block, V, Stream ? ManyBesideStream : ManyCalls) ||
       isForOthers(Refs.functionAround(Declaration))))
    return;
  if (!Seen.insert(V->getLocation()).second)
    return;
  const Expr *At = Sized || Stream ? nullptr : G.At;
  Found.push_back({V,
                   Type,
                   Declaration,
                   L,
                   outermost(L),
                   At,
                   At ? G.Through : nullptr,
                   !(Stream && G.Formats),
                   {}});
  if (Hot.isHot())
    Found.back().Hot = std::move(Hot.Reasons);
}

std::vector<LoopBuffer> Search::run() {
  for (const ValueDecl *D : Refs.valued())
    if (const auto *V = dyn_cast<VarDecl>(D))
      consider(V);
  llvm::sort(Found, [&](const auto &A, const auto &B) {
    return U.ast().getSourceManager().isBeforeInTranslationUnit(
        A.Variable->getLocation(), B.Variable->getLocation());
  });
  return std::move(Found);
}

} // namespace

std::vector<LoopBuffer> scratchBuffers(Unit &U, unsigned MinTripCount) {
  return Search(U, MinTripCount).run();
}

} // namespace p99::analysis
