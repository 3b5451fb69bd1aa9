// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is set up again for each use, and what is kept.

#include "Allocations.h"
#include <iconv.h>
#include <locale>
#include <random>
#include <regex>

using namespace evidence;

namespace {

const std::string Line = "2026-11-26 10:00:00 GET /orders/17 200";

bool convert(iconv_t Handle) {
  char In[] = "stra\xdf"
              "e",
       Out[32];
  char *From = In, *To = Out;
  std::size_t Left = sizeof In, Room = sizeof Out;
  return iconv(Handle, &From, &Left, &To, &Room) == 0;
}

} // namespace

int main(int Argc, char **Argv) {
  addPair(
      "SetupPerIteration", "std::regex", "1",
      [] {
        std::regex Order("/orders/([0-9]+)");
        keep(std::regex_search(Line, Order));
      },
      [] {
        static const std::regex Order("/orders/([0-9]+)");
        keep(std::regex_search(Line, Order));
      });
  addPair(
      "SetupPerIteration", "std::mt19937", "1",
      [] {
        std::mt19937 Engine(42);
        keep(Engine());
      },
      [] {
        thread_local std::mt19937 Engine(42);
        keep(Engine());
      });
  addPair(
      "SetupPerIteration", "std::random_device and std::mt19937", "1",
      [] {
        std::random_device Seed;
        std::mt19937 Engine(Seed());
        keep(Engine());
      },
      [] {
        thread_local std::mt19937 Engine{std::random_device()()};
        keep(Engine());
      });
  addPair(
      "SetupPerIteration", "std::locale", "1",
      [] {
        std::locale Plain("C.UTF-8");
        keep(std::isalpha('a', Plain));
      },
      [] {
        static const std::locale Plain("C.UTF-8");
        keep(std::isalpha('a', Plain));
      });
  addPair(
      "SetupPerIteration", "iconv_open", "1",
      [] {
        iconv_t Handle = iconv_open("UTF-8", "ISO-8859-1");
        keep(convert(Handle));
        iconv_close(Handle);
      },
      [] {
        thread_local iconv_t Handle = iconv_open("UTF-8", "ISO-8859-1");
        keep(convert(Handle));
      });
  return run(Argc, Argv);
}
