# What `cmake --install` puts beside the programs.

include(GNUInstallDirs)

# A folder of its own: nobody links to it.
set(P99_PLUGIN_DIR ${CMAKE_INSTALL_LIBDIR}/p99-tidy)
install(TARGETS p99Plugin LIBRARY DESTINATION ${P99_PLUGIN_DIR})

install(FILES LICENSE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs
        FILES_MATCHING PATTERN "*.md" PATTERN "*.json"
        PATTERN man EXCLUDE PATTERN new-check EXCLUDE)
# They are built in; these are to read and to copy from.
install(DIRECTORY checks/models DESTINATION ${CMAKE_INSTALL_DATADIR}/p99-tidy
        FILES_MATCHING PATTERN "*.yaml")
install(DIRECTORY integrations/bazel DESTINATION ${CMAKE_INSTALL_DATADIR}/p99-tidy
        FILES_MATCHING PATTERN "*.bzl" PATTERN "BUILD.bazel")

# -- manual pages -------------------------------------------------------------

set(ManPages ${PROJECT_BINARY_DIR}/man/p99-tidy.1 ${PROJECT_BINARY_DIR}/man/p99-ci.1)
set(ManTemplates docs/man/p99-tidy.1.in docs/man/p99-ci.1.in integrations/ci/p99-ci.sh)
if(P99_CLANGD)
  list(APPEND ManPages ${PROJECT_BINARY_DIR}/man/p99-clangd.1)
  list(APPEND ManTemplates docs/man/p99-clangd.1.in)
endif()
add_custom_command(
  OUTPUT ${ManPages}
  COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/docs/man/generate.py
          $<TARGET_FILE:p99-tidy> ${ManPages}
  DEPENDS p99-tidy docs/man/generate.py ${ManTemplates}
  VERBATIM)
add_custom_target(p99Man ALL DEPENDS ${ManPages})
install(FILES ${ManPages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

# -- completions --------------------------------------------------------------

set(Completions integrations/completions)
install(FILES ${Completions}/p99-tidy.bash RENAME p99-tidy
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${Completions}/_p99-tidy
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${Completions}/p99-tidy.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

# -- find_package(p99-tidy) ---------------------------------------------------

include(CMakePackageConfigHelpers)
set(ConfigDir ${CMAKE_INSTALL_LIBDIR}/cmake/p99-tidy)
set(BinDir ${CMAKE_INSTALL_BINDIR})
set(PluginDir ${P99_PLUGIN_DIR})
configure_package_config_file(
  integrations/cmake/p99-tidyConfig.cmake.in ${PROJECT_BINARY_DIR}/p99-tidyConfig.cmake
  INSTALL_DESTINATION ${ConfigDir} PATH_VARS BinDir PluginDir)
# Nothing is linked, so that it does not matter how wide the project's pointers
# are.
write_basic_package_version_file(
  ${PROJECT_BINARY_DIR}/p99-tidyConfigVersion.cmake
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES ${PROJECT_BINARY_DIR}/p99-tidyConfig.cmake
              ${PROJECT_BINARY_DIR}/p99-tidyConfigVersion.cmake
              integrations/cmake/P99TidyTarget.cmake integrations/cmake/P99TidyRun.cmake
        DESTINATION ${ConfigDir})

# -- packages: `cpack -G DEB` or `cpack -G TGZ` -------------------------------

set(CPACK_PACKAGE_NAME p99-tidy)
set(CPACK_PACKAGE_VENDOR p99-tidy)
set(CPACK_PACKAGE_CONTACT "The p99-tidy authors <p99-tidy@p99-tidy.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "finder of code that ruins a service's tail latency")
set(CPACK_PACKAGE_DESCRIPTION
"p99-tidy finds C and C++ code with missing timeouts, locks on hot paths,
threads without bound, setup that each round of a loop repeats, and needless
copies; it shows the evidence and repairs the code where it can.
.
This package has the command line driver, a plugin for clang-tidy, and
p99-clangd, a clangd with the checks in it.")
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_GENERATOR DEB)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Clang's own headers, of the version that is linked in.
set(CPACK_DEBIAN_PACKAGE_DEPENDS libclang-common-${LLVM_VERSION_MAJOR}-dev)
# --changed asks git; the plugin is for this clang-tidy.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS git)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS clang-tidy-${LLVM_VERSION_MAJOR})
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/Debian.cmake)
include(CPack)
