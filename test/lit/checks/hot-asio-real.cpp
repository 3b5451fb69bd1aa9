// REQUIRES: real-boost
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own headers.

#include <boost/asio.hpp>

#include <future>

using boost::asio::ip::tcp;
using boost::system::error_code;

std::future<int> &answer();

class Session : public std::enable_shared_from_this<Session> {
public:
  explicit Session(tcp::socket socket) : socket(std::move(socket)), timer(this->socket.get_executor()) {}

  void read() {
    timer.async_wait(std::bind(&Session::onTimer, this));
    auto self = shared_from_this();
    boost::asio::async_read_until(socket, boost::asio::dynamic_buffer(line), '\n',
                                  [this, self](error_code, std::size_t) {
                                    answer().get();
                                    // CHECK-MESSAGES: :[[@LINE-1]]:37: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
                                    // CHECK-NOTES: :[[@LINE-4]]:5: note: hot: runs when an operation of Asio completes
                                    write();
                                  });
  }

private:
  void write() {
    boost::asio::async_write(socket, boost::asio::buffer(line), [self = shared_from_this()](error_code error, std::size_t) {
      if (error)
        return;
      answer().get();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    });
  }
  void onTimer() {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-23]]:5: note: hot: runs when a timer of Asio expires
  }

  tcp::socket socket;
  boost::asio::steady_timer timer;
  std::string line;
};

class Server {
public:
  Server(boost::asio::io_context &context, unsigned short port) : acceptor(context, tcp::endpoint(tcp::v4(), port)) {
    answer().get();
    accept();
  }

private:
  void accept() {
    acceptor.async_accept([this](error_code, tcp::socket socket) {
      answer().get();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      // CHECK-NOTES: :[[@LINE-3]]:5: note: hot: runs for each connection that Asio accepts
      std::make_shared<Session>(std::move(socket))->read();
      accept();
    });
  }
  tcp::acceptor acceptor;
};

void tasks(boost::asio::thread_pool &pool) {
  boost::asio::post(pool, [] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:32: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: hot: runs as a task of Asio
}

boost::asio::awaitable<void> echo(tcp::socket socket) {
  char data[100];
  for (;;) {
    std::size_t n = co_await socket.async_read_some(boost::asio::buffer(data), boost::asio::use_awaitable);
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-4]]:3: note: inside a loop of unknown length
    // CHECK-NOTES: :[[@LINE+7]]:5: note: hot: runs as a coroutine of Asio
    co_await boost::asio::async_write(socket, boost::asio::buffer(data, n), boost::asio::use_awaitable);
  }
}
boost::asio::awaitable<void> listener(tcp::acceptor &acceptor) {
  for (;;) {
    tcp::socket client = co_await acceptor.async_accept(boost::asio::use_awaitable);
    boost::asio::co_spawn(acceptor.get_executor(), echo(std::move(client)), boost::asio::detached);
  }
}

//===-- Not flagged -------------------------------------------------------===//

int main() {
  boost::asio::io_context context;
  Server server(context, 4000);
  auto ready = boost::asio::post(context, boost::asio::use_future);
  answer().get();
  context.run();
}
