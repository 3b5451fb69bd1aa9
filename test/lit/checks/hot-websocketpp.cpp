// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The handlers of WebSocket++ are hot, but for that of failures.

#include <websocketpp/server.hpp>

#include <future>

using Server = websocketpp::server<websocketpp::config::asio>;
using websocketpp::connection_hdl;
using std::placeholders::_1, std::placeholders::_2;

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

void onMessage(Server *, connection_hdl, std::shared_ptr<Server::message>) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+17]]:5: note: hot: handles a message of WebSocket++
}

class Chat {
public:
  Chat() {
    answer().get();
    server.set_open_handler(std::bind(&Chat::onOpen, this, _1));
    server.set_close_handler([this](connection_hdl) { answer().get(); });
    // CHECK-MESSAGES: :[[@LINE-1]]:55: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: hot: handles a connection of WebSocket++
    server.set_fail_handler([this](connection_hdl) { answer().get(); });
    server.set_validate_handler([this](connection_hdl) { return answer().get(); });
    // CHECK-MESSAGES: :[[@LINE-1]]:65: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    server.set_http_handler([this](connection_hdl) { answer().get(); });
    // CHECK-MESSAGES: :[[@LINE-1]]:54: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: hot: handles an HTTP request of WebSocket++
    server.set_message_handler(std::bind(onMessage, &server, _1, _2));
  }

private:
  void onOpen(connection_hdl) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  Server server;
};

//===-- Not flagged -------------------------------------------------------===//

void unused(connection_hdl) { answer().get(); }

int main() {
  Chat chat;
  return answer().get();
}
