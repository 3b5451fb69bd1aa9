// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/DirectWaits.h"
#include "analysis/ClientStubs.h"
#include "analysis/ConstantArguments.h"
#include "analysis/Deadlines.h"
#include "analysis/Devices.h"
#include "analysis/Expressions.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "analysis/Words.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include <utility>

using namespace clang;

namespace p99::analysis {

/// Its definition is the user's own code: a function that happens to be called
/// as one of a library is, or the library's own source.
static bool isDefinedHere(const FunctionDecl *F, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  const FunctionDecl *Definition = nullptr;
  return F && F->isDefined(Definition) &&
         SM.isInMainFile(SM.getExpansionLoc(Definition->getLocation()));
}

const Model *DirectWaits::modelOf(const Expr *Call) const {
  const FunctionDecl *F = calleeOf(Call);
  if (!F || isDefinedHere(F, U.ast()))
    return nullptr;
  if (const Model *M = U.models().find(F))
    return M;
  return modelOfStub(Call, U, [](const Model &M) {
    return M.TimesOut && M.TimesOut->How == TimesOut::Shape::Context;
  });
}

bool DirectWaits::isModelled(const Expr *Call) {
  const Model *M = modelOf(Call);
  return M && M->Blocks;
}

//===-- Streams -----------------------------------------------------------===//

/// `a << b << std::endl` flushes `a`; so does `a.flush()`, and std::getline()
/// reads its first argument. What that waits for is a matter of the stream.
std::optional<Blocking> DirectWaits::flush(const Expr *Call) const {
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  const Model *M = nullptr;
  const Expr *Stream = nullptr;
  std::string Name;
  if (Operator && Operator->getOperator() == OO_LessLess &&
      Operator->getNumArgs() == 2) {
    const auto *Named = dyn_cast<DeclRefExpr>(strip(Operator->getArg(1)));
    const auto *F = Named ? dyn_cast<FunctionDecl>(Named->getDecl()) : nullptr;
    M = F ? U.models().find(F) : nullptr;
    Stream = Operator->getArg(0);
    if (F)
      Name = F->getNameAsString();
  } else if (const auto *Method = dyn_cast<CXXMemberCallExpr>(Call)) {
    M = U.models().find(Method->getMethodDecl());
    Stream = Method->getImplicitObjectArgument();
    if (M)
      Name = Method->getMethodDecl()->getNameAsString();
  } else if (const FunctionDecl *F = calleeOf(Call);
             F && isInStd(F) && argument(Call, 0)) {
    M = U.models().find(F);
    Stream = argument(Call, 0);
    Name = F->getNameAsString();
  }
  if (!M || M->Blocks != BlockKind::Log || !Stream)
    return std::nullopt;
  for (;;) {
    Stream = Stream->IgnoreParenImpCasts();
    const auto *Inner = dyn_cast<CXXOperatorCallExpr>(Stream);
    if (!Inner || Inner->getOperator() != OO_LessLess)
      break;
    Stream = Inner->getArg(0);
  }
  const ValueDecl *D = placeOf(strip(Stream));
  const Model *Known = D ? U.models().find(D) : nullptr;
  if (!Known)
    Known = U.models().find(Stream->getType());
  if (!Known || !Known->Blocks)
    return std::nullopt; // It may be a buffer in memory.
  return Blocking{*Known->Blocks, {Call}, std::move(Name), M, D, {}};
}

//===-- Arguments and handles ---------------------------------------------===//

bool DirectWaits::isExcused(const Expr *Call, const Model &M) const {
  Deadlines &Limits = U.deadlines();
  auto AnyHolds = [&](const std::vector<ArgumentTest> &Tests) {
    return llvm::any_of(Tests, [&](const ArgumentTest &Test) {
      return Limits.hold(Test, Call, /*InDoubt=*/true);
    });
  };
  if (!Limits.hold(M.OnlyIf, Call, /*InDoubt=*/false) || AnyHolds(M.Unless))
    return true;
  if (!M.TimesOut)
    return false;
  const TimesOut &T = *M.TimesOut;
  if (!Limits.hold(T.OnlyIf, Call, /*InDoubt=*/false) || AnyHolds(T.Unless))
    return true;
  if (T.How != TimesOut::Shape::Argument)
    return false;
  // A limit of zero asks and comes back, unless zero stands for ever.
  const Expr *Limit = argument(Call, T.Argument - 1);
  if (!Limit || isa<CXXDefaultArgExpr>(Limit))
    return false;
  if (T.Infinite == Unlimited::Null)
    return isZeroTime(Limit, U.references(), U.ast());
  return T.Infinite != Unlimited::Zero &&
         T.Infinite != Unlimited::ZeroOrNegative &&
         Limits.isUnlimited(Limit, Unlimited::Zero).value_or(false);
}

/// session->video_rtcp_fd, udp_sock: what such sockets send never waits.
static bool namesDatagrams(const ValueDecl *Handle) {
  return saysOneOf(Handle, {"udp", "dgram", "rtp", "rtcp"});
}

/// if (result.wait_for(0s) == ready) use(result.get()): what another function
/// has asked before says nothing of this one.
bool DirectWaits::isSetBeside(const Expr *Call,
                              const HandleFacts &Facts) const {
  const References &Refs = U.references();
  return llvm::any_of(Facts.ModelledCalls, [&](const Expr *Other) {
    const Model *M = U.models().find(calleeOf(Other));
    return M && !M->SetsDeadline.empty() &&
           Refs.functionAround(Other) == Refs.functionAround(Call);
  });
}

/// select(0, NULL, NULL, NULL, &pause) and poll(NULL, 0, 100) sleep.
static bool isForNothing(const Expr *Call, const Model &M) {
  auto IsNull = [&](unsigned Number) {
    const Expr *E = argument(Call, Number - 1);
    return E && E->isNullPointerConstant(calleeOf(Call)->getASTContext(),
                                         Expr::NPC_ValueDependentIsNotNull);
  };
  return M.TimesOut && !M.TimesOut->Descriptors.empty() &&
         llvm::all_of(M.TimesOut->Descriptors, IsNull);
}

/// What a call on a handle waits for; nullopt if the handle does not block.
std::optional<BlockKind> DirectWaits::kindOf(const Expr *Call, const Model &M) {
  BlockKind Kind = *M.Blocks;
  if (isForNothing(Call, M))
    return BlockKind::Sleep;
  // BIO_read() and SSL_shutdown() of a stream that the code drives itself.
  if (!M.TimesOut)
    return Kind == BlockKind::Peer && isAskedAgain(Call)
               ? std::nullopt
               : std::optional<BlockKind>(Kind);
  const TimesOut &T = *M.TimesOut;
  bool Socket = T.How == TimesOut::Shape::Socket;
  const Expr *Handle = T.Handle.Index == Place::Result ||
                               T.How == TimesOut::Shape::Context ||
                               T.How == TimesOut::Shape::String
                           ? nullptr
                           : at(T.Handle, Call);
  if (!Handle)
    return Kind;
  std::string Type = Handle->getType().getCanonicalType().getAsString();
  for (llvm::StringRef Name : T.UnlessType)
    if (Type.find(Name) != std::string::npos)
      return std::nullopt;
  HandleFacts Facts = U.deadlines().of(Handle, calleeOf(Call));
  if (Facts.AllSet && (Kind != BlockKind::Thread || isSetBeside(Call, Facts)))
    return std::nullopt;
  // while (read(fd, &c, 1) == 1); empties what does not block.
  const auto *Loop = dyn_cast_or_null<WhileStmt>(
      Socket ? U.references().loopAround(Call) : nullptr);
  if (Loop && isa<NullStmt>(Loop->getBody()) &&
      isWithin(Call, Loop->getCond(), U.references()))
    return std::nullopt;
  // Whoever wakes others with a descriptor does not wait for them; who reads it
  // waits to be woken.
  if (Facts.Wakes)
    return Socket && T.Knobs.front().Name == "receive"
               ? std::optional<BlockKind>(BlockKind::Thread)
               : std::nullopt;
  // SSL_read(ssl, ...), where SSL_ERROR_WANT_READ is an answer.
  if (T.How == TimesOut::Shape::Handle && Kind == BlockKind::Peer &&
      isAskedAgain(Call, placeOf(strip(Handle))))
    return std::nullopt;
  if (!Socket)
    return Kind;
  if (Facts.isKnown() && Facts.Origins.empty() && !Facts.Created &&
      !Facts.Places.empty() &&
      !U.references().valuesOf(Facts.Places.front()).empty())
    return std::nullopt; // Only ever -1.
  if (isAskedAgain(Call, placeOf(strip(Handle))) ||
      askedIn(U.references().functionAround(Call)).ForDatagrams)
    return std::nullopt;
  // What is made by a call that knows files is one.
  bool Known = false;
  for (const Expr *Origin : Facts.Origins) {
    const Model *Maker = U.models().find(calleeOf(Origin));
    Known |= Maker && (Maker->Creates || Maker->Blocks == BlockKind::File);
    if (Maker && Maker->Creates)
      Kind = BlockKind::Peer;
    else if (Maker && Maker->Blocks == BlockKind::File)
      return BlockKind::File;
  }
  // write(fd, &one, sizeof one): of a descriptor that may be anything, most
  // often one that wakes a thread.
  if (Kind == BlockKind::File && !Known && T.Knobs.front().Name == "send")
    return std::nullopt;
  if (T.Knobs.front().Name == "send" && namesDatagrams(placeOf(strip(Handle))))
    return std::nullopt;
  // A server's idle wait; what it sends from there are datagrams.
  if (Facts.isSet("bound")) {
    if (T.Knobs.front().Name == "send")
      return std::nullopt;
    Kind = BlockKind::Events;
  }
  return Kind;
}

/// The object of a method; of a C function the argument that its model calls
/// the handle, or else the first that looks like one: `FILE *`, `sqlite3 *`, a
/// descriptor in front.
static const ValueDecl *handleOf(const Expr *Call, const Model &M) {
  if (M.TimesOut && M.TimesOut->How != TimesOut::Shape::Argument &&
      M.TimesOut->How != TimesOut::Shape::String)
    if (const Expr *Handle = at(M.TimesOut->Handle, Call))
      return placeOf(strip(Handle));
  if (const Expr *Object = objectOf(Call))
    return placeOf(strip(Object));
  auto Arguments = argumentsOf(Call);
  for (const Expr *Argument : Arguments) {
    QualType T = Argument->getType();
    if (T->isPointerType() && T->getPointeeType()->isRecordType())
      if (const ValueDecl *D = placeOf(strip(Argument)))
        return D;
  }
  return !Arguments.empty() && Arguments[0]->getType()->isIntegerType()
             ? placeOf(strip(Arguments[0]))
             : nullptr;
}

const ValueDecl *givenTo(const Expr *Call, const References &Refs) {
  for (const Stmt *S = Call; isa_and_nonnull<Expr>(S); S = Refs.parent(S)) {
    if (const ValueDecl *D = Refs.initializedBy(S))
      return D;
    const auto *Assign = dyn_cast<BinaryOperator>(S);
    if (Assign && Assign->getOpcode() == BO_Assign)
      return placeOf(strip(Assign->getLHS()));
    if (S == Call || !isa<CallExpr>(S))
      continue;
    // file_ = std::ofstream(...), file_.reset(new std::ofstream(...)),
    // file_ = std::make_unique<std::ofstream>(...)
    const auto *Outer = cast<CallExpr>(S);
    const FunctionDecl *F = Outer->getDirectCallee();
    if (constructorMade(Outer))
      continue;
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Outer);
    bool Keeps =
        Operator ? Operator->getOperator() == OO_Equal : nameOf(F) == "reset";
    return Keeps ? placeOf(strip(objectOf(Outer))) : nullptr;
  }
  return nullptr;
}

std::optional<Blocking> DirectWaits::of(const Expr *Call) {
  if (std::optional<Blocking> Flush = flush(Call))
    return Flush;
  const Model *M = modelOf(Call);
  if (!M || !M->Blocks || *M->Blocks == BlockKind::Reply || isExcused(Call, *M))
    return std::nullopt;
  if (*M->Blocks == BlockKind::Log && isInStd(calleeOf(Call)))
    return std::nullopt; // A stream that flush() knows nothing of.
  std::optional<BlockKind> Kind = kindOf(Call, *M);
  if (!Kind)
    return std::nullopt;
  if (*Kind == BlockKind::File && isDevice(argument(Call, 0), U.references()))
    return std::nullopt;
  const FunctionDecl *F = calleeOf(Call);
  if (const auto *Made = dyn_cast<CXXConstructorDecl>(F);
      Made && Made->isCopyOrMoveConstructor())
    return std::nullopt;
  std::string Name = isa<CXXConstructorDecl>(F) ? classNameOf(Call->getType())
                                                : F->getNameAsString();
  Blocking Found{*Kind, {Call}, Name, M, handleOf(Call, *M), {}};
  if (*Kind == BlockKind::File && isOfDevice(Found.Handle, U.references()))
    return std::nullopt;
  // fp_ = fopen(...)
  if (!Found.Handle)
    Found.Handle = givenTo(Call, U.references());
  // fflush(stdout)
  if (const Model *Known =
          Found.Handle ? U.models().find(Found.Handle) : nullptr;
      Known && Known->Blocks)
    Found.Kind = *Known->Blocks;
  if (const Expr *Lock = U.mutexes().waitedWith(Call)) {
    Found.GivesBackCallers = true; // Unless the function turns out to lock.
    if (const ValueDecl *D = placeOf(strip(Lock))) {
      Found.GivesBack.push_back(D);
      // unique_lock lock(mutex_): what the guard was made of.
      for (const Expr *Value : U.references().valuesOf(D))
        if (std::optional<LockStep> Made =
                U.mutexes().stepOf(Value->IgnoreImplicit()))
          for (const MutexRef &Mutex : Made->Mutexes)
            if (Mutex.Decl)
              Found.GivesBack.push_back(Mutex.Decl);
    }
  }
  return Found;
}

} // namespace p99::analysis
