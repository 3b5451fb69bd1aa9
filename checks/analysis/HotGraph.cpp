// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/HotGraph.h"
#include "analysis/Callables.h"
#include "analysis/Deadlines.h"
#include "analysis/Expressions.h"
#include "analysis/HotPath.h"
#include "analysis/Loops.h"
#include "analysis/ServedInterfaces.h"
#include "analysis/Unit.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace p99::analysis {

const FunctionDecl *writtenForm(const FunctionDecl *F) {
  if (const FunctionDecl *Pattern = F->getTemplateInstantiationPattern())
    F = Pattern;
  return F->getCanonicalDecl();
}

HotGraph::HotGraph(Unit &U) : U(U) {
  const References &Refs = U.references();
  for (const FunctionDecl *F : Refs.functions()) {
    enterDefinition(F);
    if (const LambdaExpr *Lambda = U.callables().lambdaOf(F))
      if (const FunctionDecl *Around = Refs.functionAround(Lambda);
          Around && !isForUnlisted(Lambda))
        Edges[writtenForm(Around)].push_back(
            {HotEdge::Kind::Inside, Lambda, writtenForm(F)});
  }
  llvm::DenseSet<const Stmt *> Asked;
  for (const Expr *Call : Refs.calls()) {
    const FunctionDecl *F = calleeOf(Call);
    const Model *M = F ? U.models().find(F) : nullptr;
    if (M && M->EntryPoint && M->EntryPoint->Callable)
      enterRegistered(Call, *M);
    connect(Call);
    for (Loop L = U.loops().around(Call); L && Asked.insert(L.Statement).second;
         L = U.loops().around(L.Statement))
      if (const Expr *Wait = U.loops().servesEventsOf(L)) {
        if (Serving.try_emplace(L.Statement, Wait).second)
          if (const FunctionDecl *In = Refs.functionAround(L.Statement))
            if (In = writtenForm(In); !llvm::is_contained(Servers, In))
              Servers.push_back(In);
        break;
      }
  }
  // handler.on_message = [](...) { ... };
  for (const ValueDecl *D : Refs.valued())
    if (const auto *Field = dyn_cast<FieldDecl>(D))
      if (const Model *M = U.models().find(Field); M && M->EntryPoint)
        for (const Expr *Value : Refs.valuesOf(Field))
          for (const FunctionDecl *F : U.callables().named(Value).Functions)
            enter(F, Value->getBeginLoc(), *M);
}

//===-- Entry points ------------------------------------------------------===//

void HotGraph::enter(const FunctionDecl *F, SourceLocation Where,
                     const Model &M) {
  std::string How = M.EntryPoint->How;
  if (How.empty())
    How = "handles a request of " + M.Library;
  // A macro of the library's may assign it: ev_io_init(&io, onReadable, fd, 0).
  Where = U.ast().getSourceManager().getFileLoc(Where);
  Entries.push_back(
      {writtenForm(F), {Where, "hot: " + How}, M.EntryPoint->Once});
}

/// The type itself, or what a smart pointer to it holds.
static const Model *modelOfHandled(QualType T, const ModelIndex &Models) {
  T = T.getNonReferenceType();
  if (const Model *M = Models.find(T); M && M->EntryPoint)
    return M;
  const auto *Pointer = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (!Pointer || !Pointer->getName().contains("ptr") ||
      Pointer->getTemplateArgs().size() == 0 ||
      Pointer->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return nullptr;
  const Model *M = Models.find(Pointer->getTemplateArgs()[0].getAsType());
  return M && M->EntryPoint ? M : nullptr;
}

/// Of the macro that writes the function: ENDPOINT("GET", "/", list) { }.
static const Model *modelOfMacro(const FunctionDecl *F,
                                 const ModelIndex &Models) {
  if (!F->getLocation().isMacroID())
    return nullptr;
  const ASTContext &Context = F->getASTContext();
  const SourceManager &SM = Context.getSourceManager();
  const Model *M = Models.findMacro(Lexer::getSourceText(
      CharSourceRange::getTokenRange(SM.getExpansionLoc(F->getLocation())), SM,
      Context.getLangOpts()));
  return M && M->EntryPoint ? M : nullptr;
}

/// Overrides a modelled method, or is given a modelled request.
void HotGraph::enterDefinition(const FunctionDecl *F) {
  if (F->isDependentContext())
    return;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  const FunctionDecl *Written = F->getDefinition();
  SourceLocation Where = Written ? Written->getLocation() : F->getLocation();
  if (const Model *M = U.models().find(F);
      M && M->EntryPoint && !M->EntryPoint->Callable)
    return enter(F, Where, *M);
  if (const Model *M = modelOfMacro(F, U.models()))
    return enter(F, Where, *M);
  if (const Model *M = Method ? modelOfServed(Method, U.models()) : nullptr)
    return enter(F, Where, *M);
  // Not the request's own methods, and not what makes or ends an object.
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(F) || F->isImplicit())
    return;
  for (const ParmVarDecl *Parameter : F->parameters()) {
    const Model *M = modelOfHandled(Parameter->getType(), U.models());
    if (!M)
      continue;
    if (Method && Method->size_overridden_methods())
      Entries.push_back(
          {writtenForm(F),
           {Where, "hot: overrides " + M->Library + " service method '" +
                       F->getNameAsString() + "'"}});
    else
      enter(F, Where, *M);
    return;
  }
}

/// connect(socket, SIGNAL(readyRead()), this, SLOT(onRead())): the slot is a
/// text, "1onRead()", with the file's name behind it in debug builds.
static const CXXMethodDecl *slotIn(const Expr *E, const Expr *Receiver) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Call = dyn_cast<CallExpr>(E); Call && Call->getNumArgs() == 1)
    E = Call->getArg(0)->IgnoreParenImpCasts();
  const auto *Literal = dyn_cast<clang::StringLiteral>(E);
  if (!Literal || !Literal->isOrdinary() || !Receiver)
    return nullptr;
  llvm::StringRef Text = Literal->getString();
  QualType T = Receiver->IgnoreParenImpCasts()->getType();
  const CXXRecordDecl *Class = T->isPointerType() ? T->getPointeeCXXRecordDecl()
                                                  : T->getAsCXXRecordDecl();
  if (!Text.consume_front("1") || !Class)
    return nullptr;
  llvm::StringRef Name = Text.take_until([](char C) { return C == '('; });
  for (const CXXMethodDecl *Method : Class->methods())
    if (Method->getIdentifier() && Method->getName() == Name)
      return Method;
  return nullptr;
}

/// connect(socket, &Socket::errorOccurred, f): the model lists the signals that
/// often come, and this is another.
bool HotGraph::isUnlisted(const Expr *Call, const Model &M) const {
  return M.EntryPoint && !U.deadlines().hold(M.EntryPoint->When, Call,
                                             /*InDoubt=*/false);
}

bool HotGraph::isForUnlisted(const LambdaExpr *Lambda) const {
  const References &Refs = U.references();
  const Stmt *P = Refs.parent(Lambda);
  while (isa_and_nonnull<ImplicitCastExpr, MaterializeTemporaryExpr,
                         CXXBindTemporaryExpr, CXXConstructExpr>(P))
    P = Refs.parent(P);
  const auto *Call = dyn_cast_or_null<CallExpr>(P);
  const Model *M = Call ? U.models().find(calleeOf(Call)) : nullptr;
  return M && isUnlisted(Call, *M);
}

void HotGraph::enterRegistered(const Expr *Call, const Model &M) {
  const Runs &Run = *M.EntryPoint;
  if (isUnlisted(Call, M) || (Run.Once && U.hotPath().isColdCode(Call)))
    return;
  llvm::ArrayRef<const Expr *> Arguments = argumentsOf(Call);
  unsigned N = Run.Callable - 1;
  if (Run.Callable == Runs::Last) {
    // Behind it may stand what says how it is run: Qt::QueuedConnection.
    N = Arguments.size();
    while (N &&
           (isa<CXXDefaultArgExpr>(Arguments[N - 1]) ||
            (!U.callables().isCallable(Arguments[N - 1]) &&
             !slotIn(Arguments[N - 1], N > 1 ? Arguments[N - 2] : nullptr))))
      --N;
    if (N-- == 0)
      N = Arguments.size() - 1;
  }
  if (N >= Arguments.size())
    return;
  if (const CXXMethodDecl *Slot =
          slotIn(Arguments[N], N ? Arguments[N - 1] : objectOf(Call)))
    return enter(Slot, Call->getBeginLoc(), M);
  for (const FunctionDecl *F : U.callables().named(Arguments[N]).Functions)
    enter(F, Call->getBeginLoc(), M);
}

//===-- Who runs whom -----------------------------------------------------===//

llvm::ArrayRef<HotEdge> HotGraph::edgesOf(const FunctionDecl *F) const {
  auto It = Edges.find(writtenForm(F));
  return It == Edges.end() ? llvm::ArrayRef<HotEdge>()
                           : llvm::ArrayRef(It->second);
}

/// A callable that came as a parameter runs as often as it is handed over, not
/// as often as anything else that is handed to the same function.
static bool callsItsParameter(const Expr *Call) {
  const Expr *Callee = nullptr;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call))
    Callee = Operator->getOperator() == OO_Call ? Operator->getArg(0) : nullptr;
  else if (const auto *Plain = dyn_cast<CallExpr>(Call);
           Plain && !Plain->getDirectCallee())
    Callee = Plain->getCallee();
  return Callee && isa_and_nonnull<ParmVarDecl>(placeOf(strip(Callee)));
}

void HotGraph::connect(const Expr *Call) {
  const FunctionDecl *From = U.references().functionAround(Call);
  if (!From || Call->isTypeDependent())
    return;
  const Callables &Calls = U.callables();
  auto Add = [&](HotEdge::Kind How, const Callables::Targets &Targets) {
    llvm::SmallVector<const FunctionDecl *, 2> Own;
    llvm::copy_if(Targets.Functions, std::back_inserter(Own), Callables::isOwn);
    // One of several, and who knows which.
    if (Targets.Unknown && Own.size() > 1)
      return;
    for (const FunctionDecl *F : Own)
      Edges[writtenForm(From)].push_back({How, Call, writtenForm(F)});
  };
  if (!callsItsParameter(Call))
    Add(HotEdge::Kind::Call, Calls.called(Call));
  // Lambdas are taken where they are written. An object that merely keeps a
  // function does not run it, a thread does.
  const auto *Made = dyn_cast<CXXConstructExpr>(Call);
  const Model *M = U.models().find(calleeOf(Call));
  bool Runs = Made ? M && M->Spawns : !M || !isUnlisted(Call, *M);
  for (const Expr *Argument : argumentsOf(Call))
    if (Runs && Calls.isCallable(Argument) &&
        !isa<LambdaExpr>(strip(Argument)) &&
        !isa_and_nonnull<ParmVarDecl>(placeOf(strip(Argument))))
      Add(HotEdge::Kind::HandOver, Calls.named(Argument));
  if (Made && !isa_and_nonnull<CXXNewExpr>(U.references().parent(Made)) &&
      !isa_and_nonnull<FieldDecl>(U.references().initializedBy(Made)))
    connectDestructors(From, Made, Made->getType(), 0);
}

/// What a function makes on its stack it also destroys.
void HotGraph::connectDestructors(const FunctionDecl *From, const Expr *Made,
                                  QualType T, unsigned Depth) {
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition() || isInStd(Class) || Depth > 3 ||
      Class->hasTrivialDestructor())
    return;
  Class = Class->getDefinition();
  if (const CXXDestructorDecl *End = Class->getDestructor();
      End && Callables::isOwn(End))
    Edges[writtenForm(From)].push_back(
        {HotEdge::Kind::Call, Made, writtenForm(End)});
  for (const CXXBaseSpecifier &Base : Class->bases())
    connectDestructors(From, Made, Base.getType(), Depth + 1);
  for (const FieldDecl *Field : Class->fields())
    connectDestructors(From, Made, Field->getType(), Depth + 1);
}

//===-- Loops that serve --------------------------------------------------===//

const Stmt *HotGraph::servingLoopAround(const Stmt *S) const {
  if (Serving.empty())
    return nullptr;
  // The wait itself is when there is nothing to do.
  const Expr *Wait = nullptr;
  for (const Stmt *Around = S; Around && !Wait && isa<Expr>(Around);
       Around = U.references().parent(Around))
    for (const auto &[Loop, Served] : Serving)
      if (Served == Around)
        Wait = Served;
  for (Loop L = U.loops().around(S); L; L = U.loops().around(L.Statement))
    if (auto It = Serving.find(L.Statement);
        It != Serving.end() && It->second != Wait)
      return L.Statement;
  return nullptr;
}

HotReason HotGraph::reasonOf(const Stmt *ServingLoop) const {
  const Expr *Wait = Serving.lookup(ServingLoop);
  return {ServingLoop->getBeginLoc(), "hot: inside the loop that serves '" +
                                          calleeOf(Wait)->getNameAsString() +
                                          "'"};
}

} // namespace p99::analysis
