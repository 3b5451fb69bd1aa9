// What tests need of libssh2; the names without _ex are macros.
#ifndef LIBSSH2_H
#define LIBSSH2_H

#include <stddef.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _LIBSSH2_SESSION LIBSSH2_SESSION;
typedef struct _LIBSSH2_CHANNEL LIBSSH2_CHANNEL;
typedef struct _LIBSSH2_SFTP_HANDLE LIBSSH2_SFTP_HANDLE;
typedef int libssh2_socket_t;

LIBSSH2_SESSION *libssh2_session_init_ex(void *my_alloc, void *my_free,
                                         void *my_realloc, void *abstract);
#define libssh2_session_init() libssh2_session_init_ex(NULL, NULL, NULL, NULL)
int libssh2_session_handshake(LIBSSH2_SESSION *session, libssh2_socket_t sock);
void libssh2_session_set_timeout(LIBSSH2_SESSION *session, long timeout);
void libssh2_session_set_blocking(LIBSSH2_SESSION *session, int blocking);
int libssh2_userauth_password_ex(LIBSSH2_SESSION *session, const char *username,
                                 unsigned int username_len,
                                 const char *password,
                                 unsigned int password_len, void *passwd_cb);
#define libssh2_userauth_password(session, username, password)                 \
  libssh2_userauth_password_ex((session), (username), 3, (password), 3, NULL)
int libssh2_userauth_publickey_fromfile_ex(LIBSSH2_SESSION *session,
                                           const char *username,
                                           unsigned int username_len,
                                           const char *publickey,
                                           const char *privatekey,
                                           const char *passphrase);
LIBSSH2_CHANNEL *libssh2_channel_open_ex(LIBSSH2_SESSION *session,
                                         const char *channel_type,
                                         unsigned int channel_type_len,
                                         unsigned int window_size,
                                         unsigned int packet_size,
                                         const char *message,
                                         unsigned int message_len);
ssize_t libssh2_channel_read_ex(LIBSSH2_CHANNEL *channel, int stream_id,
                                char *buf, size_t buflen);
ssize_t libssh2_channel_write_ex(LIBSSH2_CHANNEL *channel, int stream_id,
                                 const char *buf, size_t buflen);
int libssh2_channel_wait_closed(LIBSSH2_CHANNEL *channel);
ssize_t libssh2_sftp_read(LIBSSH2_SFTP_HANDLE *handle, char *buffer,
                          size_t buffer_maxlen);

#ifdef __cplusplus
}
#endif

#endif
