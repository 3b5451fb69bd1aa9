// What tests need of libevent 2.1: its headers refer to each other, so they
// are one here.
#ifndef EVENT2_HTTP_H_INCLUDED_
#define EVENT2_HTTP_H_INCLUDED_

#include <sys/time.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef int evutil_socket_t;
struct event_base;
struct evdns_base;
struct bufferevent;
struct evhttp_connection;
struct evhttp_request;
struct sockaddr;
enum evhttp_cmd_type { EVHTTP_REQ_GET = 1, EVHTTP_REQ_POST = 2 };

struct evconnlistener;
struct event;
typedef void (*event_callback_fn)(evutil_socket_t, short, void *);
typedef void (*bufferevent_data_cb)(struct bufferevent *bev, void *ctx);
typedef void (*bufferevent_event_cb)(struct bufferevent *bev, short what,
                                     void *ctx);
typedef void (*evconnlistener_cb)(struct evconnlistener *, evutil_socket_t,
                                  struct sockaddr *, int socklen, void *);
struct evhttp;
struct evhttp *evhttp_new(struct event_base *base);
int evhttp_set_cb(struct evhttp *http, const char *path,
                  void (*cb)(struct evhttp_request *, void *), void *cb_arg);
void evhttp_set_gencb(struct evhttp *http,
                      void (*cb)(struct evhttp_request *, void *), void *arg);
struct evhttp_request *evhttp_request_new(void (*cb)(struct evhttp_request *,
                                                     void *),
                                          void *arg);
struct event *event_new(struct event_base *, evutil_socket_t, short,
                        event_callback_fn, void *);
int event_assign(struct event *, struct event_base *, evutil_socket_t, short,
                 event_callback_fn, void *);
int event_base_once(struct event_base *, evutil_socket_t, short,
                    event_callback_fn, void *, const struct timeval *);
#define EV_SIGNAL 0x08
#define EV_READ 0x02
#define evsignal_new(b, x, cb, arg) event_new((b), (x), EV_SIGNAL, (cb), (arg))
void bufferevent_setcb(struct bufferevent *bufev, bufferevent_data_cb readcb,
                       bufferevent_data_cb writecb,
                       bufferevent_event_cb eventcb, void *cbarg);
struct evconnlistener *evconnlistener_new(struct event_base *base,
                                          evconnlistener_cb cb, void *ptr,
                                          unsigned flags, int backlog,
                                          evutil_socket_t fd);
struct evconnlistener *
evconnlistener_new_bind(struct event_base *base, evconnlistener_cb cb,
                        void *ptr, unsigned flags, int backlog,
                        const struct sockaddr *sa, int socklen);

struct event_base *event_base_new(void);
int event_base_dispatch(struct event_base *);
int event_base_loop(struct event_base *, int);
int evutil_make_socket_nonblocking(evutil_socket_t sock);

struct evhttp_connection *
evhttp_connection_base_new(struct event_base *base, struct evdns_base *dnsbase,
                           const char *address, unsigned short port);
struct evhttp_connection *evhttp_connection_base_bufferevent_new(
    struct event_base *base, struct evdns_base *dnsbase,
    struct bufferevent *bev, const char *address, unsigned short port);
void evhttp_connection_set_timeout(struct evhttp_connection *evcon,
                                   int timeout_in_secs);
void evhttp_connection_set_timeout_tv(struct evhttp_connection *evcon,
                                      const struct timeval *tv);
int evhttp_make_request(struct evhttp_connection *evcon,
                        struct evhttp_request *req, enum evhttp_cmd_type type,
                        const char *uri);

struct bufferevent *bufferevent_socket_new(struct event_base *base,
                                           evutil_socket_t fd, int options);
struct bufferevent *bufferevent_openssl_socket_new(struct event_base *base,
                                                   evutil_socket_t fd,
                                                   void *ssl, int state,
                                                   int options);
int bufferevent_socket_connect(struct bufferevent *, const struct sockaddr *,
                               int);
int bufferevent_socket_connect_hostname(struct bufferevent *,
                                        struct evdns_base *, int, const char *,
                                        int);
int bufferevent_set_timeouts(struct bufferevent *bufev,
                             const struct timeval *timeout_read,
                             const struct timeval *timeout_write);
int bufferevent_enable(struct bufferevent *bufev, short event);

#ifdef __cplusplus
}
#endif

#endif
