// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Not by clang::SarifDocumentWriter, which writes neither fixes nor
// fingerprints and wants the source manager of one unit for all.

#include "core/Register.h"
#include "driver/findings/Sources.h"
#include "driver/findings/Utf8.h"
#include "driver/reporters/Reporters.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"
#include <map>
#include <set>

using namespace llvm;

namespace p99::driver {

namespace {

constexpr StringLiteral Schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    "sarif-schema-2.1.0.json";

/// What relative paths are relative to.
constexpr StringLiteral Root = "%SRCROOT%";

/// A path as the path of a URI.
std::string uriPath(StringRef Path) {
  std::string Out;
  for (char C : Path)
    if (isAlnum(C) || StringRef("/-._~").contains(C))
      Out += C;
    else
      Out += '%' + toHex(StringRef(&C, 1));
  return Out;
}

StringRef level(Level How) {
  return How == Level::Remark ? "note" : toString(How);
}

class Writer {
public:
  Writer(const Report &R, raw_ostream &Out) : R(R), J(Out, /*IndentSize=*/2) {
    std::set<StringRef> Names;
    for (const Finding &F : R.Findings)
      Names.insert(F.Check);
    for (StringRef Name : Names)
      RuleIndex.emplace(Name, RuleIndex.size());
  }

  void write() {
    J.object([&] {
      J.attribute("$schema", Schema);
      J.attribute("version", "2.1.0");
      J.attributeArray("runs", [&] { J.object([&] { run(); }); });
    });
  }

private:
  void run() {
    J.attributeObject("tool", [&] {
      J.attributeObject("driver", [&] {
        J.attribute("name", "p99-tidy");
        J.attribute("semanticVersion", P99_VERSION);
        J.attributeArray("rules", [&] {
          for (const auto &[Name, Index] : RuleIndex)
            J.object([&] { rule(Name); });
        });
      });
    });
    J.attributeArray("invocations", [&] {
      J.object([&] {
        J.attribute("executionSuccessful", R.Failed.empty());
        J.attributeArray("toolExecutionNotifications", [&] {
          for (const FailedUnit &F : R.Failed)
            J.object([&] { notification(F); });
        });
      });
    });
    J.attributeObject("originalUriBaseIds", [&] {
      J.attributeObject(Root, [&] {
        StringRef Separator = StringRef(R.Directory).ends_with("/") ? "" : "/";
        J.attribute("uri",
                    ("file://" + uriPath(R.Directory) + Separator).str());
      });
    });
    // Columns of ours count bytes, which SARIF does not know.
    J.attribute("columnKind", "unicodeCodePoints");
    J.attributeArray("results", [&] {
      for (const Finding &F : R.Findings)
        J.object([&] { result(F); });
    });
  }

  void rule(StringRef Name) {
    J.attribute("id", utf8(Name));
    const CheckInfo *Info = findCheck(Name);
    if (!Info) {
      // GitHub refuses rules that say nothing of themselves.
      constexpr StringLiteral Foreign = "A check of clang-tidy.";
      for (StringRef Text : {"shortDescription", "fullDescription", "help"})
        text(Text, Foreign);
      return;
    }
    text("shortDescription", (Info->Summary + ".").str());
    text("fullDescription", firstSection(Info->Doc));
    J.attributeObject("help", [&] {
      J.attribute("text", ("'p99-tidy explain " + Name +
                           "' says what it flags, why that costs, and what to "
                           "do.")
                              .str());
      J.attribute("markdown", Info->Doc.trim());
    });
    J.attributeObject("defaultConfiguration", [&] {
      J.attribute("level",
                  Info->Severity == Severity::Remark ? "note" : "warning");
    });
    J.attributeObject("properties", [&] {
      J.attributeArray("tags", [&] {
        J.value("performance");
        J.value(toString(Info->Family));
      });
    });
  }

  /// Of a page, what stands below its first heading.
  static StringRef firstSection(StringRef Page) {
    return Page.trim().split('\n').second.split("\n## ").first.trim();
  }

  void notification(const FailedUnit &F) {
    J.attribute("level", "error");
    text("message", F.Reason);
    J.attributeArray("locations", [&] {
      J.object([&] {
        J.attributeObject("physicalLocation", [&] { artifact(F.Path); });
      });
    });
  }

  void result(const Finding &F) {
    J.attribute("ruleId", utf8(F.Check));
    J.attribute("ruleIndex", static_cast<int64_t>(RuleIndex.at(F.Check)));
    J.attribute("level", level(F.How));
    text("message", F.Main.Text);
    if (F.Share) {
      J.attributeBegin("rank");
      J.rawValue(
          [&](raw_ostream &Raw) { Raw << format("%.4g", *F.Share * 100); });
      J.attributeEnd();
    }
    J.attributeArray("locations", [&] {
      if (!F.Main.Path.empty())
        J.object([&] {
          place(F.Main);
          if (!F.Function.empty())
            J.attributeArray("logicalLocations", [&] {
              J.object([&] {
                J.attribute("fullyQualifiedName", utf8(F.Function));
                J.attribute("kind", "function");
              });
            });
        });
    });
    if (!F.Notes.empty())
      J.attributeArray("relatedLocations", [&] {
        for (const auto &[Index, Note] : enumerate(F.Notes))
          J.object([&] {
            J.attribute("id", static_cast<int64_t>(Index));
            placeAndText(Note);
          });
      });
    codeFlow(F);
    fixes(F);
    J.attributeObject("partialFingerprints",
                      [&] { J.attribute("p99Fingerprint/v1", F.Fingerprint); });
  }

  /// From what makes the code hot to the finding: the notes lead the other way.
  void codeFlow(const Finding &F) {
    auto Reason = find_if(F.Notes, [](const Message &Note) {
      return StringRef(Note.Text).starts_with("hot:");
    });
    if (Reason == F.Notes.end() || F.Main.Path.empty())
      return;
    J.attributeArray("codeFlows", [&] {
      J.object([&] {
        J.attributeArray("threadFlows", [&] {
          J.object([&] {
            J.attributeArray("locations", [&] {
              auto Step = [&](const Message &M) {
                J.object([&] {
                  J.attributeObject("location", [&] { placeAndText(M); });
                });
              };
              for (const Message &Note :
                   reverse(make_range(F.Notes.begin(), std::next(Reason))))
                if (!Note.Path.empty() && Note.Edits.empty())
                  Step(Note);
              Step(F.Main);
            });
          });
        });
      });
    });
  }

  /// Several are alternatives, as those of a finding are.
  void fixes(const Finding &F) {
    if (F.fix() == FixKind::None)
      return;
    J.attributeArray("fixes", [&] {
      if (!F.Main.Edits.empty())
        fix("safe fix: same observable behaviour", F.Main.Edits);
      for (const Message &Note : F.Notes)
        if (!Note.Edits.empty())
          fix("suggested fix: " + Note.Text, Note.Edits);
    });
  }

  void fix(StringRef Description, ArrayRef<Edit> Edits) {
    std::map<StringRef, std::vector<const Edit *>> ByFile;
    for (const Edit &E : Edits)
      ByFile[E.Path].push_back(&E);
    J.object([&] {
      text("description", Description);
      J.attributeArray("artifactChanges", [&] {
        for (const auto &[Path, Changes] : ByFile)
          J.object([&] {
            artifact(Path);
            J.attributeArray("replacements", [&] {
              for (const Edit *E : Changes)
                J.object([&] { replacement(*E); });
            });
          });
      });
    });
  }

  void replacement(const Edit &E) {
    J.attributeObject("deletedRegion", [&] {
      auto [Line, Column] = position(E.Path, E.Offset);
      auto [EndLine, EndColumn] = position(E.Path, E.Offset + E.Length);
      J.attribute("startLine", Line);
      J.attribute("startColumn", Column);
      J.attribute("endLine", EndLine);
      J.attribute("endColumn", EndColumn);
    });
    text("insertedContent", E.Text);
  }

  void text(StringRef Name, StringRef Text) {
    J.attributeObject(Name, [&] { J.attribute("text", utf8(Text)); });
  }

  void artifact(StringRef Path) {
    J.attributeObject("artifactLocation", [&] {
      StringRef Short = shortPath(Path, R.Directory);
      if (Short.starts_with("/")) {
        J.attribute("uri", "file://" + uriPath(Short));
        return;
      }
      J.attribute("uri", uriPath(Short));
      J.attribute("uriBaseId", Root);
    });
  }

  void place(const Message &M) {
    J.attributeObject("physicalLocation", [&] {
      artifact(M.Path);
      J.attributeObject("region", [&] {
        J.attribute("startLine", M.Line);
        J.attribute("startColumn", codePointColumn(Files.line(M), M.Column));
      });
    });
  }

  void placeAndText(const Message &M) {
    if (!M.Path.empty())
      place(M);
    text("message", M.Text);
  }

  /// Line and column, as SARIF counts.
  std::pair<unsigned, unsigned> position(StringRef Path, unsigned Offset) {
    Message M;
    M.Path = Path.str();
    std::tie(M.Line, M.Column) = Files.position(Path, Offset);
    return {M.Line, codePointColumn(Files.line(M), M.Column)};
  }

  const Report &R;
  json::OStream J;
  Sources Files;
  std::map<StringRef, size_t> RuleIndex;
};

} // namespace

void printSarif(const Report &R, raw_ostream &Out) {
  Writer(R, Out).write();
  Out << '\n';
}

} // namespace p99::driver
