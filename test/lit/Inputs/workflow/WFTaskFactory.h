// What tests need of Sogou's workflow: one header for its many.
#ifndef _WFTASKFACTORY_H_
#define _WFTASKFACTORY_H_

#include <cstddef>
#include <ctime>
#include <functional>
#include <string>

template <class REQ, class RESP> class WFNetworkTask {
public:
  RESP *get_resp();
  void start();
};
namespace protocol {
class HttpRequest;
class HttpResponse;
class RedisRequest;
class RedisResponse;
class MySQLRequest;
class MySQLResponse;
} // namespace protocol
using WFHttpTask =
    WFNetworkTask<protocol::HttpRequest, protocol::HttpResponse>;
using WFRedisTask =
    WFNetworkTask<protocol::RedisRequest, protocol::RedisResponse>;
using WFMySQLTask =
    WFNetworkTask<protocol::MySQLRequest, protocol::MySQLResponse>;
class WFTimerTask;
class WFGoTask {
public:
  void start();
};
using http_callback_t = std::function<void(WFHttpTask *)>;
using redis_callback_t = std::function<void(WFRedisTask *)>;
using mysql_callback_t = std::function<void(WFMySQLTask *)>;
using timer_callback_t = std::function<void(WFTimerTask *)>;

class WFTaskFactory {
public:
  static WFHttpTask *create_http_task(const std::string &url, int redirect_max,
                                      int retry_max, http_callback_t callback);
  static WFRedisTask *create_redis_task(const std::string &url, int retry_max,
                                        redis_callback_t callback);
  static WFMySQLTask *create_mysql_task(const std::string &url, int retry_max,
                                        mysql_callback_t callback);
  static WFTimerTask *create_timer_task(time_t seconds, long nanoseconds,
                                        timer_callback_t callback);
  template <class FUNC, class... ARGS>
  static WFGoTask *create_go_task(const std::string &queue_name, FUNC &&func,
                                  ARGS &&...args) {
    return nullptr;
  }
};

struct WFServerParams;
template <class REQ, class RESP> class WFServer {
public:
  WFServer(const struct WFServerParams *params,
           std::function<void(WFNetworkTask<REQ, RESP> *)> proc);
  WFServer(std::function<void(WFNetworkTask<REQ, RESP> *)> proc);
  int start(unsigned short port);
  void stop();
};
using WFHttpServer = WFServer<protocol::HttpRequest, protocol::HttpResponse>;

class WFFacilities {
public:
  template <class FUNC, class... ARGS>
  static void go(const std::string &queue_name, FUNC &&func, ARGS &&...args) {}
  class WaitGroup {
  public:
    WaitGroup(int n);
    void done();
    void wait() const;
  };
};

#endif
