// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/carrier.hpp>
#include <parindex/issue_codes.hpp>

#include "convert.hpp"

namespace parindex::python {

/// A one-dimensional array that lends its memory by the buffer protocol, NumPy's above all.
///
/// The buffer is asked for once. Its description is checked as a whole and copied; what the object
/// says of itself elsewhere, or later, does not count. How far its memory reaches is its own word:
/// the protocol has no way to check that.
///
/// Its owner may write to it at any time, and figures of two states of it would disagree. So every
/// 64 rows have a checksum, taken when they are first read and compared whenever they are read again;
/// DataError (column_changed) where it differs.
class BufferColumn final : public ColumnSource {
 public:
  /// Nothing when the object lends no such array of numbers or booleans. `nan_missing`: NaN stands
  /// for a missing value, as it does in a DataFrame; elsewhere it is an error of its row.
  static std::shared_ptr<const BufferColumn> make(const py::handle& object, std::string name,
                                                  bool nan_missing) {
    if (PyObject_CheckBuffer(object.ptr()) == 0) return nullptr;
    std::shared_ptr<BufferColumn> column(new BufferColumn(std::move(name), nan_missing));
    if (PyObject_GetBuffer(object.ptr(), &column->view_, PyBUF_STRIDES | PyBUF_FORMAT) != 0) {
      py::error_already_set failure;
      exception_text(failure);  // throws what says nothing of the object
      return nullptr;
    }
    return column->take_description() ? column : nullptr;
  }

  // The array must outlive the scores that read it; Python lets go of it under its lock.
  ~BufferColumn() override {
    if (!view_.obj) return;
    const py::gil_scoped_acquire locked;
    PyBuffer_Release(&view_);
  }
  BufferColumn(const BufferColumn&) = delete;
  BufferColumn& operator=(const BufferColumn&) = delete;

  std::size_t size() const override { return size_; }

  Cell at(std::size_t row) const override {
    check_unchanged(row, 1);
    switch (kind_) {
      case Kind::float64: {
        const auto value = read<double>(row);
        return nan_missing_ && value != value ? Cell() : Cell(value);
      }
      case Kind::float32: return narrow(read<float>(row));
      case Kind::boolean: return Cell(flag(row));
      case Kind::int8: return Cell(int{read<std::int8_t>(row)});
      case Kind::uint8: return Cell(unsigned{read<std::uint8_t>(row)});
      case Kind::int16: return Cell(read<std::int16_t>(row));
      case Kind::uint16: return Cell(read<std::uint16_t>(row));
      case Kind::int32: return Cell(read<std::int32_t>(row));
      case Kind::uint32: return Cell(read<std::uint32_t>(row));
      case Kind::int64: return Cell(read<std::int64_t>(row));
      case Kind::uint64: return Cell(read<std::uint64_t>(row));
    }
    return Cell();
  }

  const double* in_place(std::size_t begin) const override {
    // An array over bytes, such as numpy.frombuffer makes, may lie anywhere.
    const bool aligned = reinterpret_cast<std::uintptr_t>(data_) % alignof(double) == 0;
    if (kind_ != Kind::float64 || stride_ != sizeof(double) || !aligned) return nullptr;
    return reinterpret_cast<const double*>(data_) + begin;
  }

  const double* numbers(std::size_t begin, std::size_t count, double* buffer) const override {
    if (kind_ != Kind::float64) return ColumnSource::numbers(begin, count, buffer);
    check_unchanged(begin, count);
    if (const double* const there = in_place(begin)) return there;
    for (std::size_t i = 0; i < count; ++i) buffer[i] = read<double>(begin + i);
    return buffer;
  }

  const double* flags(std::size_t begin, std::size_t count, double* buffer) const override {
    if (kind_ == Kind::float64) return numbers(begin, count, buffer);
    if (kind_ != Kind::boolean) return ColumnSource::flags(begin, count, buffer);
    check_unchanged(begin, count);
    for (std::size_t i = 0; i < count; ++i) buffer[i] = flag(begin + i) ? 1.0 : 0.0;
    return buffer;
  }

 private:
  BufferColumn(std::string name, bool nan_missing)
      : name_(std::move(name)), nan_missing_(nan_missing) {}

  enum class Kind {
    float64, float32, boolean, int8, uint8, int16, uint16, int32, uint32, int64, uint64
  };

  /// The kind of a format of the module struct and the size that goes with it; nothing for another
  /// format, and for another order of bytes than the machine's.
  static std::optional<Kind> kind_of(std::string_view format, py::ssize_t size) {
    if (format.empty() || format.size() > 2) return std::nullopt;
    bool standard = false;  // the sizes of the module struct, not those of the compiler
    if (format.size() == 2) {
      constexpr bool little = std::endian::native == std::endian::little;
      switch (format.front()) {
        case '@': break;
        case '=': standard = true; break;
        case '<': standard = true; if (!little) return std::nullopt; break;
        case '>': case '!': standard = true; if (little) return std::nullopt; break;
        default: return std::nullopt;
      }
    }
    const auto is = [&](std::size_t native, std::size_t fixed) {
      return size == static_cast<py::ssize_t>(standard ? fixed : native);
    };
    const auto integer = [&](bool fits, bool is_signed) -> std::optional<Kind> {
      if (!fits) return std::nullopt;
      switch (size) {
        case 1: return is_signed ? Kind::int8 : Kind::uint8;
        case 2: return is_signed ? Kind::int16 : Kind::uint16;
        case 4: return is_signed ? Kind::int32 : Kind::uint32;
        case 8: return is_signed ? Kind::int64 : Kind::uint64;
        default: return std::nullopt;
      }
    };
    switch (format.back()) {
      case 'd': return is(sizeof(double), 8) ? std::optional(Kind::float64) : std::nullopt;
      case 'f': return is(sizeof(float), 4) ? std::optional(Kind::float32) : std::nullopt;
      case '?': return is(1, 1) ? std::optional(Kind::boolean) : std::nullopt;
      case 'b': return integer(is(1, 1), true);
      case 'B': return integer(is(1, 1), false);
      case 'h': return integer(is(sizeof(short), 2), true);
      case 'H': return integer(is(sizeof(short), 2), false);
      case 'i': return integer(is(sizeof(int), 4), true);
      case 'I': return integer(is(sizeof(int), 4), false);
      case 'l': return integer(is(sizeof(long), 4), true);
      case 'L': return integer(is(sizeof(long), 4), false);
      case 'q': return integer(is(sizeof(long long), 8), true);
      case 'Q': return integer(is(sizeof(long long), 8), false);
      default: return std::nullopt;
    }
  }

  /// False when the view does not describe one dimension of numbers or booleans of the machine's
  /// own kind.
  bool take_description() {
    if (view_.ndim != 1 || !view_.shape || !view_.strides || view_.suboffsets) return false;
    const auto kind = kind_of(view_.format ? view_.format : "B", view_.itemsize);
    const py::ssize_t count = view_.shape[0];
    if (!kind || count < 0 || (count > 0 && !view_.buf)) return false;
    kind_ = *kind;
    size_ = static_cast<std::size_t>(count);
    stride_ = view_.strides[0];
    data_ = static_cast<const char*>(view_.buf);
    // The length counts the bytes of the values, however far apart they lie.
    constexpr py::ssize_t most = std::numeric_limits<py::ssize_t>::max();
    if (count > most / view_.itemsize || view_.len != count * view_.itemsize) return false;
    if (stride_ == std::numeric_limits<py::ssize_t>::min() ||
        (count > 1 && (stride_ < 0 ? -stride_ : stride_) > most / (count - 1))) {
      return false;
    }
    seen_ = std::vector<std::atomic<std::uint64_t>>((size_ + checked_rows - 1) / checked_rows);
    return true;
  }

  static constexpr std::size_t checked_rows = 64;

  /// Compares the checksums of these rows, and takes those that nobody has taken yet.
  void check_unchanged(std::size_t begin, std::size_t count) const {
    for (std::size_t k = begin / checked_rows; k * checked_rows < begin + count; ++k) {
      const std::uint64_t now = checksum(k * checked_rows);
      std::uint64_t before = 0;
      if (seen_[k].load(std::memory_order_relaxed) == now ||
          seen_[k].compare_exchange_strong(before, now, std::memory_order_relaxed) ||
          before == now) {
        continue;
      }
      const std::size_t first = k * checked_rows + 1;
      Issue changed = make_issue(
          issue::column_changed, "The values of an array have changed since they were scored",
          "an array that is left as it is, or a copy of it",
          "other values in rows " + std::to_string(first) + " to " +
              std::to_string(std::min(first + checked_rows - 1, size_)));
      changed.field = name_;
      throw DataError("the data have changed", {std::move(changed)});
    }
  }

  /// Never 0. Sums, and sums of these sums, which depend on where a value stands: in four lanes,
  /// which compilers make vectors of.
  std::uint64_t checksum(std::size_t begin) const {
    constexpr std::size_t lanes = 4;
    const std::size_t item = static_cast<std::size_t>(view_.itemsize);
    const std::size_t bytes = std::min(checked_rows, size_ - begin) * item;
    alignas(32) char copy[checked_rows * sizeof(std::uint64_t)];
    const char* from = data_ + static_cast<std::ptrdiff_t>(begin) * stride_;
    const bool whole = bytes % (lanes * sizeof(std::uint64_t)) == 0;
    if (!whole) std::memset(copy + bytes / 32 * 32, 0, 32);
    if (stride_ != view_.itemsize) {
      for (std::size_t at = 0; at < bytes; at += item, from += stride_) {
        std::memcpy(copy + at, from, item);
      }
      from = copy;
    } else if (!whole) {
      std::memcpy(copy, from, bytes);
      from = copy;
    }
    std::uint64_t sums[lanes] = {};
    std::uint64_t sums_of_sums[lanes] = {};
    for (std::size_t at = 0; at < bytes; at += lanes * sizeof(std::uint64_t)) {
      std::uint64_t words[lanes];
      std::memcpy(words, from + at, sizeof words);
      for (std::size_t i = 0; i < lanes; ++i) sums_of_sums[i] += sums[i] += words[i];
    }
    std::uint64_t all = 1;
    for (std::size_t i = 0; i < lanes; ++i) {
      for (const std::uint64_t sum : {sums[i], sums_of_sums[i]}) {
        all = (all ^ sum) * 0x9E3779B97F4A7C15U;  // the golden ratio, odd: no bit is lost
        all ^= all >> 32U;
      }
    }
    return all == 0 ? 1 : all;
  }

  template <class T>
  T read(std::size_t row) const {
    T value;
    std::memcpy(&value, data_ + static_cast<std::ptrdiff_t>(row) * stride_, sizeof value);
    return value;
  }

  // A byte that is neither 0 nor 1 would be no bool of C++.
  bool flag(std::size_t row) const { return read<unsigned char>(row) != 0; }

  // The shortest decimal of the narrow float, which is not that of the double next to it.
  Cell narrow(float value) const {
    if (value != value && nan_missing_) return Cell();
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    if (auto exact = Rational::parse({text, static_cast<std::size_t>(end - text)})) {
      return Cell(*std::move(exact));
    }
    return Cell(static_cast<double>(value));
  }

  std::string name_;
  mutable std::vector<std::atomic<std::uint64_t>> seen_;  // 0: not read yet
  Py_buffer view_{};
  const char* data_ = nullptr;
  std::size_t size_ = 0;
  py::ssize_t stride_ = 0;  // may be 0 or negative
  Kind kind_ = Kind::float64;
  bool nan_missing_;
};

}  // namespace parindex::python
