// What tests need of Abseil's clock.
#ifndef ABSL_TIME_CLOCK_H_
#define ABSL_TIME_CLOCK_H_

namespace absl {
class Duration {
public:
  constexpr Duration() = default;

private:
  long Ticks = 0;
};
Duration Milliseconds(int N);
void SleepFor(Duration D);
} // namespace absl

#endif
