/* What tests need of libmicrohttpd. */
#ifndef MHD_MICROHTTPD_H
#define MHD_MICROHTTPD_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct MHD_Daemon;
struct MHD_Connection;
enum MHD_Result { MHD_NO = 0, MHD_YES = 1 };
struct sockaddr;
typedef enum MHD_Result (*MHD_AcceptPolicyCallback)(void *cls,
                                                    const struct sockaddr *addr,
                                                    unsigned addrlen);
typedef enum MHD_Result (*MHD_AccessHandlerCallback)(
    void *cls, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *upload_data,
    size_t *upload_data_size, void **con_cls);
struct MHD_Daemon *MHD_start_daemon(unsigned int flags, uint16_t port,
                                    MHD_AcceptPolicyCallback apc, void *apc_cls,
                                    MHD_AccessHandlerCallback dh, void *dh_cls,
                                    ...);
#define MHD_OPTION_END 0

#ifdef __cplusplus
}
#endif

#endif
