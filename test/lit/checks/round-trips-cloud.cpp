// RUN: %check_p99 %s p99-round-trip-per-iteration %t

#include <string>
#include <vector>

namespace Aws {
struct Request {
  void add(const std::string &Key);
};
struct Outcome {
  bool IsSuccess() const;
};
namespace DynamoDB {
struct DynamoDBClient {
  virtual ~DynamoDBClient();
  virtual Outcome GetItem(const Request &) const;
  virtual Outcome PutItem(const Request &) const;
  virtual Outcome DeleteItem(const Request &) const;
  virtual Outcome BatchGetItem(const Request &) const;
};
} // namespace DynamoDB
namespace SQS {
struct SQSClient {
  Outcome SendMessage(const Request &) const;
  Outcome DeleteMessage(const Request &) const;
};
} // namespace SQS
namespace SNS {
struct SNSClient {
  Outcome Publish(const Request &) const;
};
} // namespace SNS
namespace Kinesis {
struct KinesisClient {
  Outcome PutRecord(const Request &) const;
};
} // namespace Kinesis
namespace S3 {
struct S3Client {
  Outcome DeleteObject(const Request &) const;
};
} // namespace S3
namespace S3Crt {
struct S3CrtClient {
  Outcome DeleteObject(const Request &) const;
};
} // namespace S3Crt
} // namespace Aws

using Keys = std::vector<std::string>;

//===-- Flagged -----------------------------------------------------------===//

void all(const Keys &All, Aws::DynamoDB::DynamoDBClient &Dynamo,
         Aws::SQS::SQSClient &Sqs, Aws::SNS::SNSClient &Sns,
         Aws::Kinesis::KinesisClient &Kinesis, Aws::S3::S3Client &S3,
         Aws::S3Crt::S3CrtClient &Crt) {
  for (const std::string &Key : All) {
    Aws::Request Request;
    Request.add(Key);
    Dynamo.GetItem(Request);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'GetItem' is one request to DynamoDB for each element; BatchGetItem takes 100 items [p99-round-trip-per-iteration]
    Dynamo.PutItem(Request);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'PutItem' is one request to DynamoDB for each element; BatchWriteItem takes 25 items [p99-round-trip-per-iteration]
    Dynamo.DeleteItem(Request);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'DeleteItem' is one request to DynamoDB for each element; BatchWriteItem takes 25 items [p99-round-trip-per-iteration]
    Sqs.SendMessage(Request);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'SendMessage' is one request to SQS for each element; SendMessageBatch takes 10 messages [p99-round-trip-per-iteration]
    Sqs.DeleteMessage(Request);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'DeleteMessage' is one request to SQS for each element; DeleteMessageBatch takes 10 messages [p99-round-trip-per-iteration]
    Sns.Publish(Request);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'Publish' is one request to SNS for each element; PublishBatch takes 10 messages [p99-round-trip-per-iteration]
    Kinesis.PutRecord(Request);
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'PutRecord' is one request to Kinesis for each element; PutRecords takes 500 records [p99-round-trip-per-iteration]
    S3.DeleteObject(Request);
    // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'DeleteObject' is one request to S3 for each element; DeleteObjects takes 1,000 keys [p99-round-trip-per-iteration]
    Crt.DeleteObject(Request);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'DeleteObject' is one request to S3 for each element; DeleteObjects takes 1,000 keys [p99-round-trip-per-iteration]
  }
}

//===-- Not flagged -------------------------------------------------------===//

void batches(const std::vector<Keys> &Batches, Aws::DynamoDB::DynamoDBClient &Dynamo) {
  for (const Keys &Batch : Batches) {
    Aws::Request Request;
    for (const std::string &Key : Batch)
      Request.add(Key);
    Dynamo.BatchGetItem(Request);
  }
}

// Another client each time.
void each(const std::vector<Aws::SNS::SNSClient> &Regions, const Aws::Request &Request) {
  for (const Aws::SNS::SNSClient &Sns : Regions)
    Sns.Publish(Request);
}

void once(const Keys &All, Aws::SQS::SQSClient &Sqs) {
  Aws::Request Request;
  for (const std::string &Key : All)
    Request.add(Key);
  Sqs.SendMessage(Request);
}
