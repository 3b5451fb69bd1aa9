// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The callbacks of Paho and mosquitto are hot, but for those of the connection.

#include <mqtt/client.h>

#include <future>

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

class Callback : public mqtt::callback {
public:
  void message_arrived(mqtt::const_message_ptr) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: handles a message of MQTT
  }
  void connection_lost(const std::string &) override { answer().get(); }
};

class Sensor : public mosqpp::mosquittopp {
public:
  void on_message(const mosquitto_message *) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  void on_connect(int) override { answer().get(); }
};

int onArrived(void *, char *, int, MQTTClient_message *) {
  return answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}
int onArrivedAsync(void *, char *, int, MQTTAsync_message *) {
  return answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}
void onLost(void *, char *) { answer().get(); }

void subscribe(mqtt::async_client &client, mosquitto *sensor, MQTTClient plain, MQTTAsync async) {
  client.set_message_callback([](mqtt::const_message_ptr) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:61: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  mosquitto_message_callback_set(sensor, [](mosquitto *, void *, const mosquitto_message *) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:95: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  MQTTClient_setCallbacks(plain, nullptr, onLost, onArrived, nullptr);
  MQTTAsync_setCallbacks(async, nullptr, onLost, onArrivedAsync, nullptr);
  MQTTAsync_setMessageArrivedCallback(async, nullptr,
                                      [](void *, char *, int, MQTTAsync_message *) { return answer().get(); });
                                      // CHECK-MESSAGES: :[[@LINE-1]]:93: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  answer().get();
}

void handle(const mqtt::const_message_ptr &) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+8]]:5: note: called from here
  // CHECK-NOTES: :[[@LINE+3]]:3: note: hot: inside the loop that serves 'consume_message'
}
void consume(mqtt::client &client) {
  while (true) {
    auto message = client.consume_message();
    if (!message)
      break;
    handle(message);
  }
}

//===-- Not flagged -------------------------------------------------------===//

void first(mqtt::client &client) {
  client.consume_message();
  answer().get();
}
