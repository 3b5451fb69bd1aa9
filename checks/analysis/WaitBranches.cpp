// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/WaitBranches.h"
#include "analysis/Expressions.h"
#include "analysis/Within.h"
#include "analysis/Words.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace p99::analysis {

/// The statements around `Inner` in its function or lambda, from the inside
/// out, each with the part of it that holds `Inner`, until one satisfies `Is`.
template <typename Predicate>
static bool anyAround(const Stmt *Inner, const References &Refs, Predicate Is) {
  const Stmt *Part = Inner;
  for (const Stmt *S = Refs.parent(Part); S && !isa<LambdaExpr>(S);
       Part = S, S = Refs.parent(S))
    if (Is(S, Part))
      return true;
  return false;
}

/// r = close(s); if (r == 0) break; ...; before `Part` of the block: what comes
/// then is for what has not worked.
static bool leavesIfDone(const CompoundStmt *Block, const Stmt *Part,
                         const References &Refs) {
  llvm::SmallPtrSet<const ValueDecl *, 2> Results;
  for (const Stmt *S : Block->body()) {
    if (S == Part)
      return false;
    const auto *Assign = dyn_cast<BinaryOperator>(S);
    const auto *Made = dyn_cast<DeclStmt>(S);
    if (Assign && Assign->getOpcode() == BO_Assign &&
        isa<CallExpr>(strip(Assign->getRHS())))
      Results.insert(placeOf(strip(Assign->getLHS())));
    if (const auto *V = dyn_cast_or_null<VarDecl>(
            Made && Made->isSingleDecl() ? Made->getSingleDecl() : nullptr);
        V && V->hasInit() && isa<CallExpr>(strip(V->getInit())))
      Results.insert(V);
    const auto *If = dyn_cast<IfStmt>(S);
    const bool Asks = If && anyWithin(If->getCond(), [&](const Stmt *Operand) {
                        const auto *Ref = dyn_cast<DeclRefExpr>(Operand);
                        return Ref && Results.contains(Ref->getDecl());
                      });
    if (Asks && anyWithin(If->getThen(), [](const Stmt *Leaves) {
          return isa<BreakStmt, ReturnStmt>(Leaves);
        }))
      return true;
  }
  return false;
}

bool isBackOff(llvm::ArrayRef<const Stmt *> Chain, const References &Refs) {
  bool Branch = false;
  auto Repeats = [&](const Stmt *Link) {
    return anyAround(Link, Refs, [&](const Stmt *S, const Stmt *Part) {
      const auto *Block = dyn_cast<CompoundStmt>(S);
      Branch |= isa<IfStmt>(S) || (Block && leavesIfDone(Block, Part, Refs));
      return Branch && isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S);
    });
  };
  // What is around the first call may be around the lock as well.
  return llvm::any_of(
      llvm::reverse(Chain.size() > 1 ? Chain.drop_front() : Chain), Repeats);
}

bool isBrief(const Stmt *Sleep, const References &Refs,
             const ASTContext &Context) {
  constexpr int64_t BriefUs = 1000;
  const auto *Call = dyn_cast<CallExpr>(Sleep);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!Refs.loopAround(Sleep) || !F || !F->isGlobal() || !F->getIdentifier() ||
      F->getName() != "usleep" || isa<CXXMethodDecl>(F))
    return false;
  std::optional<int64_t> Time = constantOf(argument(Call, 0), Context);
  return Time && *Time <= BriefUs;
}

/// One of the parts of `a && b && c`.
static bool anyConjunct(const Expr *Condition,
                        llvm::function_ref<bool(const Expr *)> Is) {
  Condition = Condition->IgnoreParenImpCasts();
  const auto *Both = dyn_cast<BinaryOperator>(Condition);
  if (Both && Both->getOpcode() == BO_LAnd)
    return anyConjunct(Both->getLHS(), Is) || anyConjunct(Both->getRHS(), Is);
  return Is(Condition);
}

/// The operand of `!x` and of `x == 0`, or nullptr.
static const Expr *deniedBy(const Expr *E, const ASTContext &Context) {
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot)
    return Not->getSubExpr();
  const auto *Compare = dyn_cast<BinaryOperator>(E);
  return Compare && Compare->getOpcode() == BO_EQ &&
                 constantOf(Compare->getRHS(), Context) == 0
             ? Compare->getLHS()
             : nullptr;
}

bool isAskedBefore(const Stmt *Wait, const References &Refs,
                   const ASTContext &Context) {
  auto Names = [&](const Expr *Part, llvm::ArrayRef<llvm::StringRef> Words) {
    llvm::StringRef Text = spelled(Part, Context);
    return llvm::any_of(Words, [&](llvm::StringRef Word) {
      return Text.contains_insensitive(Word);
    });
  };
  auto SaysSo = [&](const Expr *Condition) {
    return Names(Condition, {"ready", "done", "finished", "exited"}) ||
           anyConjunct(Condition, [&](const Expr *Part) {
             const Expr *Denied = deniedBy(Part, Context);
             return Denied && Names(Denied, {"running", "alive"});
           });
  };
  return anyAround(Wait, Refs, [&](const Stmt *S, const Stmt *Part) {
    const auto *If = dyn_cast<IfStmt>(S);
    const auto *Case = dyn_cast<CaseStmt>(S);
    return (If && Part == If->getThen() && SaysSo(If->getCond())) ||
           (Case && SaysSo(Case->getLHS()));
  });
}

/// n < 0, n == -1, rc, rc != 0, or run() != SUCCESS.
static bool asksForFailure(const Expr *Condition, const ASTContext &Context) {
  Condition = Condition->IgnoreParenImpCasts();
  if (const auto *Asks = dyn_cast<BinaryOperator>(Condition)) {
    const std::optional<int64_t> Limit = constantOf(Asks->getRHS(), Context);
    if (Asks->getOpcode() == BO_LT)
      return Limit == 0;
    if (Asks->getOpcode() == BO_EQ)
      return Limit && *Limit < 0;
    if (Asks->getOpcode() != BO_NE || !Limit)
      return false;
    if (spelled(Asks->getRHS(), Context).contains_insensitive("success"))
      return true;
    if (*Limit != 0)
      return false;
    Condition = Asks->getLHS()->IgnoreParenImpCasts();
  }
  return Condition->getType()->isIntegerType() &&
         saysOneOf(placeOf(Condition),
                   {"ret", "rc", "rv", "err", "error", "retval", "errcode"});
}

const Stmt *retryAround(const Stmt *Pause, const References &Refs,
                        const ASTContext &Context) {
  const Stmt *Found = nullptr;
  anyAround(Pause, Refs, [&](const Stmt *S, const Stmt *Part) {
    const auto *Loop = dyn_cast<WhileStmt>(S);
    const bool Is = Loop && Part == Loop->getBody() &&
                    anyConjunct(Loop->getCond(), [&](const Expr *E) {
                      return asksForFailure(E, Context) &&
                             anyWithin(E, [](const Stmt *Tried) {
                               return isa<CallExpr>(Tried);
                             });
                    });
    if (Is)
      Found = Loop;
    return Is;
  });
  return Found;
}

/// { log(error); return false; } or nullptr, or less than nothing.
static bool returnsFailure(const Stmt *Branch, const ASTContext &Context) {
  const auto *Block = dyn_cast<CompoundStmt>(Branch);
  const auto *Return = dyn_cast_or_null<ReturnStmt>(
      Block && !Block->body_empty() ? Block->body_back() : nullptr);
  const Expr *Value = Return ? Return->getRetValue() : nullptr;
  if (!Value || Value->isInstantiationDependent())
    return false;
  const Expr *Plain = Value->IgnoreParenCasts();
  if (Value->getType()->isPointerType())
    return isa<CXXNullPtrLiteralExpr, GNUNullExpr, IntegerLiteral>(Plain);
  const auto *Literal = dyn_cast<CXXBoolLiteralExpr>(Plain);
  std::optional<int64_t> Number = constantOf(Value, Context);
  return Literal ? !Literal->getValue() : Number && *Number < 0;
}

/// It stands in the first branch of such an `if`.
static bool isInBranchOf(const Stmt *Inner, const References &Refs,
                         llvm::function_ref<bool(const IfStmt *)> Is) {
  return anyAround(Inner, Refs, [&](const Stmt *S, const Stmt *Part) {
    const auto *If = dyn_cast<IfStmt>(S);
    return If && Part == If->getThen() && Is(If);
  });
}

/// log_err("failed"); logmsg(LOGMSG_ERROR, "failed"); LOG(ERROR) << "failed";
static bool isErrorLine(const Stmt *S, const ASTContext &Context) {
  static const llvm::StringRef Levels[] = {"err", "error", "warn", "warning",
                                           "fatal"};
  const auto *Line = dyn_cast<Expr>(S);
  if (!Line)
    return false;
  auto [Before, Text] = spelled(Line, Context).split('"');
  llvm::SmallVector<llvm::StringRef, 8> Words;
  llvm::SplitString(Before, Words, "_:(), <>\n");
  return !Text.empty() && llvm::any_of(Words, [](llvm::StringRef Word) {
    return llvm::is_contained(Levels, Word.lower());
  });
}

bool isAfterErrorLine(const Stmt *Wait, const References &Refs,
                      const ASTContext &Context) {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Refs.parent(Wait));
  if (!Block)
    return false;
  auto At = llvm::find(Block->body(), Wait);
  return At != Block->body_begin() && At != Block->body_end() &&
         isErrorLine(*std::prev(At), Context);
}

bool followsError(const Stmt *Wait, const References &Refs,
                  const ASTContext &Context) {
  return isInBranchOf(Wait, Refs, [&](const IfStmt *If) {
    return asksForFailure(If->getCond(), Context);
  });
}

bool endsInFailure(const Stmt *Line, const References &Refs,
                   const ASTContext &Context) {
  return isInBranchOf(Line, Refs, [&](const IfStmt *If) {
    return returnsFailure(If->getThen(), Context);
  });
}

} // namespace p99::analysis
