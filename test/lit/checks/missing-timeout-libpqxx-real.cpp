// REQUIRES: real-pqxx
// RUN: %check_p99 %s p99-missing-timeout %t -- -Wno-everything
//
// Against the library's own headers.

#include <pqxx/pqxx>

void connectTo() {
  pqxx::connection connection("host=db.example.com dbname=orders");
  // CHECK-MESSAGES: :[[@LINE-1]]:31: warning: a connection string without 'connect_timeout' can wait for ever for its server; add it [p99-missing-timeout]
  // CHECK-FIXES: pqxx::connection connection("host=db.example.com dbname=orders connect_timeout=5");
  pqxx::work work(connection);
  work.exec("select 1");
  work.commit();
}

void bounded() { pqxx::connection connection("host=db.example.com connect_timeout=5"); }
