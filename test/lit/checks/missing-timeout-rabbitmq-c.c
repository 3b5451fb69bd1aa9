// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// rabbitmq-c: connecting and calls have no limit by default.

#include <stddef.h>

#include <amqp.h>
// CHECK-FIXES: #include <sys/time.h>

//===-- Flagged -----------------------------------------------------------===//

int connectTo(amqp_socket_t *socket, const char *host) {
  return amqp_socket_open(socket, host, 5672);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'amqp_socket_open' takes no limit and can wait for 127 s; use 'amqp_socket_open_noblock' [p99-missing-timeout]
}

//===-- Flagged, fixed ----------------------------------------------------===//

void open(void) {
  amqp_connection_state_t connection = amqp_new_connection();
  amqp_login(connection, "/", 0, 131072, 0, 0, "app", "secret");
  amqp_channel_open(connection, 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'connection' can wait for its peer for ever; set a call timeout [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const struct timeval limit = {5, 0};
  // CHECK-FIXES-NEXT: amqp_set_rpc_timeout(connection, &limit);
  // CHECK-FIXES-NEXT: }
  // CHECK-FIXES-NEXT: amqp_channel_open(connection, 1);
  amqp_get_rpc_reply(connection);
}

//===-- Not flagged -------------------------------------------------------===//

int connectInTime(amqp_socket_t *socket, const char *host) {
  const struct timeval limit = {5, 0};
  return amqp_socket_open_noblock(socket, host, 5672, &limit);
}

void bounded(amqp_bytes_t name, amqp_table_t none) {
  const struct timeval limit = {5, 0};
  amqp_connection_state_t connection = amqp_new_connection();
  amqp_set_rpc_timeout(connection, &limit);
  amqp_channel_open(connection, 1);
  amqp_queue_declare(connection, 1, name, 0, 0, 0, 1, none);
  amqp_exchange_declare(connection, 1, name, name, 0, 0, 0, 0, none);
  amqp_queue_bind(connection, 1, name, name, name, none);
  amqp_basic_get(connection, 1, name, 1);
  amqp_basic_publish(connection, 1, name, name, 0, 0, NULL, name);
}

// A consumer waits for messages as it should.
void consume(amqp_connection_state_t connection, amqp_envelope_t *envelope,
             amqp_frame_t *frame, amqp_message_t *message) {
  amqp_consume_message(connection, envelope, NULL, 0);
  amqp_simple_wait_frame(connection, frame);
  amqp_simple_wait_frame_noblock(connection, frame, NULL);
  amqp_read_message(connection, 1, message, 0);
}
