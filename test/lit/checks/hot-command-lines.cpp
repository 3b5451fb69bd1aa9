// RUN: %check_p99 %s p99-missing-reserve %t
//
// What stands before the command line is read, or in the loop that reads it,
// runs once.

#include <argp.h>
#include <getopt.h>
#include <string>
#include <vector>

typedef struct poptContext_s *poptContext;
typedef struct _GOptionContext GOptionContext;
extern "C" {
int poptGetNextOpt(poptContext);
int g_option_context_parse(GOptionContext *, int *, char ***, void *);
}
namespace gflags { unsigned ParseCommandLineFlags(int *, char ***, bool); }
namespace google { unsigned ParseCommandLineFlags(int *, char ***, bool); }
namespace absl { std::vector<char *> ParseCommandLine(int, char *[]); }
namespace boost::program_options {
struct options_description {};
struct parsed_options {};
template <class C> parsed_options parse_command_line(int, const C *const *, const options_description &);
} // namespace boost::program_options
namespace cxxopts {
struct ParseResult {};
struct Options { ParseResult parse(int, const char *const *); };
} // namespace cxxopts
namespace CLI {
struct App { void parse(int, const char *const *); };
} // namespace CLI

using Names = std::vector<std::string>;
void use(const Names &);
int parseOptions(int, char **, const char *);

//===-- Flagged -----------------------------------------------------------===//

void other(int argc, char **argv, const Names &Known) {
  Names Copy;
  // CHECK-FIXES: Copy.reserve(Known.size());
  for (const std::string &Name : Known)
    Copy.push_back(Name + "x");
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Copy' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  while (parseOptions(argc, argv, "ab") != -1) {
  }
  use(Copy);
}

void behind(int argc, char **argv, const Names &Known) {
  while (getopt(argc, argv, "ab") != -1) {
  }
  Names Copy;
  // CHECK-FIXES: Copy.reserve(Known.size());
  for (const std::string &Name : Known)
    Copy.push_back(Name + "x");
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Copy' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  use(Copy);
}

//===-- Not flagged -------------------------------------------------------===//

void withGetopt(int argc, char **argv, const Names &Known) {
  Names Copy;
  for (const std::string &Name : Known)
    Copy.push_back(Name + "x");
  while (getopt(argc, argv, "ab") != -1) {
  }
  use(Copy);
}
void withGetoptLong(int argc, char **argv, const Names &Known) {
  Names Copy;
  for (const std::string &Name : Known)
    Copy.push_back(Name + "x");
  while (getopt_long(argc, argv, "ab", nullptr, nullptr) != -1) {
  }
  use(Copy);
}
void withGetoptLongOnly(int argc, char **argv, const Names &Known) {
  Names Copy;
  for (const std::string &Name : Known)
    Copy.push_back(Name + "x");
  while (getopt_long_only(argc, argv, "ab", nullptr, nullptr) != -1) {
  }
  use(Copy);
}
void withArgp(int argc, char **argv, const Names &Known, const argp &Parser) {
  Names Copy;
  for (const std::string &Name : Known)
    Copy.push_back(Name + "x");
  argp_parse(&Parser, argc, argv, 0, nullptr, nullptr);
  use(Copy);
}
void withPopt(int argc, char **argv, const Names &Known, poptContext Context) {
  Names Copy;
  for (const std::string &Name : Known)
    Copy.push_back(Name + "x");
  while (poptGetNextOpt(Context) >= 0) {
  }
  use(Copy);
}
void withGlib(int argc, char **argv, const Names &Known, GOptionContext *Context) {
  Names Copy;
  for (const std::string &Name : Known)
    Copy.push_back(Name + "x");
  g_option_context_parse(Context, &argc, &argv, nullptr);
  use(Copy);
}
void withGflags(int argc, char **argv, const Names &Known) {
  Names Copy;
  for (const std::string &Name : Known)
    Copy.push_back(Name + "x");
  gflags::ParseCommandLineFlags(&argc, &argv, true);
  use(Copy);
}
void withGoogle(int argc, char **argv, const Names &Known) {
  Names Copy;
  for (const std::string &Name : Known)
    Copy.push_back(Name + "x");
  google::ParseCommandLineFlags(&argc, &argv, true);
  use(Copy);
}
void withAbsl(int argc, char **argv, const Names &Known) {
  Names Copy;
  for (const std::string &Name : Known)
    Copy.push_back(Name + "x");
  absl::ParseCommandLine(argc, argv);
  use(Copy);
}
void withBoost(int argc, char **argv, const Names &Known, const boost::program_options::options_description &All) {
  Names Copy;
  for (const std::string &Name : Known)
    Copy.push_back(Name + "x");
  boost::program_options::parse_command_line(argc, argv, All);
  use(Copy);
}
void withCxxopts(int argc, char **argv, const Names &Known, cxxopts::Options &All) {
  Names Copy;
  for (const std::string &Name : Known)
    Copy.push_back(Name + "x");
  All.parse(argc, argv);
  use(Copy);
}
void withCLI11(int argc, char **argv, const Names &Known, CLI::App &App) {
  Names Copy;
  for (const std::string &Name : Known)
    Copy.push_back(Name + "x");
  App.parse(argc, argv);
  use(Copy);
}

void inTheLoop(int argc, char **argv, const Names &Known) {
  int Option;
  while ((Option = getopt(argc, argv, "ab")) != -1) {
    Names Copy;
    for (const std::string &Name : Known)
      Copy.push_back(Name + "x");
    use(Copy);
  }
}
