// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// libevent: requests stop after 50 s, other connections never do.

#include <event2/http.h>
#include <stddef.h>

//===-- Flagged, fixed ----------------------------------------------------===//

void get(struct event_base *base, struct evhttp_request *request) {
  struct evhttp_connection *peer = evhttp_connection_base_new(base, NULL, "example.com", 80);
  evhttp_make_request(peer, request, EVHTTP_REQ_GET, "/");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'peer' can wait for its peer for 50 s; set a request timeout [p99-missing-timeout]
  // CHECK-FIXES: evhttp_connection_set_timeout(peer, 5);
  // CHECK-FIXES-NEXT: evhttp_make_request(peer, request, EVHTTP_REQ_GET, "/");
}

void connectTo(struct event_base *base, const struct sockaddr *server, int size) {
  struct bufferevent *peer = bufferevent_socket_new(base, -1, 0);
  bufferevent_enable(peer, 2);
  bufferevent_socket_connect(peer, server, size);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'peer' can wait for its peer for ever; set a read and write timeout [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const struct timeval limit = {5, 0};
  // CHECK-FIXES-NEXT: bufferevent_set_timeouts(peer, &limit, &limit);
  // CHECK-FIXES-NEXT: }
}

//===-- Not flagged -------------------------------------------------------===//

void bounded(struct event_base *base, struct evhttp_request *request) {
  struct evhttp_connection *peer = evhttp_connection_base_new(base, NULL, "example.com", 80);
  evhttp_connection_set_timeout(peer, 5);
  evhttp_make_request(peer, request, EVHTTP_REQ_GET, "/");
}

void boundedInMicroseconds(struct event_base *base, struct bufferevent *transport,
                           struct evhttp_request *request) {
  const struct timeval limit = {0, 500000};
  struct evhttp_connection *peer =
      evhttp_connection_base_bufferevent_new(base, NULL, transport, "example.com", 80);
  evhttp_connection_set_timeout_tv(peer, &limit);
  evhttp_make_request(peer, request, EVHTTP_REQ_GET, "/");
}

void boundedConnection(struct event_base *base, struct evdns_base *dns, void *ssl) {
  const struct timeval limit = {5, 0};
  struct bufferevent *peer = bufferevent_openssl_socket_new(base, -1, ssl, 1, 0);
  bufferevent_set_timeouts(peer, &limit, &limit);
  bufferevent_socket_connect_hostname(peer, dns, 2, "example.com", 443);
}

void foreign(struct bufferevent *peer, const struct sockaddr *server, int size) {
  bufferevent_socket_connect(peer, server, size);
}

void loop(struct event_base *base, int listener) {
  evutil_make_socket_nonblocking(listener);
  event_base_loop(base, 1);
  event_base_dispatch(base);
}
