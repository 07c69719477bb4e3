// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// For loops with iterations of a few nanoseconds, in which even stop_point() would cost time: it
/// is called at every 4096th iteration.
inline void stop_point_at(std::size_t turn, std::size_t nanoseconds) {
  constexpr std::size_t turns = 4096;
  if (turn % turns == 0) stop_point(turns * nanoseconds);
}

/// The order `less` for sorting many elements, with stop points. After a stop the order of the
/// elements is unspecified.
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
  std::shared_ptr<std::size_t> compared_ = std::make_shared<std::size_t>(0);  // for all copies
};

}  // namespace detail

PARINDEX_END_NAMESPACE
