# How every target of the project is compiled: LLVM's flags, one precompiled
# header for all.

find_program(P99_CCACHE ccache)
if(P99_CCACHE)
  # A precompiled header carries its time stamps; these are what ccache asks for.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      ${P99_CCACHE})
endif()

# Executables are compiled as libraries are, or Clang would not let them use the
# same precompiled header.
set(CMAKE_CXX_COMPILE_OPTIONS_PIE ${CMAKE_CXX_COMPILE_OPTIONS_PIC})

add_library(p99Flags INTERFACE)
target_include_directories(p99Flags INTERFACE ${PROJECT_SOURCE_DIR}/checks)
target_include_directories(p99Flags SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS}
                           ${CLANG_INCLUDE_DIRS} ${CLANG_INCLUDE_DIRS}/clang-tidy)
target_compile_options(p99Flags INTERFACE -fno-rtti -fno-exceptions -Wall -Wextra
                       -Wno-unused-parameter)
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  # The time stamp of the precompiled header would defeat ccache.
  target_compile_options(p99Flags INTERFACE "SHELL:-Xclang -fno-pch-timestamp")
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES Clang AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 22)
  # Their precompiled headers lose the pragma with which libstdc++ silences its own use
  # of what is deprecated.
  target_compile_options(p99Flags INTERFACE -Wno-deprecated-declarations)
endif()
target_compile_definitions(p99Flags INTERFACE NDEBUG P99_VERSION="${PROJECT_VERSION}")

# p99_library(NAME [OBJECT] [PCH header] SOURCES... [LINK libs...]): a layer of the
# house.
function(p99_library Name)
  cmake_parse_arguments(Arg "OBJECT" "PCH" "SOURCES;LINK" ${ARGN})
  if(Arg_OBJECT)
    add_library(${Name} OBJECT ${Arg_SOURCES})
  else()
    add_library(${Name} STATIC ${Arg_SOURCES})
  endif()
  target_link_libraries(${Name} PUBLIC p99Flags ${Arg_LINK})
  p99_precompile(${Name} ${Arg_PCH})
endfunction()

# p99_precompile(NAME [header]): in cmake/, by default Pch.h. Whatever includes
# Clang's matchers builds 2,500 of their functions, be they used or not, which
# takes 2.5 s; so MatchersPch.h is for what does.
function(p99_precompile Name)
  list(APPEND ARGN Pch.h)
  list(GET ARGN 0 Header)
  string(REGEX REPLACE "^(.*)Pch[.]h$" "p99\\1Pch" Pch ${Header})
  p99_precompiled_header(${Pch} cmake/${Header} p99Flags)
  target_precompile_headers(${Name} REUSE_FROM ${Pch})
endfunction()

# The tests are not optimised, which halves the time that they take to build and
# costs them nothing to speak of.
function(p99_precompile_test Name)
  p99_precompiled_header(p99TestPch cmake/TestPch.h p99Flags p99Gtest)
  target_compile_options(p99TestPch PRIVATE -O0)
  target_compile_options(${Name} PRIVATE -O0)
  target_precompile_headers(${Name} REUSE_FROM p99TestPch)
endfunction()

function(p99_precompiled_header Name Header)
  if(NOT TARGET ${Name})
    file(WRITE ${PROJECT_BINARY_DIR}/${Name}.cpp "")
    add_library(${Name} OBJECT ${PROJECT_BINARY_DIR}/${Name}.cpp)
    target_link_libraries(${Name} PRIVATE ${ARGN})
    target_precompile_headers(${Name} PRIVATE ${PROJECT_SOURCE_DIR}/${Header})
  endif()
endfunction()
