// REQUIRES: real-rdkafka
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own header.

#include <librdkafka/rdkafkacpp.h>

#include <future>
#include <memory>

std::future<int> &answer();

class Delivered : public RdKafka::DeliveryReportCb {
public:
  void dr_cb(RdKafka::Message &) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: handles a message of Kafka
  }
};

void consume(RdKafka::KafkaConsumer &consumer, bool &running) {
  answer().get();
  while (running) {
    std::unique_ptr<RdKafka::Message> message(consumer.consume(1000));
    if (message->err() == RdKafka::ERR_NO_ERROR)
      answer().get();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      // CHECK-NOTES: :[[@LINE-5]]:3: note: hot: inside the loop that serves 'consume'
  }
}
