// REQUIRES: real-httplib
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own headers.

#include <httplib.h>

int fetch(const std::string &host) {
  httplib::Client client(host);
  auto response = client.Get("/stock");
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'client' can wait for its peer for 300 s; set a connection timeout [p99-missing-timeout]
  // CHECK-FIXES: client.set_connection_timeout(5);
  // CHECK-FIXES-NEXT: auto response = client.Get("/stock");
  return response ? response->status : 0;
}

bool bounded(const std::string &host) {
  httplib::Client client(host);
  client.set_connection_timeout(std::chrono::seconds(2));
  return bool(client.Get("/stock"));
}

void serve(httplib::Server &server) { server.listen("0.0.0.0", 8080); }
