// What tests need of Eclipse Paho in C++ and C, and of mosquitto.
#ifndef __mqtt_client_h
#define __mqtt_client_h

#include <chrono>
#include <functional>
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

class callback {
public:
  virtual ~callback() {}
  virtual void connection_lost(const std::string &cause) {}
  virtual void message_arrived(const_message_ptr msg) {}
};

class async_client {
public:
  using message_handler = std::function<void(const_message_ptr)>;
  void set_message_callback(message_handler cb);
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

struct mosquitto_message;
namespace mosqpp {
class mosquittopp {
public:
  virtual ~mosquittopp();
  virtual void on_connect(int rc) {}
  virtual void on_message(const struct mosquitto_message *message) {}
};
} // namespace mosqpp

extern "C" {
typedef void *MQTTClient;
struct MQTTClient_connectOptions;
struct MQTTClient_message;
struct mosquitto;
int MQTTClient_create(MQTTClient *handle, const char *serverURI,
                      const char *clientId, int persistence_type,
                      void *persistence_context);
void MQTTClient_destroy(MQTTClient *handle);
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
void mosquitto_message_callback_set(
    struct mosquitto *mosq,
    void (*on_message)(struct mosquitto *, void *,
                       const struct mosquitto_message *));
typedef void MQTTClient_connectionLost(void *context, char *cause);
typedef int MQTTClient_messageArrived(void *context, char *topicName,
                                      int topicLen,
                                      MQTTClient_message *message);
typedef void MQTTClient_deliveryComplete(void *context, int dt);
int MQTTClient_setCallbacks(MQTTClient handle, void *context,
                            MQTTClient_connectionLost *cl,
                            MQTTClient_messageArrived *ma,
                            MQTTClient_deliveryComplete *dc);
typedef void *MQTTAsync;
struct MQTTAsync_message;
typedef void MQTTAsync_connectionLost(void *context, char *cause);
typedef int MQTTAsync_messageArrived(void *context, char *topicName,
                                     int topicLen, MQTTAsync_message *message);
typedef void MQTTAsync_deliveryComplete(void *context, int token);
int MQTTAsync_setCallbacks(MQTTAsync handle, void *context,
                           MQTTAsync_connectionLost *cl,
                           MQTTAsync_messageArrived *ma,
                           MQTTAsync_deliveryComplete *dc);
int MQTTAsync_setMessageArrivedCallback(MQTTAsync handle, void *context,
                                        MQTTAsync_messageArrived *ma);
}

#endif
