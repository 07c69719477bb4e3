// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <latch>
#include <memory>
#include <thread>
#include <vector>

#include <parindex/engine/detail/release_aside.hpp>

namespace px = parindex;

namespace {

/// Reports when and in which thread it is released.
struct Watched {
  std::thread::id& by;
  std::latch& gone;
  ~Watched() {
    by = std::this_thread::get_id();
    gone.count_down();
  }
};

TEST(ReleaseAside, AnotherThreadReleasesEverything) {
  std::thread::id by[3];
  std::latch gone(3);
  std::vector<std::unique_ptr<Watched>> held;
  for (std::thread::id& one : by) held.emplace_back(new Watched{one, gone});
  px::detail::release_aside(std::move(held));
  gone.wait();
  for (const std::thread::id one : by) EXPECT_NE(one, std::this_thread::get_id());
}

}  // namespace
