// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/make_issue.hpp>
#include <parindex/engine/detail/exact_double.hpp>
#include <parindex/engine/detail/narrow_float.hpp>
#include <parindex/issue_codes.hpp>

#include "checksum.hpp"
#include "convert.hpp"
#include "sentences.hpp"

namespace parindex::python {

/// A one-dimensional array with the buffer protocol, mainly of NumPy.
///
/// The buffer is requested once. Its whole description is checked and copied; later or different
/// statements of the object are ignored. The extent of its memory is trusted, because the protocol
/// has no way to check it.
///
/// The owner of the memory may write to it at any time, and figures computed from two states would
/// disagree. So every block of rows has a checksum, computed at the first read and compared at
/// every further one. Throws DataError (column_changed) if it differs.
class BufferColumn final : public ColumnSource {
 public:
  /// Returns nothing if the object does not provide such an array of numbers or booleans.
  /// `nan_missing`: NaN means a missing value, as in a DataFrame; otherwise NaN is an error of its
  /// row.
  static std::shared_ptr<const BufferColumn> make(const py::handle& object, std::string name,
                                                  bool nan_missing) {
    if (PyObject_CheckBuffer(object.ptr()) == 0) return nullptr;
    std::shared_ptr<BufferColumn> column(new BufferColumn(std::move(name), nan_missing));
    if (PyObject_GetBuffer(object.ptr(), &column->view_, PyBUF_STRIDES | PyBUF_FORMAT) != 0) {
      py::error_already_set failure;
      exception_text(failure);  // rethrows exceptions that are not about the object
      return nullptr;
    }
    return column->take_description() ? column : nullptr;
  }

  // The array must outlive the scores that read it. Python releases it under its lock.
  ~BufferColumn() override {
    if (!view_.obj) return;
    const py::gil_scoped_acquire locked;
    PyBuffer_Release(&view_);
  }
  BufferColumn(const BufferColumn&) = delete;
  BufferColumn& operator=(const BufferColumn&) = delete;

  std::size_t size() const override { return size_; }

  Cell at(std::size_t row) const override {
    Cell found;
    read(row, 1, [&](const char* value, std::size_t) { found = cell(value); });
    return found;
  }

  const double* in_place(std::size_t begin) const override {
    // An array over bytes, as numpy.frombuffer makes it, may have any alignment.
    const bool aligned = reinterpret_cast<std::uintptr_t>(data_) % alignof(double) == 0;
    if (kind_ != Kind::float64 || stride_ != sizeof(double) || !aligned) return nullptr;
    return reinterpret_cast<const double*>(data_) + begin;
  }

  const double* numbers(std::size_t begin, std::size_t count, double* buffer) const override {
    if (kind_ == Kind::float32) {
      double* out = buffer;
      read(begin, count, [&](const char* values, std::size_t rows) {
        detail::narrow_doubles(values, rows, out);
        out += rows;
      });
      return buffer;
    }
    switch (kind_) {
      case Kind::int8: return whole_numbers<std::int8_t>(begin, count, buffer);
      case Kind::uint8: return whole_numbers<std::uint8_t>(begin, count, buffer);
      case Kind::int16: return whole_numbers<std::int16_t>(begin, count, buffer);
      case Kind::uint16: return whole_numbers<std::uint16_t>(begin, count, buffer);
      case Kind::int32: return whole_numbers<std::int32_t>(begin, count, buffer);
      case Kind::uint32: return whole_numbers<std::uint32_t>(begin, count, buffer);
      case Kind::int64: return whole_numbers<std::int64_t>(begin, count, buffer);
      case Kind::uint64: return whole_numbers<std::uint64_t>(begin, count, buffer);
      case Kind::boolean:
        return convert(begin, count, buffer,
                       [](const Cell& each) { return detail::exact_double(each); });
      default: break;
    }
    if (const double* const there = in_place(begin)) {
      read(begin, count, [](const char*, std::size_t) {});
      return there;
    }
    double* out = buffer;
    read(begin, count, [&](const char* values, std::size_t rows) {
      std::memcpy(out, values, rows * sizeof(double));
      out += rows;
    });
    return buffer;
  }

  bool is_nan_missing() const override { return kind_ == Kind::float64 && nan_missing_; }

  const double* flags(std::size_t begin, std::size_t count, double* buffer) const override {
    if (kind_ == Kind::float64) return numbers(begin, count, buffer);
    return convert(begin, count, buffer, [](const Cell& each) { return detail::flag_of(each); });
  }

  void positions(std::size_t begin, std::size_t count, const std::vector<std::string>& options,
                 double* buffer) const override {
    convert(begin, count, buffer,
            [&](const Cell& each) { return detail::position_of(each, options); });
  }

 private:
  BufferColumn(std::string name, bool nan_missing)
      : name_(std::move(name)), nan_missing_(nan_missing) {}

  enum class Kind {
    float64,
    float32,
    boolean,
    int8,
    uint8,
    int16,
    uint16,
    int32,
    uint32,
    int64,
    uint64
  };

  /// The kind of a format of the module struct, and its size. Nothing for any other format, or for
  /// a byte order other than the machine's.
  static std::optional<Kind> kind_of(std::string_view format, py::ssize_t size) {
    if (format.empty() || format.size() > 2) return std::nullopt;
    bool standard = false;  // standard sizes of the module struct, not the compiler's
    if (format.size() == 2) {
      constexpr bool little = std::endian::native == std::endian::little;
      switch (format.front()) {
        case '@': break;
        case '=': standard = true; break;
        case '<':
          standard = true;
          if (!little) return std::nullopt;
          break;
        case '>':
        case '!':
          standard = true;
          if (little) return std::nullopt;
          break;
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

  /// False if the view does not describe one dimension of numbers or booleans in native byte order.
  bool take_description() {
    if (view_.ndim != 1 || !view_.shape || !view_.strides || view_.suboffsets) return false;
    const auto kind = kind_of(view_.format ? view_.format : "B", view_.itemsize);
    const py::ssize_t count = view_.shape[0];
    if (!kind || count < 0 || (count > 0 && !view_.buf)) return false;
    kind_ = *kind;
    size_ = static_cast<std::size_t>(count);
    stride_ = view_.strides[0];
    data_ = static_cast<const char*>(view_.buf);
    // The length counts the bytes of the values, without the gaps of the stride.
    constexpr py::ssize_t most = std::numeric_limits<py::ssize_t>::max();
    if (count > most / view_.itemsize || view_.len != count * view_.itemsize) return false;
    if (stride_ == std::numeric_limits<py::ssize_t>::min() ||
        (count > 1 && (stride_ < 0 ? -stride_ : stride_) > most / (count - 1))) {
      return false;
    }
    seen_ = std::vector<std::atomic<std::uint64_t>>((size_ + checked_rows - 1) / checked_rows);
    return true;
  }

  static constexpr std::size_t checked_rows = 128;

  /// Calls use(values, rows) for these rows, part by part, with contiguous values. Each value is
  /// read once, and its checksum is compared on the way; other readers read only values that
  /// `in_place` exposes.
  template <class Use>
  void read(std::size_t begin, std::size_t count, const Use& use) const {
    const std::size_t item = static_cast<std::size_t>(view_.itemsize);
    const bool apart = stride_ != view_.itemsize;
    char copy[checked_rows * sizeof(std::uint64_t)];
    std::size_t first = begin / checked_rows * checked_rows;
    for (std::size_t row = begin; row < begin + count; first += checked_rows) {
      const std::size_t rows = std::min(checked_rows, size_ - first);
      const char* values = data_ + static_cast<std::ptrdiff_t>(first) * stride_;
      if (apart) {
        gather(values, rows, copy);
        values = copy;
      }
      compare(first, checksum(values, rows * item));
      const std::size_t used = std::min(first + rows, begin + count) - row;
      use(values + (row - first) * item, used);
      row += used;
    }
  }

  void gather(const char* from, std::size_t rows, char* to) const {
    switch (view_.itemsize) {
      case 1: return gather_items<1>(from, rows, to);
      case 2: return gather_items<2>(from, rows, to);
      case 4: return gather_items<4>(from, rows, to);
      default: return gather_items<8>(from, rows, to);
    }
  }
  template <std::size_t item>
  void gather_items(const char* from, std::size_t rows, char* to) const {
    for (std::size_t i = 0; i < rows; ++i, from += stride_, to += item) std::memcpy(to, from, item);
  }

  /// Computes the checksum of the rows from `first` on, or compares it with the earlier one.
  void compare(std::size_t first, std::uint64_t now) const {
    std::atomic<std::uint64_t>& seen = seen_[first / checked_rows];
    std::uint64_t before = 0;
    if (seen.load(std::memory_order_relaxed) == now ||
        seen.compare_exchange_strong(before, now, std::memory_order_relaxed) || before == now) {
      return;
    }
    Issue changed = make_issue(
        issue::column_changed, detail::sentence::the_values_of_an_array_changed_after_they,
        detail::sentence::an_array_that_is_not_modified_or_a_copy_of,
        detail::say(detail::sentence::other_values_in_rows_to, std::to_string(first + 1),
                    std::to_string(std::min(first + checked_rows, size_))));
    changed.field = name_;
    throw DataError(detail::sentence::the_data_have_changed, {std::move(changed)});
  }

  /// Whole numbers as doubles that hold them exactly.
  template <class T>
  const double* whole_numbers(std::size_t begin, std::size_t count, double* buffer) const {
    double* out = buffer;
    read(begin, count, [&](const char* values, std::size_t rows) {
      for (std::size_t i = 0; i < rows; ++i) {
        out[i] = detail::exact_whole(as<T>(values + i * sizeof(T)));
      }
      out += rows;
    });
    return buffer;
  }

  /// Converts every value to a double.
  template <class Convert>
  const double* convert(std::size_t begin, std::size_t count, double* buffer,
                        const Convert& to_double) const {
    double* out = buffer;
    read(begin, count, [&](const char* values, std::size_t rows) {
      for (std::size_t i = 0; i < rows; ++i, values += view_.itemsize) {
        *out++ = to_double(cell(values));
      }
    });
    return buffer;
  }

  Cell cell(const char* value) const {
    switch (kind_) {
      case Kind::float64: {
        const auto number = as<double>(value);
        return nan_missing_ && number != number ? Cell() : Cell(number);
      }
      case Kind::float32: {
        const auto number = as<float>(value);
        return nan_missing_ && number != number ? Cell() : detail::narrow_cell(number);
      }
      case Kind::boolean: return Cell(as<unsigned char>(value) != 0);  // a byte may be above 1
      case Kind::int8: return Cell(int{as<std::int8_t>(value)});
      case Kind::uint8: return Cell(unsigned{as<std::uint8_t>(value)});
      case Kind::int16: return Cell(as<std::int16_t>(value));
      case Kind::uint16: return Cell(as<std::uint16_t>(value));
      case Kind::int32: return Cell(as<std::int32_t>(value));
      case Kind::uint32: return Cell(as<std::uint32_t>(value));
      case Kind::int64: return Cell(as<std::int64_t>(value));
      case Kind::uint64: return Cell(as<std::uint64_t>(value));
    }
    return Cell();
  }

  template <class T>
  static T as(const char* bytes) {
    T value;
    std::memcpy(&value, bytes, sizeof value);
    return value;
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
