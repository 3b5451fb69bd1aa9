// RUN: %check_p99 %s p99-round-trip-per-iteration %t -- -I%inputs
// Loops over what a query found, and the libraries that tell their rows.

#include <SQLiteCpp/SQLiteCpp.h>
#include <cppconn/prepared_statement.h>
#include <mongoc/mongoc.h>
#include <mysql.h>
#include <sql.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string>
#include <vector>

void perRow(MYSQL *Db, MYSQL_RES *Orders) {
  MYSQL_ROW Row;
  while ((Row = mysql_fetch_row(Orders))) {
    std::string Text = std::string("SELECT name FROM items WHERE id = ") + Row[0];
    mysql_query(Db, Text.c_str());
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'mysql_query' is one round trip to the database for each element; use one statement for all rows [p99-round-trip-per-iteration]
    // CHECK-NOTES: :[[@LINE-4]]:3: note: the loop over the rows of a query starts here; a join can ask for both at once
  }
}

void declaredInCondition(MYSQL *Db, MYSQL_RES *Orders) {
  while (MYSQL_ROW Row = mysql_fetch_row(Orders)) {
    char Text[64];
    snprintf(Text, sizeof Text, "DELETE FROM orders WHERE id = %s", Row[0]);
    mysql_query(Db, Text);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'mysql_query' is one round trip to the database for each element; {{.*}} [p99-round-trip-per-iteration]
    // CHECK-NOTES: :[[@LINE-5]]:3: note: the loop over the rows of a query starts here
  }
  // CHECK-FIXES: mysql_query(Db, "START TRANSACTION");
  // CHECK-FIXES: mysql_query(Db, "COMMIT");
}

void inHeader(MYSQL *Db, MYSQL_RES *Orders) {
  for (MYSQL_ROW Row = mysql_fetch_row(Orders); Row; Row = mysql_fetch_row(Orders))
    mysql_query(Db, Row[0]);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'mysql_query' is one round trip to the database for each element; {{.*}} [p99-round-trip-per-iteration]
}

const char *columnOf(MYSQL_STMT *, int);
void statement(MYSQL *Db, MYSQL_STMT *Orders) {
  while (mysql_stmt_fetch(Orders) == 0)
    mysql_query(Db, columnOf(Orders, 0));
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'mysql_query' is one round trip to the database for each element; {{.*}} [p99-round-trip-per-iteration]
}

void odbc(SQLHSTMT Orders, SQLHSTMT Items) {
  while (SQLFetch(Orders) == SQL_SUCCESS) {
    int Id;
    SQLGetData(Orders, 1, SQL_C_SLONG, &Id, sizeof Id, nullptr);
    std::string Text = "SELECT name FROM items WHERE id = " + std::to_string(Id);
    SQLExecDirect(Items, (SQLCHAR *)Text.c_str(), SQL_NTS);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'SQLExecDirect' is one round trip to the database for each element; bind arrays of rows with SQL_ATTR_PARAMSET_SIZE [p99-round-trip-per-iteration]
  }
}
void odbcScroll(SQLHSTMT Orders, SQLHSTMT Items) {
  do {
    int Id;
    SQLGetData(Orders, 1, SQL_C_SLONG, &Id, sizeof Id, nullptr);
    SQLBindParameter(Items, 1, SQL_C_SLONG, &Id);
    SQLExecute(Items);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'SQLExecute' is one round trip to the database for each element; {{.*}} [p99-round-trip-per-iteration]
  } while (SQLFetchScroll(Orders, SQL_FETCH_NEXT, 0) == SQL_SUCCESS);
}
void odbcWide(SQLHSTMT Items, std::vector<SQLWCHAR *> &Texts) {
  for (SQLWCHAR *Text : Texts)
    SQLExecDirectW(Items, Text, SQL_NTS);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'SQLExecDirectW' is one round trip to the database for each element; {{.*}} [p99-round-trip-per-iteration]
}

void connector(sql::Statement *All, sql::PreparedStatement *Find) {
  sql::ResultSet *Orders = All->executeQuery("SELECT id FROM orders");
  while (Orders->next()) {
    Find->setInt(1, Orders->getInt(1));
    Find->executeQuery();
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'executeQuery' is one round trip to the database for each element; use one statement for all rows [p99-round-trip-per-iteration]
    Find->executeUpdate();
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'executeUpdate' is one round trip to the database for each element; {{.*}} [p99-round-trip-per-iteration]
    Find->execute();
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'execute' is one round trip to the database for each element; {{.*}} [p99-round-trip-per-iteration]
  }
}
void connectorTexts(sql::Statement &S, const std::vector<std::string> &Texts) {
  for (const std::string &Text : Texts) {
    S.execute(Text);
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'execute' is one round trip to the database for each element; {{.*}} [p99-round-trip-per-iteration]
    S.executeUpdate(Text);
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'executeUpdate' is one round trip to the database for each element; {{.*}} [p99-round-trip-per-iteration]
  }
}
void connectorTransaction(sql::Connection &C, sql::Statement &S,
                          const std::vector<std::string> &Texts) {
  C.setAutoCommit(false);
  for (const std::string &Text : Texts)
    S.execute(Text);
}

void mongo(mongoc_cursor_t *Orders, mongoc_collection_t *Items) {
  const bson_t *Order;
  while (mongoc_cursor_next(Orders, &Order))
    mongoc_collection_insert_one(Items, Order, nullptr, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'mongoc_collection_insert_one' is one round trip to MongoDB for each element; use mongoc_collection_insert_many [p99-round-trip-per-iteration]
}

// Each commits, also while another statement reads.
void sqlite(sqlite3 *Db, sqlite3_stmt *Orders, sqlite3_stmt *Update) {
  sqlite3_prepare_v2(Db, "UPDATE orders SET sent = 1 WHERE id = ?", -1, &Update, nullptr);
  while (sqlite3_step(Orders) == 100) {
    sqlite3_bind_int(Update, 1, sqlite3_column_int(Orders, 0));
    sqlite3_step(Update);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'sqlite3_step' is one commit to disk for each element; put all in one transaction [p99-round-trip-per-iteration]
    sqlite3_reset(Update);
  }
  // CHECK-FIXES: sqlite3_exec(sqlite3_db_handle(Update), "BEGIN", 0, 0, 0);
  // CHECK-FIXES: sqlite3_exec(sqlite3_db_handle(Update), "COMMIT", 0, 0, 0);
}

int idOf(SQLite::Statement &);
void sqliteCpp(SQLite::Database &Db, SQLite::Statement &Orders) {
  while (Orders.executeStep()) {
    std::string Text = "DELETE FROM items WHERE id = " + std::to_string(idOf(Orders));
    Db.exec(Text.c_str());
    // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'exec' is one commit to disk for each element; put all in one SQLite::Transaction [p99-round-trip-per-iteration]
  }
  // CHECK-FIXES: SQLite::Transaction transaction(Db);
  // CHECK-FIXES: transaction.commit();
}

//===-- Wrapped -----------------------------------------------------------===//

class Rows {
public:
  bool next() {
    Row = mysql_fetch_row(Result);
    return mysql_fetch_row(Result) != nullptr;
  }
  const char *at(int Column) const { return Row[Column]; }

private:
  MYSQL_RES *Result = nullptr;
  MYSQL_ROW Row = nullptr;
};

void ofRows(MYSQL *Db, Rows Orders) {
  while (Orders.next())
    mysql_query(Db, Orders.at(0));
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'mysql_query' is one round trip to the database for each element; {{.*}} [p99-round-trip-per-iteration]
}

//===-- Not flagged -------------------------------------------------------===//

// SQLite reads from its own cache.
void reads(sqlite3 *Db, sqlite3_stmt *Orders, sqlite3_stmt *Item) {
  sqlite3_prepare_v2(Db, "SELECT name FROM items WHERE id = ?", -1, &Item, nullptr);
  while (sqlite3_step(Orders) == 100) {
    sqlite3_bind_int(Item, 1, sqlite3_column_int(Orders, 0));
    sqlite3_step(Item);
    sqlite3_reset(Item);
  }
}

// The same for each row.
void invariant(MYSQL *Db, MYSQL_RES *Orders) {
  while (mysql_fetch_row(Orders))
    mysql_query(Db, "SELECT now()");
}

// Only for some rows.
void sometimes(MYSQL *Db, MYSQL_RES *Orders) {
  while (MYSQL_ROW Row = mysql_fetch_row(Orders))
    if (!Row[0])
      mysql_query(Db, Row[1]);
}

void first(MYSQL *Db, MYSQL_RES *Orders) {
  while (MYSQL_ROW Row = mysql_fetch_row(Orders)) {
    mysql_query(Db, Row[0]);
    break;
  }
}

// Another server for each row.
MYSQL *connectTo(const char *Host);
void servers(MYSQL_RES *Hosts) {
  while (MYSQL_ROW Row = mysql_fetch_row(Hosts)) {
    MYSQL *Db = connectTo(Row[0]);
    mysql_query(Db, Row[1]);
  }
}

// Not rows, but what somebody else has to do next.
bool takeJob(std::string &);
void jobs(MYSQL *Db) {
  std::string Job;
  while (takeJob(Job))
    mysql_query(Db, Job.c_str());
}
