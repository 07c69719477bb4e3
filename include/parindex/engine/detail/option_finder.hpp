// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/engine/detail/exact_double.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Finds texts among the options of a choice. Which option a row has cannot be predicted, so
/// lengths and first bytes are compared as numbers, without a branch, which decides almost always.
class OptionFinder {
 public:
  explicit OptionFinder(const std::vector<std::string>& options) : options_(options) {
    for (const std::string& option : options) {
      starts_.push_back(start_of(option, option.data() + option.size()));
      sizes_.push_back(option.size());
    }
  }

  /// The position of the option as a double; NaN for a text that is none. Up to `end`, memory may
  /// be read.
  double operator()(std::string_view text, const char* end) const {
    if (starts_.size() > most_compared) return position_of_text(text, options_);
    const std::uint64_t start = start_of(text, end);
    std::size_t found = starts_.size();
    for (std::size_t k = 0; k < starts_.size(); ++k) {
      const std::uint64_t differs = (starts_[k] ^ start) | (sizes_[k] ^ text.size());
      found = differs == 0 ? k : found;
    }
    if (found == starts_.size()) return std::numeric_limits<double>::quiet_NaN();
    if (text.size() <= sizeof start || options_[found] == text) return static_cast<double>(found);
    return position_of_text(text, options_);  // several options begin alike
  }

 private:
  /// With more options, it is faster to stop at the right one.
  static constexpr std::size_t most_compared = 16;

  /// The first bytes, and zeros if there are fewer.
  static std::uint64_t start_of(std::string_view text, const char* end) {
    std::uint64_t start = 0;
    if (end - text.data() < static_cast<std::ptrdiff_t>(sizeof start)) {
      if (!text.empty()) std::memcpy(&start, text.data(), text.size());
      return start;
    }
    static constexpr auto first_bytes = [] {
      std::array<std::uint64_t, sizeof start + 1> masks{};
      for (std::size_t n = 0; n < masks.size(); ++n) {
        for (std::size_t i = 0; i < n; ++i) {
          const std::size_t byte = std::endian::native == std::endian::little ? i : 7 - i;
          masks[n] |= std::uint64_t{0xFF} << (8 * byte);
        }
      }
      return masks;
    }();
    std::memcpy(&start, text.data(), sizeof start);
    return start & first_bytes[std::min(text.size(), sizeof start)];
  }

  const std::vector<std::string>& options_;
  std::vector<std::uint64_t> starts_;
  std::vector<std::size_t> sizes_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
