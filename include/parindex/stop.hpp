// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include <parindex/detail/stop_token.hpp>
#include <parindex/error.hpp>

PARINDEX_BEGIN_NAMESPACE

enum class StopReason { requested, deadline };

/// Thrown by a call that was stopped before it was done. The arguments of the call are unchanged
/// and can be used again; no partial result is returned.
class StoppedError : public Error {
 public:
  /// `done` describes the progress of the call; it may be empty.
  explicit StoppedError(StopReason reason, const detail::Phrase& done = {});
  StopReason reason() const noexcept { return reason_; }

 private:
  StopReason reason_;
};

/// When to stop. Every member is optional; the first that occurs stops the call.
struct Stop {
  /// A std::stop_token, or a twin of it where the standard library has none.
  detail::stop_token token = {};
  std::optional<std::chrono::steady_clock::time_point> deadline = {};
  /// Called repeatedly, only in the thread that opened the scope: true stops. An exception
  /// reaches the caller unchanged.
  std::function<bool()> poll = {};
};

/// Throws StoppedError when a scope of this thread says so: for long loops of an application, such
/// as in a custom rule. Costs less than a tenth of a microsecond, besides the polls.
void check_stop();

/// Makes all calls of this thread to the library stoppable until the end of the scope:
/// scoring, exports, audits, mutants, the check of a rubric. Threads that the library starts for it
/// stop too. Scopes nest, and an inner one does not hide an outer one. A scope belongs to its
/// thread and must end in it, before those around it.
///
///     const StopScope scope({.token = token});
///     const Scores scores = score(plan, table);  // throws StoppedError soon after request_stop()
class StopScope {
 public:
  explicit StopScope(Stop stop);
  /// For a worker thread: whatever stops the caller stops this thread, and so does `token`.
  /// `caller`, which may be nullptr, must outlive the scope. Does not call the polls of `caller`.
  StopScope(const StopScope* caller, detail::stop_token token);
  StopScope(const StopScope&) = delete;
  StopScope& operator=(const StopScope&) = delete;
  ~StopScope();

 private:
  Stop stop_;
  const StopScope* outer_;
  bool is_relay_ = false;  // `outer_` belongs to another thread
  friend void check_stop();
};

namespace detail {

struct StopThread {
  const StopScope* scope = nullptr;  // the innermost one
  std::size_t spent = 0;             // nanoseconds of work since the last check, estimated
  bool polls = false;                // a poll is running: it must not poll again
};

/// Of the calling thread.
StopThread& stop_thread();

/// Called in every loop that can take long. `nanoseconds` is roughly the time of one iteration. The
/// checks are so rare that they cost nothing, and so frequent that a thousandfold error in the
/// estimate does not matter.
inline void stop_point(std::size_t nanoseconds) {
  constexpr std::size_t between_checks = 100'000;
  StopThread& thread = stop_thread();
  if (thread.scope == nullptr) return;
  thread.spent += nanoseconds;
  if (thread.spent >= between_checks) check_stop();
}

}  // namespace detail

PARINDEX_END_NAMESPACE
