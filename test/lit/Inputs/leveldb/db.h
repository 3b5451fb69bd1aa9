// What tests need of LevelDB.
#ifndef STORAGE_LEVELDB_INCLUDE_DB_H_
#define STORAGE_LEVELDB_INCLUDE_DB_H_

#include <string>

namespace leveldb {
class Slice {
public:
  Slice(const char *s);
  Slice(const std::string &s);
};
class Status {
public:
  bool ok() const;
};
struct ReadOptions {};
struct WriteOptions {
  bool sync = false;
};
class WriteBatch {
public:
  void Put(const Slice &key, const Slice &value);
};
class DB {
public:
  virtual ~DB();
  virtual Status Put(const WriteOptions &options, const Slice &key,
                     const Slice &value) = 0;
  virtual Status Delete(const WriteOptions &options, const Slice &key) = 0;
  virtual Status Write(const WriteOptions &options, WriteBatch *updates) = 0;
  virtual Status Get(const ReadOptions &options, const Slice &key,
                     std::string *value) = 0;
  virtual void CompactRange(const Slice *begin, const Slice *end) = 0;
};
} // namespace leveldb

#endif
