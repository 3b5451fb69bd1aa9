// REQUIRES: real-rdkafka
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own headers.

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafkacpp.h>

void stop(rd_kafka_t *producer, RdKafka::Producer &other) {
  rd_kafka_flush(producer, -1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'rd_kafka_flush' waits for ever if nothing comes; give it a limit as argument 2 [p99-missing-timeout]
  // CHECK-FIXES: rd_kafka_flush(producer, 5000);
  other.flush(-1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'flush' waits for ever if nothing comes; give it a limit as argument 1 [p99-missing-timeout]
  // CHECK-FIXES: other.flush(5000);
}

void bounded(rd_kafka_t *producer, RdKafka::Producer &other, RdKafka::KafkaConsumer &consumer) {
  rd_kafka_flush(producer, 1000);
  rd_kafka_consumer_poll(producer, -1);
  other.flush(1000);
  consumer.consume(-1);
}
