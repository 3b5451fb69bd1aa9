// What tests need of librdkafka's C++ interface.
#ifndef _RDKAFKACPP_H_
#define _RDKAFKACPP_H_

#include <cstdint>
#include <string>
#include <vector>

namespace RdKafka {

enum ErrorCode { ERR_NO_ERROR = 0 };
class Topic;
class Metadata;
class Message {
public:
  virtual ~Message() {}
};
class TopicPartition;

class DeliveryReportCb {
public:
  virtual void dr_cb(Message &message) = 0;
  virtual ~DeliveryReportCb() {}
};
class ConsumeCb {
public:
  virtual void consume_cb(Message &message, void *opaque) = 0;
  virtual ~ConsumeCb() {}
};
class KafkaConsumer;
class RebalanceCb {
public:
  virtual void rebalance_cb(KafkaConsumer *consumer, ErrorCode err,
                            std::vector<TopicPartition *> &partitions) = 0;
  virtual ~RebalanceCb() {}
};

class Handle {
public:
  virtual ~Handle() {}
  virtual int poll(int timeout_ms) = 0;
  virtual ErrorCode metadata(bool all_topics, const Topic *only_rkt,
                             Metadata **metadatap, int timeout_ms) = 0;
  virtual ErrorCode query_watermark_offsets(const std::string &topic,
                                            int32_t partition, int64_t *low,
                                            int64_t *high, int timeout_ms) = 0;
};

class Conf;
class Producer : public virtual Handle {
public:
  static Producer *create(const Conf *conf, std::string &errstr);
  virtual ErrorCode flush(int timeout_ms) = 0;
};

class KafkaConsumer : public virtual Handle {
public:
  static KafkaConsumer *create(const Conf *conf, std::string &errstr);
  virtual Message *consume(int timeout_ms) = 0;
  virtual ErrorCode commitSync() = 0;
  virtual ErrorCode committed(std::vector<TopicPartition *> &partitions,
                              int timeout_ms) = 0;
  virtual ErrorCode close() = 0;
};

class Queue {
public:
  virtual ~Queue() {}
  virtual Message *consume(int timeout_ms) = 0;
  virtual int poll(int timeout_ms) = 0;
};

} // namespace RdKafka

#endif
