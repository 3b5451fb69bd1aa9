// RUN: %check_p99 %s p99-missed-move %t -- -std=c++11

#include <functional>
#include <string>
#include <vector>

void post(std::function<void()> Task);
void use(const std::string &Text);

//===-- Flagged -----------------------------------------------------------===//

void add(std::vector<std::string> &All, const std::string &Name) {
  std::string Line = Name + "!";
  // CHECK-FIXES: #include <utility>
  // CHECK-FIXES: All.push_back(std::move(Line));
  All.push_back(Line);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Line' is copied here and not used again; move it [p99-missed-move]
}

//===-- Not flagged -------------------------------------------------------===//

// Nothing can be moved into a lambda before C++14.
void later(const std::string &Name) {
  std::string Line = Name + "!";
  post([Line] { use(Line); });
}
