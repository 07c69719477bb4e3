// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include <parindex/detail/sentences.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline Said stopped(StopReason reason, const Phrase& done) {
  const Sentence<0>& why =
      reason == StopReason::deadline ? sentence::stopped_deadline : sentence::stopped_request;
  return done.empty() ? Said(why) : say(sentence::stopped_with, why, done);
}

}  // namespace detail

StoppedError::StoppedError(StopReason reason, const detail::Phrase& done)
    : Error(detail::stopped(reason, done)), reason_(reason) {}

StopScope::StopScope(Stop stop) : stop_(std::move(stop)), outer_(detail::stop_thread().scope) {
  detail::stop_thread().scope = this;
  detail::stop_thread().spent = 0;
}

StopScope::StopScope(const StopScope* caller, detail::stop_token token)
    : stop_{std::move(token), std::nullopt, {}}, outer_(caller), is_relay_(true) {
  detail::stop_thread().scope = this;
}

StopScope::~StopScope() { detail::stop_thread().scope = is_relay_ ? nullptr : outer_; }

void check_stop() {
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

// A function instead of a variable in the header, because a shared library and its application must
// use the same variable.
StopThread& stop_thread() {
  static thread_local constinit StopThread thread;
  return thread;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
