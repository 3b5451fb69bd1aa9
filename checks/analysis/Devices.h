// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files that stand on no disk, and the hardware that some code drives itself.

#ifndef P99_ANALYSIS_DEVICES_H
#define P99_ANALYSIS_DEVICES_H

#include "analysis/References.h"
#include "clang/AST/Expr.h"

namespace p99::analysis {

/// A path below /dev, /proc or /sys, where the kernel answers at once: a
/// literal, or a local that snprintf(path, n, "/proc/%d/comm", pid) or "/proc/"
/// + std::to_string(pid) has made. No for nullptr.
bool isDevice(const clang::Expr *Path, const References &Refs);

/// fscanf(f, ...), of f = fopen("/proc/stat", "r"): some value of the handle
/// was opened with such a path. No for nullptr.
bool isOfDevice(const clang::ValueDecl *Handle, const References &Refs);

/// It reads or writes the registers of a device, by what it calls:
/// spi->poke8(0x14, 0x21), i2c_write(bus, reg, value). No for nullptr.
bool accessesRegisters(const clang::FunctionDecl *F, const References &Refs);

} // namespace p99::analysis

#endif
