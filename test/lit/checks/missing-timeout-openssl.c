// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// OpenSSL waits as the socket below it does.

#include <fcntl.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>

//===-- Flagged, fixed ----------------------------------------------------===//

int request(SSL_CTX *context, const struct sockaddr *server, socklen_t size, char *answer) {
  const struct timeval limit = {5, 0};
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  connect(fd, server, size);
  SSL *ssl = SSL_new(context);
  SSL_set_fd(ssl, fd);
  int ok = SSL_connect(ssl);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'ssl' has a send timeout but can still wait for ever; set a receive timeout too [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const struct timeval limit = {5, 0};
  // CHECK-FIXES-NEXT: setsockopt(SSL_get_fd(ssl), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  // CHECK-FIXES-NEXT: }
  // CHECK-FIXES-NEXT: int ok = SSL_connect(ssl);
  SSL_write(ssl, "get", 3);
  return ok == 1 ? SSL_read(ssl, answer, 100) : -1;
}

// The context's timeout is the session cache's.
int serve(SSL_CTX *context, int listener, char *request) {
  int client = accept(listener, NULL, NULL);
  SSL *ssl = SSL_new(context);
  SSL_CTX_set_timeout(context, 5);
  SSL_set_fd(ssl, client);
  return SSL_accept(ssl);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'ssl' can wait for its peer for ever; set a receive timeout [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const struct timeval limit = {5, 0};
  // CHECK-FIXES-NEXT: setsockopt(SSL_get_fd(ssl), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  // CHECK-FIXES-NEXT: }
}

//===-- Flagged -----------------------------------------------------------===//

int connectBio(void) {
  BIO *bio = BIO_new_connect("example.com:443");
  return BIO_do_connect(bio) == 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'bio' can wait for its peer for 127 s; set a connect timeout [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

int bounded(SSL_CTX *context, const struct sockaddr *server, socklen_t size, char *answer) {
  const struct timeval limit = {5, 0};
  size_t done;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  connect(fd, server, size);
  SSL *ssl = SSL_new(context);
  SSL_set_rfd(ssl, fd);
  SSL_set_wfd(ssl, fd);
  SSL_do_handshake(ssl);
  SSL_write_ex(ssl, "get", 3, &done);
  SSL_peek(ssl, answer, 100);
  SSL_read_ex(ssl, answer, 100, &done);
  return SSL_shutdown(ssl);
}

// The caller polls.
int nonBlocking(SSL_CTX *context, const struct sockaddr *server, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  connect(fd, server, size);
  SSL *ssl = SSL_new(context);
  SSL_set_fd(ssl, fd);
  return SSL_connect(ssl);
}

int boundedLater(SSL_CTX *context, int listener) {
  const struct timeval limit = {5, 0};
  int fd = accept(listener, NULL, NULL);
  SSL *ssl = SSL_new(context);
  SSL_set_fd(ssl, fd);
  setsockopt(SSL_get_rfd(ssl), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(SSL_get_wfd(ssl), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  return SSL_connect(ssl);
}

// Whose descriptor it is knows its limits.
int foreign(SSL_CTX *context, int fd) {
  SSL *ssl = SSL_new(context);
  SSL_set_fd(ssl, fd);
  return SSL_connect(ssl);
}

// In memory, perhaps.
int overBio(SSL_CTX *context, BIO *in, BIO *out) {
  SSL *ssl = SSL_new(context), *other = SSL_new(context);
  SSL_set_bio(ssl, in, out);
  SSL_set0_rbio(other, in);
  SSL_set0_wbio(other, out);
  return SSL_do_handshake(ssl) + SSL_do_handshake(other);
}

int bio(char *answer) {
  BIO *bio = BIO_new_connect("example.com:443");
  BIO_set_nbio(bio, 1);
  BIO_do_connect(bio);
  BIO_write(bio, "get", 3);
  BIO_flush(bio);
  BIO_ctrl(bio, 11, 0, NULL);
  return BIO_read(bio, answer, 100);
}
