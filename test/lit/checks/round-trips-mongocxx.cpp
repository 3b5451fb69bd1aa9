// RUN: %check_p99 %s p99-round-trip-per-iteration %t -- -I%inputs
// RUN: %check_p99 %s p99-round-trip-per-iteration %t -- -I%inputs -DMONGOCXX_R3

#include <mongocxx/client.hpp>
#include <vector>

void store(mongocxx::collection &All,
           const std::vector<bsoncxx::document> &Documents) {
  for (const bsoncxx::document &D : Documents) {
    All.insert_one(D);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'insert_one' is one round trip to MongoDB for each element; use insert_many [p99-round-trip-per-iteration]
    All.find_one(D);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'find_one' is one round trip to MongoDB for each element; use find with $in [p99-round-trip-per-iteration]
    All.update_one(D, D);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'update_one' is one round trip to MongoDB for each element; use bulk_write [p99-round-trip-per-iteration]
  }
}
