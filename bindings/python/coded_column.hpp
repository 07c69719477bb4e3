// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <parindex/engine/detail/exact_double.hpp>
#include <parindex/engine/table.hpp>

#include "convert.hpp"

namespace parindex::python {

/// A column of few different values: those, and the position of one of them for each row, as in a
/// categorical of pandas.
class CodedValues final : public ColumnSource {
 public:
  /// The position of a missing value.
  static constexpr std::int32_t missing = -1;

  /// Precondition: every position is `missing`, or is not negative and below the number of values.
  CodedValues(std::vector<std::int32_t> codes, std::vector<Cell> values)
      : codes_(std::move(codes)), values_(std::move(values)) {}

  std::size_t size() const override { return codes_.size(); }
  Cell at(std::size_t row) const override {
    return codes_[row] == missing ? Cell() : values_[static_cast<std::size_t>(codes_[row])];
  }
  const double* numbers(std::size_t begin, std::size_t count, double* buffer) const override {
    return fill(begin, count, buffer, detail::exact_double);
  }
  const double* flags(std::size_t begin, std::size_t count, double* buffer) const override {
    return fill(begin, count, buffer, detail::flag_of);
  }
  void positions(std::size_t begin, std::size_t count, const std::vector<std::string>& options,
                 double* buffer) const override {
    fill(begin, count, buffer,
         [&](const Cell& value) { return detail::position_of(value, options); });
  }

 private:
  template <class Convert>
  const double* fill(std::size_t begin, std::size_t count, double* buffer,
                     const Convert& convert) const {
    // The first one is that of a missing value.
    std::vector<double> known{std::numeric_limits<double>::quiet_NaN()};
    for (const Cell& value : values_) known.push_back(convert(value));
    for (std::size_t i = 0; i < count; ++i) {
      buffer[i] = known[static_cast<std::size_t>(codes_[begin + i] + 1)];
    }
    return buffer;
  }

  std::vector<std::int32_t> codes_;
  std::vector<Cell> values_;
};

/// Such a column on its way to the engine.
struct CodedColumn {
  std::shared_ptr<const ColumnSource> source;
};

void bind_coded(py::module_& m);

}  // namespace parindex::python
