// What tests need of PCRE2, whose names have the width of a character.
#ifndef PCRE2_H
#define PCRE2_H

#include <stddef.h>
#include <stdint.h>

#define PCRE2_ZERO_TERMINATED (~(size_t)0)
typedef struct pcre2_code pcre2_code;

pcre2_code *pcre2_compile_8(const unsigned char *pattern, size_t length,
                            uint32_t options, int *error, size_t *offset,
                            void *context);
pcre2_code *pcre2_compile_16(const uint16_t *pattern, size_t length,
                             uint32_t options, int *error, size_t *offset,
                             void *context);
pcre2_code *pcre2_compile_32(const uint32_t *pattern, size_t length,
                             uint32_t options, int *error, size_t *offset,
                             void *context);
void pcre2_code_free_8(pcre2_code *code);
void pcre2_code_free_16(pcre2_code *code);
void pcre2_code_free_32(pcre2_code *code);
int pcre2_match_8(const pcre2_code *code, const char *subject);

#endif
