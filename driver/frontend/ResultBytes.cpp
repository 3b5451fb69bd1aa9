// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/frontend/ResultBytes.h"
#include "driver/findings/Packing.h"

using namespace llvm;

namespace p99::driver {

//===-- Packing -----------------------------------------------------------===//

static void pack(Packer &P, const Edit &E) {
  P.text(E.Path);
  P.number(E.Offset);
  P.number(E.Length);
  P.text(E.Text);
}

static void pack(Packer &P, const Message &M) {
  P.text(M.Path);
  P.number(M.Offset);
  P.number(M.Line);
  P.number(M.Column);
  P.text(M.Text);
  P.list(M.Spans, [&](const Span &S) {
    P.text(S.Path);
    P.number(S.Offset);
    P.number(S.Length);
  });
  P.list(M.Edits, [&](const Edit &E) { pack(P, E); });
}

static void pack(Packer &P, const Finding &F) {
  P.text(F.Check);
  P.number(static_cast<unsigned>(F.How));
  P.number(F.Promoted);
  pack(P, F.Main);
  P.list(F.Notes, [&](const Message &M) { pack(P, M); });
  P.text(F.Function);
  P.number(F.Share.has_value());
  P.real(F.Share.value_or(0));
  P.real(F.Own);
  P.number(F.Loops);
}

static void pack(Packer &P, const NolintUse &Use) {
  P.text(Use.Path);
  P.number(Use.Name.Offset);
  P.text(Use.Name.Glob);
  P.number(Use.Name.First);
  P.number(Use.Name.Last);
  P.number(Use.Name.RemoveOffset);
  P.number(Use.Name.RemoveLength);
  P.number(Use.Judged);
  P.number(Use.Used);
}

std::string packResult(const UnitResult &Result) {
  std::string Bytes;
  {
    Packer P(Bytes);
    auto Text = [&](const std::string &T) { P.text(T); };
    P.list(Result.Findings, [&](const Finding &F) { pack(P, F); });
    P.number(Result.Failure.has_value());
    P.text(Result.Failure.value_or(""));
    P.list(Result.UserFiles, Text);
    P.list(Result.Checks, Text);
    P.list(Result.Nolints, [&](const NolintUse &Use) { pack(P, Use); });
    P.list(Result.Profiled, [&](unsigned Frame) { P.number(Frame); });
    P.list(Result.Mistakes, Text);
    P.list(Result.Warnings, Text);
  }
  return Bytes;
}

//===-- Unpacking ---------------------------------------------------------===//

static Edit unpackEdit(Unpacker &U) {
  Edit E;
  E.Path = U.text().str();
  E.Offset = U.number();
  E.Length = U.number();
  E.Text = U.text().str();
  return E;
}

static Message unpackMessage(Unpacker &U) {
  Message M;
  M.Path = U.text().str();
  M.Offset = U.number();
  M.Line = U.number();
  M.Column = U.number();
  M.Text = U.text().str();
  U.list([&] {
    Span S;
    S.Path = U.text().str();
    S.Offset = U.number();
    S.Length = U.number();
    M.Spans.push_back(std::move(S));
  });
  U.list([&] { M.Edits.push_back(unpackEdit(U)); });
  return M;
}

static Finding unpackFinding(Unpacker &U) {
  Finding F;
  F.Check = U.text().str();
  F.How = static_cast<Level>(
      std::min<uint64_t>(U.number(), static_cast<unsigned>(Level::Error)));
  F.Promoted = U.number();
  F.Main = unpackMessage(U);
  U.list([&] { F.Notes.push_back(unpackMessage(U)); });
  F.Function = U.text().str();
  bool HasShare = U.number();
  double Share = U.real();
  if (HasShare)
    F.Share = Share;
  F.Own = U.real();
  F.Loops = U.number();
  return F;
}

static NolintUse unpackNolint(Unpacker &U) {
  NolintUse Use;
  Use.Path = U.text().str();
  Use.Name.Offset = U.number();
  Use.Name.Glob = U.text().str();
  Use.Name.First = U.number();
  Use.Name.Last = U.number();
  Use.Name.RemoveOffset = U.number();
  Use.Name.RemoveLength = U.number();
  Use.Judged = U.number();
  Use.Used = U.number();
  return Use;
}

std::optional<UnitResult> unpackResult(StringRef Bytes) {
  Unpacker U(Bytes);
  UnitResult Result;
  auto Into = [&](std::vector<std::string> &Texts) {
    U.list([&] { Texts.push_back(U.text().str()); });
  };
  U.list([&] { Result.Findings.push_back(unpackFinding(U)); });
  bool Failed = U.number();
  std::string Failure = U.text().str();
  if (Failed)
    Result.Failure = std::move(Failure);
  Into(Result.UserFiles);
  Into(Result.Checks);
  U.list([&] { Result.Nolints.push_back(unpackNolint(U)); });
  U.list([&] { Result.Profiled.insert(U.number()); });
  Into(Result.Mistakes);
  Into(Result.Warnings);
  if (!U.isWhole())
    return std::nullopt;
  return Result;
}

} // namespace p99::driver
