// What tests need of folly's for_each().
#pragma once

namespace folly {
template <class Range, class Func> constexpr Range &&for_each(Range &&range, Func func) {
  return static_cast<Range &&>(range);
}
} // namespace folly
