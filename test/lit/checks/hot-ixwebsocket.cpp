// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The callbacks of IXWebSocket are hot.

#include <ixwebsocket/IXWebSocketServer.h>

#include <future>

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

void serve(ix::WebSocketServer &server, ix::WebSocket &client, ix::HttpServer &http) {
  server.setOnConnectionCallback([](std::weak_ptr<ix::WebSocket> socket, std::shared_ptr<ix::ConnectionState>) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: hot: handles a connection of IXWebSocket
    if (auto client = socket.lock())
      client->setOnMessageCallback([](const ix::WebSocketMessagePtr &) { answer().get(); });
      // CHECK-MESSAGES: :[[@LINE-1]]:74: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      // CHECK-NOTES: :[[@LINE-2]]:7: note: hot: handles a message of IXWebSocket
  });
  server.setOnClientMessageCallback(
      [](std::shared_ptr<ix::ConnectionState>, ix::WebSocket &, const ix::WebSocketMessagePtr &) { answer().get(); });
      // CHECK-MESSAGES: :[[@LINE-1]]:100: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  client.setOnMessageCallback([](const ix::WebSocketMessagePtr &) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:69: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  http.setOnConnectionCallback([](ix::HttpRequestPtr, std::shared_ptr<ix::ConnectionState>) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: hot: handles an HTTP request of IXWebSocket
    return ix::HttpResponsePtr();
  });
  answer().get();
}

//===-- Not flagged -------------------------------------------------------===//

auto unused = [](const ix::WebSocketMessagePtr &) { answer().get(); };
