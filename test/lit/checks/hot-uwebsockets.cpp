// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The handlers of uWebSockets are hot.

#include <uwebsockets/App.h>

#include <future>

std::future<int> &answer();

struct User {};

//===-- Flagged -----------------------------------------------------------===//

// Registered in another file.
void elsewhere(uWS::HttpResponse<false> *, uWS::HttpRequest *) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-3]]:6: note: hot: handles an HTTP request of uWebSockets
}

void store(std::string_view) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+13]]:56: note: called from here
  // CHECK-NOTES: :[[@LINE+12]]:5: note: hot: handles an HTTP request of uWebSockets
}

void serve(uWS::App &app) {
  answer().get();
  app.get("/get", [](auto *response, auto *) {
    response->end();
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  });
  app.post("/post", [](auto *response, auto *) {
    response->onAborted([] {});
    response->onData([](std::string_view data, bool) { store(data); });
  });
  app.put("/put", [](auto *, auto *) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  app.del("/del", [](auto *, auto *) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  app.patch("/patch", [](auto *, auto *) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:44: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  app.options("/options", [](auto *, auto *) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:48: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  app.any("/any", [](auto *, auto *) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  app.ws<User>("/feed", {
    .open = [](auto *) { answer().get(); },
    // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-2]]:13: note: hot: handles an event of a WebSocket of uWebSockets
    // CHECK-NOTES: :[[@LINE-3]]:26: note: 'get' waits for it too
    .message = [](auto *, std::string_view, uWS::OpCode) { answer().get(); },
    // CHECK-MESSAGES: :[[@LINE-1]]:60: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    .close = [](auto *, int, std::string_view) { answer().get(); },
    // CHECK-MESSAGES: :[[@LINE-1]]:50: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  });
  uWS::Loop::get()->defer([] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:32: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: hot: runs as a task of uWebSockets
}

//===-- Not flagged -------------------------------------------------------===//

int main() {
  uWS::App app;
  serve(app);
  app.listen(9001, [](void *) { answer().get(); }).run();
  return answer().get();
}
