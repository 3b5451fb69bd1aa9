// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The C API of MySQL and MariaDB: limits are options, set before connecting.

#include <mysql.h>
#include <stddef.h>

//===-- Flagged, fixed ----------------------------------------------------===//

MYSQL *connectTo(const char *host, const char *password) {
  MYSQL *mysql = mysql_init(NULL);
  if (!mysql_real_connect(mysql, host, "app", password, "orders", 3306, NULL, 0))
    // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'mysql' can wait for its peer for ever; set a connect and read timeout [p99-missing-timeout]
    // CHECK-FIXES: {
    // CHECK-FIXES-NEXT: const unsigned int limit = 5;
    // CHECK-FIXES-NEXT: mysql_options(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &limit);
    // CHECK-FIXES-NEXT: }
    // CHECK-FIXES-NEXT: {
    // CHECK-FIXES-NEXT: const unsigned int limit = 5;
    // CHECK-FIXES-NEXT: mysql_options(mysql, MYSQL_OPT_READ_TIMEOUT, &limit);
    // CHECK-FIXES-NEXT: }
    // CHECK-FIXES-NEXT: if (!mysql_real_connect(mysql, host, "app", password, "orders", 3306, NULL, 0))
    return NULL;
  return mysql;
}

// The most common half.
int connectHalf(const char *host) {
  MYSQL mysql;
  unsigned int limit = 3;
  mysql_init(&mysql);
  mysql_options(&mysql, MYSQL_OPT_CONNECT_TIMEOUT, &limit);
  int ok = mysql_real_connect(&mysql, host, "app", "", "orders", 0, NULL, 0) != NULL;
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'mysql' has a connect timeout but can still wait for ever; set a read timeout too [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const unsigned int limit = 5;
  // CHECK-FIXES-NEXT: mysql_options(&mysql, MYSQL_OPT_READ_TIMEOUT, &limit);
  // CHECK-FIXES-NEXT: }
  mysql_close(&mysql);
  return ok;
}

//===-- Not flagged -------------------------------------------------------===//

MYSQL *bounded(const char *host) {
  unsigned int limit = 3;
  MYSQL *mysql = mysql_init(NULL);
  mysql_options(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &limit);
  mysql_options(mysql, MYSQL_OPT_READ_TIMEOUT, &limit);
  mysql_options(mysql, MYSQL_OPT_WRITE_TIMEOUT, &limit);
  return mysql_real_connect(mysql, host, "app", "", "orders", 0, NULL, 0);
}

MYSQL *boundedVariadic(const char *host) {
  unsigned int limit = 3;
  MYSQL *mysql = mysql_init(NULL);
  mysql_optionsv(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &limit);
  mysql_optionsv(mysql, MYSQL_OPT_READ_TIMEOUT, &limit);
  return mysql_real_connect(mysql, host, "app", "", "orders", 0, NULL, 0);
}

// The option file can set every limit.
MYSQL *configured(const char *host) {
  MYSQL *mysql = mysql_init(NULL);
  mysql_options(mysql, MYSQL_READ_DEFAULT_GROUP, "orders");
  return mysql_real_connect(mysql, host, "app", "", "orders", 0, NULL, 0);
}

// The non-blocking interface.
MYSQL *nonBlocking(const char *host) {
  MYSQL *mysql = mysql_init(NULL);
  mysql_options(mysql, MYSQL_OPT_NONBLOCK, NULL);
  return mysql_real_connect(mysql, host, "app", "", "orders", 0, NULL, 0);
}

// A local socket.
MYSQL *local(void) {
  MYSQL *mysql = mysql_init(NULL);
  if (mysql_real_connect(mysql, "localhost", "app", "", "orders", 0, NULL, 0))
    return mysql;
  return mysql_real_connect(mysql, NULL, "app", "", "orders", 0, "/run/mysql.sock", 0);
}

MYSQL *foreign(MYSQL *mysql, const char *host) {
  return mysql_real_connect(mysql, host, "app", "", "orders", 0, NULL, 0);
}

// Bounded by what was set before connecting.
void query(MYSQL *mysql, MYSQL_STMT *statement) {
  mysql_query(mysql, "select 1");
  mysql_real_query(mysql, "select 1", 8);
  mysql_send_query(mysql, "select 1", 8);
  mysql_read_query_result(mysql);
  mysql_store_result(mysql);
  mysql_next_result(mysql);
  mysql_ping(mysql);
  mysql_select_db(mysql, "orders");
  mysql_change_user(mysql, "app", "", "orders");
  mysql_autocommit(mysql, 0);
  mysql_commit(mysql);
  mysql_rollback(mysql);
  mysql_stmt_prepare(statement, "select 1", 8);
  mysql_stmt_execute(statement);
  mysql_stmt_store_result(statement);
  mysql_stmt_fetch(statement);
}
