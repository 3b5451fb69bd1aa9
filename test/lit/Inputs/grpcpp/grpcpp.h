// What tests need of gRPC C++, with a generated service beside it in
// protos/greeter.grpc.pb.h.
#ifndef GRPCPP_GRPCPP_H
#define GRPCPP_GRPCPP_H

#include <chrono>
#include <memory>
#include <string>

struct gpr_timespec {
  long tv_sec;
  int tv_nsec;
};

namespace grpc {

class Status {
public:
  Status();
  static const Status &OK;
  bool ok() const;
};

class ServerContextBase {
public:
  std::chrono::system_clock::time_point deadline() const;
  bool IsCancelled() const;
};
class ServerContext : public ServerContextBase {};
class CallbackServerContext : public ServerContextBase {};

class PropagationOptions {};

class ClientContext {
public:
  ClientContext();
  ~ClientContext();
  ClientContext(const ClientContext &) = delete;
  static std::unique_ptr<ClientContext>
  FromServerContext(const ServerContextBase &server_context,
                    PropagationOptions options = PropagationOptions());
  static std::unique_ptr<ClientContext>
  FromCallbackServerContext(const CallbackServerContext &server_context,
                            PropagationOptions options = PropagationOptions());
  void AddMetadata(const std::string &meta_key, const std::string &meta_value);
  template <typename T> void set_deadline(const T &deadline);
  void set_wait_for_ready(bool wait_for_ready);
  void TryCancel();
};

namespace internal {
template <class W> class WriterInterface {
public:
  virtual ~WriterInterface() {}
  bool Write(const W &msg);
};
} // namespace internal

template <class R> class ClientReader {
public:
  bool Read(R *msg);
  Status Finish();
};
template <class W> class ClientWriter : public internal::WriterInterface<W> {
public:
  bool WritesDone();
  Status Finish();
};
template <class W, class R>
class ClientReaderWriter : public internal::WriterInterface<W> {
public:
  bool Read(R *msg);
  Status Finish();
};
template <class R> class ServerReader {
public:
  bool Read(R *msg);
};
template <class W, class R> class ServerReaderWriter {
public:
  bool Read(R *msg);
};

namespace internal {
class ServerReactor {
public:
  virtual ~ServerReactor() = default;
  virtual void OnDone() = 0;
  virtual void OnCancel() = 0;
};
} // namespace internal
class ServerUnaryReactor : public internal::ServerReactor {
public:
  void Finish(Status s);
  void OnDone() override = 0;
  void OnCancel() override {}
};
template <class Request>
class ServerReadReactor : public internal::ServerReactor {
public:
  void StartRead(Request *req);
  virtual void OnReadDone(bool ok) {}
  void OnDone() override = 0;
  void OnCancel() override {}
};
template <class Response>
class ServerWriteReactor : public internal::ServerReactor {
public:
  void StartWrite(const Response *resp);
  virtual void OnWriteDone(bool ok) {}
  void OnDone() override = 0;
  void OnCancel() override {}
};
template <class Request, class Response>
class ServerBidiReactor : public internal::ServerReactor {
public:
  virtual void OnReadDone(bool ok) {}
  virtual void OnWriteDone(bool ok) {}
  void OnDone() override = 0;
  void OnCancel() override {}
};
namespace internal {
class ClientReactor {
public:
  virtual ~ClientReactor() = default;
  virtual void OnDone(const Status &s) = 0;
};
} // namespace internal
template <class Response>
class ClientReadReactor : public internal::ClientReactor {
public:
  void OnDone(const Status &s) override {}
  virtual void OnReadDone(bool ok) {}
};
template <class Request>
class ClientWriteReactor : public internal::ClientReactor {
public:
  void OnDone(const Status &s) override {}
  virtual void OnWriteDone(bool ok) {}
};
template <class Request, class Response>
class ClientBidiReactor : public internal::ClientReactor {
public:
  void OnDone(const Status &s) override {}
  virtual void OnReadDone(bool ok) {}
  virtual void OnWriteDone(bool ok) {}
};
class ClientUnaryReactor : public internal::ClientReactor {
public:
  void OnDone(const Status &s) override {}
};

class GenericCallbackServerContext : public CallbackServerContext {};
class ByteBuffer;
using ServerGenericBidiReactor = ServerBidiReactor<ByteBuffer, ByteBuffer>;
class CallbackGenericService {
public:
  virtual ~CallbackGenericService() {}
  virtual ServerGenericBidiReactor *
  CreateReactor(GenericCallbackServerContext *ctx);
};
namespace experimental {
class InterceptorBatchMethods {
public:
  virtual void Proceed() = 0;
};
class Interceptor {
public:
  virtual ~Interceptor() {}
  virtual void Intercept(InterceptorBatchMethods *methods) = 0;
};
} // namespace experimental

class CompletionQueue {
public:
  enum NextStatus { SHUTDOWN, GOT_EVENT, TIMEOUT };
  bool Next(void **tag, bool *ok);
  template <typename T>
  NextStatus AsyncNext(void **tag, bool *ok, const T &deadline);
};

class ChannelInterface {
public:
  virtual ~ChannelInterface() {}
  template <typename T> bool WaitForStateChange(int last_observed, T deadline);
  template <typename T> bool WaitForConnected(T deadline);
};
class Channel final : public ChannelInterface {};
class ChannelCredentials {};
class ChannelArguments {};
std::shared_ptr<ChannelCredentials> InsecureChannelCredentials();
std::shared_ptr<Channel>
CreateChannel(const std::string &target,
              const std::shared_ptr<ChannelCredentials> &creds);
std::shared_ptr<Channel>
CreateCustomChannel(const std::string &target,
                    const std::shared_ptr<ChannelCredentials> &creds,
                    const ChannelArguments &args);

class ServerCompletionQueue : public CompletionQueue {};

class ServerInterface {
public:
  virtual ~ServerInterface() {}
  void Shutdown();
  virtual void Wait() = 0;
};
class Server : public ServerInterface {
public:
  void Wait() override;
};

} // namespace grpc

#endif
