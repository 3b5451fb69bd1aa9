// RUN: %check_p99 %s p99-round-trip-per-iteration %t -- -I%inputs
// RUN: %check_p99 -check-suffixes=FEW %s p99-round-trip-per-iteration %t \
// RUN:   -config='{CheckOptions: {p99-round-trip-per-iteration.MinTripCount: 2}}' -- -I%inputs -DFEW

#include <hiredis/hiredis.h>
#include <libpq-fe.h>
#include <map>
#include <sqlite3.h>
#include <stdio.h>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

struct Item {
  int Id;
  std::string Name;
};
using Items = std::vector<Item>;
bool isWanted(const Item &);
void compute(int);

#ifndef FEW

//===-- Flagged -----------------------------------------------------------===//

void storeAll(redisContext *Redis, const Items &All) {
  for (const Item &I : All) {
    void *Reply = redisCommand(Redis, "SET item:%d %s", I.Id, I.Name.c_str());
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'redisCommand' is one round trip to Redis for each element; use redisAppendCommand for all, then read the replies [p99-round-trip-per-iteration]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: the loop starts here
    freeReplyObject(Reply);
  }
}

// The text is made of the element.
void countAll(PGconn *Db, const Items &All) {
  for (size_t I = 0; I < All.size(); ++I) {
    if (!isWanted(All[I]))
      continue;
    std::string Text = "SELECT count(*) FROM orders WHERE item = ";
    Text += std::to_string(All[I].Id);
    PGresult *Result = PQexec(Db, Text.c_str());
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: 'PQexec' is one round trip to PostgreSQL for each element; use one statement for all rows, or COPY [p99-round-trip-per-iteration]
    PQclear(Result);
  }
}

void inCondition(redisContext *Redis, int Count, const Item *All) {
  int I;
  for (I = 0; I < Count; I++) {
    if (!redisCommand(Redis, "DEL item:%d", All[I].Id))
      // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'redisCommand' is one round trip to Redis for each element; {{.*}} [p99-round-trip-per-iteration]
      return;
  }
}

// Over what another query has found.
void copyAll(PGconn *Db, sqlite3_stmt *Orders) {
  while (sqlite3_step(Orders) == 100) {
    std::string Text = "SELECT name FROM items WHERE id = ";
    Text += std::to_string(sqlite3_column_int(Orders, 0));
    PQclear(PQexec(Db, Text.c_str()));
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'PQexec' is one round trip to PostgreSQL for each element; use one statement for all rows, or COPY [p99-round-trip-per-iteration]
    // CHECK-NOTES: :[[@LINE-5]]:3: note: the loop over the rows of a query starts here; a join can ask for both at once
  }
}

[[gnu::hot]] void hot(redisContext *Redis, const Items &All) {
  for (const auto &[Id, Name] : All)
    redisCommand(Redis, "SET item:%d %s", Id, Name.c_str());
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'redisCommand' is one round trip to Redis for each element; {{.*}} [p99-round-trip-per-iteration]
  // CHECK-NOTES: :[[@LINE-4]]:19: note: hot: marked with the 'hot' attribute
}

//===-- Fixed -------------------------------------------------------------===//

void insertAll(sqlite3 *Db, const Items &All) {
  for (const Item &I : All) {
    char Text[256];
    snprintf(Text, sizeof Text, "INSERT INTO items VALUES (%d)", I.Id);
    sqlite3_exec(Db, Text, nullptr, nullptr, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'sqlite3_exec' is one commit to disk for each element; put all in one transaction [p99-round-trip-per-iteration]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: if all of it may be one transaction; look after its errors
  }
}
// CHECK-FIXES: void insertAll(sqlite3 *Db, const Items &All) {
// CHECK-FIXES-NEXT: sqlite3_exec(Db, "BEGIN", 0, 0, 0);
// CHECK-FIXES-NEXT: for (const Item &I : All) {
// CHECK-FIXES: sqlite3_exec(Db, "COMMIT", 0, 0, 0);

void insertPrepared(sqlite3 *Db, const Items &All) {
  sqlite3_stmt *Insert = nullptr;
  sqlite3_prepare_v2(Db, "INSERT INTO items VALUES (?)", -1, &Insert, nullptr);
  for (const Item &I : All) {
    sqlite3_bind_int(Insert, 1, I.Id);
    sqlite3_step(Insert);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'sqlite3_step' is one commit to disk for each element; put all in one transaction [p99-round-trip-per-iteration]
    sqlite3_reset(Insert);
  }
}
// CHECK-FIXES: sqlite3_exec(sqlite3_db_handle(Insert), "BEGIN", 0, 0, 0);
// CHECK-FIXES-NEXT: for (const Item &I : All) {
// CHECK-FIXES: sqlite3_exec(sqlite3_db_handle(Insert), "COMMIT", 0, 0, 0);

// No fix where the loop can be left before the end.
bool insertOrFail(sqlite3 *Db, const Items &All) {
  for (const Item &I : All) {
    std::string Text = "insert into items values ('" + I.Name + "')";
    if (sqlite3_exec(Db, Text.c_str(), nullptr, nullptr, nullptr))
      // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'sqlite3_exec' is one commit to disk for each element; put all in one transaction [p99-round-trip-per-iteration]
      return false;
  }
  return true;
}

//===-- Not flagged -------------------------------------------------------===//

void inTransaction(sqlite3 *Db, const Items &All) {
  sqlite3_exec(Db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
  for (const Item &I : All) {
    std::string Text = "INSERT INTO items VALUES ('" + I.Name + "')";
    sqlite3_exec(Db, Text.c_str(), nullptr, nullptr, nullptr);
  }
  sqlite3_exec(Db, "COMMIT", nullptr, nullptr, nullptr);
}

void insertInCallersTransaction(sqlite3 *Db, const Items &All) {
  for (const Item &I : All) {
    std::string Text = "INSERT INTO items VALUES ('" + I.Name + "')";
    sqlite3_exec(Db, Text.c_str(), nullptr, nullptr, nullptr);
  }
}
void beginTransaction(sqlite3 *Db);
void endTransaction(sqlite3 *Db);
void callsInTransaction(sqlite3 *Db, const Items &All) {
  beginTransaction(Db);
  insertInCallersTransaction(Db, All);
  endTransaction(Db);
}

void pipelined(redisContext *Redis, const Items &All) {
  for (const Item &I : All)
    redisAppendCommand(Redis, "SET item:%d %s", I.Id, I.Name.c_str());
  for (size_t I = 0; I < All.size(); ++I) {
    void *Reply = nullptr;
    redisGetReply(Redis, &Reply);
    freeReplyObject(Reply);
  }
}

void inMulti(redisContext *Redis, const Items &All) {
  redisCommand(Redis, "MULTI");
  for (const Item &I : All)
    redisCommand(Redis, "SET item:%d %s", I.Id, I.Name.c_str());
  redisCommand(Redis, "EXEC");
}

// SQLite reads from its own cache.
int readAll(sqlite3 *Db, const Items &All) {
  sqlite3_stmt *Select = nullptr;
  int Found = 0;
  sqlite3_prepare_v2(Db, "SELECT name FROM items WHERE id = ?", -1, &Select,
                     nullptr);
  for (const Item &I : All) {
    sqlite3_bind_int(Select, 1, I.Id);
    Found += sqlite3_step(Select) == 100;
    sqlite3_reset(Select);
  }
  return Found;
}

// Another peer in each round.
void allServers(const std::vector<redisContext *> &Contexts) {
  for (redisContext *Context : Contexts)
    redisCommand(Context, "SET a b");
}
void byIndex(redisContext **Contexts, int Count) {
  for (int I = 0; I < Count; ++I)
    redisCommand(Contexts[I], "SET a %d", I);
}
redisContext *contextFor(int Id);
void sharded(const Items &All) {
  for (const Item &I : All) {
    redisContext *Shard = contextFor(I.Id);
    redisCommand(Shard, "SET item:%d 1", I.Id);
  }
}
void eachShard(redisContext *Redis, const std::vector<std::string> &Shards) {
  for (const std::string &Shard : Shards)
    redisCommand(Redis, "GET status:%s", Shard.c_str());
}

// The same again.
void *retried(redisContext *Redis) {
  for (int I = 0; I < 1000; ++I)
    if (void *Reply = redisCommand(Redis, "SET a b"))
      return Reply;
  return nullptr;
}
void *attempts(redisContext *Redis, int Most) {
  for (int Attempt = 0; Attempt < Most; ++Attempt)
    if (void *Reply = redisCommand(Redis, "SET a %d", Attempt))
      return Reply;
  return nullptr;
}

// With a pause, so it is not in a hurry.
void paced(redisContext *Redis, const Items &All) {
  for (const Item &I : All) {
    redisCommand(Redis, "SET item:%d 1", I.Id);
    usleep(1000);
  }
}

// Each asks for what the one before answered.
int nextOf(void *Reply);
void chained(redisContext *Redis, int Count) {
  int Next = 0;
  for (int I = 0; I < Count; ++I) {
    void *Reply = redisCommand(Redis, "HGET list:%d %d", Next, I);
    Next = nextOf(Reply);
  }
}

void cursor(redisContext *Redis) {
  int Next = 0;
  do {
    void *Reply = redisCommand(Redis, "SCAN %d", Next);
    Next = nextOf(Reply);
  } while (Next);
}

bool takeJob(Item &);
void worker(redisContext *Redis) {
  Item I;
  while (takeJob(I))
    redisCommand(Redis, "SET item:%d 1", I.Id);
}

// Only now and then.
void seldom(redisContext *Redis, const Items &All) {
  for (const Item &I : All)
    if (I.Name.empty())
      redisCommand(Redis, "DEL item:%d", I.Id);
}

void chunks(redisContext *Redis, const std::vector<std::string> &Chunks) {
  for (const std::string &Chunk : Chunks)
    redisCommand(Redis, "RPUSH items %s", Chunk.c_str());
}

void few(redisContext *Redis) {
  for (const char *Name : {"a", "b", "c"})
    redisCommand(Redis, "DEL %s", Name);
}

void loadItems(redisContext *Redis, const Items &All) {
  for (const Item &I : All)
    redisCommand(Redis, "SET item:%d 1", I.Id);
}

[[gnu::cold]] void repairItems(redisContext *Redis, const Items &All) {
  for (const Item &I : All)
    redisCommand(Redis, "SET item:%d 1", I.Id);
}

void createTables(PGconn *Db, const std::vector<std::string> &Names) {
  for (const std::string &Name : Names)
    PQexec(Db, ("CREATE TABLE " + Name + " (id int)").c_str());
}

void first(redisContext *Redis, const Items &All) {
  for (const Item &I : All) {
    redisCommand(Redis, "SET item:%d 1", I.Id);
    break;
  }
}

//===-- Macros and templates ----------------------------------------------===//

#define SET(REDIS, ID) redisCommand(REDIS, "SET item:%d 1", ID)

void inMacro(redisContext *Redis, const Items &All) {
  for (const Item &I : All)
    SET(Redis, I.Id);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'redisCommand' is one round trip to Redis for each element; {{.*}} [p99-round-trip-per-iteration]
}

// Once for all instances.
template <typename T> void inTemplate(redisContext *Redis, const std::vector<T> &All) {
  for (const T &Id : All)
    redisCommand(Redis, "SET item:%d 1", int(Id));
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'redisCommand' is one round trip to Redis for each element; {{.*}} [p99-round-trip-per-iteration]
}
template void inTemplate(redisContext *, const std::vector<int> &);
template void inTemplate(redisContext *, const std::vector<long> &);

//===-- Wrapped -----------------------------------------------------------===//

class Store {
public:
  void put(const Item &I) {
    void *Reply = redisCommand(Redis, "SET item:%d %s", I.Id, I.Name.c_str());
    freeReplyObject(Reply);
  }
  void putIfWanted(const Item &I) {
    if (isWanted(I))
      put(I);
  }
  void putAll(const Items &All) {
    for (const Item &I : All)
      put(I);
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'put' is one round trip to Redis for each element; use redisAppendCommand for all, then read the replies [p99-round-trip-per-iteration]
    // CHECK-NOTES: :[[@LINE-11]]:19: note: it calls 'redisCommand' here
  }
  void putSome(const Items &All) {
    for (const Item &I : All)
      putIfWanted(I);
  }

private:
  redisContext *Redis = nullptr;
};

void throughObject(Store &S, const Items &All) {
  for (const Item &I : All)
    S.put(I);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'put' is one round trip to Redis for each element; {{.*}} [p99-round-trip-per-iteration]
}

void anotherObject(std::map<int, Store> &Stores, const Items &All) {
  for (const Item &I : All)
    Stores[I.Id].put(I);
  for (auto &[Id, S] : Stores)
    S.put(All[0]);
}

void insertOne(sqlite3 *Db, const Item &I) {
  std::string Text = "INSERT INTO items VALUES ('" + I.Name + "')";
  sqlite3_exec(Db, Text.c_str(), nullptr, nullptr, nullptr);
}
void insertEach(sqlite3 *Base, const Items &All) {
  for (const Item &I : All)
    insertOne(Base, I);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'insertOne' is one commit to disk for each element; put all in one transaction [p99-round-trip-per-iteration]
}
// CHECK-FIXES: sqlite3_exec(Base, "BEGIN", 0, 0, 0);
// CHECK-FIXES-NEXT: for (const Item &I : All)
// CHECK-FIXES-NEXT: insertOne(Base, I);
// CHECK-FIXES: sqlite3_exec(Base, "COMMIT", 0, 0, 0);

// With a transaction of its own it wants to be one by one.
void insertTwo(sqlite3 *Db, const Item &I) {
  beginTransaction(Db);
  insertOne(Db, I);
  endTransaction(Db);
}
void insertPairs(sqlite3 *Base, const Items &All) {
  for (const Item &I : All)
    insertTwo(Base, I);
}

#else

//===-- Options -----------------------------------------------------------===//

void few(redisContext *Redis) {
  for (const char *Name : {"a", "b", "c"})
    redisCommand(Redis, "DEL %s", Name);
  // CHECK-MESSAGES-FEW: :[[@LINE-1]]:5: warning: 'redisCommand' is one round trip to Redis for each element; {{.*}} [p99-round-trip-per-iteration]
}

#endif
