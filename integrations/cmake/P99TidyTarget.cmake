# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# p99_tidy_target(<target>... [NAME <name>] [ALL] [EXIT_ZERO] [CHANGED [<rev>]]
#                 [DEPENDS <target>...] [OPTIONS <option>...])
#
# Adds a target that lints the C and C++ sources of the given ones with one run
# of p99-tidy. docs/build-systems.md describes the options.

set(_P99_TIDY_RUN "${CMAKE_CURRENT_LIST_DIR}/P99TidyRun.cmake")

function(p99_tidy_target)
  cmake_parse_arguments(PARSE_ARGV 0 Arg "ALL;EXIT_ZERO" "NAME" "CHANGED;DEPENDS;OPTIONS")
  if(NOT Arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "p99_tidy_target: name the targets to lint")
  endif()
  if(NOT CMAKE_GENERATOR MATCHES "Ninja|Makefiles")
    message(FATAL_ERROR "p99_tidy_target: the generator '${CMAKE_GENERATOR}' writes no "
                        "compile_commands.json; use Ninja or Makefiles")
  endif()
  if(NOT Arg_NAME)
    set(Arg_NAME p99-tidy)
  endif()
  if(TARGET "${Arg_NAME}")
    message(FATAL_ERROR "p99_tidy_target: there is a target '${Arg_NAME}' already; "
                        "give NAME, or all targets to one call")
  endif()

  set(Options ${Arg_OPTIONS})
  if(Arg_EXIT_ZERO)
    list(APPEND Options --exit-zero)
  endif()
  if(Arg_CHANGED)
    list(APPEND Options --changed=${Arg_CHANGED})
  elseif("CHANGED" IN_LIST ARGN)
    list(APPEND Options --changed)
  endif()

  # One a line, in a file: a shell takes no command of 128 KB.
  set(Sources "")
  foreach(Target IN LISTS Arg_UNPARSED_ARGUMENTS)
    if(NOT TARGET "${Target}")
      message(FATAL_ERROR "p99_tidy_target: '${Target}' is no target; call it after "
                          "add_executable() and add_library()")
    endif()
    get_target_property(Aliased ${Target} ALIASED_TARGET)
    if(Aliased)
      set(Target ${Aliased})
    endif()
    set_target_properties(${Target} PROPERTIES EXPORT_COMPILE_COMMANDS ON)
    set(Files "$<TARGET_PROPERTY:${Target},SOURCES>")
    set(Files "$<FILTER:${Files},INCLUDE,[.](c|C|cc|cpp|cxx|c[+][+]|cppm|ixx)$>")
    set(Files "$<PATH:ABSOLUTE_PATH,NORMALIZE,${Files},$<TARGET_PROPERTY:${Target},SOURCE_DIR>>")
    string(APPEND Sources "$<JOIN:${Files},\n>\n")
    # What writes headers has to have done so.
    get_target_property(Before ${Target} MANUALLY_ADDED_DEPENDENCIES)
    if(Before)
      list(APPEND Arg_DEPENDS ${Before})
    endif()
  endforeach()
  get_property(Multi GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  if(Multi)
    list(APPEND Options --configuration=$<CONFIG>)
  endif()
  set(List "${CMAKE_CURRENT_BINARY_DIR}/${Arg_NAME}$<$<BOOL:${Multi}>:-$<CONFIG>>.sources")
  file(GENERATE OUTPUT "${List}" CONTENT "${Sources}")

  set(All "")
  if(Arg_ALL)
    set(All ALL)
  endif()
  add_custom_target(${Arg_NAME} ${All}
    COMMAND ${CMAKE_COMMAND} "-DDRIVER=$<TARGET_FILE:p99-tidy::p99-tidy>" "-DLIST=${List}"
            "-DDATABASE=${CMAKE_BINARY_DIR}" "-DOPTIONS=${Options}" -P "${_P99_TIDY_RUN}"
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    COMMENT "Linting with p99-tidy"
    USES_TERMINAL
    VERBATIM)
  if(Arg_DEPENDS)
    add_dependencies(${Arg_NAME} ${Arg_DEPENDS})
  endif()
endfunction()
