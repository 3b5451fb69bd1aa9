// What tests need of SQLiteCpp.
#ifndef SQLITECPP_H
#define SQLITECPP_H

namespace SQLite {
class Database {
public:
  int exec(const char *apQueries);
};
class Statement {
public:
  bool executeStep();
  int exec();
};
class Transaction {
public:
  void commit();
};
} // namespace SQLite

#endif
