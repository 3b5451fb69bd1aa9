// What tests need of prometheus-cpp and of OpenTelemetry's metrics.
#pragma once

#include <vector>

namespace prometheus {
struct MetricFamily {};
class Collectable {
public:
  virtual ~Collectable() = default;
  virtual std::vector<MetricFamily> Collect() const = 0;
};
} // namespace prometheus

namespace opentelemetry {
inline namespace v1 {
namespace metrics {
class ObserverResult {};
using ObservableCallbackPtr = void (*)(ObserverResult, void *);
class ObservableInstrument {
public:
  virtual void AddCallback(ObservableCallbackPtr callback,
                           void *state) noexcept = 0;
};
} // namespace metrics
} // namespace v1
} // namespace opentelemetry
