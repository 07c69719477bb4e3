// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/engine/detail/exact_double.hpp>
#include <parindex/engine/detail/narrow_float.hpp>
#include <parindex/engine/detail/option_finder.hpp>
#include <parindex/engine/score.hpp>
#include <parindex/io/detail/arrow_cell.hpp>
#include <parindex/io/detail/arrow_chunk.hpp>
#include <parindex/io/detail/arrow_type.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A column over the arrays of many batches.
class ArrowColumn final : public ColumnSource {
 public:
  ArrowColumn(std::shared_ptr<const void> owner, ArrowType type)
      : owner_(std::move(owner)), type_(std::move(type)) {}

  void add(ArrowChunk chunk, std::optional<ArrowChunk> dictionary) {
    starts_.push_back(size_);
    size_ += static_cast<std::size_t>(chunk.length());
    chunks_.push_back(chunk);
    dictionaries_.push_back(dictionary);
  }

  std::size_t size() const override { return size_; }

  Detail problem() const override {
    if (type_.kind != ArrowKind::other) return {};
    if (const auto zone = time_zone(type_.format); !zone.empty()) {
      return say(sentence::times_of_the_zone, std::string(zone));
    }
    return say(sentence::arrow_type_of_format, type_.format);
  }

  Cell at(std::size_t row) const override {
    const std::size_t chunk = chunk_of(row);
    return value(chunk, static_cast<std::int64_t>(row - starts_[chunk]));
  }

  const double* in_place(std::size_t begin) const override {
    if (type_.kind != ArrowKind::float64 || type_.dictionary || begin >= size_) return nullptr;
    const std::size_t chunk = chunk_of(begin);
    const char* const first = chunks_[chunk].bytes<double>();
    if (chunks_[chunk].has_nulls() || reinterpret_cast<std::uintptr_t>(first) % alignof(double)) {
      return nullptr;
    }
    return reinterpret_cast<const double*>(first) + (begin - starts_[chunk]);
  }

  const double* numbers(std::size_t begin, std::size_t count, double* buffer) const override {
    const double* const there = in_place(begin);
    if (there && count <= starts_[chunk_of(begin)] +
                              static_cast<std::size_t>(chunks_[chunk_of(begin)].length()) - begin) {
      return there;
    }
    each_chunk(
        begin, count,
        [&](std::size_t chunk, std::int64_t from, std::int64_t n, double* to) {
          number_run(chunk, from, n, to);
        },
        buffer);
    return buffer;
  }

  const double* flags(std::size_t begin, std::size_t count, double* buffer) const override {
    if (type_.kind != ArrowKind::boolean || type_.dictionary) {
      return ColumnSource::flags(begin, count, buffer);
    }
    each_chunk(
        begin, count,
        [&](std::size_t chunk, std::int64_t from, std::int64_t n, double* to) {
          const ArrowChunk& values = chunks_[chunk];
          // Without a branch: flags are in no order that a processor could predict.
          constexpr double known[] = {0, 1, none, none};
          const bool nulls = values.has_nulls();
          for (std::int64_t i = 0; i < n; ++i) {
            const int lacks = nulls && values.is_null(from + i) ? 2 : 0;
            to[i] = known[lacks | static_cast<int>(values.flag(from + i))];
          }
        },
        buffer);
    return buffer;
  }

  void positions(std::size_t begin, std::size_t count, const std::vector<std::string>& options,
                 double* buffer) const override {
    const bool text = type_.kind == ArrowKind::utf8 || type_.kind == ArrowKind::large_utf8 ||
                      type_.kind == ArrowKind::utf8_view;
    if (!text) return ColumnSource::positions(begin, count, options, buffer);
    const OptionFinder find(options);
    each_chunk(
        begin, count,
        [&](std::size_t chunk, std::int64_t from, std::int64_t n, double* to) {
          const ArrowChunk& values = chunks_[chunk];
          if (const auto& dictionary = dictionaries_[chunk]) {
            return entry_run(values, *dictionary, from, n, to, [&](std::int64_t entry) {
              const std::string_view id = dictionary->text(entry);
              return find(id, id.data() + id.size());
            });
          }
          const char* const end = values.end_of_texts(from, n);
          for (std::int64_t i = 0; i < n; ++i) {
            if (values.is_null(from + i)) {
              to[i] = none;
              continue;
            }
            const std::string_view id = values.text(from + i);
            // An empty text has no address.
            to[i] = find(id, end && !id.empty() ? end : id.data() + id.size());
          }
        },
        buffer);
  }

 private:
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();

  std::size_t chunk_of(std::size_t row) const {
    const auto after = std::upper_bound(starts_.begin(), starts_.end(), row);
    return static_cast<std::size_t>(after - starts_.begin()) - 1;
  }

  Cell value(std::size_t chunk, std::int64_t i) const {
    const ArrowChunk& values = chunks_[chunk];
    if (!dictionaries_[chunk] || values.is_null(i)) return arrow_cell(values, type_, i);
    return arrow_cell(*dictionaries_[chunk], type_, *values.integer(i));
  }

  template <class Run>
  void each_chunk(std::size_t begin, std::size_t count, const Run& run, double* buffer) const {
    std::size_t chunk = count == 0 ? 0 : chunk_of(begin);
    while (count != 0) {
      const std::size_t from = begin - starts_[chunk];
      const std::size_t n =
          std::min(count, static_cast<std::size_t>(chunks_[chunk].length()) - from);
      run(chunk, static_cast<std::int64_t>(from), static_cast<std::int64_t>(n), buffer);
      begin += n;
      buffer += n;
      count -= n;
      ++chunk;
    }
  }

  /// The doubles of rows that are entries of a dictionary, each converted once if there are not
  /// more of them than rows.
  template <class Convert>
  void entry_run(const ArrowChunk& values, const ArrowChunk& dictionary, std::int64_t from,
                 std::int64_t n, double* to, const Convert& convert) const {
    const auto of = [&](std::int64_t entry) {
      return dictionary.is_null(entry) ? none : convert(entry);
    };
    if (dictionary.length() > n) {
      for (std::int64_t i = 0; i < n; ++i) {
        to[i] = values.is_null(from + i) ? none : of(*values.integer(from + i));
      }
      return;
    }
    std::vector<double> known;
    for (std::int64_t entry = 0; entry < dictionary.length(); ++entry) known.push_back(of(entry));
    values.with_integers([&](auto width) {
      using Index = decltype(width);
      for (std::int64_t i = 0; i < n; ++i) {
        // The index of a null may be anything.
        to[i] = values.is_null(from + i)
                    ? none
                    : known[static_cast<std::size_t>(values.template get<Index>(from + i))];
      }
    });
  }

  template <class T>
  static void integer_run(const ArrowChunk& values, std::int64_t from, std::int64_t n, double* to) {
    constexpr double limit = 9007199254740992.0;  // 2^53
    for (std::int64_t i = 0; i < n; ++i) {
      const auto value = static_cast<double>(values.get<T>(from + i));
      to[i] = sizeof(T) < 8 || (value < limit && value > -limit) ? value : none;
    }
  }

  void number_run(std::size_t chunk, std::int64_t from, std::int64_t n, double* to) const {
    const ArrowChunk& values = chunks_[chunk];
    if (const auto& dictionary = dictionaries_[chunk]) {
      return entry_run(values, *dictionary, from, n, to, [&](std::int64_t entry) {
        return number_of(arrow_cell(*dictionary, type_, entry));
      });
    }
    switch (type_.kind) {
      case ArrowKind::float64:
        std::memcpy(to, values.bytes<double>() + 8 * from, static_cast<std::size_t>(n) * 8);
        break;
      case ArrowKind::float32:
        narrow_doubles(values.bytes<float>() + 4 * from, static_cast<std::size_t>(n), to);
        break;
      case ArrowKind::int8: integer_run<std::int8_t>(values, from, n, to); break;
      case ArrowKind::int16: integer_run<std::int16_t>(values, from, n, to); break;
      case ArrowKind::int32: integer_run<std::int32_t>(values, from, n, to); break;
      case ArrowKind::int64: integer_run<std::int64_t>(values, from, n, to); break;
      case ArrowKind::uint8: integer_run<std::uint8_t>(values, from, n, to); break;
      case ArrowKind::uint16: integer_run<std::uint16_t>(values, from, n, to); break;
      case ArrowKind::uint32: integer_run<std::uint32_t>(values, from, n, to); break;
      case ArrowKind::uint64: integer_run<std::uint64_t>(values, from, n, to); break;
      case ArrowKind::decimal: decimal_run(values, from, n, to); break;
      case ArrowKind::utf8:
      case ArrowKind::large_utf8:
      case ArrowKind::utf8_view:
        for (std::int64_t i = 0; i < n; ++i) {
          to[i] = values.is_null(from + i) ? none : number_of_text(values.text(from + i));
        }
        return;
      default:
        for (std::int64_t i = 0; i < n; ++i) to[i] = number_of(value(chunk, from + i));
        return;
    }
    if (!values.has_nulls()) return;
    for (std::int64_t i = 0; i < n; ++i) {
      if (values.is_null(from + i)) to[i] = none;
    }
  }

  void decimal_run(const ArrowChunk& values, std::int64_t from, std::int64_t n, double* to) const {
    constexpr std::int64_t limit = 1'000'000'000'000'000;  // 15 digits, see exact_double()
    const bool plain = type_.scale >= 0 && type_.scale <= 18;
    const double divisor = plain ? static_cast<double>(pow10[type_.scale]) : 1;
    for (std::int64_t i = 0; i < n; ++i) {
      const std::uint8_t* const bytes = values.decimal(from + i, type_.width);
      std::int64_t low = 0;
      std::memcpy(&low, bytes, type_.width < 8 ? 4 : 8);
      if (type_.width < 8) low = static_cast<std::int32_t>(low);
      // Wider numbers must only repeat the sign.
      bool fits = plain && low > -limit && low < limit;
      for (int b = 8; b < type_.width; ++b) fits = fits && bytes[b] == (low < 0 ? 0xFFU : 0U);
      to[i] = fits ? static_cast<double>(low) / divisor : none;
    }
  }

  std::shared_ptr<const void> owner_;  // keeps the batches alive
  ArrowType type_;
  std::size_t size_ = 0;
  std::vector<std::size_t> starts_;
  std::vector<ArrowChunk> chunks_;
  std::vector<std::optional<ArrowChunk>> dictionaries_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
