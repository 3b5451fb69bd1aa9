// RUN: %check_p99 %s p99-setup-per-iteration %t -- -I%inputs

#include <curl/curl.h>
#include <glib.h>
#include <hiredis/hiredis.h>
#include <iconv.h>
#include <libpq-fe.h>
#include <mongoc/mongoc.h>
#include <mysql.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <pcre.h>
#include <pcre2.h>
#include <poll.h>
#include <regex.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

void use(const void *thing);

//===-- Regular expressions -----------------------------------------------===//

void patterns(int n, const char *text, const unsigned char *pattern8,
              const uint16_t *pattern16, const uint32_t *pattern32) {
  for (int i = 0; i < n; ++i) {
    int error = 0;
    size_t offset = 0;
    pcre2_code *code8 = pcre2_compile_8(pattern8, 3, 0, &error, &offset, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'code8' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(code8);
    pcre2_code_free_8(code8);
    pcre2_code *code16 = pcre2_compile_16(pattern16, 3, 0, &error, &offset, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: 'code16' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(code16);
    pcre2_code_free_16(code16);
    pcre2_code *code32 = pcre2_compile_32(pattern32, 3, 0, &error, &offset, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: 'code32' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(code32);
    pcre2_code_free_32(code32);
    pcre *old = pcre_compile("a", 0, NULL, &error, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'old' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(old);
    free(old);
    regex_t posix;
    regcomp(&posix, "a", REG_EXTENDED);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'posix' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    regexec(&posix, text, 0, NULL, 0);
    regfree(&posix);
    GRegex *glib = g_regex_new("a", 0, 0, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'glib' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    g_regex_match(glib, text, 0, NULL);
    g_regex_unref(glib);
  }
}

//===-- Contexts ----------------------------------------------------------===//

void convert(int n) {
  // CHECK-FIXES: iconv_t utf8 = iconv_open("UTF-8", "LATIN1");
  // CHECK-FIXES-NEXT: for (int i = 0; i < n; ++i) {
  // CHECK-FIXES: iconv(utf8, 0, 0, 0, 0);
  for (int i = 0; i < n; ++i) {
    iconv_t utf8 = iconv_open("UTF-8", "LATIN1");
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'utf8' loads a converter in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(&n);
    iconv_close(utf8);
  }
  // CHECK-FIXES: }
  // CHECK-FIXES-NEXT: iconv_close(utf8);
}

void contexts(int n, char *to, const char *from) {
  for (int i = 0; i < n; ++i) {
    GIConv glib = g_iconv_open("UTF-8", "LATIN1");
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'glib' loads a converter in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(glib);
    g_iconv_close(glib);
    SSL_CTX *tls = SSL_CTX_new(TLS_client_method());
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'tls' makes a TLS context in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(tls);
    SSL_CTX_free(tls);
    // To keep these saves nothing that could be measured.
    EVP_MD_CTX *digest = EVP_MD_CTX_new();
    EVP_DigestUpdate(digest, from, 1);
    EVP_MD_CTX_free(digest);
    EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
    use(cipher);
    EVP_CIPHER_CTX_free(cipher);
    EVP_MD *md = EVP_MD_fetch(NULL, "SHA256", NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'md' looks for the algorithm in all providers in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(md);
    EVP_MD_free(md);
    EVP_CIPHER *aes = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'aes' looks for the algorithm in all providers in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(aes);
    EVP_CIPHER_free(aes);
    z_stream in;
    inflateInit(&in);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'in' allocates the state of a stream in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    inflate(&in, 0);
    inflateEnd(&in);
    z_stream raw;
    inflateInit2(&raw, -15);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'raw' allocates the state of a stream in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    inflate(&raw, 0);
    inflateEnd(&raw);
    z_stream zip;
    deflateInit(&zip, 6);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'zip' allocates the state of a stream in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    deflate(&zip, 0);
    deflateEnd(&zip);
    z_stream small;
    deflateInit2(&small, 6, 8, -15, 8, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'small' allocates the state of a stream in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    deflate(&small, 0);
    deflateEnd(&small);
    ZSTD_CCtx *pack = ZSTD_createCCtx();
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'pack' allocates the state of a stream in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    ZSTD_compressCCtx(pack, to, 9, from, 9, 1);
    ZSTD_freeCCtx(pack);
    ZSTD_DCtx *unpack = ZSTD_createDCtx();
    // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'unpack' allocates the state of a stream in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(unpack);
    ZSTD_freeDCtx(unpack);
    ZSTD_compress(to, 9, from, 9, 1);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'ZSTD_compress' allocates a context for one call in each round of the loop; keep what it makes between calls [p99-setup-per-iteration]
    ZSTD_decompress(to, 9, from, 9);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'ZSTD_decompress' allocates a context for one call in each round of the loop; keep what it makes between calls [p99-setup-per-iteration]
  }
}

// Where the code is a macro's that the text does not show: inflateInit_,
// inflateInit2_, deflateInit_ and deflateInit2_.

//===-- Connections and files ---------------------------------------------===//

void connections(int n, CURL *model, struct timeval limit) {
  for (int i = 0; i < n; ++i) {
    CURL *copy = curl_easy_duphandle(model);
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'copy' starts without connections in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    curl_easy_perform(copy);
    curl_easy_cleanup(copy);
    PGconn *pg = PQconnectdb("host=db connect_timeout=5");
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'pg' connects to the server in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(pg);
    PQfinish(pg);
    PGconn *login = PQsetdbLogin("db", NULL, NULL, NULL, "orders", "me", "pw");
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'login' connects to the server in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(login);
    PQfinish(login);
    redisContext *redis = redisConnect("cache", 6379);
    // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: 'redis' connects to the server in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(redis);
    redisFree(redis);
    redisContext *timed = redisConnectWithTimeout("cache", 6379, limit);
    // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: 'timed' connects to the server in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(timed);
    redisFree(timed);
    MYSQL *my = mysql_init(NULL);
    mysql_real_connect(my, "db", "me", "pw", "orders", 0, NULL, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'my' connects to the server in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    mysql_query(my, "SELECT 1");
    mysql_close(my);
    mongoc_client_t *mongo = mongoc_client_new("mongodb://db");
    // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: 'mongo' looks for the servers and connects in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(mongo);
    mongoc_client_destroy(mongo);
  }
}

// curl_easy_init has its fix.
void fetch(int n) {
  // CHECK-FIXES: CURL *curl = curl_easy_init();
  // CHECK-FIXES-NEXT: for (int i = 0; i < n; ++i) {
  // CHECK-FIXES: curl_easy_reset(curl);
  for (int i = 0; i < n; ++i) {
    CURL *curl = curl_easy_init();
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'curl' starts without connections in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    curl_easy_perform(curl);
    curl_easy_cleanup(curl);
  }
  // CHECK-FIXES: }
  // CHECK-FIXES-NEXT: curl_easy_cleanup(curl);
}

void files(int n, sqlite3 *open, const char *name) {
  for (int i = 0; i < n; ++i) {
    sqlite3 *db;
    sqlite3_open("orders.db", &db);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'db' opens the database and reads its schema in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(db);
    sqlite3_close(db);
    sqlite3 *ro;
    sqlite3_open_v2("orders.db", &ro, 1, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'ro' opens the database and reads its schema in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(ro);
    sqlite3_close(ro);
    sqlite3_stmt *select;
    sqlite3_prepare_v2(open, "SELECT 1", -1, &select, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'select' parses and plans the statement in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    sqlite3_step(select);
    sqlite3_finalize(select);
    sqlite3_stmt *older;
    sqlite3_prepare(open, "SELECT 1", -1, &older, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'older' parses and plans the statement in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    sqlite3_step(older);
    sqlite3_finalize(older);
    FILE *log = fopen("service.log", "a");
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'log' opens the same file in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    fputs("x", log);
    fclose(log);
    // In memory, written from the start, answers of the kernel.
    sqlite3 *memory;
    sqlite3_open(":memory:", &memory);
    sqlite3_close(memory);
    FILE *status = fopen("status", "w");
    fclose(status);
    FILE *kernel = fopen("/proc/stat", "r");
    fclose(kernel);
  }
}

//===-- Small things beside a wait ----------------------------------------===//

static void unpack(const char *text) {
  z_stream stream = {0};
  inflateInit_(&stream, "1", sizeof stream);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'stream' allocates the state of a stream each time that a loop calls 'unpack'; keep it between calls [p99-setup-per-iteration]
  use(text);
  inflateEnd(&stream);
}
__attribute__((hot)) void unpack_all(int n, const char **texts) {
  for (int i = 0; i < n; ++i)
    unpack(texts[i]);
}

// Each round waits for its request: what it asks of the allocator is nothing.
static void unpack_request(const char *text) {
  z_stream stream = {0};
  inflateInit_(&stream, "1", sizeof stream);
  use(text);
  inflateEnd(&stream);
}
__attribute__((hot)) void unpack_requests(redisContext *queue) {
  for (;;) {
    redisReply *request = redisCommand(queue, "BLPOP requests 0");
    if (!request)
      break;
    unpack_request("x");
    freeReplyObject(request);
  }
}

//===-- Beside a wait -----------------------------------------------------===//

// Once for each client that has something to say.
void serve(struct pollfd *clients, nfds_t n, void (*answer)(int fd)) {
  for (;;) {
    poll(clients, n, -1);
    for (nfds_t i = 0; i < n; ++i) {
      if (clients[i].revents) {
        answer(clients[i].fd);
        if (getenv("QUIET"))
          clients[i].revents = 0;
      }
    }
  }
}

// What takes microseconds does not matter beside a request.
static void pack(const char *text, int level) {
  z_stream stream = {0};
  deflateInit_(&stream, level, "1", sizeof stream);
  use(text);
  deflateEnd(&stream);
}
static void send_packed(redisContext *store, const char *text) {
  pack(text, 6);
  freeReplyObject(redisCommand(store, "SET text 1"));
}
void send_all_packed(redisContext *store, const char **texts, int n) {
  for (int i = 0; i < n; ++i)
    send_packed(store, texts[i]);
}
static void pack_alone(const char *text, int level) {
  z_stream stream = {0};
  deflateInit_(&stream, level, "1", sizeof stream);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'stream' allocates the state of a stream each time that a loop calls 'pack_alone'; let the caller make it once [p99-setup-per-iteration]
  // CHECK-NOTES: :[[@LINE+7]]:5: note: the call in the loop
  // CHECK-NOTES: :[[@LINE+5]]:3: note: the loop starts here
  use(text);
  deflateEnd(&stream);
}
void pack_each(const char **texts, int n) {
  for (int i = 0; i < n; ++i)
    pack_alone(texts[i], 6);
}
