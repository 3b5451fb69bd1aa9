// What tests need of cpr.
#ifndef CPR_CPR_H
#define CPR_CPR_H

#include <chrono>
#include <cstdint>
#include <future>
#include <string>
#include <utility>

namespace cpr {

class Url {
public:
  Url(std::string url);
  Url(const char *url);
};
class Body {
public:
  Body(std::string body);
};
class Header {};

class Timeout {
public:
  Timeout(const std::chrono::milliseconds &duration);
  Timeout(const std::int32_t &milliseconds);
  std::chrono::milliseconds ms;
};
class ConnectTimeout : public Timeout {
public:
  ConnectTimeout(const std::chrono::milliseconds &duration);
  ConnectTimeout(const std::int32_t &milliseconds);
};
class LowSpeed {
public:
  LowSpeed(const std::int32_t limit, const std::chrono::seconds time);
};

class Response {
public:
  long status_code;
  std::string text;
};

template <typename T> class AsyncWrapper {
public:
  T get();
  void wait() const;
  template <class Rep, class Period>
  std::future_status
  wait_for(const std::chrono::duration<Rep, Period> &timeout_duration) const;
};
using AsyncResponse = AsyncWrapper<Response>;

class Session {
public:
  Session();
  ~Session();
  void SetUrl(const Url &url);
  void SetBody(Body &&body);
  void SetTimeout(const Timeout &timeout);
  void SetConnectTimeout(const ConnectTimeout &timeout);
  void SetLowSpeed(const LowSpeed &low_speed);
  void SetOption(const Url &url);
  void SetOption(const Timeout &timeout);
  void SetOption(const ConnectTimeout &timeout);
  Response Get();
  Response Head();
  Response Post();
  Response Put();
  Response Patch();
  Response Delete();
  Response Options();
  Response Download(std::string path);
};

template <typename... Ts> Response Get(Ts &&...ts);
template <typename... Ts> AsyncResponse GetAsync(Ts... ts);
template <typename... Ts> Response Post(Ts &&...ts);
template <typename... Ts> Response Put(Ts &&...ts);
template <typename... Ts> Response Head(Ts &&...ts);
template <typename... Ts> Response Delete(Ts &&...ts);
template <typename... Ts> Response Options(Ts &&...ts);
template <typename... Ts> Response Patch(Ts &&...ts);
template <typename... Ts> Response Download(std::string path, Ts &&...ts);

} // namespace cpr

#endif
