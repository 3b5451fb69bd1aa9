// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The body of a test may wait as long as it likes; the helpers of the program
// it tests may not.

#include <curl/curl.h>

// GoogleTest, Catch2 and Boost.Test as their macros expand.
namespace testing {
class Test {
public:
  virtual void TestBody() = 0;
};
} // namespace testing
#define TEST_CASE(Name) static void catchTest1()
#define TEST_CASE_METHOD(Class, Name) static void catchTest2()
#define SCENARIO(Name) static void catchTest3()
#define BOOST_AUTO_TEST_CASE(Name) static void Name()
#define BOOST_FIXTURE_TEST_CASE(Name, Fixture) static void Name()

//===-- Flagged -----------------------------------------------------------===//

int fetch() {
  CURL *Curl = curl_easy_init();
  return curl_easy_perform(Curl);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-FIXES: curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 5000L);
}

//===-- Not flagged -------------------------------------------------------===//

class FetchTest : public testing::Test {
  void TestBody() override {
    CURL *Curl = curl_easy_init();
    curl_easy_perform(Curl);
    [] { curl_easy_perform(curl_easy_init()); }();
  }
};

TEST_CASE("fetch") { curl_easy_perform(curl_easy_init()); }
TEST_CASE_METHOD(FetchTest, "fetch") { curl_easy_perform(curl_easy_init()); }
SCENARIO("fetch") { curl_easy_perform(curl_easy_init()); }
BOOST_AUTO_TEST_CASE(plain) { curl_easy_perform(curl_easy_init()); }
BOOST_FIXTURE_TEST_CASE(fixed, FetchTest) { curl_easy_perform(curl_easy_init()); }

[[gnu::cold]] void coldPath() { curl_easy_perform(curl_easy_init()); }
