// RUN: %check_p99 %s p99-setup-per-iteration %t -- -I%inputs -DPQXX_6

#include <pqxx/pqxx>

void use(void *Thing);

// The constructors of libpqxx 6 are inherited.
void connections(int N) {
  for (int I = 0; I < N; ++I) {
    pqxx::connection Own("host=db connect_timeout=5");
    // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'Own' connects to the server in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Own);
    pqxx::basic_connection_base<pqxx::connect_direct> Base("host=db");
    // CHECK-MESSAGES: :[[@LINE-1]]:55: warning: 'Base' connects to the server in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&Base);
  }
}
