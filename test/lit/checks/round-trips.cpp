// RUN: %check_p99 %s p99-round-trip-per-iteration %t -- -I%inputs
// What is known of libraries in C and of those that stand for one like them.

#include <SQLiteCpp/SQLiteCpp.h>
#include <curl/curl.h>
#include <hiredis/hiredis.h>
#include <libmemcached/memcached.h>
#include <libpq-fe.h>
#include <mongoc/mongoc.h>
#include <mysql.h>
#include <sqlite3.h>
#include <string>
#include <sw/redis++/redis++.h>
#include <vector>

using Names = std::vector<std::string>;

void redis(redisContext *C, const Names &All, va_list List) {
  for (const std::string &N : All)
    redisCommand(C, "GET %s", N.c_str());
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'redisCommand' is one round trip to Redis for each element; {{.*}} [p99-round-trip-per-iteration]
  for (const std::string &N : All)
    redisvCommand(C, N.c_str(), List);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'redisvCommand' is one round trip to Redis for each element; {{.*}} [p99-round-trip-per-iteration]
  for (const std::string &N : All) {
    const char *Arguments[] = {"GET", N.c_str()};
    redisCommandArgv(C, 2, Arguments, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'redisCommandArgv' is one round trip to Redis for each element; {{.*}} [p99-round-trip-per-iteration]
  }
}

void redisAppends(redisContext *C, const Names &All) {
  redisAppendCommand(C, "PING");
  for (const std::string &N : All)
    redisCommand(C, "GET %s", N.c_str());
}
void redisAppendsList(redisContext *C, const Names &All, va_list List) {
  redisvAppendCommand(C, "GET %s", List);
  for (const std::string &N : All)
    redisCommand(C, "GET %s", N.c_str());
}
void redisAppendsArguments(redisContext *C, const Names &All) {
  const char *Arguments[] = {"PING"};
  redisAppendCommandArgv(C, 1, Arguments, nullptr);
  for (const std::string &N : All)
    redisCommand(C, "GET %s", N.c_str());
}
void redisAppendsText(redisContext *C, const Names &All) {
  redisAppendFormattedCommand(C, "PING\r\n", 6);
  for (const std::string &N : All)
    redisCommand(C, "GET %s", N.c_str());
}

void plusPlus(sw::redis::Redis &R, const Names &All) {
  for (const std::string &N : All)
    R.set(N, "1");
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'set' is one round trip to Redis for each element; send all in a pipeline [p99-round-trip-per-iteration]
}
void cluster(sw::redis::RedisCluster &R, const Names &All) {
  for (const std::string &N : All)
    R.get(N);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'get' is one round trip to Redis for each element; send all in a pipeline [p99-round-trip-per-iteration]
}
void plusPlusPipeline(sw::redis::Redis &R, const Names &All) {
  auto P = R.pipeline();
  for (const std::string &N : All)
    R.set(N, "1");
}

void postgres(PGconn *C, const Names &All) {
  for (const std::string &N : All)
    PQclear(PQexec(C, N.c_str()));
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'PQexec' is one round trip to PostgreSQL for each element; use one statement for all rows, or COPY [p99-round-trip-per-iteration]
  for (const std::string &N : All) {
    const char *Values[] = {N.c_str()};
    PQexecParams(C, "SELECT 1 FROM t WHERE a = $1", 1, 0, Values, 0, 0, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'PQexecParams' is one round trip to PostgreSQL for each element; {{.*}} [p99-round-trip-per-iteration]
    PQexecPrepared(C, "find", 1, Values, 0, 0, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'PQexecPrepared' is one round trip to PostgreSQL for each element; {{.*}} [p99-round-trip-per-iteration]
  }
}

void postgresWrites(PGconn *C, const Names &All) {
  for (const std::string &N : All) {
    const char *Values[] = {N.c_str()};
    PQclear(PQexecParams(C, "INSERT INTO t VALUES ($1)", 1, 0, Values, 0, 0, 0));
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'PQexecParams' is one round trip to PostgreSQL for each element; {{.*}} [p99-round-trip-per-iteration]
  }
}
// CHECK-FIXES: PQclear(PQexec(C, "BEGIN"));
// CHECK-FIXES-NEXT: for (const std::string &N : All) {
// CHECK-FIXES: PQclear(PQexec(C, "COMMIT"));

void postgresPipeline(PGconn *C, const Names &All) {
  PQenterPipelineMode(C);
  for (const std::string &N : All)
    PQexec(C, N.c_str());
}

void mysql(MYSQL *C, const Names &All) {
  for (const std::string &N : All)
    mysql_query(C, N.c_str());
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'mysql_query' is one round trip to the database for each element; use one statement for all rows [p99-round-trip-per-iteration]
}
void mysqlReal(MYSQL *C, const Names &All) {
  for (const std::string &N : All) {
    std::string Text = "DELETE FROM t WHERE a = '" + N + "'";
    mysql_real_query(C, Text.data(), Text.size());
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'mysql_real_query' is one round trip to the database for each element; {{.*}} [p99-round-trip-per-iteration]
  }
  // CHECK-FIXES: mysql_query(C, "START TRANSACTION");
  // CHECK-FIXES: mysql_query(C, "COMMIT");
}
void mysqlStatement(MYSQL_STMT *S, const Names &All) {
  for (const std::string &N : All) {
    mysql_stmt_prepare(S, N.data(), N.size());
    mysql_stmt_execute(S);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'mysql_stmt_execute' is one round trip to the database for each element; {{.*}} [p99-round-trip-per-iteration]
  }
}

void mysqlTransaction(MYSQL *C, const Names &All) {
  mysql_autocommit(C, 0);
  for (const std::string &N : All)
    mysql_query(C, N.c_str());
}

void sqlite(sqlite3 *C, sqlite3_stmt *S, const std::vector<int> &All) {
  sqlite3_prepare_v2(C, "UPDATE t SET b = 1 WHERE a = ?", -1, &S, nullptr);
  for (int N : All) {
    sqlite3_bind_int(S, 1, N);
    sqlite3_step(S);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'sqlite3_step' is one commit to disk for each element; {{.*}} [p99-round-trip-per-iteration]
  }
  // CHECK-FIXES: sqlite3_exec(sqlite3_db_handle(S), "BEGIN", 0, 0, 0);
  // CHECK-FIXES: sqlite3_exec(sqlite3_db_handle(S), "COMMIT", 0, 0, 0);
}

void sqliteExec(sqlite3 *C, const Names &All) {
  for (const std::string &N : All)
    sqlite3_exec(C, ("DELETE FROM t WHERE a = " + N).c_str(), 0, 0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'sqlite3_exec' is one commit to disk for each element; {{.*}} [p99-round-trip-per-iteration]
}
// CHECK-FIXES: sqlite3_exec(C, "BEGIN", 0, 0, 0);
// CHECK-FIXES: sqlite3_exec(C, "COMMIT", 0, 0, 0);

void sqliteCpp(SQLite::Database &Base, const Names &All) {
  for (const std::string &N : All)
    Base.exec(("DELETE FROM t WHERE a = " + N).c_str());
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'exec' is one commit to disk for each element; put all in one SQLite::Transaction [p99-round-trip-per-iteration]
}
// CHECK-FIXES: SQLite::Transaction transaction(Base);
// CHECK-FIXES: transaction.commit();

void sqliteCppStatement(SQLite::Statement &Insert, const std::vector<int> &All) {
  for (int N : All) {
    Insert.bind(1, N);
    const char *Text = "INSERT INTO t VALUES (?)";
    Insert.exec();
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'exec' is one commit to disk for each element; put all in one SQLite::Transaction [p99-round-trip-per-iteration]
    Insert.reset();
  }
}

void toJson(const std::string &, bson_t *);
void mongo(mongoc_collection_t *C, bson_t *Document, const Names &All) {
  for (const std::string &N : All) {
    toJson(N, Document);
    mongoc_collection_insert_one(C, (bson_t *)N.data(), 0, 0, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'mongoc_collection_insert_one' is one round trip to MongoDB for each element; use mongoc_collection_insert_many [p99-round-trip-per-iteration]
    mongoc_collection_update_one(C, (bson_t *)N.data(), 0, 0, 0, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'mongoc_collection_update_one' is one round trip to MongoDB for each element; use a mongoc_bulk_operation_t [p99-round-trip-per-iteration]
    mongoc_collection_delete_one(C, (bson_t *)N.data(), 0, 0, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'mongoc_collection_delete_one' is one round trip to MongoDB for each element; use a mongoc_bulk_operation_t [p99-round-trip-per-iteration]
  }
}

void memcached(memcached_st *M, const Names &All) {
  for (const std::string &N : All)
    memcached_get(M, N.data(), N.size(), 0, 0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'memcached_get' is one round trip to memcached for each element; use memcached_mget [p99-round-trip-per-iteration]
}

void memcachedSet(memcached_st *M, const Names &All) {
  for (const std::string &N : All)
    memcached_set(M, N.data(), N.size(), "1", 1, 0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'memcached_set' is one round trip to memcached for each element; buffer them with MEMCACHED_BEHAVIOR_BUFFER_REQUESTS [p99-round-trip-per-iteration]
}

void curl(CURL *C, const Names &Urls) {
  for (const std::string &Url : Urls) {
    curl_easy_setopt(C, CURLOPT_URL, Url.c_str());
    curl_easy_perform(C);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'curl_easy_perform' is one request for each element; run a few at a time with curl_multi [p99-round-trip-per-iteration]
  }
}
