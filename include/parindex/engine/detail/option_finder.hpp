// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Finds texts among the options of a choice. Length and first bytes are compared as numbers, which
/// decides almost always.
class OptionFinder {
 public:
  explicit OptionFinder(const std::vector<std::string>& options) {
    for (const std::string& option : options) options_.push_back({option, start_of(option)});
  }

  /// The position of the option as a double; NaN for a text that is none.
  double operator()(std::string_view text) const {
    const std::uint64_t start = start_of(text);
    for (std::size_t k = 0; k < options_.size(); ++k) {
      const Option& option = options_[k];
      if (option.start == start && option.text.size() == text.size() &&
          (text.size() <= sizeof start || option.text == text)) {
        return static_cast<double>(k);
      }
    }
    return std::numeric_limits<double>::quiet_NaN();
  }

 private:
  struct Option {
    std::string_view text;
    std::uint64_t start;
  };

  static std::uint64_t start_of(std::string_view text) {
    std::uint64_t start = 0;
    if (text.size() >= sizeof start) {
      std::memcpy(&start, text.data(), sizeof start);
    } else if (text.size() >= 4) {
      // Two halves that overlap: a copy of a length that is not constant is a call.
      std::uint32_t low = 0;
      std::uint32_t high = 0;
      std::memcpy(&low, text.data(), sizeof low);
      std::memcpy(&high, text.data() + text.size() - sizeof high, sizeof high);
      start = std::uint64_t{high} << 32 | low;
    } else {
      for (const char c : text) start = start << 8 | static_cast<unsigned char>(c);
    }
    return start;
  }

  std::vector<Option> options_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
