// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include <parindex/detail/portable.hpp>

#if PARINDEX_HAS_STOP_TOKEN
#include <stop_token>
#endif

PARINDEX_BEGIN_NAMESPACE

namespace detail {

namespace portable {

/// What this library uses of std::stop_token.
class stop_token {
 public:
  stop_token() = default;
  bool stop_requested() const noexcept { return stopped_ && *stopped_; }

 private:
  explicit stop_token(std::shared_ptr<const std::atomic<bool>> stopped)
      : stopped_(std::move(stopped)) {}
  std::shared_ptr<const std::atomic<bool>> stopped_;
  friend class stop_source;
};

class stop_source {
 public:
  stop_token get_token() const { return stop_token(stopped_); }
  void request_stop() noexcept { *stopped_ = true; }

 private:
  std::shared_ptr<std::atomic<bool>> stopped_ = std::make_shared<std::atomic<bool>>(false);
};

}  // namespace portable

#if PARINDEX_HAS_STOP_TOKEN
using std::stop_source;
using std::stop_token;
#else
using portable::stop_source;
using portable::stop_token;
#endif

}  // namespace detail

PARINDEX_END_NAMESPACE
