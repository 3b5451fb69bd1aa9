// What tests need of OpenLDAP.
#ifndef _LDAP_H
#define _LDAP_H

#include <sys/time.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ldap LDAP;
typedef struct ldapmsg LDAPMessage;
typedef struct ldapcontrol LDAPControl;
typedef struct ldapmod LDAPMod;
struct berval {
  unsigned long bv_len;
  char *bv_val;
};

#define LDAP_OPT_PROTOCOL_VERSION 0x0011
#define LDAP_OPT_TIMEOUT 0x5002
#define LDAP_OPT_NETWORK_TIMEOUT 0x5005
#define LDAP_SCOPE_SUBTREE 2

int ldap_initialize(LDAP **ldp, const char *url);
int ldap_unbind_ext_s(LDAP *ld, LDAPControl **sctrls, LDAPControl **cctrls);
int ldap_set_option(LDAP *ld, int option, const void *invalue);
int ldap_sasl_bind_s(LDAP *ld, const char *dn, const char *mechanism,
                     struct berval *cred, LDAPControl *sctrls[],
                     LDAPControl *cctrls[], struct berval **servercredp);
int ldap_search_ext_s(LDAP *ld, const char *base, int scope, const char *filter,
                      char **attrs, int attrsonly, LDAPControl **serverctrls,
                      LDAPControl **clientctrls, struct timeval *timeout,
                      int sizelimit, LDAPMessage **res);
int ldap_result(LDAP *ld, int msgid, int all, struct timeval *timeout,
                LDAPMessage **result);
int ldap_modify_ext_s(LDAP *ld, const char *dn, LDAPMod **mods,
                      LDAPControl **sctrls, LDAPControl **cctrls);
int ldap_add_ext_s(LDAP *ld, const char *dn, LDAPMod **attrs,
                   LDAPControl **sctrls, LDAPControl **cctrls);
int ldap_delete_ext_s(LDAP *ld, const char *dn, LDAPControl **sctrls,
                      LDAPControl **cctrls);
int ldap_compare_ext_s(LDAP *ld, const char *dn, const char *attr,
                       struct berval *bvalue, LDAPControl **sctrls,
                       LDAPControl **cctrls);
int ldap_extended_operation_s(LDAP *ld, const char *reqoid,
                              struct berval *reqdata, LDAPControl **sctrls,
                              LDAPControl **cctrls, char **retoidp,
                              struct berval **retdatap);
int ldap_whoami_s(LDAP *ld, struct berval **authzid, LDAPControl **sctrls,
                  LDAPControl **cctrls);
int ldap_start_tls_s(LDAP *ld, LDAPControl **sctrls, LDAPControl **cctrls);

#ifdef __cplusplus
}
#endif

#endif
