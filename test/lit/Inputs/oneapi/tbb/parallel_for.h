// What tests need of oneTBB's loops.
#ifndef __TBB_parallel_for_H
#define __TBB_parallel_for_H

namespace tbb {
namespace detail {
namespace d1 {
template <typename Value> class blocked_range {
public:
  blocked_range(Value begin_, Value end_) : my_begin(begin_), my_end(end_) {}
  Value begin() const { return my_begin; }
  Value end() const { return my_end; }

private:
  Value my_begin, my_end;
};
class simple_partitioner {};
template <typename Range, typename Body> void parallel_for(const Range &range, const Body &body) {}
template <typename Range, typename Body>
void parallel_for(const Range &range, const Body &body, const simple_partitioner &partitioner) {}
template <typename Index, typename Function> void parallel_for(Index first, Index last, const Function &f) {}
template <typename Index, typename Function>
void parallel_for(Index first, Index last, Index step, const Function &f) {}
} // namespace d1
namespace d2 {
template <typename Iterator, typename Body> void parallel_for_each(Iterator first, Iterator last, const Body &body) {}
template <typename Range, typename Body> void parallel_for_each(Range &rng, const Body &body) {}
} // namespace d2
} // namespace detail
inline namespace v1 {
using detail::d1::blocked_range;
using detail::d1::parallel_for;
using detail::d1::simple_partitioner;
using detail::d2::parallel_for_each;
} // namespace v1
} // namespace tbb

#endif
