/* What tests need of FastCGI; fcgi_stdio.h is part of it here. */
#ifndef _FCGIAPP_H
#define _FCGIAPP_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct FCGX_Stream FCGX_Stream;
typedef char **FCGX_ParamArray;
typedef struct FCGX_Request {
  int requestId;
  FCGX_Stream *out;
} FCGX_Request;
int FCGX_Init(void);
int FCGX_InitRequest(FCGX_Request *request, int sock, int flags);
int FCGX_Accept_r(FCGX_Request *request);
int FCGX_Accept(FCGX_Stream **in, FCGX_Stream **out, FCGX_Stream **err,
                FCGX_ParamArray *envp);
void FCGX_Finish_r(FCGX_Request *request);
int FCGI_Accept(void);

#ifdef __cplusplus
}
#endif

#endif
