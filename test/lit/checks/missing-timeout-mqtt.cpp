// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// Paho and mosquitto: the tokens of asynchronous operations wait for ever.

#include <mqtt/client.h>

//===-- Flagged -----------------------------------------------------------===//

void publish(mqtt::async_client &client) {
  client.publish("stock", "0")->wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'wait' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

bool bounded(mqtt::async_client &client) {
  return client.publish("stock", "0")->wait_for(std::chrono::seconds(5));
}

// Consumers wait for messages as they should.
void consume(mqtt::async_client &client, mqtt::client &other) {
  while (client.consume_message())
    other.consume_message();
}

// Bounded by the library.
void inC(MQTTClient client, MQTTClient_connectOptions *options, MQTTClient_message *message,
         mosquitto *other) {
  int token, size;
  char *topic;
  MQTTClient_connect(client, options);
  MQTTClient_subscribe(client, "stock", 1);
  MQTTClient_publishMessage(client, "stock", message, &token);
  MQTTClient_waitForCompletion(client, token, 1000);
  MQTTClient_receive(client, &topic, &size, &message, 1000);
  MQTTClient_disconnect(client, 1000);
  mosquitto_connect(other, "example.com", 1883, 60);
  mosquitto_reconnect(other);
  mosquitto_loop(other, -1, 1);
  mosquitto_loop_forever(other, -1, 1);
}
