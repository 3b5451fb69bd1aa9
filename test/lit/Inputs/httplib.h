// What tests need of cpp-httplib 0.11.
#ifndef CPPHTTPLIB_HTTPLIB_H
#define CPPHTTPLIB_HTTPLIB_H

#include <chrono>
#include <ctime>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace httplib {

using Headers = std::multimap<std::string, std::string>;
using Params = std::multimap<std::string, std::string>;

struct Request {
  std::string method, path, body;
};
struct Response {
  int status = -1;
  std::string body;
  void set_content(const std::string &s, const std::string &content_type);
};
enum class Error { Success = 0, Read };

class Result {
public:
  Result() = default;
  operator bool() const { return res_ != nullptr; }
  const Response *operator->() const { return res_.get(); }
  Error error() const { return Error::Read; }

private:
  std::shared_ptr<Response> res_;
};

class ClientImpl {
public:
  explicit ClientImpl(const std::string &host);
  explicit ClientImpl(const std::string &host, int port);
  virtual ~ClientImpl();

  Result Get(const std::string &path);
  Result Get(const std::string &path, const Headers &headers);
  Result Head(const std::string &path);
  Result Post(const std::string &path);
  Result Post(const std::string &path, const std::string &body,
              const std::string &content_type);
  Result Put(const std::string &path, const std::string &body,
             const std::string &content_type);
  Result Patch(const std::string &path, const std::string &body,
               const std::string &content_type);
  Result Delete(const std::string &path);
  Result Options(const std::string &path);
  bool send(Request &req, Response &res, Error &error);
  Result send(const Request &req);

  void set_connection_timeout(time_t sec, time_t usec = 0);
  template <class Rep, class Period>
  void
  set_connection_timeout(const std::chrono::duration<Rep, Period> &duration);
  void set_read_timeout(time_t sec, time_t usec = 0);
  template <class Rep, class Period>
  void set_read_timeout(const std::chrono::duration<Rep, Period> &duration);
  void set_write_timeout(time_t sec, time_t usec = 0);
  template <class Rep, class Period>
  void set_write_timeout(const std::chrono::duration<Rep, Period> &duration);
  void set_max_timeout(time_t msec);
  template <class Rep, class Period>
  void set_max_timeout(const std::chrono::duration<Rep, Period> &duration);
  void set_keep_alive(bool on);
};

class SSLClient : public ClientImpl {
public:
  explicit SSLClient(const std::string &host);
  explicit SSLClient(const std::string &host, int port);
};

class Client {
public:
  explicit Client(const std::string &scheme_host_port);
  explicit Client(const std::string &host, int port);
  Client(Client &&) = default;
  ~Client();

  Result Get(const std::string &path);
  Result Get(const std::string &path, const Headers &headers);
  Result Head(const std::string &path);
  Result Post(const std::string &path);
  Result Post(const std::string &path, const std::string &body,
              const std::string &content_type);
  Result Put(const std::string &path, const std::string &body,
             const std::string &content_type);
  Result Patch(const std::string &path, const std::string &body,
               const std::string &content_type);
  Result Delete(const std::string &path);
  Result Options(const std::string &path);
  bool send(Request &req, Response &res, Error &error);
  Result send(const Request &req);

  void set_connection_timeout(time_t sec, time_t usec = 0);
  template <class Rep, class Period>
  void
  set_connection_timeout(const std::chrono::duration<Rep, Period> &duration);
  void set_read_timeout(time_t sec, time_t usec = 0);
  template <class Rep, class Period>
  void set_read_timeout(const std::chrono::duration<Rep, Period> &duration);
  void set_write_timeout(time_t sec, time_t usec = 0);
  template <class Rep, class Period>
  void set_write_timeout(const std::chrono::duration<Rep, Period> &duration);
  void set_max_timeout(time_t msec);
  template <class Rep, class Period>
  void set_max_timeout(const std::chrono::duration<Rep, Period> &duration);
  void set_keep_alive(bool on);

private:
  std::unique_ptr<ClientImpl> cli_;
};

class Server {
public:
  using Handler = std::function<void(const Request &, Response &)>;
  enum class HandlerResponse { Handled, Unhandled };
  using HandlerWithResponse =
      std::function<HandlerResponse(const Request &, Response &)>;
  using Logger = std::function<void(const Request &, const Response &)>;
  Server &Get(const std::string &pattern, Handler handler);
  Server &Post(const std::string &pattern, Handler handler);
  Server &Put(const std::string &pattern, Handler handler);
  Server &Patch(const std::string &pattern, Handler handler);
  Server &Delete(const std::string &pattern, Handler handler);
  Server &Options(const std::string &pattern, Handler handler);
  Server &set_pre_routing_handler(HandlerWithResponse handler);
  Server &set_post_routing_handler(Handler handler);
  Server &set_error_handler(Handler handler);
  Server &set_exception_handler(
      std::function<void(const Request &, Response &, std::exception_ptr ep)>
          handler);
  Server &set_logger(Logger logger);
  Server &set_read_timeout(time_t sec, time_t usec = 0);
  bool listen(const std::string &host, int port, int socket_flags = 0);
  bool listen_after_bind();
};

} // namespace httplib

#endif
