// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>
#include <variant>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The return type of a visitor for the first alternative, and so for all. The other alternatives
/// are not instantiated here, because functions that they call may be declared later in the file.
template <class Visitor, class Variant>
using VisitResult = std::invoke_result_t<Visitor, decltype(std::get<0>(std::declval<Variant>()))>;

/// `std::visit` of one variant, implemented by a switch. The standard library's version
/// instantiates six functions for each alternative and visitor, which costs compile time.
template <class Visitor, class Variant>
VisitResult<Visitor, Variant> visit(Visitor&& visitor, Variant&& variant) {
  constexpr std::size_t size = std::variant_size_v<std::remove_cvref_t<Variant>>;
  static_assert(size <= 24, "more cases are needed below");
  // clang-format off
#define PARINDEX_CASE(i)                         \
  case (i):                                      \
    if constexpr ((i) < size) {                  \
      return visitor(*std::get_if<i>(&variant)); \
    }                                            \
    [[fallthrough]];
  switch (variant.index()) {
    PARINDEX_CASE(0) PARINDEX_CASE(1) PARINDEX_CASE(2) PARINDEX_CASE(3) PARINDEX_CASE(4)
    PARINDEX_CASE(5) PARINDEX_CASE(6) PARINDEX_CASE(7) PARINDEX_CASE(8) PARINDEX_CASE(9)
    PARINDEX_CASE(10) PARINDEX_CASE(11) PARINDEX_CASE(12) PARINDEX_CASE(13) PARINDEX_CASE(14)
    PARINDEX_CASE(15) PARINDEX_CASE(16) PARINDEX_CASE(17) PARINDEX_CASE(18) PARINDEX_CASE(19)
    PARINDEX_CASE(20) PARINDEX_CASE(21) PARINDEX_CASE(22) PARINDEX_CASE(23)
    default: throw std::bad_variant_access();
  }
  // clang-format on
#undef PARINDEX_CASE
}

}  // namespace detail

PARINDEX_END_NAMESPACE
