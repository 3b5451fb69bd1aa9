// What tests need of MySQL Connector/C++: one header for its many.
#ifndef _SQL_PREPARED_STATEMENT_H_
#define _SQL_PREPARED_STATEMENT_H_

#include <string>

namespace sql {

class ResultSet {
public:
  virtual ~ResultSet() {}
  virtual bool next() = 0;
  virtual int getInt(unsigned int columnIndex) const = 0;
};
class Statement {
public:
  virtual ~Statement() {}
  virtual bool execute(const std::string &sql) = 0;
  virtual ResultSet *executeQuery(const std::string &sql) = 0;
  virtual int executeUpdate(const std::string &sql) = 0;
};
class PreparedStatement : public Statement {
public:
  virtual bool execute() = 0;
  virtual ResultSet *executeQuery() = 0;
  virtual int executeUpdate() = 0;
  virtual void setInt(unsigned int parameterIndex, int value) = 0;
};
class Connection {
public:
  virtual ~Connection() {}
  virtual void setAutoCommit(bool autoCommit) = 0;
};

} // namespace sql

#endif
