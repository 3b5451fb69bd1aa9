// REQUIRES: real-websocketpp
// RUN: %check_p99 %s p99-missing-timeout %t -- -std=c++17
//
// Against the library's own headers, without a transport.

#include <websocketpp/config/core.hpp>
#include <websocketpp/server.hpp>

#include <future>

using Server = websocketpp::server<websocketpp::config::core>;

std::future<int> &answer();

class Chat {
public:
  Chat() {
    answer().get();
    server.set_message_handler([this](auto, auto message) { onMessage(message->get_payload()); });
    server.set_fail_handler([](auto) { answer().get(); });
  }

private:
  void onMessage(const std::string &) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-8]]:61: note: called from here
    // CHECK-NOTES: :[[@LINE-9]]:5: note: hot: handles a message of WebSocket++
  }
  Server server;
};
