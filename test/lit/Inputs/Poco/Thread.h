// What tests need of Poco's threads.
#ifndef Foundation_Thread_INCLUDED
#define Foundation_Thread_INCLUDED

namespace Poco {
class Runnable {
public:
  virtual ~Runnable();
  virtual void run() = 0;
};
class Thread {
public:
  typedef void (*Callable)(void *);
  void start(Runnable &target);
  void start(Callable target, void *data = nullptr);
  template <class Functor> void startFunc(const Functor &fn) {}
  void join();
};
} // namespace Poco

#endif
