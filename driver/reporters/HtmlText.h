// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Text from elsewhere, made harmless for a page.

#ifndef P99_DRIVER_REPORTERS_HTMLTEXT_H
#define P99_DRIVER_REPORTERS_HTMLTEXT_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace p99::driver {

/// `Text` for between tags and for quoted attributes. What cannot be seen is
/// made visible: control characters, what is not UTF-8, and the marks that
/// turn the direction of a line and make code look like other code.
std::string html(llvm::StringRef Text);

/// JSON for a script element, which the text `</script>` in a string would end.
std::string scriptJson(llvm::StringRef Json);

/// An id: letters, digits and dashes.
std::string htmlId(llvm::StringRef Text);

} // namespace p99::driver

#endif
