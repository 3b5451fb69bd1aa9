// What tests need of PCRE 8.
#ifndef PCRE_H
#define PCRE_H

typedef struct real_pcre8 pcre;

pcre *pcre_compile(const char *pattern, int options, const char **error,
                   int *offset, const unsigned char *tables);
extern void (*pcre_free)(void *);
int pcre_exec(const pcre *code, const void *extra, const char *subject,
              int length, int start, int options, int *vector, int size);

#endif
