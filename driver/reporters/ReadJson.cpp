// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/LlvmCompat.h"
#include "driver/findings/Findings.h"
#include "driver/findings/Sources.h"
#include "driver/reporters/Reporters.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace p99::driver {

namespace {

/// Reads what printJson() writes. Paths are seen from the working folder.
class Reader {
public:
  explicit Reader(std::string Directory) : Directory(std::move(Directory)) {}

  bool read(const json::Value &V, Report &R, json::Path P) {
    json::ObjectMapper O(V, P);
    std::string Version;
    int64_t Units = 0;
    if (!O || !O.map("version", Version) || !O.map("units", Units) ||
        !O.map("seconds", R.Seconds))
      return false;
    R.Units = Units;
    const json::Object &Fields = *V.getAsObject();
    return list(Fields, "findings", P,
                [&](const json::Value &Each, json::Path At) {
                  return read(Each, R.Findings.emplace_back(), At);
                }) &&
           list(Fields, "failed", P,
                [&](const json::Value &Each, json::Path At) {
                  return read(Each, R.Failed.emplace_back(), At);
                }) &&
           list(Fields, "profiles", P,
                [&](const json::Value &Each, json::Path At) {
                  return read(Each, R.Profiles.emplace_back(), At);
                });
  }

  /// A file of a finding that is not here, or "".
  const std::string &missing() const { return Missing; }

private:
  using ReadOne = function_ref<bool(const json::Value &, json::Path)>;

  /// One that is absent is empty.
  static bool list(const json::Object &Fields, StringRef Name, json::Path P,
                   ReadOne Read) {
    const json::Value *Found = Fields.get(Name);
    if (!Found)
      return true;
    json::Path Here = P.field(Name);
    const json::Array *Values = Found->getAsArray();
    if (!Values)
      return Here.report("expected array"), false;
    for (auto [Index, Each] : enumerate(*Values))
      if (!Read(Each, Here.index(Index)))
        return false;
    return true;
  }

  bool path(json::ObjectMapper &O, std::string &Path) {
    if (!O.map("path", Path))
      return false;
    if (!Path.empty())
      Path = absolutePath(Path, Directory);
    return true;
  }

  /// An edit without its text.
  template <typename Range> bool bytes(json::ObjectMapper &O, Range &R) {
    return path(O, R.Path) && O.map("offset", R.Offset) &&
           O.map("length", R.Length);
  }

  bool read(const json::Value &V, Edit &E, json::Path P) {
    json::ObjectMapper O(V, P);
    return O && bytes(O, E) && O.map("text", E.Text);
  }

  bool read(const json::Value &V, Message &M, json::Path P) {
    json::ObjectMapper O(V, P);
    if (!O || !path(O, M.Path) || !O.map("line", M.Line) ||
        !O.map("column", M.Column) || !O.map("message", M.Text))
      return false;
    if (!M.Path.empty()) {
      std::optional<unsigned> Offset = Files.offset(M.Path, M.Line, M.Column);
      if (!Offset && Missing.empty())
        Missing = M.Path;
      M.Offset = Offset.value_or(0);
    }
    const json::Object &Fields = *V.getAsObject();
    auto Spans = [&](const json::Value &Each, json::Path At) {
      json::ObjectMapper One(Each, At);
      return One && bytes(One, M.Spans.emplace_back());
    };
    auto Edits = [&](const json::Value &Each, json::Path At) {
      return read(Each, M.Edits.emplace_back(), At);
    };
    return list(Fields, "spans", P, Spans) && list(Fields, "edits", P, Edits);
  }

  bool read(const json::Value &V, Finding &F, json::Path P) {
    json::ObjectMapper O(V, P);
    std::string Severity, Fix;
    if (!O || !O.map("check", F.Check) || !O.map("severity", Severity) ||
        !O.map("function", F.Function) || !O.map("fix", Fix) ||
        !O.mapOptional("promoted", F.Promoted) ||
        !O.mapOptional("hotness", F.Share) || !read(V, F.Main, P))
      return false;
    F.How = Severity == "error"    ? Level::Error
            : Severity == "remark" ? Level::Remark
                                   : Level::Warning;
    // A suggested fix stands at its note, too.
    if (Fix != "safe")
      F.Main.Edits.clear();
    return list(*V.getAsObject(), "notes", P,
                [&](const json::Value &Each, json::Path At) {
                  return read(Each, F.Notes.emplace_back(), At);
                });
  }

  bool read(const json::Value &V, FailedUnit &F, json::Path P) {
    json::ObjectMapper O(V, P);
    return O && path(O, F.Path) && O.map("reason", F.Reason);
  }

  static bool read(const json::Value &V, ProfileUse &Use, json::Path P) {
    json::ObjectMapper O(V, P);
    int64_t Frames = 0, Matched = 0;
    if (!O || !O.map("name", Use.Name) || !O.map("samples", Use.Samples) ||
        !O.map("frames", Frames) || !O.map("matched", Matched))
      return false;
    Use.Frames = Frames;
    Use.Matched = Matched;
    return true;
  }

  std::string Directory;
  Sources Files;
  std::string Missing;
};

} // namespace

Expected<Report> readJson(StringRef File) {
  auto Refuse = [&](const Twine &Why) {
    return createStringError("cannot read the report '" + File + "': " + Why);
  };
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = MemoryBuffer::getFile(File);
  if (!Buffer)
    return Refuse(Buffer.getError().message());
  Expected<json::Value> Value = json::parse((*Buffer)->getBuffer());
  if (!Value)
    return Refuse(toString(Value.takeError()));
  SmallString<256> Directory;
  sys::fs::current_path(Directory);
  Reader Reads{std::string(Directory)};
  Report R;
  json::Path::Root Root("report");
  if (!Reads.read(*Value, R, Root))
    return Refuse(toString(Root.getError()) +
                  "; take what 'p99-tidy --format=json' prints");
  if (!Reads.missing().empty())
    return Refuse("'" + shortPath(Reads.missing(), Directory) +
                  "' is not here as it was; merge in the folder that p99-tidy "
                  "ran in, with the same sources");
  return R;
}

} // namespace p99::driver
