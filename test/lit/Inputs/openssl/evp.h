// What tests need of OpenSSL's digests and ciphers.
#ifndef OPENSSL_EVP_H
#define OPENSSL_EVP_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct evp_md_st EVP_MD;
typedef struct evp_md_ctx_st EVP_MD_CTX;
typedef struct evp_cipher_st EVP_CIPHER;
typedef struct evp_cipher_ctx_st EVP_CIPHER_CTX;

EVP_MD *EVP_MD_fetch(void *context, const char *algorithm,
                     const char *properties);
EVP_CIPHER *EVP_CIPHER_fetch(void *context, const char *algorithm,
                             const char *properties);
void EVP_MD_free(EVP_MD *md);
void EVP_CIPHER_free(EVP_CIPHER *cipher);
EVP_MD_CTX *EVP_MD_CTX_new(void);
EVP_CIPHER_CTX *EVP_CIPHER_CTX_new(void);
void EVP_MD_CTX_free(EVP_MD_CTX *context);
void EVP_CIPHER_CTX_free(EVP_CIPHER_CTX *context);
int EVP_DigestUpdate(EVP_MD_CTX *context, const void *data, size_t size);

#ifdef __cplusplus
}
#endif

#endif
