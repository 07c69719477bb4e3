// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include <parindex/io/arrow.hpp>
#include <parindex/io/detail/arrow_type.hpp>
#include <parindex/io/detail/sentences.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// One array of one batch: values by position, from its own buffers. Values are read byte by byte,
/// because a buffer from a file or a network packet may be unaligned.
class ArrowChunk {
 public:
  /// `shift` is the offset of the record batch that contains the array. Precondition:
  /// `layout_problem` found none.
  ArrowChunk(const ArrowArray& array, ArrowKind kind, std::int64_t shift, std::int64_t length)
      : array_(array), kind_(kind), offset_(array.offset + shift), length_(length) {
    if (!has_values()) return;
    // A missing bitmap means that nothing is null.
    if (array.null_count != 0) bitmap_ = static_cast<const std::uint8_t*>(array.buffers[0]);
    values_ = array.buffers[1];
  }

  /// What is wrong with the shape of an array that must have `rows` rows, or nothing.
  static Detail layout_problem(const ArrowArray& array, ArrowKind kind, std::int64_t rows) {
    if (array.length < 0 || array.offset < 0 || array.length > arrow_rows_limit ||
        array.offset > arrow_rows_limit - array.length) {
      return say(sentence::a_column_of_rows_from_row, std::to_string(array.length),
                 std::to_string(array.offset));
    }
    if (array.length < rows) return sentence::a_column_shorter_than_its_batch;
    if (kind == ArrowKind::other) return {};
    const std::int64_t expected = arrow_buffers(kind);
    bool enough = array.n_buffers == expected;
    if (kind == ArrowKind::utf8_view) enough = array.n_buffers >= expected;
    // Before 1.0 of the specification, a null array had a validity bitmap; polars still writes one.
    if (kind == ArrowKind::null) enough = array.n_buffers == 0 || array.n_buffers == 1;
    if (!enough) return say(sentence::a_column_with_buffers, std::to_string(array.n_buffers));
    if (expected == 0) return {};
    if (!array.buffers) return sentence::a_column_without_buffers;
    if (rows == 0) return {};
    if (!array.buffers[1]) return sentence::a_column_without_values;
    if (array.null_count > 0 && !array.buffers[0]) {
      return sentence::a_column_without_a_validity_bitmap;
    }
    return {};
  }

  /// What is wrong with the texts, or nothing: a text must be within its buffer.
  Detail content_problem() const {
    switch (kind_) {
      case ArrowKind::utf8: return offsets_problem<std::int32_t>();
      case ArrowKind::large_utf8: return offsets_problem<std::int64_t>();
      case ArrowKind::utf8_view: return views_problem();
      default: return {};
    }
  }

  std::int64_t length() const { return length_; }
  bool has_nulls() const { return bitmap_ != nullptr || !has_values(); }

  bool is_null(std::int64_t i) const {
    if (!bitmap_) return !has_values();
    const std::int64_t bit = offset_ + i;
    return ((bitmap_[bit >> 3] >> (bit & 7)) & 1) == 0;
  }

  template <class T>
  T get(std::int64_t i) const {
    T value;
    std::memcpy(&value, bytes<T>() + static_cast<std::int64_t>(sizeof value) * i, sizeof value);
    return value;
  }
  /// The address of the first value.
  template <class T>
  const char* bytes() const {
    return static_cast<const char*>(values_) + static_cast<std::int64_t>(sizeof(T)) * offset_;
  }

  bool flag(std::int64_t i) const {
    const std::int64_t bit = offset_ + i;
    return ((static_cast<const std::uint8_t*>(values_)[bit >> 3] >> (bit & 7)) & 1) != 0;
  }

  std::string_view text(std::int64_t i) const {
    if (kind_ == ArrowKind::utf8) {
      return text_between(get<std::int32_t>(i), get<std::int32_t>(i + 1));
    }
    if (kind_ == ArrowKind::large_utf8) {
      return text_between(get<std::int64_t>(i), get<std::int64_t>(i + 1));
    }
    const auto view = get<View>(i);
    if (view.size <= inlined) {
      return {bytes<View>() + 16 * i + 4, static_cast<std::size_t>(view.size)};
    }
    return {static_cast<const char*>(array_.buffers[2 + std::int64_t{view.buffer}]) + view.offset,
            static_cast<std::size_t>(view.size)};
  }

  /// The end of the texts of rows from .. from + n, if they are one behind the other; otherwise
  /// nullptr.
  const char* end_of_texts(std::int64_t from, std::int64_t n) const {
    if (n == 0 || kind_ == ArrowKind::utf8_view) return nullptr;
    const std::string_view last = text(from + n - 1);
    return last.data() + last.size();
  }

  /// Calls use(width), where width is of the type of the integers. Precondition: the kind is one.
  template <class Use>
  void with_integers(const Use& use) const {
    switch (kind_) {
      case ArrowKind::int8: return use(std::int8_t{});
      case ArrowKind::int16: return use(std::int16_t{});
      case ArrowKind::int32: return use(std::int32_t{});
      case ArrowKind::int64: return use(std::int64_t{});
      case ArrowKind::uint8: return use(std::uint8_t{});
      case ArrowKind::uint16: return use(std::uint16_t{});
      case ArrowKind::uint32: return use(std::uint32_t{});
      default: return use(std::uint64_t{});
    }
  }

  /// An integer of any width. Precondition: the kind is one.
  std::optional<std::int64_t> integer(std::int64_t i) const {
    switch (kind_) {
      case ArrowKind::int8: return get<std::int8_t>(i);
      case ArrowKind::int16: return get<std::int16_t>(i);
      case ArrowKind::int32: return get<std::int32_t>(i);
      case ArrowKind::int64: return get<std::int64_t>(i);
      case ArrowKind::uint8: return get<std::uint8_t>(i);
      case ArrowKind::uint16: return get<std::uint16_t>(i);
      case ArrowKind::uint32: return get<std::uint32_t>(i);
      case ArrowKind::uint64: {
        const std::uint64_t value = get<std::uint64_t>(i);
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
          return std::nullopt;
        }
        return static_cast<std::int64_t>(value);
      }
      default: return std::nullopt;
    }
  }

  /// The bytes of a decimal, least significant first.
  const std::uint8_t* decimal(std::int64_t i, int width) const {
    return static_cast<const std::uint8_t*>(values_) + (offset_ + i) * width;
  }

 private:
  /// A text of at most this length is in the view itself, after its size.
  static constexpr std::int32_t inlined = 12;
  struct View {
    std::int32_t size;
    std::int32_t prefix;  // the first four bytes of the text
    std::int32_t buffer;
    std::int32_t offset;
  };

  // A null array has no buffers, and those of a type that is not read are never used.
  bool has_values() const { return kind_ != ArrowKind::null && kind_ != ArrowKind::other; }

  template <class Offset>
  Detail offsets_problem() const {
    if (length_ == 0) return {};
    auto end = get<Offset>(0);
    if (end < 0) return sentence::a_text_column_with_a_negative_offset;
    const bool empty = get<Offset>(length_) == end;
    for (std::int64_t i = 0; i < length_; ++i) {
      const auto begin = end;
      end = get<Offset>(i + 1);
      if (end < begin) return sentence::a_text_column_with_offsets_that_go_back;
    }
    if (empty || array_.buffers[2]) return {};
    return sentence::a_text_column_without_text;
  }

  Detail views_problem() const {
    // The last buffer contains the sizes of those between the views and itself.
    const std::int64_t count = array_.n_buffers - 3;
    const auto* const sizes = static_cast<const char*>(array_.buffers[array_.n_buffers - 1]);
    for (std::int64_t i = 0; i < length_; ++i) {
      const auto view = get<View>(i);
      if (is_null(i) || (view.size >= 0 && view.size <= inlined)) continue;
      const bool known = view.size >= 0 && view.buffer >= 0 && view.buffer < count && sizes &&
                         array_.buffers[2 + std::int64_t{view.buffer}];
      std::int64_t room = 0;
      if (known) std::memcpy(&room, sizes + 8 * std::int64_t{view.buffer}, 8);
      if (!known || view.offset < 0 || std::int64_t{view.offset} + view.size > room) {
        return say(sentence::a_text_outside_its_buffer_in_row, std::to_string(i + 1));
      }
    }
    return {};
  }

  std::string_view text_between(std::int64_t begin, std::int64_t end) const {
    if (begin == end) return {};  // there may be no buffer at all
    return {static_cast<const char*>(array_.buffers[2]) + begin,
            static_cast<std::size_t>(end - begin)};
  }

  ArrowArray array_;  // a shallow copy; the batch owns what it points to
  ArrowKind kind_;
  std::int64_t offset_;
  std::int64_t length_;
  const std::uint8_t* bitmap_ = nullptr;
  const void* values_ = nullptr;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
