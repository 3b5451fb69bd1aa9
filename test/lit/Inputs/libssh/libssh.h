// What tests need of libssh, sftp.h included.
#ifndef _LIBSSH_H
#define _LIBSSH_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ssh_session_struct *ssh_session;
typedef struct ssh_channel_struct *ssh_channel;
typedef struct ssh_key_struct *ssh_key;
typedef struct sftp_session_struct *sftp_session;
typedef struct sftp_file_struct *sftp_file;
enum ssh_options_e {
  SSH_OPTIONS_HOST,
  SSH_OPTIONS_PORT,
  SSH_OPTIONS_TIMEOUT = 9,
  SSH_OPTIONS_TIMEOUT_USEC
};

#define SSH_OK 0
#define SSH_ERROR -1
#define SSH_AGAIN -2

ssh_session ssh_new(void);
void ssh_free(ssh_session session);
int ssh_options_set(ssh_session session, enum ssh_options_e type,
                    const void *value);
int ssh_options_parse_config(ssh_session session, const char *filename);
void ssh_set_blocking(ssh_session session, int blocking);
int ssh_connect(ssh_session session);
int ssh_userauth_password(ssh_session session, const char *username,
                          const char *password);
int ssh_userauth_publickey(ssh_session session, const char *username,
                           const ssh_key privkey);
int ssh_userauth_publickey_auto(ssh_session session, const char *username,
                                const char *passphrase);
ssh_channel ssh_channel_new(ssh_session session);
int ssh_channel_open_session(ssh_channel channel);
int ssh_channel_request_exec(ssh_channel channel, const char *cmd);
int ssh_channel_read(ssh_channel channel, void *dest, uint32_t count,
                     int is_stderr);
int ssh_channel_write(ssh_channel channel, const void *data, uint32_t len);
sftp_session sftp_new(ssh_session session);
sftp_file sftp_open(sftp_session session, const char *file, int accesstype,
                    mode_t mode);
ssize_t sftp_read(sftp_file file, void *buf, size_t count);

#ifdef __cplusplus
}
#endif

#endif
