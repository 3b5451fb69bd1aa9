// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// cpr: the limit is one of the request's arguments, or set on the session.

#include <cpr/cpr.h>

//===-- Flagged, fixed ----------------------------------------------------===//

long get(const std::string &url) {
  return cpr::Get(cpr::Url{url}).status_code;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Get' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-FIXES: return cpr::Get(cpr::Url{url}, cpr::Timeout{5000}).status_code;
}

// It bounds no more than the connecting.
long post(const std::string &url, const std::string &body) {
  cpr::Response response =
      cpr::Post(cpr::Url{url}, cpr::Body{body}, cpr::ConnectTimeout{2000});
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Post' has a connect timeout but can still wait for ever; set a transfer timeout too [p99-missing-timeout]
  // CHECK-FIXES: cpr::Post(cpr::Url{url}, cpr::Body{body}, cpr::ConnectTimeout{2000}, cpr::Timeout{5000});
  return response.status_code;
}

long session(const std::string &url) {
  cpr::Session session;
  session.SetUrl(url);
  auto response = session.Get();
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'session' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-FIXES: session.SetTimeout(cpr::Timeout{5000});
  // CHECK-FIXES-NEXT: auto response = session.Get();
  return response.status_code;
}

//===-- Not flagged -------------------------------------------------------===//

long bounded(const std::string &url) {
  return cpr::Get(cpr::Url{url}, cpr::Timeout{5000}).status_code;
}

long boundedBySpeed(const std::string &url) {
  return cpr::Download("/tmp/file", cpr::Url{url},
                       cpr::LowSpeed{1000, std::chrono::seconds(30)})
      .status_code;
}

long boundedByVariable(const std::string &url, cpr::Timeout limit) {
  cpr::Head(cpr::Url{url}, limit);
  cpr::Put(cpr::Url{url}, limit);
  cpr::Patch(limit, cpr::Url{url});
  cpr::Delete(limit, cpr::Url{url});
  return cpr::Options(limit, cpr::Url{url}).status_code;
}

long boundedSession(const std::string &url) {
  cpr::Session session;
  session.SetUrl(url);
  session.SetTimeout(cpr::Timeout{2000});
  return session.Post().status_code;
}

long boundedByOption(const std::string &url, int speed) {
  cpr::Session session;
  session.SetOption(cpr::Url{url});
  session.SetOption(cpr::Timeout{2000});
  return session.Put().status_code;
}

long boundedSessionBySpeed(const std::string &url, int speed) {
  cpr::Session session;
  session.SetUrl(url);
  session.SetLowSpeed(cpr::LowSpeed{speed, std::chrono::seconds(30)});
  return session.Download("/tmp/file").status_code;
}

// Whose session it is knows its limits.
long foreign(cpr::Session &session) {
  return session.Head().status_code + session.Options().status_code +
         session.Patch().status_code + session.Delete().status_code;
}

// Waiting for another thread counts on request paths only.
long join(const std::string &url) {
  auto response = cpr::GetAsync(cpr::Url{url}, cpr::Timeout{5000});
  response.wait();
  return response.get().status_code;
}
