// RUN: %check_p99 %s p99-setup-per-iteration %t -- -I%inputs
// Clients of servers, and data that is read and parsed.

#include <brpc/channel.h>
#include <hiredis/hiredis.h>
#include <ldap.h>
#include <libpq-fe.h>
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafkacpp.h>
#include <locale>
#include <memory>
#include <mongoc/mongoc.h>
#include <mqtt/client.h>
#include <nats.h>
#include <netdb.h>
#include <sqlite3.h>
#include <string>
#include <vector>
#include <zmq.hpp>

void use(void *Thing);

namespace drogon {
struct HttpClient {
  static std::shared_ptr<HttpClient> newHttpClient(const std::string &Host);
};
} // namespace drogon
namespace web::http::client {
struct http_client {
  http_client(const std::string &Uri);
};
} // namespace web::http::client
namespace Poco::Net {
struct HTTPClientSession {
  HTTPClientSession();
  HTTPClientSession(const std::string &Host, unsigned short Port = 80);
};
struct HTTPSClientSession : HTTPClientSession {
  HTTPSClientSession(const std::string &Host, unsigned short Port = 443);
};
} // namespace Poco::Net
namespace Poco::Data {
struct Session {
  Session(const std::string &Connection, std::size_t Timeout = 60);
  Session(const std::string &Connector, const std::string &Connection,
          std::size_t Timeout = 60);
};
} // namespace Poco::Data
namespace boost::locale {
struct generator {
  std::locale operator()(const std::string &Id) const;
};
} // namespace boost::locale

extern "C" {
typedef struct magic_set *magic_t;
magic_t magic_open(int flags);
void magic_close(magic_t cookie);
typedef struct git_repository git_repository;
int git_repository_open(git_repository **out, const char *path);
void git_repository_free(git_repository *repo);
typedef struct _xmlDoc xmlDoc;
xmlDoc *xmlReadFile(const char *URL, const char *encoding, int options);
xmlDoc *xmlParseFile(const char *filename);
void xmlFreeDoc(xmlDoc *cur);
typedef struct _xsltStylesheet xsltStylesheet;
xsltStylesheet *xsltParseStylesheetFile(const unsigned char *filename);
void xsltFreeStylesheet(xsltStylesheet *style);
typedef struct BrotliEncoderStateStruct BrotliEncoderState;
BrotliEncoderState *BrotliEncoderCreateInstance(void *, void *, void *opaque);
void BrotliEncoderDestroyInstance(BrotliEncoderState *state);
typedef struct BrotliDecoderStateStruct BrotliDecoderState;
BrotliDecoderState *BrotliDecoderCreateInstance(void *, void *, void *opaque);
void BrotliDecoderDestroyInstance(BrotliDecoderState *state);
}

//===-- Clients -----------------------------------------------------------===//

void kafka(int N, rd_kafka_conf_t *Conf, RdKafka::Conf *Config) {
  for (int I = 0; I < N; ++I) {
    rd_kafka_t *Producer = rd_kafka_new(RD_KAFKA_PRODUCER, Conf, nullptr, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: 'Producer' starts threads and looks for the brokers in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Producer);
    rd_kafka_destroy(Producer);
    std::string Error;
    RdKafka::Producer *Plus = RdKafka::Producer::create(Config, Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:31: warning: 'Plus' starts threads and looks for the brokers in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Plus->flush(100);
    delete Plus;
    RdKafka::KafkaConsumer *Consumer = RdKafka::KafkaConsumer::create(Config, Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: 'Consumer' starts threads and looks for the brokers in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Consumer);
    delete Consumer;
  }
}

void servers(int N, const char *const *Keys, const char *const *Values,
             timeval Limit, mongoc_uri_t *Uri) {
  for (int I = 0; I < N; ++I) {
    LDAP *Ldap;
    ldap_initialize(&Ldap, "ldap://directory");
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Ldap' starts without a connection in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Ldap);
    ldap_unbind_ext_s(Ldap, nullptr, nullptr);
    void *Context = zmq_ctx_new();
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'Context' starts a thread in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Context);
    zmq_ctx_term(Context);
    zmq::context_t Plus;
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'Plus' starts a thread in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Plus);
    MQTTClient Mqtt;
    MQTTClient_create(&Mqtt, "tcp://broker", "me", 1, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Mqtt' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Mqtt);
    MQTTClient_destroy(&Mqtt);
    natsConnection *Nats;
    natsConnection_ConnectTo(&Nats, "nats://bus");
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Nats' connects to the server in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Nats);
    natsConnection_Destroy(Nats);
    PGconn *Pg = PQconnectdbParams(Keys, Values, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'Pg' connects to the server in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Pg);
    PQfinish(Pg);
    redisContext *Redis = redisConnectUnix("/run/redis");
    // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: 'Redis' connects to the server in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Redis);
    redisFree(Redis);
    redisContext *Timed = redisConnectUnixWithTimeout("/run/redis", Limit);
    // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: 'Timed' connects to the server in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Timed);
    redisFree(Timed);
    mongoc_client_t *Mongo = mongoc_client_new_from_uri(Uri);
    // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: 'Mongo' looks for the servers and connects in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Mongo);
    mongoc_client_destroy(Mongo);
    mongoc_client_pool_t *Pool = mongoc_client_pool_new(Uri);
    // CHECK-MESSAGES: :[[@LINE-1]]:34: warning: 'Pool' starts threads that watch the servers in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Pool);
    mongoc_client_pool_destroy(Pool);
    brpc::Channel Channel;
    Channel.Init("echo:1", nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Channel' makes a channel that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Channel);
    auto Drogon = drogon::HttpClient::newHttpClient("http://stock");
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'Drogon' starts without connections in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Drogon.get());
    web::http::client::http_client Rest("http://stock");
    // CHECK-MESSAGES: :[[@LINE-1]]:36: warning: 'Rest' starts without connections in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Rest);
    Poco::Net::HTTPClientSession Http("stock", 80);
    // CHECK-MESSAGES: :[[@LINE-1]]:34: warning: 'Http' opens a connection of its own in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Http);
    Poco::Net::HTTPSClientSession Https("stock");
    // CHECK-MESSAGES: :[[@LINE-1]]:35: warning: 'Https' opens a connection of its own in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Https);
    Poco::Data::Session Db("MySQL", "host=db");
    // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'Db' connects to the database in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Db);
    // Nothing to connect to yet.
    Poco::Net::HTTPClientSession Later;
    use(&Later);
  }
}

// Another server in each round.
void eachServer(const std::vector<std::string> &Hosts) {
  for (const std::string &Host : Hosts) {
    Poco::Net::HTTPClientSession Http(Host, 80);
    use(&Http);
    LDAP *Ldap;
    ldap_initialize(&Ldap, Host.c_str());
    use(Ldap);
    ldap_unbind_ext_s(Ldap, nullptr, nullptr);
  }
}

void names(int N, const char *Host, addrinfo *Hints) {
  for (int I = 0; I < N; ++I) {
    addrinfo *Found;
    getaddrinfo(Host, "80", Hints, &Found);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Found' looks up the same name in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Found);
    freeaddrinfo(Found);
    addrinfo *Any;
    getaddrinfo(nullptr, "80", Hints, &Any);
    use(Any);
    freeaddrinfo(Any);
  }
}

//===-- Data --------------------------------------------------------------===//

void data(int N, sqlite3 *Db, boost::locale::generator &Locales) {
  for (int I = 0; I < N; ++I) {
    magic_t Magic = magic_open(0);
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'Magic' has to load its database in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Magic);
    magic_close(Magic);
    git_repository *Git;
    git_repository_open(&Git, "/srv/git");
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Git' opens the repository and reads its configuration in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Git);
    git_repository_free(Git);
    xmlDoc *Read = xmlReadFile("rules.xml", nullptr, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'Read' reads and parses the same file in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Read);
    xmlFreeDoc(Read);
    xmlDoc *Parsed = xmlParseFile("rules.xml");
    // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'Parsed' reads and parses the same file in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Parsed);
    xmlFreeDoc(Parsed);
    xsltStylesheet *Style = xsltParseStylesheetFile((const unsigned char *)"a.xsl");
    // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: 'Style' reads and compiles the same stylesheet in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Style);
    xsltFreeStylesheet(Style);
    std::locale German = Locales("de_DE.UTF-8");
    // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: 'German' builds a locale in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&German);
    BrotliEncoderState *Pack = BrotliEncoderCreateInstance(nullptr, nullptr, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:32: warning: 'Pack' allocates the state of a stream in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Pack);
    BrotliEncoderDestroyInstance(Pack);
    BrotliDecoderState *Unpack = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:34: warning: 'Unpack' allocates the state of a stream in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Unpack);
    BrotliDecoderDestroyInstance(Unpack);
    sqlite3_stmt *Select;
    sqlite3_prepare_v3(Db, "SELECT 1", -1, 0, &Select, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Select' parses and plans the statement in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    sqlite3_step(Select);
    sqlite3_finalize(Select);
  }
}

//===-- Not flagged -------------------------------------------------------===//

struct FreeSession {
  void operator()(magic_t Cookie) const { magic_close(Cookie); }
};
using Session = std::unique_ptr<magic_set, FreeSession>;
Session open() { return Session(magic_open(0)); }

// Each of them has one of its own.
void openEach(const std::vector<std::string> &Names,
              std::vector<std::shared_ptr<magic_set>> &All) {
  for (const std::string &Name : Names) {
    auto Opened = open();
    std::shared_ptr<magic_set> Kept(Opened.release(), magic_close);
    All.push_back(Kept);
  }
}
void openForEach(const std::vector<std::string> &Names) {
  for (const std::string &Name : Names) {
    auto Opened = open();
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'Opened' has to load its database in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    // CHECK-NOTES: :[[@LINE-15]]:33: note: this has to load its database
    use(Opened.get());
  }
}
