// RUN: %check_p99 %s p99-blocking-under-lock %t \
// RUN:   -config='{CheckOptions: {p99-blocking-under-lock.Files: true}}' -- -I%inputs
//
// Databases in the process: a write waits for the disk.

#include <SQLiteCpp/SQLiteCpp.h>
#include <leveldb/db.h>
#include <lmdb.h>
#include <mutex>
#include <rocksdb/db.h>
#include <sqlite3.h>
#include <string>

extern std::mutex Mutex;
extern int Counter;

//===-- Flagged -----------------------------------------------------------===//

void ofSqlite(sqlite3 *Base, sqlite3_stmt *Statement, sqlite3_backup *Backup) {
  std::lock_guard Lock(Mutex);
  Counter += sqlite3_step(Statement);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'sqlite3_step' waits for the disk while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+4]]:14: note: 'sqlite3_exec' blocks here too
  // CHECK-NOTES: :[[@LINE+4]]:14: note: 'sqlite3_get_table' blocks here too
  // CHECK-NOTES: :[[@LINE+4]]:14: note: 'sqlite3_backup_step' blocks here too
  // CHECK-NOTES: :[[@LINE+4]]:14: note: and 1 more from here on
  Counter += sqlite3_exec(Base, "COMMIT", nullptr, nullptr, nullptr);
  Counter += sqlite3_get_table(Base, "", nullptr, nullptr, nullptr, nullptr);
  Counter += sqlite3_backup_step(Backup, -1);
  Counter += sqlite3_wal_checkpoint_v2(Base, nullptr, 0, nullptr, nullptr);
}

void opens(sqlite3 **Base) {
  std::lock_guard Lock(Mutex);
  Counter += sqlite3_open("base", Base);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'sqlite3_open' waits for a file while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+1]]:14: note: 'sqlite3_open_v2' blocks here too
  Counter += sqlite3_open_v2("base", Base, 0, nullptr);
}

void ofSqliteCpp(SQLite::Database &Base, SQLite::Statement &Statement,
                 SQLite::Transaction &Transaction) {
  std::lock_guard Lock(Mutex);
  Counter += Base.exec("x");
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'exec' waits for the disk while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+3]]:14: note: 'exec' blocks here too
  // CHECK-NOTES: :[[@LINE+3]]:14: note: 'executeStep' blocks here too
  // CHECK-NOTES: :[[@LINE+3]]:3: note: 'commit' blocks here too
  Counter += Statement.exec();
  Counter += Statement.executeStep();
  Transaction.commit();
  ++Counter;
}

void ofLevel(leveldb::DB &Base, std::string &Value) {
  std::lock_guard Lock(Mutex);
  Counter += Base.Put({}, "k", "v").ok();
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'Put' waits for the disk while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+4]]:14: note: 'Delete' blocks here too
  // CHECK-NOTES: :[[@LINE+4]]:14: note: 'Write' blocks here too
  // CHECK-NOTES: :[[@LINE+5]]:3: note: 'CompactRange' blocks here too
  // CHECK-NOTES: :[[@LINE+3]]:14: note: and 1 more from here on
  Counter += Base.Delete({}, "k").ok();
  Counter += Base.Write({}, nullptr).ok();
  Counter += Base.Get({}, "k", &Value).ok();
  Base.CompactRange(nullptr, nullptr);
  ++Counter;
}

void ofRocks(rocksdb::DB &Base, std::string &Value) {
  std::lock_guard Lock(Mutex);
  Counter += Base.Put({}, "k", "v").ok();
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'Put' waits for the disk while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+4]]:14: note: 'Delete' blocks here too
  // CHECK-NOTES: :[[@LINE+4]]:14: note: 'Write' blocks here too
  // CHECK-NOTES: :[[@LINE+5]]:14: note: 'Flush' blocks here too
  // CHECK-NOTES: :[[@LINE+5]]:14: note: and 2 more from here on
  Counter += Base.Delete({}, "k").ok();
  Counter += Base.Write({}, nullptr).ok();
  Counter += Base.Get({}, "k", &Value).ok();
  Counter += Base.Flush({}).ok();
  Counter += Base.CompactRange({}, nullptr, nullptr).ok();
}

void ofLmdb(MDB_env *Base, MDB_txn *Transaction) {
  std::lock_guard Lock(Mutex);
  Counter += mdb_txn_commit(Transaction);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'mdb_txn_commit' waits for the disk while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+1]]:14: note: 'mdb_env_sync' blocks here too
  Counter += mdb_env_sync(Base, 1);
}

// Most sections write, but the database takes writes of many threads at once.
class Provider {
public:
  void insert() {
    std::lock_guard Lock(Own);
    Known += Base.Put({}, "k", "v").ok();
    // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'Put' waits for the disk while 'Own' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Own' is locked here
  }
  void replace() {
    std::lock_guard Lock(Own);
    Known -= Base.Put({}, "k", "w").ok();
    // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'Put' waits for the disk while 'Own' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Own' is locked here
  }
  void erase() {
    std::lock_guard Lock(Own);
    Known -= Base.Delete({}, "k").ok();
    // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'Delete' waits for the disk while 'Own' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Own' is locked here
  }
  int count() {
    std::lock_guard Lock(Own);
    return Known;
  }

private:
  std::mutex Own;
  rocksdb::DB &Base;
  int Known = 0;
};

//===-- Not flagged -------------------------------------------------------===//

void prepares(sqlite3 *Base, sqlite3_stmt **Statement) {
  std::lock_guard Lock(Mutex);
  Counter += sqlite3_prepare_v2(Base, "SELECT 1", -1, Statement, nullptr);
}

void resets(sqlite3_stmt *Statement) {
  std::lock_guard Lock(Mutex);
  Counter += sqlite3_reset(Statement);
}

void aborts(MDB_txn *Transaction) {
  std::lock_guard Lock(Mutex);
  mdb_txn_abort(Transaction);
}

void batches(leveldb::WriteBatch &Batch) {
  std::lock_guard Lock(Mutex);
  Batch.Put("k", "v");
}

void putsAfter(leveldb::DB &Base) {
  std::string Value;
  {
    std::lock_guard Lock(Mutex);
    Value = std::to_string(Counter);
  }
  Base.Put({}, "k", Value);
}
