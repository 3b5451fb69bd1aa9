// RUN: %check_p99 %s p99-setup-per-iteration %t -- -I%inputs

#include <QtNetwork/QNetworkAccessManager>
#include <SQLiteCpp/SQLiteCpp.h>
#include <boost/asio.hpp>
#include <cpr/cpr.h>
#include <fstream>
#include <grpcpp/grpcpp.h>
#include <httplib.h>
#include <locale>
#include <pqxx/pqxx>
#include <random>
#include <string>
#include <sw/redis++/redis++.h>

namespace boost::uuids {
struct random_generator_pure {
  random_generator_pure();
  int operator()();
};
} // namespace boost::uuids
struct QSqlDatabase {
  static QSqlDatabase addDatabase(const char *type, const char *name = "");
  bool open();
};
void use(void *Thing);

//===-- Objects -----------------------------------------------------------===//

void objects(int N, SQLite::Database &Open) {
  for (int I = 0; I < N; ++I) {
    // CHECK-FIXES: static const std::locale German("de_DE");
    std::locale German("de_DE");
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'German' loads a locale in each round of the loop; make it 'static const' [p99-setup-per-iteration]
    std::use_facet<std::ctype<char>>(German);
    std::random_device Device;
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: 'Device' opens a source of entropy in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Device();
    boost::uuids::random_generator_pure Uuids;
    // CHECK-MESSAGES: :[[@LINE-1]]:41: warning: 'Uuids' opens a source of entropy in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Uuids();
    SQLite::Database Db("orders.db");
    // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'Db' opens the database and reads its schema in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Db);
    SQLite::Statement Select(Open, "SELECT 1");
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'Select' parses and plans the statement in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Select);
    boost::asio::ssl::context Tls(boost::asio::ssl::context::tls_client);
    // CHECK-MESSAGES: :[[@LINE-1]]:31: warning: 'Tls' makes a TLS context in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Tls);
    boost::asio::thread_pool Pool(4);
    // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: 'Pool' starts and joins threads in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Pool);
    QThreadPool Threads;
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Threads' starts and joins threads in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Threads);
    QNetworkAccessManager Manager;
    // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: 'Manager' starts without connections in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Manager);
    std::ifstream Config("service.conf");
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'Config' opens the same file in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Config);
    std::ofstream Log("service.log", std::ios::app);
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'Log' opens the same file in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Log);
    std::basic_ifstream<wchar_t> Wide("wide.conf");
    // CHECK-MESSAGES: :[[@LINE-1]]:34: warning: 'Wide' opens the same file in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    std::basic_ofstream<wchar_t> WideLog("wide.log", std::ios::app);
    // CHECK-MESSAGES: :[[@LINE-1]]:34: warning: 'WideLog' opens the same file in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Wide);
    use(&WideLog);
    httplib::Client Http("http://stock");
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'Http' opens a connection of its own in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Http);
    httplib::ClientImpl Impl("stock");
    // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'Impl' opens a connection of its own in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Impl);
    httplib::SSLClient Https("stock");
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: 'Https' opens a connection of its own in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Https);
    pqxx::connection Pg("host=db connect_timeout=5");
    // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'Pg' connects to the server in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Pg);
    sw::redis::Redis Redis("tcp://cache");
    // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'Redis' makes a pool of connections in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Redis);
    sw::redis::RedisCluster Cluster("tcp://cache");
    // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: 'Cluster' makes a pool of connections in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Cluster);
    auto Channel = grpc::CreateChannel("stock:1", grpc::InsecureChannelCredentials());
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'Channel' makes a channel that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Channel.get());
    auto Custom = grpc::CreateCustomChannel("stock:1", grpc::InsecureChannelCredentials(), {});
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'Custom' makes a channel that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Custom.get());
    QSqlDatabase Sql = QSqlDatabase::addDatabase("QPSQL");
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: 'Sql' loads a driver and connects in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Sql.open();
    // There already, in memory, answers of the kernel, written from the start.
    std::locale Classic("C"), Default;
    SQLite::Database Memory(":memory:");
    std::ifstream Kernel("/proc/stat");
    std::ofstream Status("status");
  }
}

//===-- Calls -------------------------------------------------------------===//

void calls(int N, const std::string &Base) {
  for (int I = 0; I < N; ++I) {
    cpr::Get(cpr::Url(Base + std::to_string(I)));
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Get' connects anew in each round of the loop; keep what it makes between calls [p99-setup-per-iteration]
    cpr::Post(cpr::Url(Base + std::to_string(I)));
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Post' connects anew in each round of the loop; keep what it makes between calls [p99-setup-per-iteration]
    cpr::Put(cpr::Url(Base + std::to_string(I)));
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Put' connects anew in each round of the loop; keep what it makes between calls [p99-setup-per-iteration]
    cpr::Patch(cpr::Url(Base + std::to_string(I)));
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Patch' connects anew in each round of the loop; keep what it makes between calls [p99-setup-per-iteration]
    cpr::Head(cpr::Url(Base + std::to_string(I)));
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Head' connects anew in each round of the loop; keep what it makes between calls [p99-setup-per-iteration]
    cpr::Delete(cpr::Url(Base + std::to_string(I)));
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Delete' connects anew in each round of the loop; keep what it makes between calls [p99-setup-per-iteration]
    cpr::Options(cpr::Url(Base + std::to_string(I)));
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Options' connects anew in each round of the loop; keep what it makes between calls [p99-setup-per-iteration]
  }
}

//===-- Until it fits -----------------------------------------------------===//

bool isKnown(unsigned Key);
unsigned newKey() {
  unsigned Key = std::random_device()();
  while (isKnown(Key))
    Key = std::random_device()();
  return Key;
}
unsigned lastOf(unsigned Count) {
  unsigned Key = 0;
  while (Count-- > 0)
    Key = std::random_device()();
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'random_device' opens a source of entropy in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
  return Key;
}
