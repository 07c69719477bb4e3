// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
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
    // The array must outlive the scores that read it, and let go of it under the lock.
    std::shared_ptr<py::buffer_info> info(
        new py::buffer_info(py::reinterpret_borrow<py::buffer>(object).request()),
        [](py::buffer_info* held) {
          const py::gil_scoped_acquire locked;
          delete held;
        });
    if (info->ndim != 1 || info->format.empty()) return nullptr;
    const char kind = info->format.back();
    if (info->format.size() > 2 || std::strchr("dfbBhHiIlLqQ?", kind) == nullptr) return nullptr;
    // Bytes in another order than the machine's.
    if (info->format.size() == 2 && std::strchr("<=@|", info->format.front()) == nullptr) {
      return nullptr;
    }
    return std::shared_ptr<const BufferColumn>(
        new BufferColumn(std::move(info), kind, nan_missing));
  }

  std::size_t size() const override { return static_cast<std::size_t>(info_->shape[0]); }

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
  BufferColumn(std::shared_ptr<py::buffer_info> info, char kind, bool nan_missing)
      : info_(std::move(info)),
        data_(static_cast<const char*>(info_->ptr)),
        stride_(info_->strides[0]),
        kind_(kind),
        nan_missing_(nan_missing) {}

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

  std::shared_ptr<py::buffer_info> info_;
  const char* data_;
  py::ssize_t stride_;
  char kind_;
  bool nan_missing_;
};

}  // namespace parindex::python
