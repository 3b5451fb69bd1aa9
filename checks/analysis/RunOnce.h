// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Code that runs once in the life of the process or of an object, where nobody
// minds that it takes its time.

#ifndef P99_ANALYSIS_RUNONCE_H
#define P99_ANALYSIS_RUNONCE_H

#include "analysis/References.h"

namespace p99::analysis {

/// if (!file_) file_ = open(...): stands in a branch that is taken because
/// something is not there yet, and that makes it. Not if the unit takes it away
/// again, as a pool does with a connection that broke.
bool initializesOnce(const clang::Stmt *S, const References &Refs);

/// The same once for each time that the loop is come to: nothing in the loop
/// takes it away.
bool initializesOnceIn(const clang::Stmt *Loop, const clang::Stmt *S,
                       const References &Refs);

/// A constructor, the initialiser of a static variable that is written as a
/// lambda, or a function that only constructors, `main` outside of its loops
/// and other such functions call, all of its calls being in sight.
bool isStartUp(const clang::FunctionDecl *F, const References &Refs);

/// A destructor, a function whose name says that it ends something, or one that
/// only these call.
bool isShutDown(const clang::FunctionDecl *F, const References &Refs);

/// A function whose name says that it registers something, or one that only
/// these call.
bool isRegistration(const clang::FunctionDecl *F, const References &Refs);

/// A function whose name begins with what is done at the start, or seldom and
/// by hand: load, open, backup.
bool isAdministration(const clang::FunctionDecl *F);

/// That, or a function that says anywhere in its name that it is what an
/// operator asks for: handle_cli_show, table_dump_begin, log_rotate_channel; or
/// that it is for a fork.
bool isForOperators(const clang::FunctionDecl *F);

/// The function or its class is about settings, of which there are few, and
/// which seldom change. Requests may read them, and wait for a lock of theirs.
bool isAboutSettings(const clang::FunctionDecl *F);

/// It says in its name that it is about what has failed: write_data_error,
/// onFailure.
bool isAboutErrors(const clang::FunctionDecl *F);

/// `main`, and what runs at the start, at the end, or by hand.
bool runsSeldom(const clang::FunctionDecl *F, const References &Refs);

} // namespace p99::analysis

#endif
