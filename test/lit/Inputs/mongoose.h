/* What tests need of Mongoose 7. */
#ifndef MONGOOSE_H
#define MONGOOSE_H

#include <stdint.h>

struct mg_mgr;
struct mg_timer;
struct mg_connection;
typedef void (*mg_event_handler_t)(struct mg_connection *, int ev,
                                   void *ev_data);
enum { MG_EV_POLL = 2, MG_EV_HTTP_MSG = 12 };
void mg_mgr_poll(struct mg_mgr *, int ms);
struct mg_connection *mg_listen(struct mg_mgr *, const char *url,
                                mg_event_handler_t fn, void *fn_data);
struct mg_connection *mg_http_listen(struct mg_mgr *, const char *url,
                                     mg_event_handler_t fn, void *fn_data);
struct mg_connection *mg_mqtt_listen(struct mg_mgr *mgr, const char *url,
                                     mg_event_handler_t fn, void *fn_data);
struct mg_timer *mg_timer_add(struct mg_mgr *mgr, uint64_t milliseconds,
                              unsigned flags, void (*fn)(void *), void *arg);

#endif
