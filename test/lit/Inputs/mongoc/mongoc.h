// What tests need of the MongoDB C driver.
#ifndef MONGOC_H
#define MONGOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _mongoc_client_t mongoc_client_t;
typedef struct _mongoc_client_pool_t mongoc_client_pool_t;
typedef struct _mongoc_collection_t mongoc_collection_t;
typedef struct _mongoc_cursor_t mongoc_cursor_t;
typedef struct _mongoc_change_stream_t mongoc_change_stream_t;
typedef struct _mongoc_bulk_operation_t mongoc_bulk_operation_t;
typedef struct _mongoc_uri_t mongoc_uri_t;
typedef struct _bson_t bson_t;
typedef struct _bson_error_t {
  uint32_t domain;
  uint32_t code;
  char message[504];
} bson_error_t;

void mongoc_client_destroy(mongoc_client_t *client);
mongoc_client_t *mongoc_client_new(const char *uri_string);
mongoc_client_t *mongoc_client_new_from_uri(const mongoc_uri_t *uri);
mongoc_uri_t *mongoc_uri_new(const char *uri_string);
mongoc_uri_t *mongoc_uri_new_with_error(const char *uri_string,
                                        bson_error_t *error);
mongoc_client_pool_t *mongoc_client_pool_new(const mongoc_uri_t *uri);
void mongoc_client_pool_destroy(mongoc_client_pool_t *pool);
mongoc_client_t *mongoc_client_pool_pop(mongoc_client_pool_t *pool);
mongoc_client_t *mongoc_client_pool_try_pop(mongoc_client_pool_t *pool);
bool mongoc_cursor_next(mongoc_cursor_t *cursor, const bson_t **bson);
bool mongoc_change_stream_next(mongoc_change_stream_t *, const bson_t **);
bool mongoc_collection_insert_one(mongoc_collection_t *, const bson_t *doc,
                                  const bson_t *opts, bson_t *reply,
                                  bson_error_t *);
bool mongoc_collection_insert_many(mongoc_collection_t *, const bson_t **docs,
                                   size_t n, const bson_t *opts, bson_t *reply,
                                   bson_error_t *);
bool mongoc_collection_update_one(mongoc_collection_t *, const bson_t *selector,
                                  const bson_t *update, const bson_t *opts,
                                  bson_t *reply, bson_error_t *);
bool mongoc_collection_delete_one(mongoc_collection_t *, const bson_t *selector,
                                  const bson_t *opts, bson_t *reply,
                                  bson_error_t *);
int64_t mongoc_collection_count_documents(mongoc_collection_t *,
                                          const bson_t *filter,
                                          const bson_t *opts, const void *prefs,
                                          bson_t *reply, bson_error_t *);
bool mongoc_collection_find_and_modify_with_opts(mongoc_collection_t *,
                                                 const bson_t *query,
                                                 const void *opts,
                                                 bson_t *reply, bson_error_t *);
bool mongoc_client_command_simple(mongoc_client_t *, const char *db_name,
                                  const bson_t *command, const void *prefs,
                                  bson_t *reply, bson_error_t *);
uint32_t mongoc_bulk_operation_execute(mongoc_bulk_operation_t *, bson_t *reply,
                                       bson_error_t *);

#ifdef __cplusplus
}
#endif

#endif
