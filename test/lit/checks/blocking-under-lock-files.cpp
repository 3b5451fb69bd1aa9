// RUN: %check_p99 %s p99-blocking-under-lock %t \
// RUN:   -config='{CheckOptions: {p99-blocking-under-lock.Files: true}}' -- -I%inputs
//
// Files of the C++ library, Boost and GLib.

#include <boost/filesystem.hpp>
#include <filesystem>
#include <fstream>
#include <glib.h>
#include <iostream>
#include <mutex>
#include <sstream>
#include <string>

extern std::mutex Mutex;
extern int Counter;

//===-- Flagged -----------------------------------------------------------===//

void reads(const char *Path, std::string &Text) {
  std::lock_guard Lock(Mutex);
  std::ifstream In(Path);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'ifstream' waits for a file while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+1]]:3: note: 'getline' blocks here too
  std::getline(In, Text);
}

void opensLater(const std::string &Path) {
  std::basic_fstream<char> Both;
  std::basic_ofstream<char> Out;
  std::basic_ifstream<char> In;
  std::lock_guard Lock(Mutex);
  Both.open(Path);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'open' waits for a file while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+2]]:3: note: 'open' blocks here too
  // CHECK-NOTES: :[[@LINE+2]]:3: note: 'open' blocks here too
  Out.open(Path);
  In.open(Path);
  ++Counter;
}

void flushes(std::ofstream &Out, std::fstream &Both) {
  std::lock_guard Lock(Mutex);
  Out << Counter << std::endl;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'endl' waits for a file while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+2]]:3: note: 'flush' blocks here too
  // CHECK-NOTES: :[[@LINE+2]]:3: note: 'flush' blocks here too
  Both << ++Counter << std::flush;
  Out.flush();
  ++Counter;
}

void asks(std::string &Text) {
  std::lock_guard Lock(Mutex);
  std::getline(std::cin, Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'getline' waits for events while 'Mutex' is locked; wait before the lock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  ++Counter;
}

[[gnu::hot]] void prints() {
  std::lock_guard Lock(Mutex);
  std::cout << ++Counter << std::endl;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'endl' writes a log line while 'Mutex' is locked; log after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE-5]]:19: note: hot: marked with the 'hot' attribute
  // CHECK-NOTES: :[[@LINE+2]]:3: note: 'endl' blocks here too
  // CHECK-NOTES: :[[@LINE+2]]:3: note: 'flush' blocks here too
  std::clog << Counter << std::endl;
  std::cerr << Counter << std::flush;
  ++Counter;
}

void copies(const std::filesystem::path &From) {
// CHECK-FIXES: std::filesystem::copy(From, "copy");
  std::lock_guard Lock(Mutex);
  std::filesystem::copy(From, "copy");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'copy' waits for the disk while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE-3]]:3: note: if others may have the lock while this is not done
  ++Counter;
}

void walks(const std::filesystem::path &Path) {
  std::lock_guard Lock(Mutex);
  for (const auto &Entry : std::filesystem::directory_iterator(Path))
  // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: 'directory_iterator' waits for a file while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+4]]:28: note: 'recursive_directory_iterator' blocks here too
  // CHECK-NOTES: :[[@LINE+5]]:3: note: 'remove' blocks here too
  // CHECK-NOTES: :[[@LINE+5]]:3: note: 'resize_file' blocks here too
    Counter += Entry.is_directory();
  for (const auto &Entry : std::filesystem::recursive_directory_iterator(Path))
    Counter += Entry.is_directory();
  std::filesystem::remove(Path);
  std::filesystem::resize_file(Path, 0);
  ++Counter;
}

void ofBoost(const boost::filesystem::path &Path) {
  std::lock_guard Lock(Mutex);
  Counter += boost::filesystem::create_directories(Path);
  boost::filesystem::rename(Path, Path);
  boost::filesystem::copy_file(Path, Path);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'copy_file' waits for the disk while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-5]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+3]]:14: note: 'remove_all' blocks here too
  // CHECK-NOTES: :[[@LINE-6]]:14: note: 'create_directories' blocks here too
  // CHECK-NOTES: :[[@LINE-6]]:3: note: 'rename' blocks here too
  Counter += boost::filesystem::remove_all(Path);
}

void ofGlib(const char *Path, char **Text) {
  std::lock_guard Lock(Mutex);
  Counter += g_file_get_contents(Path, Text, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'g_file_get_contents' waits for a file while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+1]]:14: note: 'g_file_set_contents' blocks here too
  Counter += g_file_set_contents(Path, "", 0, nullptr);
}

//===-- Not flagged -------------------------------------------------------===//

void inMemory(std::string &Text) {
  std::ostringstream Out;
  std::istringstream In(Text);
  std::lock_guard Lock(Mutex);
  Out << ++Counter << std::endl;
  Out.flush();
  std::getline(In, Text);
}

void anyStream(std::ostream &Out) {
  std::lock_guard Lock(Mutex);
  Out << ++Counter << std::endl;
}

void buffered(std::ofstream &Out) {
  std::lock_guard Lock(Mutex);
  Out << ++Counter << '\n';
}

void printsSeldom() {
  std::lock_guard Lock(Mutex);
  std::cout << ++Counter << std::endl;
}

void readBefore(const char *Path) {
  std::string Text;
  {
    std::ifstream In(Path);
    std::getline(In, Text);
  }
  std::lock_guard Lock(Mutex);
  Counter += Text.size();
}
