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

/// The positions of texts among the options of a choice. Texts are compared by their sizes and
/// eight of their bytes, without a branch for each option: answers are in no order that a processor
/// could predict.
class OptionKeys {
 public:
  explicit OptionKeys(const std::vector<std::string>& options) : options_(options) {
    for (const std::string& option : options) keys_.push_back(key_of(option));
  }

  /// NaN for a text that is no option.
  double find(std::string_view text) const {
    constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    const Key own = key_of(text);
    std::size_t found = none;
    for (std::size_t k = 0; k < keys_.size(); ++k) {
      const bool same = (keys_[k].size == own.size) & (keys_[k].bytes == own.bytes);
      found = same ? k : found;
    }
    if (found == none) return std::numeric_limits<double>::quiet_NaN();
    if (text.size() <= sizeof own.bytes || options_[found] == text) {
      return static_cast<double>(found);
    }
    // Another option may have the same key.
    for (std::size_t k = 0; k < options_.size(); ++k) {
      if (options_[k] == text) return static_cast<double>(k);
    }
    return std::numeric_limits<double>::quiet_NaN();
  }

 private:
  struct Key {
    std::size_t size;
    std::uint64_t bytes;  // all of a text of at most eight
  };

  template <class Word>
  static std::uint64_t word_at(const char* from) {
    Word word;
    std::memcpy(&word, from, sizeof word);
    return word;
  }

  static Key key_of(std::string_view text) {
    const char* const from = text.data();
    const std::size_t size = text.size();
    if (size >= 8) return {size, word_at<std::uint64_t>(from)};
    if (size >= 4) {
      return {size, word_at<std::uint32_t>(from) | word_at<std::uint32_t>(from + size - 4) << 32};
    }
    if (size == 0) return {0, 0};
    return {size, word_at<std::uint8_t>(from) | word_at<std::uint8_t>(from + size / 2) << 8 |
                      word_at<std::uint8_t>(from + size - 1) << 16};
  }

  const std::vector<std::string>& options_;
  std::vector<Key> keys_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
