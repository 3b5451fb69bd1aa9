// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the completions of bash, zsh and fish offer. The scripts of the shells
// hold no list of their own and so cannot be out of date.

#ifndef P99_DRIVER_CLI_COMPLETE_H
#define P99_DRIVER_CLI_COMPLETE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace p99::driver {

/// `Words` are those after the program's name, up to the one that is to be
/// completed as far as it has been typed. Prints a line for each whole word
/// that it may become, and after a tab what that means. A word that ends in `=`
/// goes on. Where a file or a folder fits, too, the last line is `:files WORD`
/// or `:folders WORD` with the part of the word that stands before its name.
void complete(llvm::ArrayRef<std::string> Words, llvm::raw_ostream &Out);

} // namespace p99::driver

#endif
