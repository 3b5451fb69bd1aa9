// What tests need of wangle: one header for its many.
#ifndef WANGLE_SERVICE_H
#define WANGLE_SERVICE_H

#include <folly/Future.h>
#include <memory>
#include <utility>

namespace wangle {

template <typename Req, typename Resp = Req> class Service {
public:
  virtual folly::Future<Resp> operator()(Req request) = 0;
  virtual ~Service() = default;
  virtual folly::Future<int> close();
};
template <class Rout> class InboundHandlerContext {};
template <class Rin, class Rout = Rin> class InboundHandler {
public:
  typedef InboundHandlerContext<Rout> Context;
  virtual ~InboundHandler() = default;
  virtual void read(Context *ctx, Rin msg) = 0;
  virtual void readEOF(Context *ctx) {}
};
template <class Rout, class Wout> class HandlerContext {};
template <class Rin, class Rout = Rin, class Win = Rout, class Wout = Rin>
class Handler {
public:
  typedef HandlerContext<Rout, Wout> Context;
  virtual ~Handler() = default;
  virtual void read(Context *ctx, Rin msg) = 0;
};
template <class R, class W = R>
class HandlerAdapter : public Handler<R, R, W, W> {
public:
  typedef typename Handler<R, R, W, W>::Context Context;
  void read(Context *ctx, R msg) override {}
};

} // namespace wangle

#endif
