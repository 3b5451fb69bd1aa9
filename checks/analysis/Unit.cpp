// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Unit.h"
#include "analysis/Deadlines.h"
#include "analysis/HotPath.h"
#include "analysis/IdleWaits.h"
#include "analysis/References.h"

namespace p99::analysis {

Unit::Unit(GlobalOptions Options, std::shared_ptr<const ApiModels> Models)
    : Options(std::move(Options)), Api(std::move(Models)) {}

Unit::~Unit() = default;

void Unit::bind(clang::ASTContext &Context) {
  if (AST == &Context)
    return;
  AST = &Context;
  Idle.reset();
  Limits.reset();
  Hot.reset();
  Refs.reset();
  Index.reset();
}

const ModelIndex &Unit::models() {
  if (!Index)
    Index = std::make_unique<ModelIndex>(*Api, *AST);
  return *Index;
}

const References &Unit::references() {
  if (!Refs)
    Refs = std::make_unique<References>(*AST);
  return *Refs;
}

const HotPath &Unit::hotPath() {
  if (!Hot)
    Hot = std::make_unique<HotPath>(Options, models());
  return *Hot;
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
