// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// librdkafka: limits are arguments, -1 is for ever.

#include <librdkafka/rdkafka.h>
#include <stddef.h>

//===-- Flagged, fixed ----------------------------------------------------===//

void stop(rd_kafka_t *producer) {
  rd_kafka_flush(producer, -1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'rd_kafka_flush' waits for ever if nothing comes; give it a limit as argument 2 [p99-missing-timeout]
  // CHECK-FIXES: rd_kafka_flush(producer, 5000);
}

int64_t backlog(rd_kafka_t *consumer, const char *topic) {
  int64_t low = 0, high = 0;
  rd_kafka_query_watermark_offsets(consumer, topic, 0, &low, &high, -1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'rd_kafka_query_watermark_offsets' waits for ever if nothing comes; give it a limit as argument 6 [p99-missing-timeout]
  // CHECK-FIXES: rd_kafka_query_watermark_offsets(consumer, topic, 0, &low, &high, 5000);
  return high - low;
}

int topics(rd_kafka_t *client, const struct rd_kafka_metadata **found) {
  return rd_kafka_metadata(client, 1, NULL, found, -1);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'rd_kafka_metadata' waits for ever if nothing comes; give it a limit as argument 5 [p99-missing-timeout]
  // CHECK-FIXES: return rd_kafka_metadata(client, 1, NULL, found, 5000);
}

//===-- Not flagged -------------------------------------------------------===//

void bounded(rd_kafka_t *client, const struct rd_kafka_metadata **found,
             rd_kafka_topic_partition_list_t *partitions, int limit) {
  rd_kafka_metadata(client, 1, NULL, found, 5000);
  rd_kafka_committed(client, partitions, 5000);
  rd_kafka_offsets_for_times(client, partitions, limit);
  rd_kafka_flush(client, limit);
}

// Delivery reports, and a consumer that waits for messages.
void consume(rd_kafka_t *consumer, rd_kafka_topic_t *topic, rd_kafka_queue_t *queue,
             rd_kafka_message_t **messages) {
  rd_kafka_poll(consumer, 0);
  for (;;) {
    rd_kafka_consumer_poll(consumer, -1);
    rd_kafka_queue_poll(queue, -1);
    rd_kafka_consume(topic, 0, -1);
    rd_kafka_consume_batch(topic, 0, -1, messages, 8);
    rd_kafka_consume_callback(topic, 0, -1, NULL, NULL);
    rd_kafka_commit(consumer, NULL, 0);
  }
}

// The transaction's own limit.
void transact(rd_kafka_t *producer) {
  rd_kafka_init_transactions(producer, -1);
  rd_kafka_commit_transaction(producer, -1);
}

// After a purge there is nothing left to wait a broker for.
void purge(rd_kafka_t *producer) {
  rd_kafka_purge(producer, 1);
  rd_kafka_flush(producer, -1);
}
