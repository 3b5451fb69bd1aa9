// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The loops that consume from Kafka are hot, and the callbacks per message.

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafkacpp.h>

#include <future>
#include <memory>

std::future<int> &answer();

//===-- Flagged: callbacks ------------------------------------------------===//

class Delivered : public RdKafka::DeliveryReportCb {
public:
  void dr_cb(RdKafka::Message &) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: handles a message of Kafka
  }
};

class Consume : public RdKafka::ConsumeCb {
public:
  void consume_cb(RdKafka::Message &, void *) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
};

static void onDelivered(rd_kafka_t *, const rd_kafka_message_t *, void *) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}
static void onMessage(rd_kafka_message_t *, void *) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}
void configure(rd_kafka_conf_t *conf, rd_kafka_topic_t *topic) {
  answer().get();
  rd_kafka_conf_set_dr_msg_cb(conf, onDelivered);
  rd_kafka_conf_set_consume_cb(conf, [](rd_kafka_message_t *, void *) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:73: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  rd_kafka_consume_callback(topic, 0, 1000, onMessage, nullptr);
}

//===-- Flagged: loops ----------------------------------------------------===//

void handle(rd_kafka_message_t *) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+8]]:5: note: called from here
  // CHECK-NOTES: :[[@LINE+3]]:3: note: hot: inside the loop that serves 'rd_kafka_consumer_poll'
}
void consume(rd_kafka_t *consumer) {
  while (true) {
    rd_kafka_message_t *message = rd_kafka_consumer_poll(consumer, 100);
    if (!message)
      continue;
    handle(message);
  }
}

class Worker {
public:
  void run() {
    answer().get();
    while (running) {
      std::unique_ptr<RdKafka::Message> message(consumer->consume(1000));
      store(*message);
    }
    answer().get();
  }

private:
  void store(RdKafka::Message &) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-9]]:7: note: called from here
    // CHECK-NOTES: :[[@LINE-12]]:5: note: hot: inside the loop that serves 'consume'
  }
  bool running = true;
  RdKafka::KafkaConsumer *consumer;
};

//===-- Not flagged -------------------------------------------------------===//

// When consumers come and go.
class Rebalance : public RdKafka::RebalanceCb {
public:
  void rebalance_cb(RdKafka::KafkaConsumer *, RdKafka::ErrorCode, std::vector<RdKafka::TopicPartition *> &) override {
    answer().get();
  }
};

// One message.
void peek(rd_kafka_t *consumer) {
  rd_kafka_consumer_poll(consumer, 100);
  answer().get();
}
