// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A cell as it is written: the bytes between its delimiters, or between its quotes.
struct RawCell {
  const char* begin = nullptr;
  const char* end = nullptr;
  bool quoted = false;
  bool doubled = false;  ///< has quotes within, each written twice

  std::size_t size() const { return static_cast<std::size_t>(end - begin); }
  bool empty() const { return begin == end; }

  std::string text() const {
    if (!doubled) return {begin, end};
    std::string unquoted;
    unquoted.reserve(size());
    for (const char* at = begin; at != end; ++at) {
      unquoted += *at;
      if (*at == '"') ++at;
    }
    return unquoted;
  }
};

/// Goes over a text cell by cell.
class DelimitedCursor {
 public:
  enum class Next {
    cell,      ///< another cell of the row follows
    row,       ///< that was the last cell of its row
    malformed  ///< the cell cannot be read
  };

  DelimitedCursor(const char* at, const char* end, char delimiter) : at_(at), end_(end) {
    for (const char special : {'\n', '\r', '\0', delimiter}) {
      special_[static_cast<unsigned char>(special)] = true;
    }
    delimiter_ = delimiter;
  }

  const char* at() const { return at_; }
  bool done() const { return at_ == end_; }

  /// Reads the cell that begins here, and moves past its delimiter or line end.
  Next next(RawCell& cell) {
    cell.quoted = at_ != end_ && *at_ == '"';
    cell.doubled = false;
    if (cell.quoted) return next_quoted(cell);
    const char* at = at_;
    cell.begin = at;
    while (at != end_ && !special_[static_cast<unsigned char>(*at)]) ++at;
    cell.end = at;
    return behind(at);
  }

 private:
  Next next_quoted(RawCell& cell) {
    const char* at = at_ + 1;
    cell.begin = at;
    while (true) {
      while (at != end_ && *at != '"' && *at != '\0') ++at;
      if (at == end_ || *at == '\0') return malformed(at);
      if (at + 1 == end_ || at[1] != '"') break;
      cell.doubled = true;
      at += 2;
    }
    cell.end = at;
    return behind(at + 1);
  }

  Next behind(const char* at) {
    if (at == end_) {
      at_ = at;
      return Next::row;
    }
    if (*at == delimiter_) {
      at_ = at + 1;
      // A delimiter at the very end has an empty cell behind it, which `next` gives.
      return Next::cell;
    }
    if (*at == '\r') {
      if (at + 1 == end_ || at[1] != '\n') return malformed(at);
      ++at;
    }
    if (*at != '\n') return malformed(at);
    at_ = at + 1;
    return Next::row;
  }

  Next malformed(const char* at) {
    at_ = at;
    return Next::malformed;
  }

  const char* at_;
  const char* end_;
  char delimiter_ = ',';
  std::array<bool, 256> special_{};
};

/// Where the rows of a text begin.
class DelimitedRows {
 public:
  std::string_view text;
  std::shared_ptr<const void> owner;
  char delimiter = ',';
  std::vector<std::string> heads;
  std::vector<std::size_t> starts;  ///< of each row below the header, and of what follows the last
  std::vector<std::size_t> breaks;  ///< rows with line ends, once for each line end, ascending
  std::size_t first_line = 1;       ///< of the first row below the header

  std::size_t rows() const { return starts.size() - 1; }
  std::size_t width() const { return heads.size(); }
  DelimitedCursor cursor(std::size_t row) const {
    return {text.data() + starts[row], text.data() + starts.back(), delimiter};
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
