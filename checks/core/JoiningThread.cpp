// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "core/JoiningThread.h"
#include "analysis/CallSummaries.h"
#include "analysis/Callables.h"
#include "analysis/Expressions.h"
#include "analysis/RunOnce.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace p99::analysis;

namespace p99 {

bool hasJoiningThreads(const ASTContext &Context) {
  if (!Context.getLangOpts().CPlusPlus20)
    return false;
  const TranslationUnitDecl *TU = Context.getTranslationUnitDecl();
  for (const NamedDecl *Std : TU->lookup(&Context.Idents.get("std")))
    if (const auto *NS = dyn_cast<NamespaceDecl>(Std))
      if (!NS->lookup(&Context.Idents.get("jthread")).empty())
        return true;
  return false;
}

static bool anyIn(const Stmt *S, llvm::function_ref<bool(const Stmt *)> Is) {
  return S && (Is(S) || llvm::any_of(S->children(), [&](const Stmt *Child) {
                 return anyIn(Child, Is);
               }));
}

/// The end of the object has to wait for the thread: not for one that waits
/// for others without limit, or that goes on until a flag says otherwise.
bool JoiningThread::mayWaitForEver(const DetachedThread &T) const {
  for (const Blocking &B : U.callSummaries().of(T.Body).Waits)
    if (B.Kind != BlockKind::Sleep && B.Kind != BlockKind::File &&
        B.Kind != BlockKind::Disk && B.Kind != BlockKind::Log)
      return true;
  return !T.Endless && anyIn(T.Body->getBody(), [&](const Stmt *S) {
    return isa<WhileStmt, DoStmt>(S) ||
           (isa<ForStmt>(S) && !cast<ForStmt>(S)->getInc());
  });
}

//===-- The member --------------------------------------------------------===//

/// A name in the manner of the class's other members.
static std::string memberName(const CXXRecordDecl *Class) {
  llvm::StringRef Last;
  for (const FieldDecl *Field : Class->fields())
    Last = Field->getName();
  std::string Name = Last.starts_with("m_")        ? "m_worker"
                     : Last.starts_with("_")       ? "_worker"
                     : Last.ends_with("_")         ? "worker_"
                     : llvm::isUpper(Last.front()) ? "Worker"
                                                   : "worker";
  ASTContext &Context = Class->getASTContext();
  return Class->lookup(&Context.Idents.get(Name)).empty() ? Name : "";
}

/// Behind all others, so that it is the first to be destroyed.
std::string JoiningThread::declareMember(const CXXRecordDecl *Class) {
  const FieldDecl *Last = nullptr;
  for (const FieldDecl *Field : Class->fields())
    Last = Field;
  if (!Last || Last->getName().empty() || !Last->getEndLoc().isFileID())
    return "";
  std::string Name = memberName(Class);
  const SourceManager &SM = U.ast().getSourceManager();
  std::optional<Token> Semicolon =
      Lexer::findNextToken(Last->getEndLoc(), SM, U.ast().getLangOpts());
  if (Name.empty() || !Semicolon || Semicolon->isNot(tok::semi))
    return "";
  // A comment may follow on the line.
  auto [File, Offset] = SM.getDecomposedLoc(Semicolon->getLocation());
  llvm::StringRef Text = SM.getBufferData(File);
  size_t End = std::min(Text.find_first_of("\r\n", Offset), Text.size());
  if (Text.slice(Offset + 1, End).contains('}'))
    End = Offset + 1; // struct S { int a; };
  unsigned Begin = SM.getFileOffset(Last->getBeginLoc());
  size_t Line = Text.rfind('\n', Begin) + 1;
  std::string Indent =
      Text.slice(Line, Begin)
          .take_while([](char C) { return C == ' ' || C == '\t'; })
          .str();
  Fix.insert(SM.getLocForStartOfFile(File).getLocWithOffset(End),
             End == Offset + 1 && Text[End] != '\n'
                 ? " std::jthread " + Name + ";"
                 : "\n" + Indent + "std::jthread " + Name + ";");
  return Name;
}

//===-- The loop ----------------------------------------------------------===//

static bool names(const Stmt *S, llvm::StringRef Name) {
  return anyIn(S, [&](const Stmt *Part) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Part))
      return Ref->getDecl()->getIdentifier() &&
             Ref->getDecl()->getName() == Name;
    if (const auto *Member = dyn_cast<MemberExpr>(Part))
      return Member->getMemberDecl()->getIdentifier() &&
             Member->getMemberDecl()->getName() == Name;
    return false;
  });
}

/// Gives the lambda that runs the loop a stop_token, and the loop a condition.
bool JoiningThread::makeStoppable(const DetachedThread &T) {
  const auto *Lambda = dyn_cast<LambdaExpr>(strip(T.Start.Callable));
  if (!Lambda ||
      !isWithin(T.Endless.Statement, Lambda->getBody(), U.references()))
    return false;
  std::string Name = names(Lambda->getBody(), "stop") ? "stopping" : "stop";
  if (names(Lambda->getBody(), Name))
    return false;
  std::string Parameter = "std::stop_token " + Name;
  if (!Lambda->hasExplicitParameters()) {
    Fix.insertAfter(Lambda->getIntroducerRange().getEnd(),
                    "(" + Parameter + ")");
  } else {
    FunctionTypeLoc Type = Lambda->getCallOperator()->getFunctionTypeLoc();
    if (!Type || Type.getNumParams())
      return false;
    Fix.insertAfter(Type.getLParenLoc(), Parameter);
  }
  std::string Condition = "!" + Name + ".stop_requested()";
  if (const auto *While = dyn_cast<WhileStmt>(T.Endless.Statement)) {
    Fix.replace(While->getCond()->getSourceRange(), Condition);
  } else if (const auto *Do = dyn_cast<DoStmt>(T.Endless.Statement)) {
    Fix.replace(Do->getCond()->getSourceRange(), Condition);
  } else {
    const auto *For = cast<ForStmt>(T.Endless.Statement);
    if (For->getInit() || For->getInc() || For->getCond())
      return false;
    Fix.replace({For->getForLoc(), For->getRParenLoc()},
                "while (" + Condition + ")");
  }
  return true;
}

/// Those around the arguments of a construction.
static SourceRange parensOf(const CXXConstructExpr *Made,
                            const References &Refs) {
  for (const Stmt *S = Made; isa_and_nonnull<Expr>(S); S = Refs.parent(S))
    if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(S))
      if (Cast->getLParenLoc().isValid())
        return {Cast->getLParenLoc(), Cast->getRParenLoc()};
  return Made->getParenOrBraceRange();
}

/// The whole statement that an expression is a part of.
static const Stmt *statementOf(const Stmt *S, const References &Refs) {
  while (isa_and_nonnull<Expr>(Refs.parent(S)))
    S = Refs.parent(S);
  const Stmt *Around = Refs.parent(S);
  return isa_and_nonnull<DeclStmt>(Around) ? Around : S;
}

bool JoiningThread::keepAsMember(const DetachedThread &T) {
  const References &Refs = U.references();
  const auto *Method = dyn_cast<CXXMethodDecl>(T.Start.In);
  // The next start would wait for the thread before.
  if (!Method || Method->getParent()->isLambda() || !T.Hot.empty() ||
      !(T.Endless || isa<CXXConstructorDecl>(Method) ||
        isAdministration(Method)) ||
      Refs.loopAround(T.Start.At) || T.Start.At != T.Start.Start || !T.Body ||
      !hasJoiningThreads(U.ast()) || mayWaitForEver(T))
    return false;
  const auto *Made = dyn_cast<CXXConstructExpr>(T.Start.Start);
  const CXXRecordDecl *Class = Method->getParent()->getDefinition();
  if (!Made || !isInStd(Made->getConstructor()->getParent()) ||
      Class->getDescribedClassTemplate() || Class->isLocalClass())
    return false;
  if (T.Endless && !makeStoppable(T))
    return false;
  std::string Name = declareMember(Class);
  if (Name.empty())
    return false;
  SourceRange Parens = parensOf(Made, Refs);
  const Expr *Object = objectOf(T.Start.Detach);
  if (Parens.isInvalid() || !Object)
    return false;
  Name += " = std::jthread(";
  const auto *V = dyn_cast_or_null<VarDecl>(placeOf(strip(Object)));
  if (!V) {
    // std::thread(f).detach();
    if (placeOf(strip(Object)))
      return false;
    Fix.replace({T.Start.Detach->getBeginLoc(), Parens.getBegin()}, Name);
    Fix.replace({Parens.getEnd(), T.Start.Detach->getEndLoc()}, ")");
  } else {
    // std::thread t(f); t.detach();
    const auto *Decls = dyn_cast_or_null<DeclStmt>(statementOf(Made, Refs));
    const Stmt *Last = statementOf(T.Start.Detach, Refs);
    if (!Decls || !Decls->isSingleDecl() || Refs.usesOf(V).size() != 1 ||
        !isa_and_nonnull<CompoundStmt>(Refs.parent(Last)))
      return false;
    Fix.replace({Decls->getBeginLoc(), Parens.getBegin()}, Name);
    Fix.replace({Parens.getEnd(), Decls->getEndLoc()}, ");");
    Fix.removeStatement(Last);
  }
  if (T.Endless)
    Fix.include(T.Start.Start->getBeginLoc(), "<stop_token>");
  Fix.include(Class->getLocation(), "<thread>");
  return true;
}

//===-- Copies ------------------------------------------------------------===//

/// The value is read, or a const method is called.
static bool onlyReads(const Expr *Use, const References &Refs) {
  const Stmt *Around = Refs.parent(Use);
  while (isa_and_nonnull<ParenExpr>(Around))
    Around = Refs.parent(Around);
  if (const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Around))
    return Cast->getCastKind() == CK_LValueToRValue ||
           Cast->getType().isConstQualified();
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Around)) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl());
    return Method && Method->isConst();
  }
  // Taken by const reference: the type says so where it is bound.
  return Use->getType().isConstQualified();
}

bool JoiningThread::captureCopies(const DetachedThread &T) {
  const References &Refs = U.references();
  const auto *Lambda = dyn_cast<LambdaExpr>(strip(T.Start.Callable));
  if (!Lambda || Lambda->getCallOperator()->getDescribedFunctionTemplate())
    return false;
  const SourceManager &SM = U.ast().getSourceManager();
  bool Default = false;
  for (const LambdaCapture &C : Lambda->captures()) {
    if (C.capturesThis() || !C.capturesVariable())
      return false;
    const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
    if (C.getCaptureKind() != LCK_ByRef)
      continue;
    if (!V || V->isInitCapture() || V->getType()->isArrayType())
      return false;
    for (const Expr *Use : Refs.usesOf(V)) {
      bool Inside = Refs.functionAround(Use) ==
                    Lambda->getCallOperator()->getCanonicalDecl();
      // What is changed later, the thread was to see.
      bool Later =
          SM.isBeforeInTranslationUnit(Lambda->getEndLoc(), Use->getBeginLoc());
      if ((Inside || Later) && !onlyReads(Use, Refs))
        return false;
    }
    Default |= C.isImplicit();
    if (!C.isImplicit()) {
      std::string Name = V->getNameAsString();
      // `&name`: the location is that of the name.
      SourceLocation And = C.getLocation().getLocWithOffset(-1);
      if (C.getLocation().isMacroID() || *SM.getCharacterData(And) != '&')
        return false;
      Fix.replace({And, And}, "");
    }
  }
  if (Default)
    Fix.replace(
        {Lambda->getCaptureDefaultLoc(), Lambda->getCaptureDefaultLoc()}, "=");
  return true;
}

} // namespace p99
