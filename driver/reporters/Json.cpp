// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "llvm/Support/JSON.h"
#include "driver/findings/Utf8.h"
#include "driver/reporters/Reporters.h"
#include "llvm/Support/Format.h"

using namespace llvm;

namespace p99::driver {

void printJson(const Report &R, raw_ostream &Out) {
  auto Path = [&](StringRef P) { return utf8(shortPath(P, R.Directory)); };
  json::OStream J(Out, /*IndentSize=*/2);
  auto Place = [&](const Message &M) {
    J.attribute("path", Path(M.Path));
    J.attribute("line", M.Line);
    J.attribute("column", M.Column);
    J.attribute("message", utf8(M.Text));
    if (!M.Spans.empty())
      J.attributeArray("spans", [&] {
        for (const Span &S : M.Spans)
          J.object([&] {
            J.attribute("path", Path(S.Path));
            J.attribute("offset", S.Offset);
            J.attribute("length", S.Length);
          });
      });
  };
  auto Edits = [&](ArrayRef<Edit> All) {
    J.attributeArray("edits", [&] {
      for (const Edit &E : All)
        J.object([&] {
          J.attribute("path", Path(E.Path));
          J.attribute("offset", E.Offset);
          J.attribute("length", E.Length);
          J.attribute("text", utf8(E.Text));
        });
    });
  };
  J.object([&] {
    J.attribute("version", P99_VERSION);
    J.attributeArray("findings", [&] {
      for (const Finding &F : R.Findings)
        J.object([&] {
          J.attribute("check", F.Check);
          J.attribute("severity", toString(F.How));
          if (F.Promoted)
            J.attribute("promoted", true);
          Place(F.Main);
          J.attribute("function", utf8(F.Function));
          if (F.Share) {
            // Of 17 digits, as the library prints them, most are noise.
            J.attributeBegin("hotness");
            J.rawValue(
                [&](raw_ostream &Raw) { Raw << format("%.6g", *F.Share); });
            J.attributeEnd();
          }
          J.attribute("fix", toString(F.fix()));
          J.attributeArray("notes", [&] {
            for (const Message &Note : F.Notes)
              J.object([&] {
                Place(Note);
                if (!Note.Edits.empty())
                  Edits(Note.Edits);
              });
          });
          Edits(F.edits());
          J.attribute("fingerprint", F.Fingerprint);
        });
    });
    J.attributeArray("failed", [&] {
      for (const FailedUnit &F : R.Failed)
        J.object([&] {
          J.attribute("path", Path(F.Path));
          J.attribute("reason", utf8(F.Reason));
        });
    });
    if (!R.Profiles.empty())
      J.attributeArray("profiles", [&] {
        for (const ProfileUse &P : R.Profiles)
          J.object([&] {
            J.attribute("name", utf8(P.Name));
            J.attribute("samples", P.Samples);
            J.attribute("frames", static_cast<int64_t>(P.Frames));
            J.attribute("matched", static_cast<int64_t>(P.Matched));
          });
      });
    if (R.Baseline)
      J.attributeObject("baseline", [&] {
        J.attribute("known", static_cast<int64_t>(R.Baseline->Known));
        J.attributeArray("gone", [&] {
          for (const GoneEntry &E : R.Baseline->Gone)
            J.object([&] {
              J.attribute("check", E.Check);
              J.attribute("path", Path(E.Path));
              J.attribute("message", utf8(E.Message));
              J.attribute("function", utf8(E.Function));
            });
        });
      });
    J.attribute("units", static_cast<int64_t>(R.Units));
    J.attribute("seconds", R.Seconds);
  });
  Out << '\n';
}

} // namespace p99::driver
