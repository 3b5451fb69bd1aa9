// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The MongoDB C driver: a reply may take 300 s.

#include <mongoc/mongoc.h>

//===-- Flagged, fixed ----------------------------------------------------===//

mongoc_client_t *connectTo(void) {
  return mongoc_client_new("mongodb://db.example.com:27017/orders");
  // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: a connection string without 'socketTimeoutMS' can wait for 300 s for its server; add it [p99-missing-timeout]
  // CHECK-FIXES: return mongoc_client_new("mongodb://db.example.com:27017/orders?socketTimeoutMS=5000");
}

mongoc_client_t *connectWithOptions(void) {
  return mongoc_client_new("mongodb://db.example.com/?appname=orders");
  // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: a connection string without 'socketTimeoutMS' can wait for 300 s for its server; add it [p99-missing-timeout]
  // CHECK-FIXES: return mongoc_client_new("mongodb://db.example.com/?appname=orders&socketTimeoutMS=5000");
}

//===-- Not flagged -------------------------------------------------------===//

mongoc_client_t *bounded(void) {
  return mongoc_client_new("mongodb://db.example.com/?socketTimeoutMS=5000");
}

mongoc_client_t *local(void) { return mongoc_client_new("mongodb://localhost:27017"); }

mongoc_client_t *configured(const char *text, bson_error_t *error) {
  mongoc_uri_t *uri = text ? mongoc_uri_new(text) : mongoc_uri_new_with_error(text, error);
  return mongoc_client_new_from_uri(uri);
}

void query(mongoc_uri_t *uri, mongoc_collection_t *orders, mongoc_cursor_t *cursor,
           mongoc_change_stream_t *changes, mongoc_bulk_operation_t *bulk, const bson_t *document,
           bson_error_t *error) {
  mongoc_client_t *client = mongoc_client_pool_pop(mongoc_client_pool_new(uri));
  mongoc_client_command_simple(client, "orders", document, NULL, NULL, error);
  mongoc_collection_insert_one(orders, document, NULL, NULL, error);
  mongoc_collection_insert_many(orders, &document, 1, NULL, NULL, error);
  mongoc_collection_update_one(orders, document, document, NULL, NULL, error);
  mongoc_collection_delete_one(orders, document, NULL, NULL, error);
  mongoc_collection_count_documents(orders, document, NULL, NULL, NULL, error);
  mongoc_collection_find_and_modify_with_opts(orders, document, NULL, NULL, error);
  mongoc_bulk_operation_execute(bulk, NULL, error);
  mongoc_change_stream_next(changes, &document);
  while (mongoc_cursor_next(cursor, &document)) {
  }
}
