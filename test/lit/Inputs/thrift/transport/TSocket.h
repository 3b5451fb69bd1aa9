// What tests need of Apache Thrift: one header for its many.
#ifndef _THRIFT_TRANSPORT_TSOCKET_H_
#define _THRIFT_TRANSPORT_TSOCKET_H_

#include <memory>
#include <string>

namespace apache {
namespace thrift {
namespace transport {

class TTransport {
public:
  virtual ~TTransport();
  virtual bool isOpen() const;
  virtual void open();
  virtual void close();
};

class TVirtualTransport : public TTransport {};

class TSocket : public TVirtualTransport {
public:
  TSocket(const std::string &host, int port);
  void open() override;
  void close() override;
  void setConnTimeout(int ms);
  void setRecvTimeout(int ms);
  void setSendTimeout(int ms);
};

class TBufferedTransport : public TVirtualTransport {
public:
  TBufferedTransport(std::shared_ptr<TTransport> transport);
  void open() override;
  void close() override;
};

class TFramedTransport : public TVirtualTransport {
public:
  TFramedTransport(std::shared_ptr<TTransport> transport);
  void open() override;
  void close() override;
};

class TMemoryBuffer : public TVirtualTransport {
public:
  TMemoryBuffer();
  void open() override;
};
class TFDTransport : public TVirtualTransport {
public:
  TFDTransport(int fd);
  void open() override;
};
class TFileTransport : public TTransport {
public:
  TFileTransport(std::string path, bool readOnly = false);
  void open() override;
};

} // namespace transport
} // namespace thrift
} // namespace apache

#endif
