// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// OpenLDAP: operations have no limit by default.

#include <ldap.h>
#include <stddef.h>
// CHECK-FIXES: #include <sys/time.h>

//===-- Flagged -----------------------------------------------------------===//

int answer(LDAP *ldap, int message, LDAPMessage **found) {
  return ldap_result(ldap, message, 1, NULL, found);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'ldap_result' waits for ever if nothing comes; give it a limit as argument 4 [p99-missing-timeout]
}

// Made through an argument.
int initialized(const char *url, LDAPMessage **found) {
  LDAP *ldap = NULL;
  ldap_initialize(&ldap, url);
  int code = ldap_search_ext_s(ldap, "dc=example", LDAP_SCOPE_SUBTREE, "(uid=*)", NULL, 0, NULL, NULL, NULL, 0, found);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'ldap' can wait for its peer for ever; set a reply timeout [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const struct timeval limit = {5, 0};
  // CHECK-FIXES-NEXT: ldap_set_option(ldap, LDAP_OPT_TIMEOUT, &limit);
  // CHECK-FIXES-NEXT: }
  return code;
}

//===-- Not flagged -------------------------------------------------------===//

int bounded(const char *url, const char *dn, struct berval *password) {
  const struct timeval limit = {5, 0};
  LDAP *ldap = NULL;
  ldap_initialize(&ldap, url);
  ldap_set_option(ldap, LDAP_OPT_NETWORK_TIMEOUT, &limit);
  ldap_set_option(ldap, LDAP_OPT_TIMEOUT, &limit);
  return ldap_sasl_bind_s(ldap, dn, NULL, password, NULL, NULL, NULL);
}

int boundedSearch(LDAP *ldap, LDAPMessage **found) {
  struct timeval limit = {5, 0};
  if (ldap_search_ext_s(ldap, "dc=example", LDAP_SCOPE_SUBTREE, "(uid=*)", NULL, 0, NULL,
                        NULL, &limit, 0, found))
    return -1;
  return ldap_result(ldap, 1, 1, &limit, found);
}

// Whose connection it is knows its limits.
void foreign(LDAP *ldap, LDAPMod **changes, struct berval **id) {
  ldap_start_tls_s(ldap, NULL, NULL);
  ldap_modify_ext_s(ldap, "uid=app", changes, NULL, NULL);
  ldap_add_ext_s(ldap, "uid=app", changes, NULL, NULL);
  ldap_delete_ext_s(ldap, "uid=app", NULL, NULL);
  ldap_compare_ext_s(ldap, "uid=app", "uid", NULL, NULL, NULL);
  ldap_extended_operation_s(ldap, "1.3", NULL, NULL, NULL, NULL, id);
  ldap_whoami_s(ldap, id, NULL, NULL);
}
