// RUN: %check_p99 %s p99-blocking-async-future %t -- -I%inputs -Wno-unused-result

#include <chrono>
#include <future>
#include <httplib.h>
#include <string>
#include <vector>

void save(const std::string &Text);
void refresh();
int load(const std::string &Name);
int parse(int N);
bool ready();

//===-- Flagged -----------------------------------------------------------===//

void dropped(const std::string &Text) {
  std::async(std::launch::async, save, Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'async' waits here for its own thread, as its future is dropped; call the function directly [p99-blocking-async-future]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: if an exception, which the future swallows, may go to the caller
  // CHECK-FIXES: save(Text);
  refresh();
}

// The cast keeps the compiler quiet, and changes nothing else.
void castToVoid(const std::string &Text) {
  (void)std::async(std::launch::async, [Text] { save(Text); });
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'async' waits here for its own thread, as its future is dropped; call the function directly [p99-blocking-async-future]
  // CHECK-FIXES: [Text] { save(Text); }();
  std::ignore = std::async(save, Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'async' waits here for its own thread, as its future is dropped; call the function directly [p99-blocking-async-future]
  // CHECK-FIXES: save(Text);
  refresh();
}

void unused(const std::string &Text) {
  refresh();
  auto _ = std::async(std::launch::async, save, Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: '_' waits for its thread at the end of the block, where nothing else runs; call the function directly [p99-blocking-async-future]
  // CHECK-FIXES: save(Text);
}

void unusedInBranch(const std::string &Text) {
  if (ready())
    auto _ = std::async(std::launch::async, save, Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: '_' waits for its thread at the end of the block, where nothing else runs; call the function directly [p99-blocking-async-future]
  // CHECK-FIXES: save(Text);
  refresh();
}

int awaited(const std::string &Name) {
  auto Loaded = std::async(std::launch::async, load, Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Loaded' is waited for at once, so its thread buys nothing; call the function directly [p99-blocking-async-future]
  // CHECK-NOTES: :[[@LINE+3]]:10: note: it is waited for here
  // CHECK-NOTES: :[[@LINE-3]]:17: note: if it need not have a thread, and thread_local variables, of its own
  // CHECK-FIXES: return load(Name);
  return Loaded.get();
}

int awaitedInCondition(const std::string &Name) {
  std::future<int> Loaded = std::async(std::launch::async, load, Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: 'Loaded' is waited for at once, so its thread buys nothing; call the function directly [p99-blocking-async-future]
  // CHECK-FIXES: if (load(Name) > 0)
  if (Loaded.get() > 0)
    refresh();
  return 0;
}

void overwritten(const std::vector<std::string> &Texts) {
  std::future<void> Last;
  for (const std::string &Text : Texts)
    Last = std::async(std::launch::async, save, Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: each assignment to 'Last' waits for the thread before; keep the futures in a container [p99-blocking-async-future]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: in each round of this loop
}

class Journal {
public:
  void flush(const std::vector<std::string> &Texts) {
    for (const std::string &Text : Texts) {
      parse(1);
      Writing = std::async(std::launch::async, save, Text);
      // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: each assignment to 'Writing' waits for the thread before; keep the futures in a container [p99-blocking-async-future]
    }
  }

private:
  std::future<void> Writing;
};

static std::future<void> LastSave;
void serve(httplib::Server &Server) {
  Server.Post("/notes", [](const httplib::Request &Request, httplib::Response &) {
    LastSave = std::async(std::launch::async, save, Request.body);
    // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: each assignment to 'LastSave' waits for the thread before; keep the futures in a container [p99-blocking-async-future]
    // CHECK-NOTES: :[[@LINE-3]]:{{[0-9]+}}: note: hot: {{.*}}
  });
}

void neverRun(const std::string &Text) {
  auto Saved = std::async(std::launch::deferred, save, Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Saved' is deferred and nothing waits for it, so that it never runs; call the function directly [p99-blocking-async-future]
  refresh();
}

void neverRunEither(const std::string &Text) {
  std::async(std::launch::deferred, save, Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'async' is deferred and nothing waits for it, so that it never runs; call the function directly [p99-blocking-async-future]
  auto Asked = std::async(std::launch::deferred, save, Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Asked' is deferred and nothing waits for it, so that it never runs; call the function directly [p99-blocking-async-future]
  if (Asked.wait_for(std::chrono::seconds(1)) == std::future_status::timeout)
    refresh();
}

//===-- Fixed -------------------------------------------------------------===//

// Without a policy the library may run it in this thread anyway: a safe fix.
int anyPolicy(const std::string &Name) {
  return std::async(load, Name).get();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'async' is waited for at once, so its thread buys nothing; call the function directly [p99-blocking-async-future]
  // CHECK-FIXES: return load(Name);
}

int lambda(int N) {
  return std::async(std::launch::async, [](int A) { return parse(A); }, N + 1).get() + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'async' is waited for at once, so its thread buys nothing; call the function directly [p99-blocking-async-future]
  // CHECK-FIXES: return [](int A) { return parse(A); }(N + 1) + 1;
}

struct Store {
  int read(int Key);
  int readNow(int Key) {
    return std::async(std::launch::async, &Store::read, this, Key).get();
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'async' is waited for at once, so its thread buys nothing; call the function directly [p99-blocking-async-future]
    // CHECK-FIXES: return read(Key);
  }
};

void reference(Store &S, int &Count) {
  std::async(std::launch::async, [](int &N) { ++N; }, std::ref(Count)).wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'async' is waited for at once, so its thread buys nothing; call the function directly [p99-blocking-async-future]
  // CHECK-FIXES: [](int &N) { ++N; }(Count);
  std::async(std::launch::async, &Store::read, &S, Count).wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'async' is waited for at once, so its thread buys nothing; call the function directly [p99-blocking-async-future]
  // CHECK-FIXES: S.read(Count);
}

//===-- Not flagged -------------------------------------------------------===//

int overlaps(const std::string &Name) {
  auto Loaded = std::async(std::launch::async, load, Name);
  refresh();
  return Loaded.get();
}

// Two at the same time.
int both(const std::string &Name) {
  auto A = std::async(std::launch::async, load, Name);
  auto B = std::async(std::launch::async, load, Name);
  return A.get() + B.get();
}

// What is left of the block runs beside it, and waits for it at its end.
void guard(const std::string &Text) {
  auto Saving = std::async(std::launch::async, save, Text);
  refresh();
}

int beside(const std::string &Name) {
  auto Loaded = std::async(std::launch::async, load, Name);
  return parse(parse(1)) + Loaded.get();
}

int withLimit(const std::string &Name) {
  auto Loaded = std::async(std::launch::async, load, Name);
  if (Loaded.wait_for(std::chrono::seconds(1)) == std::future_status::ready)
    return Loaded.get();
  return 0;
}

int all(const std::vector<std::string> &Names) {
  std::vector<std::future<int>> Futures;
  for (const std::string &Name : Names)
    Futures.push_back(std::async(std::launch::async, load, Name));
  int Sum = 0;
  for (auto &F : Futures)
    Sum += F.get();
  return Sum;
}

// Each round waits for the one before when it means to.
void pipeline(const std::vector<std::string> &Texts) {
  std::future<void> Last;
  for (const std::string &Text : Texts) {
    if (Last.valid())
      Last.get();
    Last = std::async(std::launch::async, save, Text);
  }
}

void slots(const std::vector<std::string> &Texts, std::vector<std::future<void>> &Slots) {
  for (size_t I = 0; I < Texts.size(); ++I)
    Slots[I] = std::async(std::launch::async, save, Texts[I]);
}

struct Worker {
  std::future<void> Done;
};
void workers(std::vector<Worker> &Workers) {
  for (Worker &W : Workers)
    W.Done = std::async(std::launch::async, refresh);
}

void firstOnly(const std::vector<std::string> &Texts) {
  std::future<void> Last;
  for (const std::string &Text : Texts)
    if (!Text.empty()) {
      Last = std::async(std::launch::async, save, Text);
      break;
    }
}

// Once for each object, or seldom.
struct Service {
  Service() { Running = std::async(std::launch::async, refresh); }
  void restart() { Running = std::async(std::launch::async, refresh); }
  std::future<void> Running;
};

// Deferred and asked for: a direct call that is put off.
int lazily(const std::string &Name) {
  auto Loaded = std::async(std::launch::deferred, load, Name);
  refresh();
  return ready() ? Loaded.get() : 0;
}

std::future<int> given(const std::string &Name) {
  return std::async(std::launch::async, load, Name);
}

void kept(std::vector<std::future<int>> &Futures, const std::string &Name) {
  auto Loaded = std::async(std::launch::async, load, Name);
  Futures.push_back(std::move(Loaded));
}

// A future of a promise does not wait for anybody when it dies.
void ofPromise() {
  std::promise<int> Promise;
  auto Value = Promise.get_future();
}
void ofTask() {
  std::packaged_task<int()> Task([] { return 1; });
  Task.get_future();
}

//===-- Macros and templates ----------------------------------------------===//

#define IN_BACKGROUND(Call) (void)std::async(std::launch::async, [&] { Call; })
void macro(const std::string &Text) {
  IN_BACKGROUND(save(Text));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'async' waits here for its own thread, as its future is dropped; call the function directly [p99-blocking-async-future]
}

template <class F> void background(F Function) {
  (void)std::async(std::launch::async, Function);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'async' waits here for its own thread, as its future is dropped; call the function directly [p99-blocking-async-future]
  // CHECK-FIXES: Function();
}
void instances() {
  background(refresh);
  background([] { refresh(); });
}

template <class F> auto start(F Function) { return std::async(std::launch::async, Function); }

//===-- Wrapped -----------------------------------------------------------===//

std::future<void> saveInBackground(const std::string &Text) {
  auto Saved = std::async(std::launch::async, save, Text);
  return Saved;
}
void wrapped(const std::string &Text) {
  saveInBackground(Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'saveInBackground' waits here for its own thread, as its future is dropped; call the function directly [p99-blocking-async-future]
  // CHECK-NOTES: :[[@LINE-6]]:16: note: the future comes from here
  refresh();
}
void wrappedTemplate() {
  start([] { refresh(); }).wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'start' is waited for at once, so its thread buys nothing; call the function directly [p99-blocking-async-future]
}
void wrappedAndKept(const std::string &Text) {
  auto Saved = saveInBackground(Text);
  refresh();
}

//===-- Options -----------------------------------------------------------===//
