// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// For loops of a few nanoseconds a turn, in which even stop_point() would cost time: it is called
/// at every 4096th turn.
inline void stop_point_at(std::size_t turn, std::size_t nanoseconds) {
  constexpr std::size_t turns = 4096;
  if (turn % turns == 0) stop_point(turns * nanoseconds);
}

/// The order `less` for the sorting of many things, which can be stopped. What was being sorted
/// then holds anything.
template <class Less>
class StoppableOrder {
 public:
  explicit StoppableOrder(Less less) : less_(std::move(less)) {}

  template <class T>
  bool operator()(const T& a, const T& b) const {
    stop_point_at(++*compared_, 25);
    return less_(a, b);
  }

 private:
  Less less_;
  std::shared_ptr<std::size_t> compared_ = std::make_shared<std::size_t>(0);  // algorithms copy
};

}  // namespace detail

PARINDEX_END_NAMESPACE
