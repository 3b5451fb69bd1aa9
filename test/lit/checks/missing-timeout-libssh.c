// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// libssh: only connecting has a limit by default.

#include <libssh/libssh.h>

//===-- Flagged, fixed ----------------------------------------------------===//

ssh_session login(const char *host) {
  ssh_session session = ssh_new();
  ssh_options_set(session, SSH_OPTIONS_HOST, host);
  ssh_connect(session);
  ssh_userauth_password(session, "app", "secret");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'session' can wait for its peer for ever; set a session timeout [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const long limit = 5;
  // CHECK-FIXES-NEXT: ssh_options_set(session, SSH_OPTIONS_TIMEOUT, &limit);
  // CHECK-FIXES-NEXT: }
  // CHECK-FIXES-NEXT: ssh_userauth_password(session, "app", "secret");
  return session;
}

//===-- Not flagged -------------------------------------------------------===//

int bounded(const char *host) {
  long limit = 5;
  ssh_session session = ssh_new();
  ssh_options_set(session, SSH_OPTIONS_HOST, host);
  ssh_options_set(session, SSH_OPTIONS_TIMEOUT, &limit);
  ssh_connect(session);
  return ssh_userauth_publickey_auto(session, NULL, NULL);
}

// The user's configuration file can set it.
int configured(const char *host, ssh_key key) {
  ssh_session session = ssh_new();
  ssh_options_set(session, SSH_OPTIONS_HOST, host);
  ssh_options_parse_config(session, NULL);
  return ssh_userauth_publickey(session, "app", key);
}

int nonBlocking(const char *host) {
  ssh_session session = ssh_new();
  ssh_set_blocking(session, 0);
  return ssh_userauth_password(session, "app", "secret");
}

void run(ssh_session session, char *output) {
  ssh_channel channel = ssh_channel_new(session);
  ssh_channel_open_session(channel);
  ssh_channel_request_exec(channel, "uptime");
  ssh_channel_write(channel, output, 100);
  ssh_channel_read(channel, output, 100, 0);
  sftp_read(sftp_open(sftp_new(session), "file", 0, 0), output, 100);
}
