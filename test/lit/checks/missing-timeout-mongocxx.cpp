// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs -DMONGOCXX_R3
//
// mongocxx, whose namespace v_noabi is inline in r3 only.

#include <mongocxx/client.hpp>

//===-- Flagged, fixed ----------------------------------------------------===//

void connectTo() {
  mongocxx::client client(mongocxx::uri("mongodb://db.example.com/orders"));
  // CHECK-MESSAGES: :[[@LINE-1]]:41: warning: a connection string without 'socketTimeoutMS' can wait for 300 s for its server; add it [p99-missing-timeout]
  // CHECK-FIXES: mongocxx::client client(mongocxx::uri("mongodb://db.example.com/orders?socketTimeoutMS=5000"));
  client.collection("orders").find_one({});
}

//===-- Not flagged -------------------------------------------------------===//

void bounded() {
  mongocxx::uri uri("mongodb://db.example.com/orders?socketTimeoutMS=5000");
  mongocxx::client client(uri);
}

void local() { mongocxx::client client(mongocxx::uri{}); }

// Waiting for another thread to give a client back.
void pooled(mongocxx::pool &pool) { pool.acquire(); }

void query(mongocxx::collection &orders, const bsoncxx::document &document) {
  orders.insert_one(document);
  orders.insert_many({document});
  orders.update_one(document, document);
  orders.bulk_write({});
  orders.count_documents(document);
}
