// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// Drogon's HTTP client: the limit is the last argument, and none by default.

#include <drogon/drogon.h>

//===-- Flagged, fixed ----------------------------------------------------===//

drogon::HttpResponsePtr get(drogon::HttpClient &client, const drogon::HttpRequestPtr &request) {
  auto answer = client.sendRequest(request);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'sendRequest' waits for ever if nothing comes; give it a limit as argument 2 [p99-missing-timeout]
  // CHECK-FIXES: auto answer = client.sendRequest(request, 5);
  return answer.second;
}

void post(const drogon::HttpClientPtr &client, const drogon::HttpRequestPtr &request) {
  client->sendRequest(request, [](auto, auto &) {});
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'sendRequest' waits for ever if nothing comes; give it a limit as argument 3 [p99-missing-timeout]
  // CHECK-FIXES: client->sendRequest(request, [](auto, auto &) {}, 5);
}

int await(const drogon::HttpClientPtr &client, const drogon::HttpRequestPtr &request) {
  return client->sendRequestCoro(request, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'sendRequestCoro' waits for ever if nothing comes; give it a limit as argument 2 [p99-missing-timeout]
  // CHECK-FIXES: return client->sendRequestCoro(request, 5);
}

//===-- Not flagged -------------------------------------------------------===//

void bounded(drogon::HttpClient &client, const drogon::HttpRequestPtr &request) {
  client.sendRequest(request, 2.5);
}

void boundedAsync(drogon::HttpClient &client, const drogon::HttpRequestPtr &request, double limit) {
  client.sendRequest(request, [](auto, auto &) {}, limit);
}

int boundedCoro(drogon::HttpClient &client, const drogon::HttpRequestPtr &request) {
  return client.sendRequestCoro(request, 5);
}

void query(drogon::orm::DbClient &database, drogon::nosql::RedisClient &redis) {
  database.execSqlSync("select 1");
  redis.execCommandSync("ping");
}

void serve(drogon::HttpAppFramework &app) { app.run(); }
