// What the atomics of several libraries look like.
#pragma once
namespace boost {
namespace atomics {
template <typename T> class atomic {
public:
  atomic() noexcept = default;
  T load() const volatile noexcept;
  void store(T) volatile noexcept;
  T fetch_add(T) volatile noexcept;
};
} // namespace atomics
using atomics::atomic;
} // namespace boost
template <typename T> class QBasicAtomicInteger {
public:
  T loadRelaxed() const noexcept;
  void storeRelaxed(T) noexcept;
  bool ref() noexcept;
  bool deref() noexcept;
  T fetchAndAddRelaxed(T) noexcept;
};
template <typename T> class QAtomicInteger : public QBasicAtomicInteger<T> {
public:
  constexpr QAtomicInteger(T Value = 0) noexcept {}
};
class QAtomicInt : public QAtomicInteger<int> {
public:
  constexpr QAtomicInt(int Value = 0) noexcept {}
};
template <typename T> class QAtomicPointer {
public:
  T *loadRelaxed() const noexcept;
  void storeRelaxed(T *) noexcept;
};
namespace folly {
template <typename T> struct relaxed_atomic {
  relaxed_atomic() noexcept;
  T load() const noexcept;
  T operator++() noexcept;
};
} // namespace folly
namespace Poco {
class AtomicCounter {
public:
  AtomicCounter();
  int value() const;
  int operator++();
};
} // namespace Poco
