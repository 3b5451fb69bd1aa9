/* What tests need of Ulfius. */
#ifndef _ULFIUS_H_
#define _ULFIUS_H_

struct _u_instance;
struct _u_request;
struct _u_response;
#define U_CALLBACK_CONTINUE 0

int ulfius_add_endpoint_by_val(
    struct _u_instance *u_instance, const char *http_method,
    const char *url_prefix, const char *url_format, unsigned int priority,
    int (*callback_function)(const struct _u_request *request,
                             struct _u_response *response, void *user_data),
    void *user_data);
int ulfius_start_framework(struct _u_instance *u_instance);
int ulfius_send_http_request(const struct _u_request *request,
                             struct _u_response *response);

#endif
