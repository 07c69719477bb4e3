// SPDX-License-Identifier: MIT
#pragma once

#include <system_error>
#include <thread>
#include <utility>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Releases `held` in a thread of its own, here if the system has no more of them. Millions of
/// results take longer to release than a call that is told to stop may take. Nobody waits for that
/// thread: what `held` releases must be memory alone.
template <class Held>
void release_aside(Held held) {
  try {
    std::thread([held = std::move(held)]() mutable {
      const Held released = std::move(held);
    }).detach();
  } catch (const std::system_error&) {
    // The work for the thread has been released with it.
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
