// RUN: %check_p99 %s p99-missing-reserve %t -- -I%inputs

#include "containers.h"
#include <vector>

void boostVector(const std::vector<int> &In) {
  boost::container::vector<int> Out;
  // CHECK-FIXES: Out.reserve(In.size());
  for (int I : In)
    Out.push_back(I);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round {{.*}}
}
void follyVector(const std::vector<int> &In) {
  folly::fbvector<int> Out;
  // CHECK-FIXES: Out.reserve(In.size());
  for (int I : In)
    Out.push_back(I);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round {{.*}}
}


void map1(const std::vector<int> &In) {
  boost::unordered_map<int, int> Out;
  // CHECK-FIXES: Out.reserve(In.size());
  for (int I : In)
    Out[I] = I;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round {{.*}}
}

void map2(const std::vector<int> &In) {
  boost::unordered_flat_map<int, int> Out;
  // CHECK-FIXES: Out.reserve(In.size());
  for (int I : In)
    Out[I] = I;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round {{.*}}
}

void map3(const std::vector<int> &In) {
  absl::flat_hash_map<int, int> Out;
  // CHECK-FIXES: Out.reserve(In.size());
  for (int I : In)
    Out[I] = I;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round {{.*}}
}

void map4(const std::vector<int> &In) {
  absl::node_hash_map<int, int> Out;
  // CHECK-FIXES: Out.reserve(In.size());
  for (int I : In)
    Out[I] = I;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round {{.*}}
}

void map5(const std::vector<int> &In) {
  folly::F14FastMap<int, int> Out;
  // CHECK-FIXES: Out.reserve(In.size());
  for (int I : In)
    Out[I] = I;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round {{.*}}
}

void map6(const std::vector<int> &In) {
  folly::F14ValueMap<int, int> Out;
  // CHECK-FIXES: Out.reserve(In.size());
  for (int I : In)
    Out[I] = I;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round {{.*}}
}

void map7(const std::vector<int> &In) {
  folly::F14NodeMap<int, int> Out;
  // CHECK-FIXES: Out.reserve(In.size());
  for (int I : In)
    Out[I] = I;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round {{.*}}
}

void map8(const std::vector<int> &In) {
  QHash<int, int> Out;
  // CHECK-FIXES: Out.reserve(In.size());
  for (int I : In)
    Out[I] = I;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round {{.*}}
}

void set1(const std::vector<int> &In) {
  boost::unordered_set<int> Out;
  // CHECK-FIXES: Out.reserve(In.size());
  for (int I : In)
    Out.insert(I);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round {{.*}}
}

void set2(const std::vector<int> &In) {
  boost::unordered_flat_set<int> Out;
  // CHECK-FIXES: Out.reserve(In.size());
  for (int I : In)
    Out.insert(I);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round {{.*}}
}

void set3(const std::vector<int> &In) {
  absl::flat_hash_set<int> Out;
  // CHECK-FIXES: Out.reserve(In.size());
  for (int I : In)
    Out.insert(I);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round {{.*}}
}

void set4(const std::vector<int> &In) {
  absl::node_hash_set<int> Out;
  // CHECK-FIXES: Out.reserve(In.size());
  for (int I : In)
    Out.insert(I);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round {{.*}}
}

void set5(const std::vector<int> &In) {
  folly::F14FastSet<int> Out;
  // CHECK-FIXES: Out.reserve(In.size());
  for (int I : In)
    Out.insert(I);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round {{.*}}
}

void set6(const std::vector<int> &In) {
  QSet<int> Out;
  // CHECK-FIXES: Out.reserve(In.size());
  for (int I : In)
    Out.insert(I);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round {{.*}}
}

// Qt's sizes are ints.
void list(const QVector<int> &In) {
  QList<int> Out;
  // CHECK-FIXES: Out.reserve(In.size());
  for (int I = 0; I < In.size(); ++I)
    Out.append(In.at(I));
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round {{.*}}
  QVector<int> Again;
  // CHECK-FIXES: Again.reserve(Out.size());
  for (int I : Out)
    Again.append(I);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Again' grows in each round {{.*}}
}

// A whole list each time.
void lists(const std::vector<QList<int>> &In) {
  QList<int> Out;
  for (const QList<int> &Some : In)
    Out.append(Some);
}
