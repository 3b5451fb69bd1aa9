// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is set up again for each use, and what is kept.

#include "Allocations.h"
#include <iconv.h>
#include <locale>
#include <memory>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <random>
#include <regex>
#include <unicode/regex.h>

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

bool digest(EVP_MD_CTX *Context, const EVP_MD *Algorithm) {
  unsigned char Out[EVP_MAX_MD_SIZE];
  unsigned Size = 0;
  return EVP_DigestInit_ex(Context, Algorithm, nullptr) &&
         EVP_DigestUpdate(Context, Line.data(), Line.size()) &&
         EVP_DigestFinal_ex(Context, Out, &Size);
}

struct Free {
  void operator()(SSL_CTX *Context) const { SSL_CTX_free(Context); }
  void operator()(SSL *Connection) const { SSL_free(Connection); }
  void operator()(EVP_MD_CTX *Context) const { EVP_MD_CTX_free(Context); }
  void operator()(EVP_MD *Algorithm) const { EVP_MD_free(Algorithm); }
};
template <typename T> using Handle = std::unique_ptr<T, Free>;

Handle<SSL_CTX> tlsContext() {
  Handle<SSL_CTX> Context(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_default_verify_paths(Context.get());
  return Context;
}

std::unique_ptr<icu::RegexPattern> icuPattern() {
  UErrorCode Status = U_ZERO_ERROR;
  return std::unique_ptr<icu::RegexPattern>(
      icu::RegexPattern::compile("/orders/([0-9]+)", 0, Status));
}
bool find(const icu::RegexPattern &Pattern) {
  static const icu::UnicodeString Text(Line.c_str());
  UErrorCode Status = U_ZERO_ERROR;
  std::unique_ptr<icu::RegexMatcher> Matcher(Pattern.matcher(Text, Status));
  return Matcher->find();
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
  addPair(
      "SetupPerIteration", "icu::RegexPattern", "1",
      [] { keep(find(*icuPattern())); },
      [] {
        static const std::unique_ptr<icu::RegexPattern> Pattern = icuPattern();
        keep(find(*Pattern));
      });
  addPair(
      "SetupPerIteration", "SSL_CTX_new", "1",
      [] {
        Handle<SSL_CTX> Context = tlsContext();
        keep(Handle<SSL>(SSL_new(Context.get())).get());
      },
      [] {
        static const Handle<SSL_CTX> Context = tlsContext();
        keep(Handle<SSL>(SSL_new(Context.get())).get());
      });
  addPair(
      "SetupPerIteration", "EVP_MD_CTX_new", "1",
      [] {
        Handle<EVP_MD_CTX> Context(EVP_MD_CTX_new());
        keep(digest(Context.get(), EVP_sha256()));
      },
      [] {
        thread_local Handle<EVP_MD_CTX> Context(EVP_MD_CTX_new());
        keep(digest(Context.get(), EVP_sha256()));
      });
  addPair(
      "SetupPerIteration", "EVP_MD_fetch", "1",
      [] {
        thread_local Handle<EVP_MD_CTX> Context(EVP_MD_CTX_new());
        Handle<EVP_MD> Algorithm(EVP_MD_fetch(nullptr, "SHA256", nullptr));
        keep(digest(Context.get(), Algorithm.get()));
      },
      [] {
        thread_local Handle<EVP_MD_CTX> Context(EVP_MD_CTX_new());
        static const Handle<EVP_MD> Algorithm(
            EVP_MD_fetch(nullptr, "SHA256", nullptr));
        keep(digest(Context.get(), Algorithm.get()));
      });
  return run(Argc, Argv);
}
