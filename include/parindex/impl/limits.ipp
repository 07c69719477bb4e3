// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <list>
#include <mutex>
#include <string>

#include <parindex/detail/sentences.hpp>
#include <parindex/error.hpp>
#include <parindex/limits.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline constexpr Limits default_limits{};

/// The current limits. Earlier values are never changed and never freed, so that readers need no
/// lock.
struct LimitsInForce {
  std::atomic<const Limits*> current{&default_limits};
  std::mutex changing;
  std::list<Limits> kept;

  static LimitsInForce& instance() {
    static LimitsInForce* const only = new LimitsInForce;  // outlives threads that end late
    return *only;
  }
};

}  // namespace detail

const Limits& limits() noexcept {
  return *detail::LimitsInForce::instance().current.load(std::memory_order_acquire);
}

void set_limits(const Limits& changed) {
  for (const LimitSpec& spec : limit_specs) {
    const std::size_t value = changed.*spec.member;
    if (value >= spec.least && value <= spec.most) continue;
    throw Error(detail::say(detail::sentence::the_limit_must_be_to_not, std::string(spec.name),
                            std::to_string(spec.least), std::to_string(spec.most),
                            std::to_string(value)));
  }
  detail::LimitsInForce& all = detail::LimitsInForce::instance();
  const std::lock_guard lock(all.changing);
  auto found = std::find(all.kept.begin(), all.kept.end(), changed);
  if (found == all.kept.end()) found = all.kept.insert(all.kept.end(), changed);
  all.current.store(&*found, std::memory_order_release);
}

PARINDEX_END_NAMESPACE
