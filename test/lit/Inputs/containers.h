// Containers of Boost, Abseil, folly and Qt, as far as growing them goes.
#pragma once
#include <cstddef>
#include <initializer_list>
#include <utility>

namespace boost {
namespace container {
template <class T, class Allocator = void> class vector {
public:
  vector();
  void reserve(std::size_t);
  void push_back(const T &);
  std::size_t size() const;
};
} // namespace container
namespace unordered {
template <class K, class V> class unordered_map {
public:
  typedef K key_type;
  void reserve(std::size_t);
  V &operator[](const K &);
};
template <class K> class unordered_set {
public:
  typedef K key_type;
  void reserve(std::size_t);
  std::pair<int, bool> insert(const K &);
};
template <class K, class V> class unordered_flat_map : public unordered_map<K, V> {};
template <class K> class unordered_flat_set : public unordered_set<K> {};
} // namespace unordered
using unordered::unordered_flat_map;
using unordered::unordered_flat_set;
using unordered::unordered_map;
using unordered::unordered_set;
} // namespace boost

namespace absl {
namespace container_internal {
template <class K> class raw_hash_set {
public:
  using key_type = K;
  void reserve(std::size_t);
  std::pair<int, bool> insert(const K &);
};
template <class K, class V> class raw_hash_map {
public:
  using key_type = K;
  void reserve(std::size_t);
  V &operator[](const K &);
};
} // namespace container_internal
inline namespace lts_20220623 {
template <class K, class V> class flat_hash_map : public container_internal::raw_hash_map<K, V> {
public:
  using key_type = K;
};
template <class K> class flat_hash_set : public container_internal::raw_hash_set<K> {
public:
  using key_type = K;
};
template <class K, class V> class node_hash_map : public container_internal::raw_hash_map<K, V> {
public:
  using key_type = K;
};
template <class K> class node_hash_set : public container_internal::raw_hash_set<K> {
public:
  using key_type = K;
};
} // namespace lts_20220623
} // namespace absl

namespace folly {
template <class T> class fbvector {
public:
  void reserve(std::size_t);
  void push_back(const T &);
};
template <class K, class V> class F14FastMap {
public:
  using key_type = K;
  void reserve(std::size_t);
  V &operator[](const K &);
};
template <class K, class V> class F14ValueMap : public F14FastMap<K, V> {
public:
  using key_type = K;
};
template <class K, class V> class F14NodeMap : public F14FastMap<K, V> {
public:
  using key_type = K;
};
template <class K> class F14FastSet {
public:
  using key_type = K;
  void reserve(std::size_t);
  std::pair<int, bool> insert(const K &);
};
} // namespace folly

template <class T> class QList {
public:
  void reserve(int);
  void append(const T &);
  void append(const QList<T> &);
  void push_back(const T &);
  int size() const;
  const T &at(int) const;
  const T *begin() const;
  const T *end() const;
};
template <class T> class QVector {
public:
  void reserve(int);
  void append(const T &);
  void append(const QVector<T> &);
  int size() const;
  const T &at(int) const;
  const T *begin() const;
  const T *end() const;
};
template <class K, class V> class QHash {
public:
  typedef K key_type;
  void reserve(int);
  V &operator[](const K &);
};
template <class T> class QSet {
public:
  typedef T key_type;
  void reserve(int);
  int insert(const T &);
};
