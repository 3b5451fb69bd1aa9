// What tests need of RocksDB.
#ifndef STORAGE_ROCKSDB_INCLUDE_DB_H_
#define STORAGE_ROCKSDB_INCLUDE_DB_H_

#include <string>

namespace rocksdb {
class Slice {
public:
  Slice(const char *s);
};
class Status {
public:
  bool ok() const;
};
struct ReadOptions {};
struct WriteOptions {};
struct FlushOptions {};
struct CompactRangeOptions {};
class WriteBatch;
class DB {
public:
  virtual ~DB();
  virtual Status Put(const WriteOptions &options, const Slice &key,
                     const Slice &value) = 0;
  virtual Status Delete(const WriteOptions &options, const Slice &key) = 0;
  virtual Status Write(const WriteOptions &options, WriteBatch *updates) = 0;
  virtual Status Get(const ReadOptions &options, const Slice &key,
                     std::string *value) = 0;
  virtual Status Flush(const FlushOptions &options) = 0;
  virtual Status CompactRange(const CompactRangeOptions &options,
                              const Slice *begin, const Slice *end) = 0;
};
} // namespace rocksdb

#endif
