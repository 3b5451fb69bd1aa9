// RUN: %check_p99 %s p99-setup-per-iteration %t

#include <memory>
#include <string>

namespace Aws {
namespace Client {
struct ClientConfiguration {
  std::string region;
};
} // namespace Client
#define CLIENT(Service, Name)                                                  \
  namespace Service {                                                          \
  struct Name {                                                                \
    Name(const Client::ClientConfiguration & = {});                            \
    void call(const std::string &) const;                                      \
  };                                                                           \
  }
CLIENT(S3, S3Client)
CLIENT(S3Crt, S3CrtClient)
CLIENT(DynamoDB, DynamoDBClient)
CLIENT(SQS, SQSClient)
CLIENT(SNS, SNSClient)
CLIENT(Kinesis, KinesisClient)
CLIENT(Firehose, FirehoseClient)
CLIENT(Lambda, LambdaClient)
CLIENT(KMS, KMSClient)
CLIENT(STS, STSClient)
CLIENT(SSM, SSMClient)
CLIENT(SecretsManager, SecretsManagerClient)
CLIENT(CloudWatch, CloudWatchClient)
CLIENT(CloudWatchLogs, CloudWatchLogsClient)
} // namespace Aws

namespace google::cloud {
struct Options {};
namespace storage {
inline namespace v2_7_0 {
struct Client {
  explicit Client(Options = {});
  void read(const std::string &Object);
};
} // namespace v2_7_0
} // namespace storage
template <typename T> using Connection = std::shared_ptr<T>;
struct AnyConnection {
  void send(const std::string &Text);
};
namespace pubsub {
inline namespace v2_7_0 {
Connection<AnyConnection> MakePublisherConnection(const char *Topic);
Connection<AnyConnection> MakeSubscriberConnection(const char *Subscription);
} // namespace v2_7_0
} // namespace pubsub
namespace spanner {
Connection<AnyConnection> MakeConnection(const char *Database);
}
namespace bigtable {
Connection<AnyConnection> MakeDataConnection();
}
} // namespace google::cloud

namespace Azure::Identity {
struct DefaultAzureCredential {
  DefaultAzureCredential();
  void token(const std::string &Scope);
};
} // namespace Azure::Identity
namespace Azure::Storage::Blobs {
struct BlobServiceClient {
  BlobServiceClient(const std::string &Url);
  void get(const std::string &Name);
};
struct BlobContainerClient {
  BlobContainerClient(const std::string &Url);
  void get(const std::string &Name);
};
} // namespace Azure::Storage::Blobs

//===-- Flagged -----------------------------------------------------------===//

void aws(int N, const std::string &Key) {
  for (int I = 0; I < N; ++I) {
    Aws::S3::S3Client S3;
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'S3' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    S3.call(Key);
    Aws::S3Crt::S3CrtClient Crt;
    // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: 'Crt' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Crt.call(Key);
    Aws::DynamoDB::DynamoDBClient Dynamo;
    // CHECK-MESSAGES: :[[@LINE-1]]:35: warning: 'Dynamo' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Dynamo.call(Key);
    Aws::SQS::SQSClient Sqs;
    // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'Sqs' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Sqs.call(Key);
    Aws::SNS::SNSClient Sns;
    // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'Sns' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Sns.call(Key);
    Aws::Kinesis::KinesisClient Kinesis;
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Kinesis' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Kinesis.call(Key);
    Aws::Firehose::FirehoseClient Firehose;
    // CHECK-MESSAGES: :[[@LINE-1]]:35: warning: 'Firehose' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Firehose.call(Key);
    Aws::Lambda::LambdaClient Lambda;
    // CHECK-MESSAGES: :[[@LINE-1]]:31: warning: 'Lambda' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Lambda.call(Key);
    Aws::KMS::KMSClient Kms;
    // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'Kms' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Kms.call(Key);
    Aws::STS::STSClient Sts;
    // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'Sts' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Sts.call(Key);
    Aws::SSM::SSMClient Ssm;
    // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'Ssm' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Ssm.call(Key);
    Aws::SecretsManager::SecretsManagerClient Secrets;
    // CHECK-MESSAGES: :[[@LINE-1]]:47: warning: 'Secrets' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Secrets.call(Key);
    Aws::CloudWatch::CloudWatchClient Watch;
    // CHECK-MESSAGES: :[[@LINE-1]]:39: warning: 'Watch' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Watch.call(Key);
    Aws::CloudWatchLogs::CloudWatchLogsClient Logs;
    // CHECK-MESSAGES: :[[@LINE-1]]:47: warning: 'Logs' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Logs.call(Key);
  }
}

void others(int N, const std::string &Url) {
  for (int I = 0; I < N; ++I) {
    google::cloud::storage::Client Storage;
    // CHECK-MESSAGES: :[[@LINE-1]]:36: warning: 'Storage' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Storage.read(Url);
    auto Publisher = google::cloud::pubsub::MakePublisherConnection("orders");
    // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'Publisher' makes connections and threads in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Publisher->send(Url);
    auto Subscriber = google::cloud::pubsub::MakeSubscriberConnection("orders");
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'Subscriber' makes connections and threads in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Subscriber->send(Url);
    auto Spanner = google::cloud::spanner::MakeConnection("orders");
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'Spanner' makes connections and threads in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Spanner->send(Url);
    auto Bigtable = google::cloud::bigtable::MakeDataConnection();
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'Bigtable' makes connections and threads in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Bigtable->send(Url);
    Azure::Identity::DefaultAzureCredential Credential;
    // CHECK-MESSAGES: :[[@LINE-1]]:45: warning: 'Credential' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Credential.token(Url);
    Azure::Storage::Blobs::BlobServiceClient Service(Url);
    // CHECK-MESSAGES: :[[@LINE-1]]:46: warning: 'Service' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Service.get(Url);
    Azure::Storage::Blobs::BlobContainerClient Container(Url);
    // CHECK-MESSAGES: :[[@LINE-1]]:48: warning: 'Container' makes a client that has to connect in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Container.get(Url);
  }
}

//===-- Not flagged -------------------------------------------------------===//

// One for each region.
void regions(const std::string (&Regions)[20], const std::string &Key) {
  for (const std::string &Region : Regions) {
    Aws::Client::ClientConfiguration Configuration;
    Configuration.region = Region;
    Aws::S3::S3Client S3(Configuration);
    S3.call(Key);
  }
}

// A copy shares the connections.
void workers(int N, const google::cloud::storage::Client &Storage, const std::string &Object) {
  for (int I = 0; I < N; ++I) {
    google::cloud::storage::Client Mine = Storage;
    Mine.read(Object);
  }
}

// Made once.
struct Store {
  Aws::S3::S3Client S3;
  void all(int N, const std::string &Key) {
    for (int I = 0; I < N; ++I)
      S3.call(Key);
  }
};
