// SPDX-License-Identifier: MIT
#pragma once

#include <system_error>
#include <thread>
#include <utility>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Releases `held` in its own thread, or in this one if the system has no more threads. Releasing
/// millions of results takes longer than a call may take after it is told to stop. Nobody waits for
/// that thread, so `held` must own only memory.
template <class Held>
void release_aside(Held held) {
  try {
    std::thread([held = std::move(held)]() mutable {
      const Held released = std::move(held);
    }).detach();
  } catch (const std::system_error&) {
    // The work for the thread was released together with the thread object.
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
