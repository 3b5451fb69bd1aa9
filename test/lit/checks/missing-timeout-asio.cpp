// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs -DBOOST
// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs -DASIO_STANDALONE
//
// Asio, Boost's and standalone: a synchronous operation cannot be bounded.

#include <boost/asio.hpp>
// CHECK-FIXES: #include <chrono>
#ifdef BOOST
namespace asio = boost::asio;
#endif

using asio::ip::tcp, asio::ip::udp;

//===-- Flagged -----------------------------------------------------------===//

void connectTo(asio::io_context &context, const tcp::endpoint &server) {
  tcp::socket socket(context);
  socket.connect(server);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'connect' takes no limit and can wait for 127 s; use 'async_connect' [p99-missing-timeout]
}

// One finding for one socket, at the first wait that has no end of its own.
void request(asio::io_context &context, char *answer) {
  tcp::socket socket(context);
  asio::connect(socket, tcp::resolver(context).resolve("example.com", "80"));
  asio::write(socket, asio::buffer("get"));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'write' takes no limit and can wait for ever; use 'async_write' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'connect' waits for it too
  // CHECK-NOTES: :[[@LINE+1]]:3: note: 'read' waits for it too
  asio::read(socket, asio::buffer(answer, 100));
}

void writeTo(tcp::socket &socket) {
  asio::write(socket, asio::buffer("get"));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'write' takes no limit and can wait for ever; use 'async_write' [p99-missing-timeout]
}

void readFrom(tcp::socket &socket, char *answer) {
  asio::read(socket, asio::buffer(answer, 100));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'read' takes no limit and can wait for ever; use 'async_read' [p99-missing-timeout]
}

void readLine(tcp::socket &socket, asio::streambuf &line) {
  asio::read_until(socket, line, '\n');
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'read_until' takes no limit and can wait for ever; use 'async_read_until' [p99-missing-timeout]
}

void serve(tcp::acceptor &acceptor) {
  tcp::socket client = acceptor.accept();
  client.send(asio::buffer("ok"));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'send' takes no limit and can wait for ever; use 'async_send' [p99-missing-timeout]
}

void writeSome(tcp::socket &socket) {
  socket.write_some(asio::buffer("ok"));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'write_some' takes no limit and can wait for ever; use 'async_write_some' [p99-missing-timeout]
}

void receive(tcp::socket &socket, char *request) {
  socket.receive(asio::buffer(request, 100));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'receive' takes no limit and can wait for ever; use 'async_receive' [p99-missing-timeout]
}

std::size_t readSome(tcp::socket *socket, char *request) {
  return socket->read_some(asio::buffer(request, 100));
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'read_some' takes no limit and can wait for ever; use 'async_read_some' [p99-missing-timeout]
}

void waitUntilReadable(tcp::socket &socket) {
  socket.wait(tcp::socket::wait_read);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'wait' takes no limit and can wait for ever; use 'async_wait' [p99-missing-timeout]
}

using Secure = asio::ssl::stream<tcp::socket>;

void secure(Secure &stream) {
  stream.handshake(Secure::client);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'handshake' takes no limit and can wait for ever; use 'async_handshake' [p99-missing-timeout]
}

void writeSecurely(Secure &stream) {
  stream.write_some(asio::buffer("get"));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'write_some' takes no limit and can wait for ever; use 'async_write_some' [p99-missing-timeout]
}

void readSecurely(Secure &stream, char *answer) {
  stream.read_some(asio::buffer(answer, 100));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'read_some' takes no limit and can wait for ever; use 'async_read_some' [p99-missing-timeout]
}

void closeSecurely(Secure &stream) {
  stream.shutdown();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'shutdown' takes no limit and can wait for ever; use 'async_shutdown' [p99-missing-timeout]
}

//===-- Flagged, fixed ----------------------------------------------------===//

void stream() {
  tcp::iostream stream;
  stream.connect("example.com", "80");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'stream' can wait for its peer for ever; set a stream timeout [p99-missing-timeout]
  // CHECK-FIXES: stream.expires_after(std::chrono::milliseconds(5000));
  // CHECK-FIXES-NEXT: stream.connect("example.com", "80");
}

//===-- Not flagged -------------------------------------------------------===//

void asynchronous(tcp::socket &socket, char *answer) {
  socket.async_read_some(asio::buffer(answer, 100), [](auto...) {});
  socket.async_wait(tcp::socket::wait_read, [](auto...) {});
  asio::async_read(socket, asio::buffer(answer, 100), [](auto...) {});
}

// Answers at once: would_block.
std::size_t nonBlocking(asio::io_context &context, char *answer) {
  tcp::socket socket(context);
  socket.non_blocking(true);
  return socket.read_some(asio::buffer(answer, 100));
}

std::size_t nonBlockingDescriptor(asio::io_context &context, char *answer) {
  tcp::socket socket(context);
  socket.native_non_blocking(true);
  return socket.receive(asio::buffer(answer, 100));
}

void asynchronousWrite(tcp::socket &socket, const tcp::endpoint &server) {
  socket.async_connect(server, [](auto...) {});
}

std::size_t boundedByContext(asio::io_context &context) {
  return context.run_for(std::chrono::seconds(5));
}

// Datagrams have nobody to wait for.
void connectDatagrams(udp::socket &socket, const udp::endpoint &peer) {
  socket.connect(peer);
}

std::size_t nonBlockingWrite(tcp::socket &socket) {
  socket.non_blocking(true);
  return asio::write(socket, asio::buffer("get"));
}

std::size_t nonBlockingSend(tcp::acceptor &acceptor) {
  tcp::socket client = acceptor.accept();
  client.native_non_blocking(true);
  return client.send(asio::buffer("ok"));
}

void boundedStream() {
  tcp::iostream stream;
  stream.expires_after(std::chrono::seconds(5));
  stream.connect("example.com", "80");
}

void boundedStreamUntil(std::chrono::steady_clock::time_point deadline) {
  tcp::iostream first, second;
  first.expires_at(deadline);
  first.connect("example.com", "80");
  second.expires_from_now(std::chrono::seconds(5));
  second.connect("example.com", "80");
}

// A server's idle waits.
void serveDatagrams(udp::socket &socket, char *request) {
  udp::endpoint peer;
  for (;;) {
    socket.receive_from(asio::buffer(request, 100), peer);
    socket.send_to(asio::buffer("ok"), peer);
  }
}

void connected(udp::socket &socket, char *request) {
  while (socket.receive(asio::buffer(request, 100)))
    socket.send(asio::buffer("ok"));
}

void loop(asio::io_context &context, asio::thread_pool &pool, asio::steady_timer &timer) {
  timer.wait();
  context.run_one();
  context.run();
  pool.wait();
  pool.join();
}

// Nothing runs to find out a type.
template <typename Socket>
auto closes(Socket &socket) -> decltype(((tcp::socket *)nullptr)->receive(asio::buffer("", 0)));
size_t sizeOfReply(tcp::socket &socket) {
  return sizeof(socket.receive(asio::buffer("", 0)));
}
