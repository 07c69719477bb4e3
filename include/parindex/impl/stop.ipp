// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

PARINDEX_INLINE StoppedError::StoppedError(StopReason reason, const std::string& done)
    : Error((reason == StopReason::deadline ? "stopped: the time allowed is over"
                                            : "stopped on request") +
            (done.empty() ? "" : "; " + done)),
      reason_(reason) {}

PARINDEX_INLINE StopScope::StopScope(Stop stop)
    : stop_(std::move(stop)), outer_(detail::stop_thread().scope) {
  detail::stop_thread().scope = this;
  detail::stop_thread().spent = 0;
}

PARINDEX_INLINE StopScope::StopScope(const StopScope* caller, std::stop_token token)
    : stop_{std::move(token), std::nullopt, {}}, outer_(caller), is_relay_(true) {
  detail::stop_thread().scope = this;
}

PARINDEX_INLINE StopScope::~StopScope() {
  detail::stop_thread().scope = is_relay_ ? nullptr : outer_;
}

PARINDEX_INLINE void check_stop() {
  detail::StopThread& thread = detail::stop_thread();
  thread.spent = 0;
  bool own = true;
  for (const StopScope* scope = thread.scope; scope != nullptr; scope = scope->outer_) {
    const Stop& stop = scope->stop_;
    if (stop.token.stop_requested()) throw StoppedError(StopReason::requested);
    if (stop.deadline && std::chrono::steady_clock::now() >= *stop.deadline) {
      throw StoppedError(StopReason::deadline);
    }
    if (own && stop.poll && !thread.polls) {
      struct Polling {
        bool& polls;
        ~Polling() { polls = false; }
      } const polling{thread.polls = true};
      if (stop.poll()) throw StoppedError(StopReason::requested);
    }
    own = own && !scope->is_relay_;
  }
}

namespace detail {

// A function and no variable of the header: a shared library and its host must see the same one.
PARINDEX_INLINE StopThread& stop_thread() {
  static thread_local constinit StopThread thread;
  return thread;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
