// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <string_view>
#include <utility>

#include <parindex/detail/carrier.hpp>

#include "convert.hpp"

namespace parindex::python {

/// A one-dimensional array that lends its memory by the buffer protocol, NumPy's above all.
class BufferColumn final : public ColumnSource {
 public:
  /// Nothing when the object lends no such array of numbers or booleans. `nan_missing`: NaN stands
  /// for a missing value, as it does in a DataFrame; elsewhere it is an error of its row.
  static std::shared_ptr<const BufferColumn> make(const py::handle& object, bool nan_missing) {
    if (PyObject_CheckBuffer(object.ptr()) == 0) return nullptr;
    std::shared_ptr<BufferColumn> column(new BufferColumn(nan_missing));
    if (PyObject_GetBuffer(object.ptr(), &column->view_, PyBUF_STRIDES | PyBUF_FORMAT) != 0) {
      throw py::error_already_set();
    }
    return column->take_kind() ? column : nullptr;
  }

  // The array must outlive the scores that read it; Python lets go of it under its lock.
  ~BufferColumn() override {
    if (!view_.obj) return;
    const py::gil_scoped_acquire locked;
    PyBuffer_Release(&view_);
  }
  BufferColumn(const BufferColumn&) = delete;
  BufferColumn& operator=(const BufferColumn&) = delete;

  std::size_t size() const override { return static_cast<std::size_t>(view_.shape[0]); }

  Cell at(std::size_t row) const override {
    switch (kind_) {
      case 'd': {
        const auto value = read<double>(row);
        return nan_missing_ && value != value ? Cell() : Cell(value);
      }
      case 'f': return narrow(read<float>(row));
      case '?': return Cell(flag(row));
      default: return integer(row);
    }
  }

  const double* in_place(std::size_t begin) const override {
    // An array over bytes, such as numpy.frombuffer makes, may lie anywhere.
    const bool aligned = reinterpret_cast<std::uintptr_t>(data_) % alignof(double) == 0;
    if (kind_ != 'd' || stride_ != sizeof(double) || !aligned) return nullptr;
    return reinterpret_cast<const double*>(data_) + begin;
  }

  const double* numbers(std::size_t begin, std::size_t count, double* buffer) const override {
    if (const double* const there = in_place(begin)) return there;
    if (kind_ == 'd') {
      for (std::size_t i = 0; i < count; ++i) buffer[i] = read<double>(begin + i);
      return buffer;
    }
    return ColumnSource::numbers(begin, count, buffer);
  }

  const double* flags(std::size_t begin, std::size_t count, double* buffer) const override {
    if (kind_ == 'd') return numbers(begin, count, buffer);
    if (kind_ != '?') return ColumnSource::flags(begin, count, buffer);
    for (std::size_t i = 0; i < count; ++i) buffer[i] = flag(begin + i) ? 1.0 : 0.0;
    return buffer;
  }

 private:
  explicit BufferColumn(bool nan_missing) : nan_missing_(nan_missing) {}

  /// False when these are not numbers or booleans of the machine's own kind, one after the other.
  bool take_kind() {
    const std::string_view format = view_.format ? view_.format : "B";
    if (view_.ndim != 1 || format.empty() || format.size() > 2) return false;
    kind_ = format.back();
    if (std::strchr("dfbBhHiIlLqQ?", kind_) == nullptr) return false;
    data_ = static_cast<const char*>(view_.buf);
    stride_ = view_.strides[0];
    // Bytes in another order than the machine's do not count.
    return format.size() == 1 || std::strchr("<=@|", format.front()) != nullptr;
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

  Cell integer(std::size_t row) const {
    switch (kind_) {
      case 'b': return Cell(int{read<signed char>(row)});
      case 'B': return Cell(unsigned{read<unsigned char>(row)});
      case 'h': return Cell(read<short>(row));
      case 'H': return Cell(read<unsigned short>(row));
      case 'i': return Cell(read<int>(row));
      case 'I': return Cell(read<unsigned>(row));
      case 'l': return Cell(read<long>(row));
      case 'L': return Cell(read<unsigned long>(row));
      case 'q': return Cell(read<long long>(row));
      default: return Cell(read<unsigned long long>(row));
    }
  }

  Py_buffer view_{};
  const char* data_ = nullptr;
  py::ssize_t stride_ = 0;
  char kind_ = 'd';
  bool nan_missing_;
};

}  // namespace parindex::python
