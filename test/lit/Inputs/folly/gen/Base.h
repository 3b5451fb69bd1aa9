// What tests need of folly's generators.
#pragma once

namespace folly {
namespace gen {
namespace detail {
template <class Container> struct ReferencedSource {};
template <class Predicate> struct Map {};
template <class Predicate> struct Filter {};
template <class Source, class Operator> struct Chain {};
template <class Source, class Operator> Chain<Source, Operator> operator|(Source, Operator) { return {}; }
} // namespace detail
template <class Container> detail::ReferencedSource<const Container> from(const Container &source) { return {}; }
struct Identity {};
template <class Predicate = Identity, class Map = detail::Map<Predicate>> Map map(Predicate pred = Predicate()) {
  return Map();
}
template <class Predicate = Identity, class Map = detail::Map<Predicate>> Map mapped(Predicate pred = Predicate()) {
  return Map();
}
template <class Predicate = Identity, class Filter = detail::Filter<Predicate>>
Filter filter(Predicate pred = Predicate()) {
  return Filter();
}
} // namespace gen
} // namespace folly
