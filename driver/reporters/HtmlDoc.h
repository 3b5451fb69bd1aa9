// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The page of a check, which is Markdown, as HTML.

#ifndef P99_DRIVER_REPORTERS_HTMLDOC_H
#define P99_DRIVER_REPORTERS_HTMLDOC_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace p99::driver {

/// Knows what the pages are written in: headings, paragraphs, lists, fenced
/// code; in a line code, emphasis and links. Links become their text, as the
/// pages that they lead to are not beside the report.
void printHtmlDoc(llvm::StringRef Markdown, llvm::raw_ostream &Out);

} // namespace p99::driver

#endif
