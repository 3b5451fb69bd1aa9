// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs -DPQXX_6
//
// libpqxx, as 7 and as 6 declare it: there, the constructors of a connection are
// inherited from basic_connection_base.

#include <pqxx/pqxx>

//===-- Flagged, fixed ----------------------------------------------------===//

void work() {
  pqxx::connection connection("host=db.example.com dbname=orders");
  // CHECK-MESSAGES: :[[@LINE-1]]:31: warning: a connection string without 'connect_timeout' can wait for ever for its server; add it [p99-missing-timeout]
  // CHECK-FIXES: pqxx::connection connection("host=db.example.com dbname=orders connect_timeout=5");
  pqxx::work transaction(connection);
  transaction.exec("update stock set amount = 0");
  transaction.commit();
}

const std::string Info = "postgresql://db.example.com/orders";
// CHECK-MESSAGES: :[[@LINE-1]]:26: warning: a connection string without 'connect_timeout' can wait for ever for its server; add it [p99-missing-timeout]
// CHECK-FIXES: const std::string Info = "postgresql://db.example.com/orders?connect_timeout=5";

class Store {
public:
  Store() : Connection(Info) {}

private:
  pqxx::connection Connection;
};

//===-- Not flagged -------------------------------------------------------===//

void bounded() {
  pqxx::connection connection("host=db.example.com connect_timeout=5");
  connection.prepare("one", "select 1");
}

void local() { pqxx::connection connection("dbname=orders"); }

void configured(const std::string &info) { pqxx::connection connection(info); }

// From the environment.
void environment() { pqxx::connection connection; }

// A listener's own wait.
void listen(pqxx::connection &connection) {
  while (connection.await_notification() >= 0) {
  }
}

void query(pqxx::connection_base &connection, pqxx::work &work,
           pqxx::pipeline &pipeline) {
  connection.prepare("one", "select 1");
  work.exec0("delete from stock");
  work.exec1("select 1");
  work.exec_n(2, "select 1");
  work.exec_params("select $1", 1);
  work.exec_params0("delete from stock where id = $1", 1);
  work.exec_params1("select $1", 1);
  work.exec_prepared("one");
  work.exec_prepared0("one");
  work.exec_prepared1("one");
  work.query_value<int>("select 1");
  work.stream<int>("select 1");
  pipeline.retrieve(1);
}
