// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs -DBOOST
// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs -DASIO_STANDALONE
//
// Completion handlers, tasks and coroutines of Asio are hot, as the reasons for
// an unlimited wait between threads show; what starts them is not.

#include <boost/asio.hpp>

#include <functional>
#include <future>
#include <memory>
#ifdef BOOST
namespace asio = boost::asio;
#endif

using asio::ip::tcp, asio::ip::udp;
using asio::error_code;

std::future<int> &answer();

//===-- Flagged: operations -----------------------------------------------===//

class Session : public std::enable_shared_from_this<Session> {
public:
  explicit Session(asio::io_context &context) : socket(context) {}

  void start() {
    auto self = shared_from_this();
    asio::async_read(socket, asio::buffer(data, 100),
                     [this, self](error_code, std::size_t length) {
                       answer().get();
                       // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
                       // CHECK-NOTES: :[[@LINE-4]]:5: note: hot: runs when an operation of Asio completes
                       write(length);
                     });
  }

private:
  void write(std::size_t length) {
    answer().wait();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'wait' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-8]]:24: note: called from here
    // CHECK-NOTES: :[[@LINE-14]]:5: note: hot: runs when an operation of Asio completes
    asio::async_write(socket, asio::buffer("ok"),
                      std::bind(&Session::onWritten, this));
  }
  void onWritten() {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }

  tcp::socket socket;
  char data[100];
};

void operations(tcp::socket &socket, const tcp::endpoint &server, char *data) {
  socket.async_connect(server, [](error_code) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:49: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  socket.async_wait(tcp::socket::wait_read, [](error_code) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:62: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  socket.async_read_some(asio::buffer(data, 1), [](error_code, std::size_t) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:79: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  socket.async_write_some(asio::buffer(data, 1), [](error_code, std::size_t) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:80: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  socket.async_receive(asio::buffer(data, 1), [](error_code, std::size_t) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:77: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  socket.async_send(asio::buffer(data, 1), [](error_code, std::size_t) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:74: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

void composed(asio::io_context &context, tcp::socket &socket, asio::streambuf &line) {
  tcp::resolver resolver(context);
  resolver.async_resolve("example.com", "80", [](error_code, auto) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:70: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  asio::async_connect(socket, asio::ip::basic_resolver_results<tcp>(), [](error_code, tcp::endpoint) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:104: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  asio::async_read_until(socket, line, '\n', [](error_code, std::size_t) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:76: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

class Echo {
public:
  explicit Echo(asio::io_context &context) : socket(context) {}
  void receive() {
    socket.async_receive_from(asio::buffer(data, 100), sender, [this](error_code, std::size_t length) { send(length); });
  }

private:
  void send(std::size_t) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    socket.async_send_to(asio::buffer(data, 100), sender, [this](error_code, std::size_t) {
      answer().get();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      receive();
    });
  }

  udp::socket socket;
  udp::endpoint sender;
  char data[100];
};

void secure(asio::ssl::stream<tcp::socket> &stream, char *data) {
  stream.async_handshake(asio::ssl::stream<tcp::socket>::server, [](error_code) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:83: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  stream.async_read_some(asio::buffer(data, 1), [](error_code, std::size_t) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:79: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  stream.async_write_some(asio::buffer(data, 1), [](error_code, std::size_t) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:80: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  stream.async_shutdown([](error_code) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:42: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

class Server {
public:
  Server(asio::io_context &context, const tcp::endpoint &endpoint)
      : acceptor(context, endpoint) {
    answer().get();
    accept();
  }

private:
  void accept() {
    acceptor.async_accept([this](error_code, tcp::socket) {
      answer().get();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      // CHECK-NOTES: :[[@LINE-3]]:5: note: hot: runs for each connection that Asio accepts
      accept();
    });
  }
  tcp::acceptor acceptor;
};

//===-- Flagged: timers and tasks -----------------------------------------===//

void tick(error_code) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+2]]:41: note: hot: runs when a timer of Asio expires
}
void every(asio::steady_timer &timer) { timer.async_wait(tick); }

void tasks(asio::io_context &context, asio::thread_pool &pool) {
  asio::post(pool, [] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: hot: runs as a task of Asio
  asio::dispatch(context.get_executor(), [] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:47: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  auto strand = asio::make_strand(context.get_executor());
  asio::defer(strand, asio::bind_executor(strand, [] { answer().get(); }));
  // CHECK-MESSAGES: :[[@LINE-1]]:56: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

asio::awaitable<void> session(tcp::socket) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+6]]:5: note: hot: runs as a coroutine of Asio
  co_return;
}
asio::awaitable<void> listener(asio::io_context &context, tcp::acceptor &acceptor) {
  for (;;) {
    tcp::socket client = co_await acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(context.get_executor(), session(std::move(client)), asio::detached);
  }
}
void spawn(asio::io_context &context) {
  asio::co_spawn(context.get_executor(), []() -> asio::awaitable<void> {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    co_return;
  }, asio::detached);
}

//===-- Not flagged -------------------------------------------------------===//

// Beside the registration.
void setUp(asio::io_context &context, asio::thread_pool &pool) {
  answer().get();
  asio::post(pool, asio::use_future);
  asio::co_spawn(context.get_executor(), session(tcp::socket(context)), asio::use_future);
  answer().get();
}

// Not given to anybody.
auto idle = [](error_code, std::size_t) { answer().get(); };
void unused(error_code) { answer().get(); }
asio::awaitable<void> never(tcp::socket) {
  answer().get();
  co_return;
}

[[gnu::cold]] void seldom(error_code) { answer().get(); }
void watch(asio::steady_timer &timer) { timer.async_wait(seldom); }

// The program's own: tasks that it starts with run once.
asio::awaitable<void> warmUp() {
  answer().get();
  co_return;
}
int main() {
  asio::io_context context;
  Server server(context, {});
  asio::post(context.get_executor(), [] { answer().get(); });
  asio::co_spawn(context.get_executor(), warmUp(), asio::detached);
  context.run();
  return answer().get();
}
