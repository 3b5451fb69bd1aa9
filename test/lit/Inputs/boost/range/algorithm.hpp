// What tests need of Boost.Range's algorithms.
#pragma once

namespace boost {
namespace range {
template <class SinglePassRange, class UnaryFunction> UnaryFunction for_each(SinglePassRange &rng, UnaryFunction fun) {
  return fun;
}
template <class SinglePassRange1, class OutputIterator, class UnaryOperation>
OutputIterator transform(const SinglePassRange1 &rng, OutputIterator out, UnaryOperation fun) {
  return out;
}
template <class SinglePassRange, class UnaryPredicate> long count_if(const SinglePassRange &rng, UnaryPredicate pred) {
  return 0;
}
template <class SinglePassRange, class UnaryPredicate> auto find_if(SinglePassRange &rng, UnaryPredicate pred) {
  return rng.begin();
}
template <class ForwardRange, class UnaryPredicate> auto remove_if(ForwardRange &rng, UnaryPredicate pred) {
  return rng.begin();
}
template <class RandomAccessRange, class BinaryPredicate>
RandomAccessRange &sort(RandomAccessRange &rng, BinaryPredicate pred) {
  return rng;
}
} // namespace range
using range::count_if;
using range::find_if;
using range::for_each;
using range::remove_if;
using range::sort;
using range::transform;
} // namespace boost
