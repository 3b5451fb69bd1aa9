// What tests need of Drogon.
#ifndef DROGON_DROGON_H
#define DROGON_DROGON_H

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace drogon {

class HttpRequest;
class HttpResponse;
using HttpRequestPtr = std::shared_ptr<HttpRequest>;
using HttpResponsePtr = std::shared_ptr<HttpResponse>;
enum class ReqResult { Ok, Timeout };
using HttpReqCallback = std::function<void(ReqResult, const HttpResponsePtr &)>;

class HttpClient {
public:
  virtual ~HttpClient() {}
  virtual void sendRequest(const HttpRequestPtr &req,
                           const HttpReqCallback &callback,
                           double timeout = 0) = 0;
  std::pair<ReqResult, HttpResponsePtr> sendRequest(const HttpRequestPtr &req,
                                                    double timeout = 0);
  int sendRequestCoro(HttpRequestPtr req, double timeout = 0);
};
using HttpClientPtr = std::shared_ptr<HttpClient>;

class HttpAppFramework {
public:
  virtual void run() = 0;
};

namespace orm {
class DbClient {
public:
  template <typename... Arguments>
  int execSqlSync(const std::string &sql, Arguments &&...args);
};
} // namespace orm
namespace nosql {
class RedisClient {
public:
  template <typename... Args> int execCommandSync(const char *cmd, Args &&...);
};
} // namespace nosql

} // namespace drogon

#endif
