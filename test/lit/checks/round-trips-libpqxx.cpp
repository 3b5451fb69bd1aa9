// RUN: %check_p99 %s p99-round-trip-per-iteration %t -- -I%inputs
// RUN: %check_p99 %s p99-round-trip-per-iteration %t -- -I%inputs -DPQXX_6
// A transaction is around all that is sent, and saves no round trip.

#include <pqxx/pqxx>
#include <vector>

using Names = std::vector<std::string>;

void store(pqxx::connection &Db, const Names &All) {
  pqxx::work Work(Db);
  for (const std::string &N : All) {
    Work.exec("UPDATE t SET a = 1 WHERE n = '" + N + "'");
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'exec' is one round trip to PostgreSQL for each element; use one statement for all rows, stream_to or a pipeline [p99-round-trip-per-iteration]
    Work.exec0(N);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'exec0' is one round trip to PostgreSQL for each element; {{.*}} [p99-round-trip-per-iteration]
    Work.exec1(N);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'exec1' is one round trip to PostgreSQL for each element; {{.*}} [p99-round-trip-per-iteration]
    Work.exec_n(1, N);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'exec_n' is one round trip to PostgreSQL for each element; {{.*}} [p99-round-trip-per-iteration]
    Work.exec_params("INSERT INTO t VALUES ($1)", N);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'exec_params' is one round trip to PostgreSQL for each element; {{.*}} [p99-round-trip-per-iteration]
    Work.exec_params0("INSERT INTO t VALUES ($1)", N);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'exec_params0' is one round trip to PostgreSQL for each element; {{.*}} [p99-round-trip-per-iteration]
    Work.exec_params1("SELECT a FROM t WHERE b = $1", N);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'exec_params1' is one round trip to PostgreSQL for each element; {{.*}} [p99-round-trip-per-iteration]
    Work.exec_prepared("put", N);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'exec_prepared' is one round trip to PostgreSQL for each element; {{.*}} [p99-round-trip-per-iteration]
    Work.exec_prepared0("put", N);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'exec_prepared0' is one round trip to PostgreSQL for each element; {{.*}} [p99-round-trip-per-iteration]
    Work.exec_prepared1("find", N);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'exec_prepared1' is one round trip to PostgreSQL for each element; {{.*}} [p99-round-trip-per-iteration]
    Work.query_value<int>(N);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'query_value' is one round trip to PostgreSQL for each element; {{.*}} [p99-round-trip-per-iteration]
  }
  Work.commit();
}

// And one transaction for each.
void each(pqxx::connection &Db, const Names &All) {
  for (const std::string &N : All) {
    pqxx::work Work(Db);
    Work.exec("DELETE FROM t WHERE n = '" + N + "'");
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'exec' is one round trip to PostgreSQL for each element; {{.*}} [p99-round-trip-per-iteration]
    Work.commit();
  }
}

void storeOne(pqxx::work &Work, const std::string &N) {
  Work.exec_prepared("put", N);
}
void storeEach(pqxx::work &Work, const Names &All) {
  for (const std::string &N : All)
    storeOne(Work, N);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'storeOne' is one round trip to PostgreSQL for each element; {{.*}} [p99-round-trip-per-iteration]
}

//===-- Not flagged -------------------------------------------------------===//

void piped(pqxx::work &Work, const Names &All) {
  pqxx::pipeline Pipe(Work);
  for (const std::string &N : All)
    Pipe.insert(N);
  for (const std::string &N : All)
    Work.exec(N);
}

void shards(const std::vector<pqxx::connection *> &All) {
  for (size_t I = 0; I < All.size(); ++I) {
    pqxx::work Work(*All[I]);
    Work.exec("UPDATE t SET a = " + std::to_string(I));
  }
}

void tables(pqxx::work &Work, const Names &All) {
  for (const std::string &N : All)
    Work.exec("CREATE TABLE " + N + " (id int)");
}
