// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether an object stays alive and unchanged while something refers to it: a
// copy can be a reference only if its source does. Asks for changes by name,
// through the owners of the object, and by calls that may reach it.

#ifndef P99_ANALYSIS_ALIASING_H
#define P99_ANALYSIS_ALIASING_H

#include "analysis/CodeOrder.h"
#include "analysis/Effects.h"
#include "analysis/Readers.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace p99::analysis {

class Unit;

/// The way to an object: `it->second`, `this->names_[0]`, `request.headers()`.
struct Way {
  enum class Root {
    Unknown,   ///< a temporary, or what a function of the user's answers with
    Local,     ///< a variable of the function, which nobody else has
    Parameter, ///< what the caller has given by reference
    This,      ///< a part of `*this`
    Shared,    ///< a global, or behind a pointer
  };
  Root From = Root::Unknown;
  /// The variables and members that own the object, and the pointers and
  /// iterators that lead to it.
  llvm::SmallPtrSet<const clang::ValueDecl *, 4> Owners;
  /// Whose const methods on the way answer with what is not const: const ends
  /// where they follow a pointer, and does so in their other methods.
  llvm::SmallPtrSet<const clang::ValueDecl *, 2> Handles;
  /// Local references, pointers and iterators that lead to it as well, and to
  /// what is not const.
  llvm::SmallPtrSet<const clang::ValueDecl *, 4> Others;
};

/// What becomes of an object in a stretch of code.
struct Fate {
  enum class Kind {
    Stays,     ///< alive and as it is, on every path
    MayChange, ///< code that is not in sight might reach it
    Changes,   ///< it is written to, moved, erased or freed
  };
  Kind Is = Kind::Stays;
  const clang::Stmt *By = nullptr; ///< what changes it, or may
};

/// What a use does to the object.
Fate::Kind fateBy(Reading Use);

/// An iterator, a view, a pointer: it dies, and what it led to does not.
bool ownsNothing(clang::QualType T);

/// A local variable, or a member of one, that is copied where its last use is
/// moved: p99-missed-move may have its fix there.
bool mayBecomeMove(const clang::Expr *E, const References &Refs);

class Aliasing {
public:
  Aliasing(Unit &U, const clang::FunctionDecl *In);

  /// Where the object is that an lvalue denotes.
  Way wayTo(const clang::Expr *E) const;

  /// Of the object at the end of the way, from where `Reader` is made by
  /// `Init` to the last of `Uses`; what is evaluated around the uses counts.
  Fate fateOf(const Way &Source, const clang::VarDecl *Reader,
              const clang::Stmt *Init,
              llvm::ArrayRef<const clang::Stmt *> Uses);

  /// Nothing in the body of a function, and in those that it calls, writes to
  /// what others have.
  bool leavesAlone(const clang::FunctionDecl *F) const {
    return isHarmless(F, 0);
  }

  /// nullptr if Clang builds no graph.
  const CodeOrder *order();

private:
  bool lead(const clang::Expr *E, Way &Into, unsigned Depth) const;
  bool leadVariable(const clang::VarDecl *V, Way &Into, unsigned Depth) const;
  Fate::Kind changeBy(const clang::Stmt *S, const Way &Source) const;
  Fate::Kind changeByCall(const clang::Expr *Call, const Way &Source) const;
  bool names(const clang::Expr *E, const Way &Source) const;
  void addOthers(Way &To, const clang::VarDecl *Reader) const;
  Fate::Kind changeByLambda(const clang::CXXRecordDecl *Class,
                            const Way &Source) const;
  bool isHarmless(const clang::FunctionDecl *F, unsigned Depth) const;

  Unit &U;
  const clang::FunctionDecl *In;
  std::unique_ptr<CodeOrder> Order;
  bool Asked = false;
};

} // namespace p99::analysis

#endif
