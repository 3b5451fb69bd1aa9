// What tests need of SQLiteCpp.
#ifndef SQLITECPP_H
#define SQLITECPP_H

namespace SQLite {
class Database {
public:
  Database() = default;
  explicit Database(const char *apFilename, int aFlags = 1);
  Database(const Database &) = delete;
  int exec(const char *apQueries);
};
class Statement {
public:
  Statement() = default;
  Statement(const Database &aDatabase, const char *apQuery);
  Statement(const Statement &) = delete;
  void bind(int aIndex, int aValue);
  void reset();
  bool executeStep();
  int exec();
};
class Transaction {
public:
  explicit Transaction(Database &aDatabase);
  void commit();
};
} // namespace SQLite

#endif
