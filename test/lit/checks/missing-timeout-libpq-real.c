// REQUIRES: real-pq
// RUN: %check_p99 %s p99-missing-timeout %t -- %real_pq
//
// Against the library's own headers.

#include <libpq-fe.h>

PGconn *connectTo(void) {
  return PQconnectdb("host=db.example.com dbname=orders");
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: a connection string without 'connect_timeout' can wait for ever for its server; add it [p99-missing-timeout]
  // CHECK-FIXES: return PQconnectdb("host=db.example.com dbname=orders connect_timeout=5");
}

PGconn *bounded(void) { return PQconnectdb("host=db.example.com connect_timeout=5"); }
