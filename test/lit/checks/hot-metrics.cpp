// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// What collects metrics is hot.

#include <prometheus/collectable.h>

#include <future>

using namespace opentelemetry::metrics;

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

class Stats : public prometheus::Collectable {
public:
  Stats() { answer().get(); }
  std::vector<prometheus::MetricFamily> Collect() const override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:41: note: hot: runs for each scrape of Prometheus
    return {};
  }
};

void observe(ObserverResult, void *) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+4]]:3: note: hot: runs for each collection of OpenTelemetry
}
void registerMetrics(ObservableInstrument &instrument) {
  answer().get();
  instrument.AddCallback(observe, nullptr);
}

//===-- Not flagged -------------------------------------------------------===//

class Garbage {
public:
  int Collect() const { return answer().get(); }
};
