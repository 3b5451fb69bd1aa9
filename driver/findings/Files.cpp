// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/findings/Files.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace p99::driver {

static std::error_code writeTo(int Descriptor, StringRef Text,
                               bool Close = false) {
  raw_fd_ostream Out(Descriptor, Close);
  Out << Text;
  Out.flush();
  std::error_code EC = Out.error();
  Out.clear_error();
  return EC;
}

Expected<sys::fs::TempFile> writeBeside(StringRef Target, StringRef Text) {
  Expected<sys::fs::TempFile> Temporary =
      sys::fs::TempFile::create(Target + ".p99-%%%%%%%%");
  if (!Temporary)
    return Temporary.takeError();
  std::error_code EC = writeTo(Temporary->FD, Text);
  if (ErrorOr<sys::fs::perms> Permissions = sys::fs::getPermissions(Target);
      !EC && Permissions)
    EC = sys::fs::setPermissions(Temporary->FD, *Permissions);
  if (EC) {
    consumeError(Temporary->discard());
    return errorCodeToError(EC);
  }
  return std::move(*Temporary);
}

static Error failure(StringRef Path, std::error_code EC) {
  return createStringError(EC, "cannot write '" + Path + "': " + EC.message());
}

/// Where `Path` leads.
static std::string targetOf(StringRef Path) {
  SmallString<256> Real;
  return sys::fs::real_path(Path, Real) ? Path.str() : std::string(Real);
}

static bool isSpecial(const sys::fs::file_status &Status) {
  return sys::fs::exists(Status) && !sys::fs::is_regular_file(Status) &&
         !sys::fs::is_directory(Status);
}

Error canReplaceFile(StringRef Path) {
  std::string Target = targetOf(Path);
  sys::fs::file_status Status;
  sys::fs::status(Target, Status);
  if (sys::fs::is_directory(Status))
    return failure(Path, std::make_error_code(std::errc::is_a_directory));
  if (isSpecial(Status))
    return Error::success();
  SmallString<256> Folder(Target);
  if (std::error_code EC = sys::fs::make_absolute(Folder))
    return failure(Path, EC);
  sys::path::remove_filename(Folder);
  if (std::error_code EC = sys::fs::access(Folder, sys::fs::AccessMode::Write))
    return failure(Path, EC);
  if (sys::fs::exists(Status))
    if (std::error_code EC =
            sys::fs::access(Target, sys::fs::AccessMode::Write))
      return failure(Path, EC);
  return Error::success();
}

Error replaceFile(StringRef Path, StringRef Text) {
  std::string Target = targetOf(Path);
  sys::fs::file_status Status;
  sys::fs::status(Target, Status);
  if (isSpecial(Status)) {
    int Descriptor = -1;
    std::error_code EC =
        sys::fs::openFileForWrite(Target, Descriptor, sys::fs::CD_OpenExisting);
    if (!EC)
      EC = writeTo(Descriptor, Text, /*Close=*/true);
    return EC ? failure(Path, EC) : Error::success();
  }
  Expected<sys::fs::TempFile> New = writeBeside(Target, Text);
  if (!New)
    return failure(Path, errorToErrorCode(New.takeError()));
  if (Error E = New->keep(Target)) {
    // What is left is the new file under its other name.
    consumeError(New->discard());
    return failure(Path, errorToErrorCode(std::move(E)));
  }
  return Error::success();
}

} // namespace p99::driver
