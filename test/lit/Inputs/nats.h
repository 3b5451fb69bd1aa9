/* What tests need of the C client of NATS. */
#ifndef NATS_H_
#define NATS_H_

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef int natsStatus;
typedef struct __natsConnection natsConnection;
typedef struct __natsSubscription natsSubscription;
typedef struct __natsMsg natsMsg;
typedef struct __natsOptions natsOptions;
typedef struct __jsCtx jsCtx;
typedef struct jsOptions jsOptions;
typedef struct jsSubOptions jsSubOptions;
typedef int jsErrCode;
typedef void (*natsMsgHandler)(natsConnection *nc, natsSubscription *sub,
                               natsMsg *msg, void *closure);
typedef void (*natsConnectionHandler)(natsConnection *nc, void *closure);

natsStatus natsOptions_SetDisconnectedCB(natsOptions *opts,
                                         natsConnectionHandler disconnectedCb,
                                         void *closure);
natsStatus natsConnection_ConnectTo(natsConnection **nc, const char *urls);
void natsConnection_Destroy(natsConnection *nc);
natsStatus natsConnection_Subscribe(natsSubscription **sub, natsConnection *nc,
                                    const char *subject, natsMsgHandler cb,
                                    void *cbClosure);
natsStatus natsConnection_SubscribeTimeout(natsSubscription **sub,
                                           natsConnection *nc,
                                           const char *subject, int64_t timeout,
                                           natsMsgHandler cb, void *cbClosure);
natsStatus natsConnection_QueueSubscribe(natsSubscription **sub,
                                         natsConnection *nc,
                                         const char *subject,
                                         const char *queueGroup,
                                         natsMsgHandler cb, void *cbClosure);
natsStatus js_Subscribe(natsSubscription **sub, jsCtx *js, const char *subject,
                        natsMsgHandler cb, void *cbClosure, jsOptions *opts,
                        jsSubOptions *subOpts, jsErrCode *errCode);
natsStatus natsSubscription_NextMsg(natsMsg **nextMsg, natsSubscription *sub,
                                    int64_t timeout);

#ifdef __cplusplus
}
#endif

#endif
