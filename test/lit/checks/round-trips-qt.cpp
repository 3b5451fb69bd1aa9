// RUN: %check_p99 %s p99-round-trip-per-iteration %t -- -I%inputs

#include <QtSql/QSqlQuery>
#include <vector>

void store(const std::vector<int> &Numbers) {
  QSqlQuery Query;
  Query.prepare("INSERT INTO numbers VALUES (?)");
  for (int N : Numbers) {
    Query.bindValue(0, N);
    Query.exec();
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'exec' is one round trip to the database for each element; use execBatch, or one transaction [p99-round-trip-per-iteration]
  }
}

void storeInTransaction(QSqlDatabase &Base, const std::vector<int> &Numbers) {
  QSqlQuery Query;
  Base.transaction();
  for (int N : Numbers) {
    Query.bindValue(0, N);
    Query.exec();
  }
  Base.commit();
}

void perRow(QSqlQuery &Orders) {
  QSqlQuery Items;
  while (Orders.next()) {
    Items.bindValue(0, Orders.value(0));
    Items.exec();
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'exec' is one round trip to the database for each element; use execBatch, or one transaction [p99-round-trip-per-iteration]
  }
}
