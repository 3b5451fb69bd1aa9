// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// cpp-httplib: connecting takes up to 300 s unless told otherwise.

#include <httplib.h>

using namespace std::chrono_literals;

//===-- Flagged, fixed ----------------------------------------------------===//

int fetch(const std::string &host) {
  httplib::Client client(host);
  auto response = client.Get("/stock");
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'client' can wait for its peer for 300 s; set a connection timeout [p99-missing-timeout]
  // CHECK-FIXES: client.set_connection_timeout(5);
  // CHECK-FIXES-NEXT: auto response = client.Get("/stock");
  return response ? response->status : 0;
}

// The read timeout starts when the connection stands.
bool store(const std::string &host, const std::string &body) {
  httplib::Client client(host, 8080);
  client.set_read_timeout(5);
  client.set_write_timeout(5s);
  if (!client.Put("/stock", body, "application/json"))
    // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'client' has a read timeout but can still wait for 300 s; set a connection timeout too [p99-missing-timeout]
    // CHECK-FIXES: client.set_connection_timeout(5);
    // CHECK-FIXES-NEXT: if (!client.Put("/stock", body, "application/json"))
    return false;
  return true;
}

bool charge(const std::string &host) {
  httplib::SSLClient client(host);
  return client.Post("/charge");
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'client' can wait for its peer for 300 s; set a connection timeout [p99-missing-timeout]
  // CHECK-FIXES: client.set_connection_timeout(5);
  // CHECK-FIXES-NEXT: return client.Post("/charge");
}

class Payments {
public:
  explicit Payments(const std::string &host)
      : Client(std::make_unique<httplib::Client>(host)) {}

  bool refund() {
    return Client->Delete("/charge");
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Client' can wait for its peer for 300 s; set a connection timeout [p99-missing-timeout]
    // CHECK-FIXES: Client->set_connection_timeout(5);
    // CHECK-FIXES-NEXT: return Client->Delete("/charge");
  }

private:
  std::unique_ptr<httplib::Client> Client;
};

//===-- Not flagged -------------------------------------------------------===//

bool bounded(const std::string &host) {
  httplib::Client client(host);
  client.set_connection_timeout(2s);
  return client.Head("/health") && client.Options("/health");
}

bool boundedAltogether(const std::string &host, const std::string &body) {
  httplib::Client client(host);
  client.set_max_timeout(10s);
  return client.Patch("/stock", body, "application/json");
}

bool boundedOverTls(const std::string &host, httplib::Request &request) {
  httplib::SSLClient client(host);
  client.set_connection_timeout(1, 500000);
  httplib::Response response;
  httplib::Error error;
  return client.send(request, response, error);
}

class Stock {
public:
  explicit Stock(const std::string &host) : Client(host) {
    Client.set_connection_timeout(2);
  }
  bool has(const std::string &item) { return Client.Get("/stock/" + item); }

private:
  httplib::Client Client;
};

// What the caller set is not to be seen.
bool ping(httplib::Client &client) { return client.Get("/ping"); }

void serve(httplib::Server &server) {
  server.listen("0.0.0.0", 8080);
  server.listen_after_bind();
}

// The loopback answers or refuses at once.
void loopback() {
  httplib::Client near("localhost", 8080);
  near.Get("/");
  const char *const Address = "127.0.0.1";
  httplib::Client number(Address, 8080);
  number.Get("/");
  httplib::ClientImpl plain("localhost", 8080);
  plain.Get("/");
}
