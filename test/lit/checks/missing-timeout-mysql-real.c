// REQUIRES: real-mariadb
// RUN: %check_p99 %s p99-missing-timeout %t -- %real_mariadb
//
// Against the library's own headers.

#include <mysql.h>
#include <stddef.h>

MYSQL *connectTo(const char *host) {
  MYSQL *mysql = mysql_init(NULL);
  return mysql_real_connect(mysql, host, "app", "", "orders", 0, NULL, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'mysql' can wait for its peer for ever; set a connect and read timeout [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const unsigned int limit = 5;
  // CHECK-FIXES-NEXT: mysql_options(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &limit);
  // CHECK-FIXES-NEXT: }
  // CHECK-FIXES-NEXT: {
  // CHECK-FIXES-NEXT: const unsigned int limit = 5;
  // CHECK-FIXES-NEXT: mysql_options(mysql, MYSQL_OPT_READ_TIMEOUT, &limit);
  // CHECK-FIXES-NEXT: }
}

MYSQL *bounded(const char *host) {
  unsigned int limit = 3;
  MYSQL *mysql = mysql_init(NULL);
  mysql_options(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &limit);
  mysql_options(mysql, MYSQL_OPT_READ_TIMEOUT, &limit);
  return mysql_real_connect(mysql, host, "app", "", "orders", 0, NULL, 0);
}
