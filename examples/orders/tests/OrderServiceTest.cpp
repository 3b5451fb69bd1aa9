// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "OrderService.h"
#include "FakePeers.h"

#include <cstdlib>
#include <curl/curl.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <memory>

using nlohmann::json;

namespace {

std::string scratchDir;

// Never destroyed: the service's threads run until the process ends.
struct World {
  FakeHttpPeers http;
  FakeStock stock;
  std::string auditPath;
  std::unique_ptr<orders::OrderService> service;
  int port = 0;

  World() {
    static int worlds = 0;
    auditPath = scratchDir + "/audit-" + std::to_string(++worlds);
    std::string base = "http://127.0.0.1:" + std::to_string(http.port);
    orders::Config config;
    config.port = 0;
    config.pricingUrl = base;
    config.eventsUrl = base + "/events";
    config.stockPort = stock.port;
    config.paymentPort = http.port;
    config.auditPath = auditPath;
    service = std::make_unique<orders::OrderService>(config);
    port = service->listen();
    std::thread([this] { service->run(); }).detach();
  }
};

class OrderServiceTest : public testing::Test {
protected:
  OrderServiceTest() : world(new World), client("127.0.0.1", world->port) {
    client.set_read_timeout(std::chrono::seconds(10));
  }

  httplib::Result post(const char *path, const json &body) {
    return client.Post(path, body.dump(), "application/json");
  }

  httplib::Result place(const json &lines) {
    return post("/orders",
                {{"customer", "ann"}, {"card", "good"}, {"lines", lines}});
  }

  httplib::Result place(const char *sku, int quantity,
                        const char *customer = "ann",
                        const char *card = "good") {
    return post("/orders",
                {{"customer", customer},
                 {"card", card},
                 {"lines", {{{"sku", sku}, {"quantity", quantity}}}}});
  }

  json get(const std::string &path, int status = 200) {
    auto result = client.Get(path.c_str());
    if (!result) {
      ADD_FAILURE() << "no answer to " << path;
      return {};
    }
    EXPECT_EQ(result->status, status) << result->body;
    return json::parse(result->body);
  }

  template <typename Predicate> bool soon(Predicate predicate) {
    for (int i = 0; i < 200 && !predicate(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return predicate();
  }

  World *world;
  httplib::Client client;
};

TEST_F(OrderServiceTest, Health) {
  EXPECT_EQ(get("/health"), json({{"pricing", true}, {"stock", true}}));
}

TEST_F(OrderServiceTest, PlacesAndShowsAnOrder) {
  auto result = place(json{{{"sku", "AA-001"}, {"quantity", 4}},
                           {{"sku", "BB-002"}, {"quantity", 1}}});
  ASSERT_TRUE(result);
  ASSERT_EQ(result->status, 201) << result->body;
  json order = json::parse(result->body);
  EXPECT_EQ(order["totalCents"], 2000);
  EXPECT_EQ(order["currency"], "EUR");
  EXPECT_EQ(order["lines"][1]["unitCents"], 1000);
  EXPECT_EQ(get("/orders/" + order["id"].dump()), order);
  EXPECT_EQ(world->stock.level("AA-001"), 6);
  EXPECT_EQ(world->http.charges, 1);
  EXPECT_EQ(world->http.events, 1);
}

TEST_F(OrderServiceTest, RemembersPrices) {
  EXPECT_EQ(place("AA-001", 1)->status, 201);
  EXPECT_EQ(place("AA-001", 1)->status, 201);
  EXPECT_EQ(world->http.priceCalls, 1);
}

TEST_F(OrderServiceTest, RefusesBadOrders) {
  EXPECT_EQ(place("nonsense", 1)->status, 400);
  EXPECT_EQ(place("AA-001", 0)->status, 400);
  EXPECT_EQ(place("CC-003", 1)->status, 400) << "no price";
  EXPECT_EQ(place("AA-001", 11)->status, 409) << "not enough in stock";
  EXPECT_EQ(post("/orders", {{"customer", "ann"}})->status, 400);
  EXPECT_EQ(client.Post("/orders", "{", "application/json")->status, 400);
  EXPECT_EQ(world->stock.level("AA-001"), 10);
}

TEST_F(OrderServiceTest, ReleasesStockOfADeclinedPayment) {
  EXPECT_EQ(place("BB-002", 2, "ann", "bad")->status, 402);
  EXPECT_EQ(world->stock.level("BB-002"), 5);
}

TEST_F(OrderServiceTest, ReservesAllOrNothing) {
  auto result = place(json{{{"sku", "AA-001"}, {"quantity", 6}},
                           {{"sku", "AA-001"}, {"quantity", 6}}});
  EXPECT_EQ(result->status, 409);
  EXPECT_EQ(world->stock.level("AA-001"), 10);
}

TEST_F(OrderServiceTest, HandlesARequestOnce) {
  json body{{"customer", "ann"},
            {"card", "good"},
            {"requestId", "r-1"},
            {"lines", {{{"sku", "AA-001"}, {"quantity", 1}}}}};
  EXPECT_EQ(post("/orders", body)->status, 201);
  EXPECT_EQ(post("/orders", body)->status, 409);
}

TEST_F(OrderServiceTest, ListsTheOrdersOfACustomer) {
  place("AA-001", 1, "ann");
  place("AA-001", 2, "bob");
  place("BB-002", 1, "ann");
  EXPECT_EQ(get("/orders?customer=ann").size(), 2u);
  EXPECT_EQ(get("/orders?customer=nobody").size(), 0u);
  get("/orders", 400);
}

TEST_F(OrderServiceTest, CancelsAnOrderOnce) {
  std::string id = json::parse(place("BB-002", 3)->body)["id"].dump();
  EXPECT_EQ(post(("/orders/" + id + "/cancel").c_str(), {})->status, 200);
  EXPECT_EQ(get("/orders/" + id)["status"], "cancelled");
  EXPECT_EQ(world->stock.level("BB-002"), 5);
  EXPECT_EQ(world->http.refunds, 1);
  EXPECT_EQ(post(("/orders/" + id + "/cancel").c_str(), {})->status, 409);
}

TEST_F(OrderServiceTest, ShipsWhatCanBeShipped) {
  json id = json::parse(place("AA-001", 1)->body)["id"];
  auto result = post("/shipments", {{"orders", {id, 1}}});
  EXPECT_EQ(json::parse(result->body)["shipped"], json::array({id}));
  EXPECT_EQ(get("/orders/" + id.dump())["status"], "shipped");
  EXPECT_TRUE(soon([&] { return world->http.events == 2; }));
}

TEST_F(OrderServiceTest, ReportsAsCsv) {
  std::string id =
      json::parse(place("AA-001", 2, "An \"A\" Co")->body)["id"].dump();
  auto result = client.Get("/reports/daily");
  EXPECT_EQ(result->get_header_value("Content-Type"), "text/csv");
  EXPECT_EQ(result->body, "id,customer,status,lines,cents\n" + id +
                              ",\"An \"\"A\"\" Co\",placed,1,500\n");
}

TEST_F(OrderServiceTest, FreshInventory) {
  place("AA-001", 3);
  EXPECT_EQ(get("/inventory?fresh=1"), json({{"AA-001", 7}}));
}

TEST_F(OrderServiceTest, Stats) {
  place("AA-001", 2);
  json stats = get("/stats");
  EXPECT_EQ(stats["orders"], 1);
  EXPECT_EQ(stats["revenueCents"], 500);
  EXPECT_EQ(stats["pricedSkus"], 1);
  EXPECT_EQ(stats["accepted"], 2);
}

TEST_F(OrderServiceTest, UnknownResourcesAndMethods) {
  get("/nothing", 404);
  get("/orders/77", 404);
  get("/shipments", 405);
}

TEST_F(OrderServiceTest, WritesAnAuditLog) {
  httplib::Headers headers{{"X-Trace-Id", "t-17"}};
  json body{{"customer", "ann"},
            {"card", "good"},
            {"lines", {{{"sku", "AA-001"}, {"quantity", 1}}}}};
  client.Post("/orders", headers, body.dump(), "application/json");
  std::string line;
  EXPECT_TRUE(soon([&] {
    std::ifstream file(world->auditPath);
    return std::getline(file, line) && !file.eof();
  }));
  json entry = json::parse(line, nullptr, /*allow_exceptions=*/false);
  EXPECT_EQ(entry["event"], "placed");
  EXPECT_EQ(entry["trace"], "t-17");
}

// Few at a time: the fake peers listen with a short backlog.
TEST_F(OrderServiceTest, NeverSellsMoreThanThereIs) {
  std::vector<std::thread> customers;
  std::atomic<int> placed{0};
  for (int i = 0; i < 4; ++i)
    customers.emplace_back([&] {
      httplib::Client own("127.0.0.1", world->port);
      json body{{"customer", "crowd"},
                {"card", "good"},
                {"lines", {{{"sku", "AA-001"}, {"quantity", 1}}}}};
      for (int order = 0; order < 4; ++order) {
        auto result = own.Post("/orders", body.dump(), "application/json");
        if (result && result->status == 201)
          ++placed;
      }
    });
  for (std::thread &customer : customers)
    customer.join();
  EXPECT_EQ(placed, 10);
  EXPECT_EQ(world->stock.level("AA-001"), 0);
  EXPECT_EQ(get("/orders?customer=crowd").size(), 10u);
}

} // namespace

int main(int argc, char **argv) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  testing::InitGoogleTest(&argc, argv);
  scratchDir = testing::TempDir() + "orders-test-XXXXXX";
  if (!::mkdtemp(scratchDir.data()))
    return EXIT_FAILURE;
  int result = RUN_ALL_TESTS();
  std::filesystem::remove_all(scratchDir);
  return result;
}
