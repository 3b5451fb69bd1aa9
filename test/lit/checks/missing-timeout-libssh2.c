// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// libssh2: the session's limit is none by default.

#include <libssh2.h>

//===-- Flagged, fixed ----------------------------------------------------===//

LIBSSH2_SESSION *login(int fd) {
  LIBSSH2_SESSION *session = libssh2_session_init();
  if (libssh2_session_handshake(session, fd))
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'session' can wait for its peer for ever; set a session timeout [p99-missing-timeout]
    // CHECK-FIXES: libssh2_session_set_timeout(session, 5000);
    // CHECK-FIXES-NEXT: if (libssh2_session_handshake(session, fd))
    return NULL;
  return session;
}

//===-- Not flagged -------------------------------------------------------===//

int bounded(int fd) {
  LIBSSH2_SESSION *session = libssh2_session_init_ex(NULL, NULL, NULL, NULL);
  libssh2_session_set_timeout(session, 5000);
  libssh2_session_handshake(session, fd);
  return libssh2_userauth_password_ex(session, "app", 3, "secret", 6, NULL);
}

int nonBlocking(int fd) {
  LIBSSH2_SESSION *session = libssh2_session_init();
  libssh2_session_set_blocking(session, 0);
  return libssh2_session_handshake(session, fd);
}

// Whose session it is knows its limits.
LIBSSH2_CHANNEL *foreign(LIBSSH2_SESSION *session) {
  libssh2_userauth_publickey_fromfile_ex(session, "app", 3, NULL, "key", NULL);
  return libssh2_channel_open_ex(session, "session", 7, 0, 0, NULL, 0);
}

void copy(LIBSSH2_CHANNEL *channel, LIBSSH2_SFTP_HANDLE *file, char *buffer) {
  libssh2_sftp_read(file, buffer, 100);
  libssh2_channel_read_ex(channel, 0, buffer, 100);
  libssh2_channel_write_ex(channel, 0, buffer, 100);
  libssh2_channel_wait_closed(channel);
}
