// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The places of a document that could not be read, as JSON pointers. The contents of a draft at
/// these places have no meaning, and consequences of them are not findings.
class Unread {
 public:
  void add(std::string pointer) { places_.insert(std::move(pointer)); }
  bool empty() const { return places_.empty(); }

  /// Whether the place, or one that contains it, could not be read.
  bool covers(std::string_view pointer) const {
    if (empty()) return false;
    for (;; pointer.remove_suffix(pointer.size() - pointer.rfind('/'))) {
      if (places_.contains(pointer)) return true;
      if (pointer.empty()) return false;
    }
  }

  /// Whether the place, one that contains it, or one in it could not be read.
  bool touches(const std::string& pointer) const {
    if (empty()) return false;
    if (covers(pointer)) return true;
    const auto below = places_.lower_bound(pointer + "/");
    return below != places_.end() && below->starts_with(pointer + "/");
  }

 private:
  std::set<std::string, std::less<>> places_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
