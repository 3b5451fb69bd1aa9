// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The handlers of libhv are hot.

#include <hv/HttpServer.h>

#include <future>

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

int onGet(HttpRequest *, HttpResponse *) {
  return answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+12]]:3: note: hot: handles an HTTP request of libhv
}

// An HttpContext is a server's; registered in another file.
int elsewhere(const hv::HttpContextPtr &context) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  return context->send("done");
}

void routes(hv::HttpService &service) {
  answer().get();
  service.GET("/get", onGet);
  service.POST("/post", [](HttpRequest *, HttpResponse *) { return answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:68: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  service.PUT("/put", [](const hv::HttpContextPtr &) { return answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:63: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  service.Delete("/delete", [](HttpRequest *, HttpResponse *) { return answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:72: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  service.PATCH("/patch", [](HttpRequest *, HttpResponse *) { return answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:70: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  service.Any("/any", [](HttpRequest *, HttpResponse *) { return answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:66: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  service.Handle("GET", "/", [](HttpRequest *, HttpResponse *) { return answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:73: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  service.Use([](HttpRequest *, HttpResponse *) { return answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:58: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

// A client's function has the same parameters.
int request(HttpRequest *, HttpResponse *) { return answer().get(); }

int main() {
  hv::HttpService service;
  routes(service);
  hv::HttpServer server;
  server.registerHttpService(&service);
  server.run(":8080");
  return answer().get();
}
