# Run by CPack on the files of a package before it packs them: gives them the
# places and the papers that Debian's policy asks for.

if(NOT CPACK_GENERATOR STREQUAL DEB)
  return()
endif()
set(Share ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share)
set(Doc ${Share}/doc/${CPACK_PACKAGE_NAME})

file(MAKE_DIRECTORY ${Share}/zsh)
file(RENAME ${Share}/zsh/site-functions ${Share}/zsh/vendor-completions)

# The text of the licence is in every Debian system already, but not that of the
# exceptions to it.
file(READ ${Doc}/LICENSE License)
string(REGEX REPLACE ".*(As an exception, if, .*)" "\\1" Exceptions "${License}")
string(STRIP "${Exceptions}" Exceptions)
string(REPLACE "\n\n" "\n.\n" Exceptions "${Exceptions}")
string(REPLACE "\n" "\n " Exceptions "${Exceptions}")
file(REMOVE ${Doc}/LICENSE)
file(WRITE ${Doc}/copyright
"Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: p99-tidy
Comment: The programs have parts of LLVM linked in, which has the same license.

Files: *
Copyright: 2026 The p99-tidy authors
License: Apache-2.0 with LLVM exceptions
 Licensed under the Apache License, Version 2.0, which on Debian systems is in
 /usr/share/common-licenses/Apache-2.0, with these exceptions:
 .
 ${Exceptions}
")

# Follows SOURCE_DATE_EPOCH.
string(TIMESTAMP Date "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE ${Doc}/changelog
"${CPACK_PACKAGE_NAME} (${CPACK_PACKAGE_VERSION}) stable; urgency=medium

  * Version ${CPACK_PACKAGE_VERSION}; CHANGELOG.md says what is new.

 -- ${CPACK_PACKAGE_CONTACT}  ${Date}
")
file(GLOB Pages ${Share}/man/man1/*.1)
execute_process(COMMAND gzip -9n ${Doc}/changelog ${Pages} COMMAND_ERROR_IS_FATAL ANY)
