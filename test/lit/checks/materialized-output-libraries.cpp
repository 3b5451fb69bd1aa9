// RUN: %check_p99 %s p99-materialized-output %t -- -I%inputs

#include "texts.h"
#include <fstream>
#include <iostream>

void toFile(std::ofstream &File, nlohmann::json &Document) {
  File << Document.dump();
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'dump' builds the whole document only to be written to 'File'; write the value itself [p99-materialized-output]
  // CHECK-FIXES: File << Document;
  File << Document["part"].dump() << '\n';
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'dump' builds the whole document only to be written to 'File'; write the value itself [p99-materialized-output]
  // CHECK-FIXES: File << Document["part"] << '\n';
  // With an indentation the manipulator would have to say so.
  File << Document.dump(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'dump' builds the whole document only to be written to 'File'; write the value itself [p99-materialized-output]
}

// Of a pointer the address would be written.
void pointed(std::ofstream &File, const nlohmann::json *Document) {
  File << Document->dump();
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'dump' builds the whole document only to be written to 'File'; write the value itself [p99-materialized-output]
}

void boostJson(std::ostream &Out, const boost::json::value &Value) {
  Out << boost::json::serialize(Value);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'serialize' builds the whole document only to be written to 'Out'; write the value itself [p99-materialized-output]
  // CHECK-FIXES: Out << Value;
}

void message(std::ostream &Out, const google::protobuf::MessageLite &Message) {
  Out << Message.SerializeAsString();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'SerializeAsString' builds the whole message only to be written to 'Out'; write it piece by piece [p99-materialized-output]
}

// What is kept, or shown.
std::string kept(const nlohmann::json &Document) {
  std::string Text = Document.dump();
  std::cout << Document.dump();
  return Text;
}
void itself(std::ostream &Out, const nlohmann::json &Document) { Out << Document; }
bool asOne(std::ostream &Out, const google::protobuf::MessageLite &Message) {
  return Message.SerializeToOstream(&Out);
}
