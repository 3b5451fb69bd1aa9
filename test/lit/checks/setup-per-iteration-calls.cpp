// RUN: %check_p99 %s p99-setup-per-iteration %t

// Calls that answer the same in each round.

#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

using Strings = std::vector<std::string>;
void look(const std::string &Text);
void note(const char *Text);
void step(const std::filesystem::path &Path);
bool more();

extern "C" {
char *secure_getenv(const char *Name) noexcept;
int get_nprocs(void) noexcept;
int get_nprocs_conf(void) noexcept;
struct evp_md_st;
struct engine_st;
const evp_md_st *EVP_sha256(void);
unsigned char *SHA1(const unsigned char *Data, size_t Size, unsigned char *Out);
unsigned char *SHA256(const unsigned char *Data, size_t Size, unsigned char *Out);
unsigned char *SHA512(const unsigned char *Data, size_t Size, unsigned char *Out);
unsigned char *MD5(const unsigned char *Data, size_t Size, unsigned char *Out);
int EVP_Digest(const void *Data, size_t Size, unsigned char *Out, unsigned *OutSize, const evp_md_st *Type, engine_st *Impl);
int PKCS5_PBKDF2_HMAC(const char *Pass, int PassSize, const unsigned char *Salt, int SaltSize, int Rounds, const evp_md_st *Type, int KeySize, unsigned char *Out);
int PKCS5_PBKDF2_HMAC_SHA1(const char *Pass, int PassSize, const unsigned char *Salt, int SaltSize, int Rounds, int KeySize, unsigned char *Out);
}
struct QByteArray {
  QByteArray(const char *);
  QByteArray(const QByteArray &);
  ~QByteArray();
};
struct QString {
  QString(const QString &);
  ~QString();
};
QByteArray qgetenv(const char *Name);
QString qEnvironmentVariable(const char *Name);
void show(const QByteArray &Bytes);
void show(const QString &Text);
struct QCryptographicHash {
  enum Algorithm { Sha256 };
  static QByteArray hash(const QByteArray &Data, Algorithm Method);
};
namespace nlohmann {
struct basic_json {
  static basic_json parse(const std::string &Text);
  basic_json(const basic_json &);
  ~basic_json();
  int value(const std::string &Key) const;
};
} // namespace nlohmann
namespace YAML {
struct Node {
  Node(const Node &);
  ~Node();
  int get() const;
};
Node Load(const std::string &Text);
} // namespace YAML
namespace boost::filesystem {
struct path {
  path(const std::string &);
  path(const path &);
  ~path();
};
path canonical(const path &Of);
} // namespace boost::filesystem
void open(const boost::filesystem::path &Path);

//===-- Flagged -----------------------------------------------------------===//

// CHECK-FIXES: const auto kept = std::getenv("HOME");
// CHECK-FIXES-NEXT: const auto kept2 = secure_getenv("LANG");
// CHECK-FIXES-NEXT: const auto kept3 = qgetenv("LANG");
// CHECK-FIXES-NEXT: const auto kept4 = qEnvironmentVariable("LANG");
void environment(const Strings &Names) {
  for (const std::string &Name : Names) {
    look(std::getenv("HOME") + Name);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'getenv' searches the environment in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: the loop starts here
    // CHECK-NOTES: :[[@LINE-3]]:10: note: if all rounds may share it
    // CHECK-FIXES: look(kept + Name);
    note(secure_getenv("LANG"));
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'secure_getenv' searches the environment in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
    // CHECK-FIXES: note(kept2);
    show(qgetenv("LANG"));
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'qgetenv' searches the environment in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
    // CHECK-FIXES: show(kept3);
    show(qEnvironmentVariable("LANG"));
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'qEnvironmentVariable' searches the environment in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
    // CHECK-FIXES: show(kept4);
  }
}

void paths(const Strings &Names, const std::string &Root) {
  for (const std::string &Name : Names) {
    step(std::filesystem::canonical(Root));
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'canonical' resolves a path on the disk in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
    const auto Base = std::filesystem::weakly_canonical(Root);
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'weakly_canonical' resolves a path on the disk in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
    look(Base / Name);
    open(boost::filesystem::canonical(Root));
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'canonical' resolves a path on the disk in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
  }
}

void hashes(const Strings &Names, const unsigned char *Data, size_t Size, const QByteArray &Bytes) {
  unsigned char Out[64];
  // CHECK-FIXES: const auto kept5 = QCryptographicHash::hash(Bytes, QCryptographicHash::Sha256);
  for (const std::string &Name : Names) {
    look(Name);
    SHA1(Data, Size, Out);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'SHA1' computes a hash in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
    SHA256(Data, Size, Out);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'SHA256' computes a hash in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
    SHA512(Data, Size, Out);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'SHA512' computes a hash in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
    MD5(Data, Size, Out);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'MD5' computes a hash in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
    EVP_Digest(Data, Size, Out, nullptr, EVP_sha256(), nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'EVP_Digest' computes a hash in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
    show(QCryptographicHash::hash(Bytes, QCryptographicHash::Sha256));
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'hash' computes a hash in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
    // CHECK-FIXES: show(kept5);
  }
}

void keys(const Strings &Names, const char *Pass, const unsigned char *Salt) {
  unsigned char Out[32];
  for (const std::string &Name : Names) {
    look(Name);
    PKCS5_PBKDF2_HMAC(Pass, -1, Salt, 8, 100000, EVP_sha256(), 32, Out);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'PKCS5_PBKDF2_HMAC' derives a key in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
    PKCS5_PBKDF2_HMAC_SHA1(Pass, -1, Salt, 8, 100000, 32, Out);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'PKCS5_PBKDF2_HMAC_SHA1' derives a key in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
  }
}

int documents(const Strings &Names, const std::string &Settings) {
  int Sum = 0;
  // CHECK-FIXES: const auto kept6 = nlohmann::basic_json::parse(Settings);
  // CHECK-FIXES-NEXT: const auto kept7 = YAML::Load(Settings);
  for (const std::string &Name : Names) {
    Sum += nlohmann::basic_json::parse(Settings).value(Name);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'parse' parses a document in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
    // CHECK-FIXES: Sum += kept6.value(Name);
    Sum += YAML::Load(Settings).get();
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Load' parses a document in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
    // CHECK-FIXES: Sum += kept7.get();
  }
  return Sum;
}

unsigned processors(const Strings &Names) {
  unsigned Sum = 0;
  // CHECK-FIXES: const auto kept10 = get_nprocs_conf();
  // CHECK-FIXES-NEXT: const auto kept8 = std::thread::hardware_concurrency();
  // CHECK-FIXES-NEXT: const auto kept9 = get_nprocs();
  for (const std::string &Name : Names) {
    Sum += Name.size() % std::thread::hardware_concurrency();
    // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: 'hardware_concurrency' counts the processors in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
    // CHECK-FIXES: Sum += Name.size() % kept8;
    Sum += get_nprocs() + get_nprocs_conf();
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'get_nprocs' counts the processors in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
    // CHECK-MESSAGES: :[[@LINE-2]]:27: warning: 'get_nprocs_conf' counts the processors in each round of the loop; call it once, above the loop [p99-setup-per-iteration]
    // CHECK-FIXES: Sum += kept9 + kept10;
  }
  return Sum;
}

//===-- Not flagged -------------------------------------------------------===//

void eachName(const Strings &Names) {
  for (const std::string &Name : Names) {
    if (const char *Value = std::getenv(Name.c_str()))
      note(Value);
    look(std::filesystem::canonical(Name));
  }
}
void once(const std::string &Root) {
  note(std::getenv("HOME"));
  look(std::filesystem::canonical(Root));
}
void changed(const Strings &Names, unsigned char *Data, size_t Size) {
  unsigned char Out[32];
  for (const std::string &Name : Names) {
    Data[0] = Name[0];
    SHA256(Data, Size, Out);
  }
}
int documentOfEach(const Strings &Texts) {
  int Sum = 0;
  for (const std::string &Text : Texts)
    Sum += nlohmann::basic_json::parse(Text).value("count");
  return Sum;
}
void found(const Strings &Names) {
  for (const std::string &Name : Names)
    if (Name.empty()) {
      note(std::getenv("HOME"));
      break;
    }
}
void initSettings(const Strings &Names) {
  for (const std::string &Name : Names)
    look(std::getenv("HOME") + Name);
}
// Seldom, for all that is known.
void quietly(const Strings &Names) {
  for (const std::string &Name : Names)
    if (Name.empty())
      note(std::getenv("HOME"));
}
int main(int Count, char **Arguments) {
  for (int I = 1; I < Count; ++I)
    note(std::getenv("HOME"));
}
