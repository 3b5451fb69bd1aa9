// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// librdkafka's C++ interface: limits are arguments, -1 is for ever.

#include <librdkafka/rdkafkacpp.h>

//===-- Flagged, fixed ----------------------------------------------------===//

void stop(RdKafka::Producer *producer) {
  producer->flush(-1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'flush' waits for ever if nothing comes; give it a limit as argument 1 [p99-missing-timeout]
  // CHECK-FIXES: producer->flush(5000);
}

bool topics(RdKafka::Producer &producer, RdKafka::Metadata *&found) {
  constexpr int forever = -1;
  return producer.metadata(true, nullptr, &found, forever) == RdKafka::ERR_NO_ERROR;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'metadata' waits for ever if nothing comes; give it a limit as argument 4 [p99-missing-timeout]
  // CHECK-FIXES: return producer.metadata(true, nullptr, &found, 5000) == RdKafka::ERR_NO_ERROR;
}

//===-- Not flagged -------------------------------------------------------===//

void bounded(RdKafka::Producer &producer, int64_t &low, int64_t &high) {
  producer.flush(5000);
  producer.query_watermark_offsets("orders", 0, &low, &high, 5000);
}

void offsets(RdKafka::KafkaConsumer &consumer,
             std::vector<RdKafka::TopicPartition *> &partitions, int limit) {
  consumer.committed(partitions, limit);
}

void consume(RdKafka::KafkaConsumer &consumer, RdKafka::Queue &queue) {
  while (consumer.consume(-1)) {
    queue.consume(-1);
    queue.poll(-1);
    consumer.poll(-1);
    consumer.commitSync();
  }
  consumer.close();
}
