/* What tests need of CivetWeb. */
#ifndef CIVETWEB_HEADER_INCLUDED
#define CIVETWEB_HEADER_INCLUDED

#include <stddef.h>

struct mg_context;
struct mg_connection;
typedef int (*mg_request_handler)(struct mg_connection *conn, void *cbdata);
typedef int (*mg_websocket_connect_handler)(const struct mg_connection *,
                                            void *);
typedef void (*mg_websocket_ready_handler)(struct mg_connection *, void *);
typedef int (*mg_websocket_data_handler)(struct mg_connection *, int, char *,
                                         size_t, void *);
typedef void (*mg_websocket_close_handler)(const struct mg_connection *,
                                           void *);
struct mg_callbacks {
  int (*begin_request)(struct mg_connection *);
  void (*end_request)(const struct mg_connection *, int reply_status_code);
  int (*log_message)(const struct mg_connection *, const char *message);
};
struct mg_context *mg_start(const struct mg_callbacks *callbacks,
                            void *user_data,
                            const char **configuration_options);
void mg_set_request_handler(struct mg_context *ctx, const char *uri,
                            mg_request_handler handler, void *cbdata);
void mg_set_websocket_handler(struct mg_context *ctx, const char *uri,
                              mg_websocket_connect_handler connect_handler,
                              mg_websocket_ready_handler ready_handler,
                              mg_websocket_data_handler data_handler,
                              mg_websocket_close_handler close_handler,
                              void *cbdata);

#endif
