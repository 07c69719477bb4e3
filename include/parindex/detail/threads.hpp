// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include <parindex/detail/stop_token.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Threads that share one piece of work. The calling thread only waits and checks whether to stop,
/// so that no lock and no long step of the work delays the check.
class Crew {
 public:
  explicit Crew(const std::function<void()>& work) : work_(work), caller_(stop_thread().scope) {}

  /// True when at least one thread has started.
  bool start(std::size_t count) {
    try {
      threads_.reserve(count);
      while (threads_.size() < count) {
        threads_.emplace_back([this] { run(); });
      }
    } catch (...) {
      // The system has no more threads: the threads that have started do the work.
    }
    return !threads_.empty();
  }

  /// Waits until all threads end, and rethrows the first exception of any of them.
  void finish() {
    constexpr std::chrono::milliseconds patience(10);
    std::unique_lock<std::mutex> lock(mutex_);
    while (ended_ < threads_.size()) {
      if (caller_ == nullptr || failure_) {
        ended_one_.wait(lock);
        continue;
      }
      lock.unlock();
      try {
        check_stop();
      } catch (...) {
        fail();
      }
      lock.lock();
      if (ended_ < threads_.size()) ended_one_.wait_for(lock, patience);
    }
    lock.unlock();
    for (std::thread& thread : threads_) thread.join();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void run() {
    const StopScope scope(caller_, failed_.get_token());
    try {
      work_();
    } catch (...) {
      fail();
    }
    const std::lock_guard<std::mutex> lock(mutex_);
    ++ended_;
    ended_one_.notify_one();
  }

  /// Keeps the current exception, unless it only results from another one, and stops the other
  /// threads.
  void fail() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
    failed_.request_stop();
  }

  const std::function<void()>& work_;
  const StopScope* const caller_;
  stop_source failed_;
  std::mutex mutex_;
  std::condition_variable ended_one_;
  std::size_t ended_ = 0;
  std::exception_ptr failure_;
  std::vector<std::thread> threads_;
};

/// A number of threads as options give it: 0 means one for each thread of the processor.
inline std::size_t threads_of(unsigned wanted) {
  return wanted != 0 ? wanted : std::max(1u, std::thread::hardware_concurrency());
}

/// Runs `work` in this many threads (one: in the calling thread), and returns when all have ended.
/// The first exception stops the other threads and reaches the caller.
inline void run_threads(std::size_t count, const std::function<void()>& work) {
  if (count > 1) {
    Crew crew(work);
    if (crew.start(count)) return crew.finish();
  }
  work();
}

}  // namespace detail

PARINDEX_END_NAMESPACE
