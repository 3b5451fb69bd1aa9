// REQUIRES: real-openssl
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own headers.

#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>

int serve(SSL_CTX *context, int listener) {
  int client = accept(listener, NULL, NULL);
  SSL *ssl = SSL_new(context);
  SSL_set_fd(ssl, client);
  return SSL_accept(ssl);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'ssl' can wait for its peer for ever; set a receive timeout [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const struct timeval limit = {5, 0};
  // CHECK-FIXES-NEXT: setsockopt(SSL_get_fd(ssl), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  // CHECK-FIXES-NEXT: }
}

int bounded(SSL_CTX *context, int listener) {
  const struct timeval limit = {5, 0};
  int client = accept(listener, NULL, NULL);
  setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  SSL *ssl = SSL_new(context);
  SSL_set_fd(ssl, client);
  return SSL_accept(ssl);
}
