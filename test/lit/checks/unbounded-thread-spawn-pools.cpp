// RUN: %check_p99 %s p99-unbounded-thread-spawn %t -- -I%inputs
// RUN: %check_p99 -check-suffixes=QT %s p99-unbounded-thread-spawn %t \
// RUN:   -config='{CheckOptions: {p99-unbounded-thread-spawn.Executor: QThreadPool}}' -- -I%inputs -DQT
//
// Work is handed to the pool that is in scope.

#include <QtCore/QThread>
#include <boost/asio.hpp>
#include <folly/Executors.h>
#include <memory>
#include <pools.h>
#include <string>
#include <sys/socket.h>
#include <thread>

namespace absl::synchronization_internal {
class ThreadPool {
public:
  explicit ThreadPool(int num_threads);
  void Schedule(std::function<void()> func);
};
} // namespace absl::synchronization_internal
namespace tsl::thread {
class ThreadPool {
public:
  void Schedule(std::function<void()> fn);
};
} // namespace tsl::thread
namespace tensorflow::thread {
class ThreadPool {
public:
  void Schedule(std::function<void()> fn);
};
} // namespace tensorflow::thread
namespace Eigen {
class ThreadPoolInterface {
public:
  virtual void Schedule(std::function<void()> fn) = 0;
};
} // namespace Eigen
namespace asio {
class thread_pool {};
template <typename Executor, typename Token>
void post(Executor &ex, Token &&token) {}
} // namespace asio

void serve(int Client);
void answer(int Client, std::string Text);
struct Socket {
  explicit Socket(int Descriptor);
  Socket(Socket &&);
  int Descriptor;
};
void session(Socket Peer);
std::string greeting();

#ifndef QT

//===-- Fixed -------------------------------------------------------------===//

// Each pool, as a member, a pointer, a parameter, a local variable.
class Asio {
public:
  void run(int Listener) {
    while (true) {
      int Client = accept(Listener, nullptr, nullptr);
      // CHECK-FIXES: boost::asio::post(Pool, [Client] { serve(Client); });
      std::thread(serve, Client).detach();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
      // CHECK-NOTES: :[[@LINE-2]]:7: note: if the pool has room for work that takes this long
    }
  }

private:
  boost::asio::thread_pool Pool{4};
};
void standalone(int Listener, asio::thread_pool &Pool) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    // CHECK-FIXES: asio::post(Pool, [Client] { serve(Client); });
    std::thread(serve, Client).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}
void bs(int Listener, BS::thread_pool<> &Pool) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    // CHECK-FIXES: Pool.detach_task([Client] { serve(Client); });
    std::thread([Client] { serve(Client); }).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new thread is started for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}
void pointer(int Listener, std::unique_ptr<folly::CPUThreadPoolExecutor> Pool) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    // CHECK-FIXES: Pool->add([Client] { serve(Client); });
    std::thread Thread(serve, Client);
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    Thread.detach();
  }
}
void base(int Listener, folly::ThreadPoolExecutor *Pool, folly::IOThreadPoolExecutor *Io) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    // CHECK-FIXES: Pool->add([Client] { serve(Client); });
    std::thread(serve, Client).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}
void arena(int Listener) {
  tbb::task_arena Arena;
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    // CHECK-FIXES: Arena.enqueue([Client] { serve(Client); });
    std::thread(serve, Client).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}
void enqueued(int Listener, ThreadPool &Pool) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    // CHECK-FIXES: Pool.enqueue([Client] { serve(Client); });
    std::thread(serve, Client).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}
void scheduled(int Listener, absl::synchronization_internal::ThreadPool &Pool) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    // CHECK-FIXES: Pool.Schedule([Client] { serve(Client); });
    std::thread(serve, Client).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}

// Arguments are copied now, as a thread would.
class Server {
public:
  void run(int Listener, BS::thread_pool<> &Pool) {
    while (true) {
      // CHECK-FIXES: Pool.detach_task([Peer = Socket(accept(Listener, nullptr, nullptr))]() mutable { session(std::move(Peer)); });
      std::thread(session, Socket(accept(Listener, nullptr, nullptr))).detach();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'session' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
      int Client = accept(Listener, nullptr, nullptr);
      // CHECK-FIXES: Pool.detach_task([this, Client] { handle(Client, 3); });
      std::thread(&Server::handle, this, Client, 3).detach();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'handle' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
      // CHECK-FIXES: Pool.detach_task([Client, Text = greeting()]() mutable { answer(Client, std::move(Text)); });
      std::thread(answer, Client, greeting()).detach();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'answer' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    }
  }
  void handle(int Client, int Tries);
};

//===-- Flagged -----------------------------------------------------------===//

// No fix: the work refers to variables that are gone when it is its turn.
void dangling(int Listener, BS::thread_pool<> &Pool) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    std::thread([&] { serve(Client); }).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new thread is started for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    std::thread([](int *Pointer) { serve(*Pointer); }, &Client).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new thread is started for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}
void takesReference(int &Client);
void referring(int Listener, BS::thread_pool<> &Pool) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    std::thread(takesReference, std::ref(Client)).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'takesReference' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}
// No fix: a std::function has to be copyable.
void moving(int Listener, ThreadPool &Pool) {
  while (true) {
    std::thread(session, Socket(accept(Listener, nullptr, nullptr))).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'session' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}
// No fix: somebody waits for it.
void keeping(int Listener, BS::thread_pool<> &Pool, std::vector<std::thread> &Threads) {
  while (true) {
    Threads.emplace_back(serve, accept(Listener, nullptr, nullptr));
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}
// No fix: it is in scope of somebody else.
void elsewhere(int Listener) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    std::thread(serve, Client).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    BS::thread_pool<> Pool;
  }
}

//===-- Not flagged -------------------------------------------------------===//

void pooled(int Listener, boost::asio::thread_pool &Pool, tsl::thread::ThreadPool &Other, tensorflow::thread::ThreadPool &Third, Eigen::ThreadPoolInterface &Fourth) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    boost::asio::post(Pool, [Client] { serve(Client); });
    Other.Schedule([Client] { serve(Client); });
    Third.Schedule([Client] { serve(Client); });
    Fourth.Schedule([Client] { serve(Client); });
  }
}

#else

// Qt's is always there.
void global(int Listener, BS::thread_pool<> &Pool) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    // CHECK-FIXES-QT: #include <QThreadPool>
    // CHECK-FIXES-QT: QThreadPool::globalInstance()->start([Client] { serve(Client); });
    std::thread(serve, Client).detach();
    // CHECK-MESSAGES-QT: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}

#endif
