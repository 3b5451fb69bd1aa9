// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/ApiModels.h"
#include "analysis/UserFiles.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace clang;

namespace p99::analysis {

namespace {
struct EmbeddedFile {
  const char *Name;
  const char *Text;
};
const EmbeddedFile Embedded[] = {
#include "EmbeddedModels.inc"
};
} // namespace

const ApiModels &ApiModels::builtin() {
  static const ApiModels Models = [] {
    ApiModels Built;
    for (const EmbeddedFile &File : Embedded) {
      llvm::Expected<ModelFile> Parsed = parseModels(File.Text, File.Name);
      // A unit test parses every built-in file, so this is a broken build.
      if (!Parsed)
        llvm::report_fatal_error(Parsed.takeError());
      Built.add(std::move(*Parsed));
    }
    return Built;
  }();
  return Models;
}

void ApiModels::add(ModelFile File) {
  for (Model &M : File.Entries) {
    Owned.push_back(std::make_unique<Model>(std::move(M)));
    for (llvm::StringRef Name : Owned.back()->Names)
      addName(Name, Owned.back().get());
  }
}

void ApiModels::addName(llvm::StringRef Name, const Model *Entry) {
  ByName[Name] = Entry;
  auto [Path, Arity] = Name.split('/');
  int Parameters = -1;
  if (!Arity.empty())
    Arity.getAsInteger(10, Parameters);
  auto [Scope, Last] = Path.rsplit("::");
  if (Last.empty())
    std::swap(Scope, Last);
  // `Type::*` is found by the type's name.
  llvm::StringRef Key = Last == "*" ? Scope.rsplit("::").second : Last;
  if (Key.empty())
    Key = Scope;
  bool Destructor = Key.consume_front("~");
  ByLast[Key].push_back({Scope, Parameters, Last == "*", Destructor, Entry});
}

const Model *ApiModels::byName(llvm::StringRef Name) const {
  if (auto It = ByName.find(Name); It != ByName.end())
    return It->second;
  return Base ? Base->byName(Name) : nullptr;
}

llvm::Expected<std::shared_ptr<const ApiModels>>
ApiModels::load(llvm::ArrayRef<std::string> Files, llvm::StringRef NearFile,
                llvm::vfs::FileSystem &FS) {
  auto Models = std::make_shared<ApiModels>();
  Models->Base = &builtin();
  llvm::Error Problems = llvm::Error::success();
  for (const std::string &File : Files) {
    std::string Path = findUserFile(File, NearFile, FS);
    auto Buffer = FS.getBufferForFile(Path);
    if (!Buffer) {
      Problems = llvm::joinErrors(
          std::move(Problems),
          llvm::createStringError(
              "cannot read the model file '" + File +
              "': " + Buffer.getError().message() +
              "; P99Models takes paths that are absolute or relative to a "
              "folder above the source"));
      continue;
    }
    llvm::Expected<ModelFile> Parsed =
        parseModels((*Buffer)->getBuffer(), Path);
    if (Parsed)
      Models->add(std::move(*Parsed));
    else
      Problems = llvm::joinErrors(std::move(Problems), Parsed.takeError());
  }
  if (Problems)
    return std::move(Problems);
  return Models;
}

//===-- Names -------------------------------------------------------------===//

bool isModelled(llvm::StringRef Name, llvm::StringRef Model) {
  auto [Fixed, Rest] = Model.split('#');
  if (Fixed.size() == Model.size())
    return Name == Model;
  if (!Name.consume_front(Fixed) || Name.empty() || !llvm::isDigit(Name[0]))
    return false;
  return isModelled(Name.drop_while(llvm::isDigit), Rest);
}

/// "ucol_open_#" of "ucol_open_72"; "" of a name without a version.
static std::string withoutVersion(llvm::StringRef Name) {
  llvm::StringRef Fixed = Name.rtrim("0123456789");
  if (Fixed.size() == Name.size() || Fixed.size() < 2 || Fixed.back() != '_')
    return "";
  return (Fixed + "#").str();
}

//===-- Lookup by declaration ---------------------------------------------===//

/// Of `typedef struct {} options;` the name that C knows it by.
static const IdentifierInfo *identifierOf(const NamedDecl *D) {
  // The one operator that libraries register handlers with.
  if (D->getDeclName().getCXXOverloadedOperator() == OO_Call)
    return &D->getASTContext().Idents.get("operator()");
  if (const auto *Tag = dyn_cast<TagDecl>(D); Tag && !Tag->getIdentifier())
    if (const TypedefNameDecl *Name = Tag->getTypedefNameForAnonDecl())
      return Name->getIdentifier();
  return D->getIdentifier();
}

/// The qualified name as the models spell it: no template arguments, no inline
/// or unnamed namespaces.
static bool scopeOf(const Decl *D, llvm::SmallVectorImpl<char> &Scope) {
  llvm::SmallVector<llvm::StringRef, 8> Parts;
  for (const DeclContext *DC = D->getDeclContext(); !DC->isTranslationUnit();
       DC = DC->getParent()) {
    if (DC->isTransparentContext())
      continue;
    if (const auto *NS = dyn_cast<NamespaceDecl>(DC)) {
      if (!NS->isInline() && !NS->isAnonymousNamespace())
        Parts.push_back(NS->getName());
    } else if (const auto *Record = dyn_cast<RecordDecl>(DC)) {
      if (const IdentifierInfo *Id = identifierOf(Record))
        Parts.push_back(Id->getName());
    } else if (const auto *Enum = dyn_cast<EnumDecl>(DC)) {
      Parts.push_back(Enum->getName());
    } else {
      return false; // Local to a function: no library's.
    }
  }
  for (llvm::StringRef Part : llvm::reverse(Parts)) {
    if (!Scope.empty())
      Scope.append({':', ':'});
    Scope.append(Part.begin(), Part.end());
  }
  return true;
}

ModelIndex::ModelIndex(const ApiModels &Models) : Models(Models) {}

llvm::SmallVector<const ApiModels::Candidate *, 4>
ModelIndex::named(const IdentifierInfo *Last) const {
  llvm::SmallVector<const ApiModels::Candidate *, 4> Found;
  if (!Last)
    return Found;
  const std::string AnyVersion = withoutVersion(Last->getName());
  for (const ApiModels *Layer : {Models.Base, &Models})
    for (llvm::StringRef Name : {llvm::StringRef(AnyVersion), Last->getName()})
      if (Layer && !Name.empty())
        if (auto It = Layer->ByLast.find(Name); It != Layer->ByLast.end())
          for (const ApiModels::Candidate &C : It->second)
            Found.push_back(&C);
  return Found;
}

const Model *ModelIndex::lookup(const NamedDecl *D) const {
  const IdentifierInfo *Id = identifierOf(D);
  const auto *Method = dyn_cast<CXXMethodDecl>(D);
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(D))
    Id = Method->getParent()->getIdentifier();
  auto Named = named(Id);
  auto Members =
      named(Method && D->getIdentifier() ? Method->getParent()->getIdentifier()
                                         : nullptr);
  if (Named.empty() && Members.empty())
    return nullptr;

  llvm::SmallString<128> Scope;
  if (!scopeOf(D, Scope))
    return nullptr;
  const Model *Best = nullptr;
  int Rank = 0; // A name with its arity beats the name, which beats `Type::*`.
  auto Consider = [&](const ApiModels::Candidate &C, int Worth) {
    if (isModelled(Scope, C.Scope) && Worth >= Rank) {
      Best = C.Entry;
      Rank = Worth;
    }
  };
  for (const ApiModels::Candidate *C : Members)
    if (C->AnyMember)
      Consider(*C, 1);
  for (const ApiModels::Candidate *C : Named) {
    if (C->AnyMember || C->Destructor != isa<CXXDestructorDecl>(D))
      continue;
    const auto *Function = dyn_cast<FunctionDecl>(D);
    if (C->Arity < 0)
      Consider(*C, 2);
    else if (Function && int(Function->getNumParams()) == C->Arity)
      Consider(*C, 3);
  }
  return Best;
}

/// `Poco::Net::TCPServerConnection::run` is declared in a base of that class.
const Model *ModelIndex::lookupInherited(const CXXMethodDecl *Method) const {
  auto Named = named(Method->getIdentifier());
  const CXXRecordDecl *Class = Method->getParent()->getDefinition();
  if (Named.empty() || !Class || !Method->size_overridden_methods())
    return nullptr;
  const Model *Found = nullptr;
  Class->forallBases([&](const CXXRecordDecl *Base) {
    llvm::SmallString<128> Scope;
    if (!scopeOf(Base, Scope) || !Base->getIdentifier())
      return true;
    if (!Scope.empty())
      Scope += "::";
    Scope += Base->getName();
    for (const ApiModels::Candidate *C : Named)
      if (!C->AnyMember && !C->Destructor && C->Arity < 0 &&
          isModelled(Scope, C->Scope))
        Found = C->Entry;
    return !Found;
  });
  return Found;
}

const Model *ModelIndex::find(const NamedDecl *D) const {
  if (!D)
    return nullptr;
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(D))
    if (const CXXConstructorDecl *Base =
            Constructor->getInheritedConstructor().getConstructor())
      D = Base;
  if (const auto *Function = dyn_cast<FunctionDecl>(D))
    if (const FunctionDecl *Pattern =
            Function->getTemplateInstantiationPattern())
      D = Pattern;
  D = cast<NamedDecl>(D->getCanonicalDecl());
  auto [It, New] = Known.try_emplace(D, nullptr);
  if (!New)
    return It->second;
  const Model *Found = lookup(D);
  const auto *Method = dyn_cast<CXXMethodDecl>(D);
  if (Method && !Found)
    Found = lookupInherited(Method);
  if (Method && !Found)
    for (const CXXMethodDecl *Base : Method->overridden_methods())
      if ((Found = find(Base)))
        break;
  return Known[D] = Found;
}

const Model *ModelIndex::find(QualType T) const {
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  while (T->isPointerType())
    T = T->getPointeeType();
  const auto *Record = T->getAsRecordDecl();
  return Record ? find(Record) : nullptr;
}

const Model *ModelIndex::findMacro(llvm::StringRef Name) const {
  return Models.byName(Name);
}

} // namespace p99::analysis
