// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// libpq: the limit for connecting is part of the connection string.

#include <libpq-fe.h>

//===-- Flagged, fixed ----------------------------------------------------===//

PGconn *connectTo(void) {
  return PQconnectdb("host=db.example.com dbname=orders");
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: a connection string without 'connect_timeout' can wait for ever for its server; add it [p99-missing-timeout]
  // CHECK-FIXES: return PQconnectdb("host=db.example.com dbname=orders connect_timeout=5");
}

PGPing ping(void) {
  const char *info = "hostaddr=10.0.0.5";
  return PQping(info);
  // CHECK-MESSAGES: :[[@LINE-2]]:22: warning: a connection string without 'connect_timeout' can wait for ever for its server; add it [p99-missing-timeout]
  // CHECK-FIXES: const char *info = "hostaddr=10.0.0.5 connect_timeout=5";
}

PGconn *connectByUri(void) {
  return PQconnectdb("postgresql://app@db.example.com:5432/orders");
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: a connection string without 'connect_timeout' can wait for ever for its server; add it [p99-missing-timeout]
  // CHECK-FIXES: return PQconnectdb("postgresql://app@db.example.com:5432/orders?connect_timeout=5");
}

PGconn *connectByUriWithParameters(void) {
  return PQconnectdb("postgresql://db.example.com/orders?sslmode=require");
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: a connection string without 'connect_timeout' can wait for ever for its server; add it [p99-missing-timeout]
  // CHECK-FIXES: return PQconnectdb("postgresql://db.example.com/orders?sslmode=require&connect_timeout=5");
}

//===-- Flagged -----------------------------------------------------------===//

// Has no parameter for it.
PGconn *login(const char *host) {
  return PQsetdbLogin(host, "5432", NULL, NULL, "orders", "app", NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'PQsetdbLogin' takes no limit and can wait for ever; use 'PQconnectdbParams' [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

PGconn *bounded(void) {
  return PQconnectdb("host=db.example.com dbname=orders connect_timeout=10");
}

PGconn *boundedUri(void) {
  return PQconnectdb("postgresql://db.example.com/orders?connect_timeout=10");
}

// A service file can set it.
PGconn *service(void) { return PQconnectdb("host=db.example.com service=orders"); }

// A local socket, and this machine.
PGconn *local(void) {
  PGconn *socket = PQconnectdb("dbname=orders");
  if (!socket)
    socket = PQconnectdb("host=/run/postgresql dbname=orders");
  if (!socket)
    socket = PQconnectdb("host=localhost dbname=orders");
  if (!socket)
    socket = PQsetdbLogin(NULL, NULL, NULL, NULL, "orders", "app", NULL);
  return socket;
}

PGconn *configured(const char *info) { return PQconnectdb(info); }

PGconn *withParameters(const char *host) {
  const char *keywords[] = {"host", "dbname", "connect_timeout", NULL};
  const char *values[] = {host, "orders", "10", NULL};
  if (PQpingParams(keywords, values, 0) != PQPING_OK)
    return NULL;
  return PQconnectdbParams(keywords, values, 0);
}

// The caller polls, with a limit of its own.
PGconn *start(const char *const *keywords, const char *const *values) {
  PGconn *first = PQconnectStart("host=db.example.com");
  return first ? first : PQconnectStartParams(keywords, values, 0);
}

// How long a query may take is up to the server's statement_timeout.
void query(PGconn *connection, PGcancel *cancel, char *buffer) {
  PQclear(PQexec(connection, "select 1"));
  PQclear(PQprepare(connection, "one", "select 1", 0, NULL));
  PQclear(PQdescribePrepared(connection, "one"));
  PQclear(PQdescribePortal(connection, "portal"));
  PQclear(PQexecPrepared(connection, "one", 0, NULL, NULL, NULL, 0));
  PQclear(PQexecParams(connection, "select 1", 0, NULL, NULL, NULL, NULL, 0));
  PQclear(PQgetResult(connection));
  PQgetCopyData(connection, &buffer, 0);
  PQcancel(cancel, buffer, 0);
  PQreset(connection);
}
