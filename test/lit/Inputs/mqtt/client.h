// What tests need of Eclipse Paho in C++ and C, and of mosquitto.
#ifndef __mqtt_client_h
#define __mqtt_client_h

#include <chrono>
#include <memory>
#include <string>

namespace mqtt {

class message;
using const_message_ptr = std::shared_ptr<const message>;

class token {
public:
  virtual ~token() {}
  virtual void wait();
  virtual bool wait_for(long timeout);
  template <class Rep, class Period>
  bool wait_for(const std::chrono::duration<Rep, Period> &relTime);
};
using token_ptr = std::shared_ptr<token>;

class async_client {
public:
  virtual ~async_client();
  token_ptr connect();
  token_ptr publish(const std::string &topic, const std::string &payload);
  const_message_ptr consume_message();
  template <typename Rep, class Period>
  bool try_consume_message_for(const_message_ptr *msg,
                               const std::chrono::duration<Rep, Period> &time);
};

class client {
public:
  virtual ~client();
  virtual const_message_ptr consume_message();
};

} // namespace mqtt

extern "C" {
typedef void *MQTTClient;
struct MQTTClient_connectOptions;
struct MQTTClient_message;
struct mosquitto;
int MQTTClient_connect(MQTTClient handle, MQTTClient_connectOptions *options);
int MQTTClient_disconnect(MQTTClient handle, int timeout);
int MQTTClient_subscribe(MQTTClient handle, const char *topic, int qos);
int MQTTClient_publishMessage(MQTTClient handle, const char *topicName,
                              MQTTClient_message *msg, int *dt);
int MQTTClient_waitForCompletion(MQTTClient handle, int dt,
                                 unsigned long timeout);
int MQTTClient_receive(MQTTClient handle, char **topicName, int *topicLen,
                       MQTTClient_message **message, unsigned long timeout);
int mosquitto_connect(struct mosquitto *mosq, const char *host, int port,
                      int keepalive);
int mosquitto_reconnect(struct mosquitto *mosq);
int mosquitto_loop(struct mosquitto *mosq, int timeout, int max_packets);
int mosquitto_loop_forever(struct mosquitto *mosq, int timeout,
                           int max_packets);
}

#endif
