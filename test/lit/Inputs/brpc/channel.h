// What tests need of brpc and bthread.
#ifndef BRPC_CHANNEL_H
#define BRPC_CHANNEL_H

#include "google/protobuf/controller.h"
#include <cstdint>

namespace brpc {

struct ChannelOptions {
  ChannelOptions();
  int32_t connect_timeout_ms;
  int32_t timeout_ms;
  int max_retry;
};
class Channel {
public:
  int Init(const char *server_addr_and_port, const ChannelOptions *options);
};
class Controller : public google::protobuf::RpcController {
public:
  bool Failed() const override;
  void set_timeout_ms(int64_t timeout_ms);
};
class Server {
public:
  void RunUntilAskedToQuit();
  int Join();
};

} // namespace brpc

using bthread_t = uint64_t;
struct bthread_cond_t;
struct bthread_mutex_t;
int bthread_cond_wait(bthread_cond_t *cond, bthread_mutex_t *mutex);
int bthread_join(bthread_t bt, void **bthread_return);
struct bthread_attr_t;
int bthread_start_urgent(bthread_t *tid, const bthread_attr_t *attr,
                         void *(*fn)(void *), void *args);
int bthread_start_background(bthread_t *tid, const bthread_attr_t *attr,
                             void *(*fn)(void *), void *args);
int bthread_usleep(uint64_t microseconds);

#endif
