// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rows that are inserted into a file of SQLite: each a transaction of its own,
// or all of a batch in one; and their statements, prepared each time or once.

#include "Allocations.h"
#include <cstdio>
#include <sqlite3.h>

using namespace evidence;

namespace {

constexpr int Rows = 100;

/// A file beside the program, gone with the last of its users.
class Database {
public:
  Database() {
    std::remove(Path);
    sqlite3_open(Path, &Handle);
    run("CREATE TABLE orders(id INTEGER, name TEXT)");
  }
  Database(const Database &) = delete;
  ~Database() {
    sqlite3_close(Handle);
    std::remove(Path);
  }
  void run(const char *Text) {
    if (sqlite3_exec(Handle, Text, nullptr, nullptr, nullptr) != SQLITE_OK)
      std::abort();
  }
  sqlite3_stmt *prepare() {
    sqlite3_stmt *Insert = nullptr;
    sqlite3_prepare_v2(Handle, "INSERT INTO orders VALUES(?, 'order')", -1,
                       &Insert, nullptr);
    return Insert;
  }

private:
  static constexpr const char *Path = "orders.sqlite";
  sqlite3 *Handle = nullptr;
};

void insert(sqlite3_stmt *Insert, int Id) {
  sqlite3_bind_int(Insert, 1, Id);
  if (sqlite3_step(Insert) != SQLITE_DONE)
    std::abort();
  sqlite3_reset(Insert);
}

void insertAll(bool OneTransaction, bool OneStatement) {
  static Database Orders;
  if (OneTransaction)
    Orders.run("BEGIN");
  sqlite3_stmt *Kept = OneStatement ? Orders.prepare() : nullptr;
  for (int Id = 0; Id < Rows; ++Id) {
    sqlite3_stmt *Insert = Kept ? Kept : Orders.prepare();
    insert(Insert, Id);
    if (!Kept)
      sqlite3_finalize(Insert);
  }
  sqlite3_finalize(Kept);
  if (OneTransaction)
    Orders.run("COMMIT");
}

} // namespace

int main(int Argc, char **Argv) {
  addPair(
      "RoundTripPerIteration", "transaction", std::to_string(Rows),
      [] { insertAll(false, true); }, [] { insertAll(true, true); }, Rows);
  addPair(
      "SetupPerIteration", "prepared statement", std::to_string(Rows),
      [] { insertAll(true, false); }, [] { insertAll(true, true); }, Rows);
  return run(Argc, Argv);
}
