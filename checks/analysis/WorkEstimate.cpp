// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/WorkEstimate.h"
#include "analysis/Effects.h"
#include "analysis/Expressions.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

namespace {
// In nanoseconds: see docs/evidence-locks.md.
constexpr unsigned Scan = 300; ///< over some hundred elements
constexpr unsigned CopyOfContainer = 300;
constexpr unsigned CopyOfText = 30; ///< an allocation
constexpr unsigned Lookup = 50;     ///< in a tree or hash table
constexpr unsigned Builder = 100;   ///< unknown code that makes a text or
                                    ///< container
constexpr unsigned FewRounds = 8;
constexpr unsigned MaxDepth = 3;
} // namespace

static const CXXRecordDecl *recordOf(QualType T) {
  const CXXRecordDecl *Record =
      T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
  return Record ? Record->getDefinition() : nullptr;
}

static bool hasMethod(const CXXRecordDecl *Record, llvm::StringRef Name,
                      unsigned Depth = 0) {
  for (const CXXMethodDecl *Method : Record->methods())
    if (nameOf(Method) == Name)
      return true;
  return Depth < 4 && llvm::any_of(
                          Record->bases(),
                          [&](const auto &Base) {
                            const CXXRecordDecl *Class =
                                recordOf(Base.getType());
                            return Class && hasMethod(Class, Name, Depth + 1);
                          });
}

/// Owns its elements, so that a copy is one of each: no view, no array.
static bool isContainer(const CXXRecordDecl *Record) {
  return !Record->hasTrivialDestructor() && hasMethod(Record, "begin") &&
         hasMethod(Record, "size");
}
static bool isText(const CXXRecordDecl *Record) {
  return isContainer(Record) && hasMethod(Record, "c_str");
}

/// What copying an object of this class takes.
static unsigned costOfCopy(const CXXRecordDecl *Record, unsigned Depth = 0) {
  if (!Record || Depth > MaxDepth || Record->hasTrivialCopyConstructor())
    return 0;
  if (isText(Record))
    return CopyOfText;
  // Copies on write: Qt's.
  if (hasMethod(Record, "detach"))
    return 0;
  if (isContainer(Record))
    return CopyOfContainer;
  unsigned Sum = 0;
  if (!isInStd(Record)) // Not the inside of a std::function or shared_ptr.
    for (const FieldDecl *Field : Record->fields())
      Sum += costOfCopy(recordOf(Field->getType()), Depth + 1);
  return Sum;
}

static Work work(unsigned Nanoseconds, const Stmt *At, llvm::StringRef What) {
  Work W;
  Work One;
  One.Nanoseconds = Nanoseconds;
  One.Heaviest = At;
  One.What = What;
  if (Nanoseconds)
    W.add(One);
  return W;
}

bool WorkEstimate::isScan(const Stmt *S) const {
  if (!isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S))
    return false;
  Loop L = Repeats.of(S);
  if (!L || Repeats.leavesInFirstRound(L))
    return false;
  std::optional<uint64_t> Rounds = Repeats.tripCount(L);
  return !Rounds || *Rounds > FewRounds;
}

/// std::find(first, last, x) and the like go through all; searches in what is
/// sorted do not, and those that only move an iterator neither.
static bool scansRange(const CallExpr *Call) {
  const FunctionDecl *F = Call->getDirectCallee();
  if (!F || !F->getIdentifier() || isa<CXXMethodDecl>(F) || !isInStd(F) ||
      Call->getNumArgs() < 2)
    return false;
  static const llvm::StringRef Quick[] = {
      "lower_bound", "upper_bound", "equal_range", "binary_search", "swap",
      "distance",    "iter_swap",   "min",         "max",           "move"};
  if (llvm::is_contained(Quick, F->getName()))
    return false;
  QualType First = Call->getArg(0)->getType().getCanonicalType();
  QualType Second = Call->getArg(1)->getType().getCanonicalType();
  return First.getUnqualifiedType() == Second.getUnqualifiedType() &&
         (First->isPointerType() ||
          (operatorOf(First, OO_Star) && operatorOf(First, OO_PlusPlus)));
}

Work WorkEstimate::ofCall(const CallExpr *Call, unsigned Depth) const {
  if (scansRange(Call))
    return work(Scan, Call, "goes through a range");
  const FunctionDecl *F = Call->getDirectCallee();
  if (!F)
    return {};
  const Expr *Object = objectOf(Call);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    const CXXRecordDecl *Left = Operator->getNumArgs()
                                    ? recordOf(Operator->getArg(0)->getType())
                                    : nullptr;
    bool Container = Left && isContainer(Left) && !isText(Left);
    switch (Operator->getOperator()) {
    case OO_Equal:
      if (Operator->getNumArgs() == 2 && Left &&
          Operator->getArg(1)->isLValue())
        return work(costOfCopy(Left), Call, "copies");
      return {};
    case OO_EqualEqual:
    case OO_ExclaimEqual:
    case OO_Less:
    case OO_Spaceship:
      return work(Container ? Scan : 0, Call, "compares containers");
    case OO_Plus:
    case OO_PlusEqual:
      return work(Left && isText(Left) ? CopyOfText : 0, Call, "builds a text");
    case OO_Subscript:
      // A vector's is nothing; a map's takes a key.
      return work(Container && hasMethod(Left, "find") ? Lookup : 0, Call,
                  "looks up");
    default:
      break;
    }
  }
  if (Object && F->getIdentifier()) {
    const CXXRecordDecl *Class = recordOf(Object->getType());
    static const llvm::StringRef LookUps[] = {
        "find",        "count",       "contains", "at",
        "lower_bound", "upper_bound", "value",    "equal_range"};
    if (Class && isContainer(Class) && !isText(Class) &&
        hasMethod(Class, "find") && llvm::is_contained(LookUps, F->getName()))
      return work(Lookup, Call, "looks up");
  }
  const SourceManager &SM = F->getASTContext().getSourceManager();
  const FunctionDecl *Body = nullptr;
  if (References::hasVisibleBody(F) && F->hasBody(Body) &&
      !SM.isInSystemHeader(SM.getExpansionLoc(F->getLocation()))) {
    if (Depth >= MaxDepth)
      return {};
    auto [It, New] = Known.try_emplace(F->getCanonicalDecl());
    if (New) {
      Work Inside = in(Body->getBody(), Depth + 1);
      Known[F->getCanonicalDecl()] = Inside;
    }
    const Work &Inside = Known[F->getCanonicalDecl()];
    return work(Inside.Nanoseconds, Call, Inside.What);
  }
  // Code that is not in sight, and makes something to own. Accessors answer
  // with references.
  const CXXRecordDecl *Made = recordOf(F->getReturnType());
  if (Made && !F->getReturnType()->isReferenceType() && isContainer(Made) &&
      !isa<CXXOperatorCallExpr>(Call)) {
    bool Std = isInStd(F);
    return work(Std || isText(Made) ? (Std ? CopyOfText : Builder) : Builder,
                Call, "builds a text or container");
  }
  return {};
}

Work WorkEstimate::of(const Expr *E, unsigned Depth) const {
  if (E->isTypeDependent())
    return {};
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return ofCall(Call, Depth);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    const CXXRecordDecl *Record =
        Construct->getConstructor()->getParent()->getDefinition();
    if (!Record || Construct->isElidable())
      return {};
    if (Construct->getConstructor()->isCopyConstructor())
      return work(costOfCopy(Record), E, "copies");
    if (Construct->getNumArgs() >= 2 && isContainer(Record) &&
        isPointerLike(Construct->getArg(0)->getType()))
      return work(CopyOfContainer, E, "copies");
    if (Construct->getNumArgs() >= 1 && isText(Record) &&
        !Construct->getConstructor()->isMoveConstructor())
      return work(CopyOfText, E, "builds a text");
    return {};
  }
  if (isa<CXXNewExpr>(E))
    return work(CopyOfText, E, "allocates");
  return {};
}

Work WorkEstimate::in(const Stmt *S, unsigned Depth) const {
  Work Sum;
  if (!S)
    return Sum;
  if (isScan(S)) {
    Sum.add(work(Scan, S, "loops"));
    return Sum; // What is in it is part of that.
  }
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
    S = Lambda->getBody();
  if (const auto *E = dyn_cast<Expr>(S))
    Sum.add(of(E, Depth));
  for (const Stmt *Child : S->children())
    Sum.add(in(Child, Depth));
  return Sum;
}

} // namespace p99::analysis
