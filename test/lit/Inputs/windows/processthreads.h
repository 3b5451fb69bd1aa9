// What tests need of the threads of Windows.
#ifndef PROCESSTHREADS_H
#define PROCESSTHREADS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned long DWORD;
typedef void *HANDLE, *LPVOID;
typedef DWORD (*LPTHREAD_START_ROUTINE)(LPVOID parameter);
struct _SECURITY_ATTRIBUTES;

HANDLE CreateThread(struct _SECURITY_ATTRIBUTES *attributes, size_t stack_size,
                    LPTHREAD_START_ROUTINE start, LPVOID parameter,
                    DWORD flags, DWORD *id);
uintptr_t _beginthreadex(void *security, unsigned stack_size,
                         unsigned (*start)(void *), void *argument,
                         unsigned flags, unsigned *id);
uintptr_t _beginthread(void (*start)(void *), unsigned stack_size,
                       void *argument);

#ifdef __cplusplus
}
#endif

#endif
