// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Unit.h"
#include "analysis/CallSummaries.h"
#include "analysis/Callables.h"
#include "analysis/CriticalSections.h"
#include "analysis/Deadlines.h"
#include "analysis/GuardedData.h"
#include "analysis/HotPath.h"
#include "analysis/IdleWaits.h"
#include "analysis/Loops.h"
#include "analysis/Mutexes.h"
#include "analysis/Profile.h"
#include "analysis/References.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"

namespace p99::analysis {

Unit::Unit(GlobalOptions Options, std::shared_ptr<const ApiModels> Models)
    : Options(std::move(Options)), Api(std::move(Models)) {}

Unit::~Unit() = default;

void Unit::bind(clang::ASTContext &Context) {
  if (AST == &Context)
    return;
  AST = &Context;
  // Each may hold on to those that are reset after it.
  Summaries.reset();
  Guarded.reset();
  Sections.reset();
  Locks.reset();
  Idle.reset();
  Limits.reset();
  Hot.reset();
  Samples.reset();
  Repeats.reset();
  Calls.reset();
  Refs.reset();
  Index.reset();
}

const ModelIndex &Unit::models() {
  if (!Index)
    Index = std::make_unique<ModelIndex>(*Api);
  return *Index;
}

const References &Unit::references() {
  if (!Refs)
    Refs = std::make_unique<References>(*AST);
  return *Refs;
}

const HotPath &Unit::hotPath() {
  if (!Hot)
    Hot = std::make_unique<HotPath>(*this);
  return *Hot;
}

const Profile *Unit::profile() {
  if (!Samples) {
    Samples.emplace();
    const clang::SourceManager &SM = AST->getSourceManager();
    clang::OptionalFileEntryRef Main =
        SM.getFileEntryRefForID(SM.getMainFileID());
    if (!Options.Profile.empty()) {
      // Whoever reads the options tells of a profile that cannot be read.
      if (auto Loaded =
              Profile::load(Options.Profile, Main ? Main->getName() : "",
                            SM.getFileManager().getVirtualFileSystem()))
        Samples = std::move(*Loaded);
      else
        llvm::consumeError(Loaded.takeError());
    }
  }
  return Samples->get();
}

const Callables &Unit::callables() {
  if (!Calls)
    Calls = std::make_unique<Callables>(*AST, references());
  return *Calls;
}

const Loops &Unit::loops() {
  if (!Repeats)
    Repeats =
        std::make_unique<Loops>(*AST, models(), references(), callables());
  return *Repeats;
}

const Mutexes &Unit::mutexes() {
  if (!Locks)
    Locks = std::make_unique<Mutexes>(*AST, models(), references());
  return *Locks;
}

CriticalSections &Unit::criticalSections() {
  if (!Sections)
    Sections = std::make_unique<CriticalSections>(*AST, models(), mutexes(),
                                                  references());
  return *Sections;
}

GuardedData &Unit::guardedData() {
  if (!Guarded)
    Guarded = std::make_unique<GuardedData>(*AST, references(), mutexes(),
                                            criticalSections());
  return *Guarded;
}

CallSummaries &Unit::callSummaries() {
  if (!Summaries)
    Summaries = std::make_unique<CallSummaries>(*this);
  return *Summaries;
}

Deadlines &Unit::deadlines() {
  if (!Limits)
    Limits = std::make_unique<Deadlines>(*AST, models(), references());
  return *Limits;
}

const IdleWaits &Unit::idleWaits() {
  if (!Idle)
    Idle = std::make_unique<IdleWaits>(models(), references(), deadlines());
  return *Idle;
}

} // namespace p99::analysis
