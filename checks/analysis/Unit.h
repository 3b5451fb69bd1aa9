// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The owner of all facts about one translation unit. Each analysis is computed
// when it is first asked for, shared by all checks, and dies with the unit.

#ifndef P99_ANALYSIS_UNIT_H
#define P99_ANALYSIS_UNIT_H

#include "analysis/ApiModels.h"
#include "clang/AST/ASTContext.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace p99::analysis {

class Callables;
class CacheLines;
class CallSummaries;
class CriticalSections;
class Deadlines;
class GuardedData;
class HotPath;
class IdleWaits;
class Loops;
class Mutexes;
class Profile;
class References;

/// The options that hold for all checks, as written in `.clang-tidy`.
struct GlobalOptions {
  std::vector<std::string> Models;       ///< P99Models: model files
  std::string Profile;                   ///< P99Profile: a profile's path
  std::vector<std::string> HotFunctions; ///< P99HotFunctions: name patterns
};

class Unit {
public:
  Unit(GlobalOptions Options, std::shared_ptr<const ApiModels> Models);
  ~Unit();
  Unit(const Unit &) = delete;
  Unit &operator=(const Unit &) = delete;

  /// Called before any of the analyses below.
  void bind(clang::ASTContext &AST);

  clang::ASTContext &ast() const { return *AST; }
  const GlobalOptions &options() const { return Options; }
  const ApiModels &apiModels() const { return *Api; }

  const ModelIndex &models();
  const References &references();
  const Callables &callables();
  const Loops &loops();
  const HotPath &hotPath();
  /// That of P99Profile; nullptr if there is none, or none that can be read.
  const Profile *profile();
  Deadlines &deadlines();
  const IdleWaits &idleWaits();
  const Mutexes &mutexes();
  CriticalSections &criticalSections();
  GuardedData &guardedData();
  CallSummaries &callSummaries();

private:
  GlobalOptions Options;
  std::shared_ptr<const ApiModels> Api;
  clang::ASTContext *AST = nullptr;
  std::unique_ptr<ModelIndex> Index;
  std::unique_ptr<References> Refs;
  std::unique_ptr<Callables> Calls;
  std::unique_ptr<Loops> Repeats;
  std::unique_ptr<HotPath> Hot;
  std::optional<std::shared_ptr<const Profile>> Samples;
  std::unique_ptr<Deadlines> Limits;
  std::unique_ptr<IdleWaits> Idle;
  std::unique_ptr<Mutexes> Locks;
  std::unique_ptr<CriticalSections> Sections;
  std::unique_ptr<GuardedData> Guarded;
  std::unique_ptr<CallSummaries> Summaries;
};

} // namespace p99::analysis

#endif
