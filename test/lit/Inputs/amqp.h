// What tests need of rabbitmq-c; amqp_framing.h is part of it here.
#ifndef AMQP_H
#define AMQP_H

#include <stdint.h>
#include <sys/time.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct amqp_connection_state_t_ *amqp_connection_state_t;
typedef struct amqp_socket_t_ amqp_socket_t;
typedef uint16_t amqp_channel_t;
typedef struct amqp_bytes_t_ {
  size_t len;
  void *bytes;
} amqp_bytes_t;
typedef struct amqp_table_t_ {
  int num_entries;
} amqp_table_t;
typedef struct amqp_rpc_reply_t_ {
  int reply_type;
} amqp_rpc_reply_t;
typedef struct amqp_envelope_t_ amqp_envelope_t;
typedef struct amqp_message_t_ amqp_message_t;
typedef struct amqp_frame_t_ amqp_frame_t;

amqp_connection_state_t amqp_new_connection(void);
amqp_socket_t *amqp_tcp_socket_new(amqp_connection_state_t state);
int amqp_socket_open(amqp_socket_t *self, const char *host, int port);
int amqp_socket_open_noblock(amqp_socket_t *self, const char *host, int port,
                             const struct timeval *timeout);
amqp_rpc_reply_t amqp_login(amqp_connection_state_t state, char const *vhost,
                            int channel_max, int frame_max, int heartbeat,
                            int sasl_method, ...);
int amqp_set_rpc_timeout(amqp_connection_state_t state,
                         const struct timeval *timeout);
amqp_rpc_reply_t amqp_get_rpc_reply(amqp_connection_state_t state);
void *amqp_channel_open(amqp_connection_state_t state, amqp_channel_t channel);
void *amqp_queue_declare(amqp_connection_state_t state, amqp_channel_t channel,
                         amqp_bytes_t queue, int passive, int durable,
                         int exclusive, int auto_delete,
                         amqp_table_t arguments);
void *amqp_queue_bind(amqp_connection_state_t state, amqp_channel_t channel,
                      amqp_bytes_t queue, amqp_bytes_t exchange,
                      amqp_bytes_t routing_key, amqp_table_t arguments);
void *amqp_exchange_declare(amqp_connection_state_t state,
                            amqp_channel_t channel, amqp_bytes_t exchange,
                            amqp_bytes_t type, int passive, int durable,
                            int auto_delete, int internal,
                            amqp_table_t arguments);
int amqp_basic_publish(amqp_connection_state_t state, amqp_channel_t channel,
                       amqp_bytes_t exchange, amqp_bytes_t routing_key,
                       int mandatory, int immediate, const void *properties,
                       amqp_bytes_t body);
amqp_rpc_reply_t amqp_basic_get(amqp_connection_state_t state,
                                amqp_channel_t channel, amqp_bytes_t queue,
                                int no_ack);
amqp_rpc_reply_t amqp_read_message(amqp_connection_state_t state,
                                   amqp_channel_t channel,
                                   amqp_message_t *message, int flags);
amqp_rpc_reply_t amqp_consume_message(amqp_connection_state_t state,
                                      amqp_envelope_t *envelope,
                                      const struct timeval *timeout, int flags);
int amqp_simple_wait_frame(amqp_connection_state_t state,
                           amqp_frame_t *decoded_frame);
int amqp_simple_wait_frame_noblock(amqp_connection_state_t state,
                                   amqp_frame_t *decoded_frame,
                                   const struct timeval *tv);

#ifdef __cplusplus
}
#endif

#endif
