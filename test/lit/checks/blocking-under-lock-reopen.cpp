// RUN: %check_p99 %s p99-blocking-under-lock %t \
// RUN:   -config='{CheckOptions: {p99-blocking-under-lock.Files: true}}'
//
// Who opens a file that a lock is there for replaces what it guards.

#include <fstream>
#include <memory>
#include <mutex>
#include <string>

struct Streams {
  std::unique_ptr<std::ofstream> File;
  std::ofstream Index;
  std::string Target;
  int Lines = 0;
};
static std::unique_ptr<Streams> Context;
static std::mutex Mu;

//===-- Flagged -----------------------------------------------------------===//

void remember(const std::string &Path) {
  // CHECK-FIXES: std::ofstream Other(Path);
  std::lock_guard<std::mutex> Lock(Mu);
  std::ofstream Other(Path);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'ofstream' waits for a file while 'Mu' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:31: note: 'Mu' is locked here
  Other << Context->Target;
  Context->Target = Path;
}

//===-- Not flagged -------------------------------------------------------===//

static void prepare(std::unique_ptr<std::ofstream> &File,
                    const std::string &Path) {
  File.reset(new std::ofstream(Path + "/log"));
}
void setFile(const std::string &Path) {
  std::lock_guard<std::mutex> Lock(Mu);
  Context->File.reset(new std::ofstream(Path));
  Context->Target = Path;
}
void setMadeFile(const std::string &Path) {
  std::lock_guard<std::mutex> Lock(Mu);
  Context->File = std::make_unique<std::ofstream>(Path);
}
void setIndex(const std::string &Path) {
  std::lock_guard<std::mutex> Lock(Mu);
  Context->Index = std::ofstream(Path);
}
void setFolder(const std::string &Path) {
  std::lock_guard<std::mutex> Lock(Mu);
  prepare(Context->File, Path);
  Context->Target = Path;
}

// Most of the sections wait for nothing.
void begin() {
  std::lock_guard<std::mutex> Lock(Mu);
  if (!Context)
    Context.reset(new Streams);
}
std::string target() {
  std::lock_guard<std::mutex> Lock(Mu);
  return Context->Target;
}
int lines() {
  std::lock_guard<std::mutex> Lock(Mu);
  return Context->Lines;
}
void count() {
  std::lock_guard<std::mutex> Lock(Mu);
  ++Context->Lines;
}
void countTwo() {
  std::lock_guard<std::mutex> Lock(Mu);
  Context->Lines += 2;
}
void forget() {
  std::lock_guard<std::mutex> Lock(Mu);
  Context->Lines = 0;
}
