// REQUIRES: real-libevent
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own headers.

#include <event2/bufferevent.h>
#include <event2/http.h>
#include <stddef.h>

void get(struct event_base *base, struct evhttp_request *request) {
  struct evhttp_connection *peer = evhttp_connection_base_new(base, NULL, "example.com", 80);
  evhttp_make_request(peer, request, EVHTTP_REQ_GET, "/");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'peer' can wait for its peer for 50 s; set a request timeout [p99-missing-timeout]
  // CHECK-FIXES: evhttp_connection_set_timeout(peer, 5);
  // CHECK-FIXES-NEXT: evhttp_make_request(peer, request, EVHTTP_REQ_GET, "/");
}

void bounded(struct event_base *base, struct evhttp_request *request) {
  struct evhttp_connection *peer = evhttp_connection_base_new(base, NULL, "example.com", 80);
  evhttp_connection_set_timeout(peer, 5);
  evhttp_make_request(peer, request, EVHTTP_REQ_GET, "/");
}
