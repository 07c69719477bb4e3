// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <parindex/detail/portable.hpp>
#include <parindex/engine/fixed/fixed_numbers.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Chooses the quick loops for a leaf of the fixed lane if they suffice.
class QuickLoopChooser {
 public:
  QuickLoopChooser(FixedLeaf& out, const FixedNode& node) : out_(out), node_(node) {}

  // Drops limits that no value in range reaches, and chooses the quick loops if they suffice.
  void run() {
    const FixedInput& in = out_.first;
    if (out_.kind == FixedKind::proportion) {
      // At the limits themselves the formula gives the same points as beyond them.
      if (in.high <= out_.high.at) out_.has_high = false;
      if (in.low >= out_.low.at) out_.has_low = false;
      if (in.low >= out_.cut.at) out_.has_cut = false;
    } else if (out_.kind != FixedKind::bands) {
      return;
    }
    const bool plain = !in.whole && in.grid_scale == 0 && in.low >= 0 && std::isfinite(in.high);
    // Only compilers with vector types have these loops.
    out_.quick.on = PARINDEX_HAS_GNU && plain && node_.narrow &&
                    (out_.kind == FixedKind::bands ? quick_bands() : quick_proportion());
    // As bits, -0.0 would be greater than all numbers; + 0.0 turns it into the smallest.
    out_.quick.low_bits = bit_cast<std::int64_t>(in.low + 0.0);
    out_.quick.high_bits = bit_cast<std::int64_t>(in.high + 0.0);
  }

 private:
  bool quick_bands() {
    constexpr std::size_t most_cuts = 8;  // a loop is made for each number of them
    if (out_.cuts.empty() || out_.cuts.size() > most_cuts) return false;
    for (const FixedCut& cut : out_.cuts) {
      out_.quick.steps.push_back(wrap_u32(cut.step));
    }
    out_.quick.base = wrap_u32(out_.base);
    compare_words(out_.cuts);
    return true;
  }

  bool quick_proportion() {
    QuickLeaf& quick = out_.quick;
    // The points are computed before the cap limits them. Floors are rare, and so are starts other
    // than 0.
    if (out_.factor * out_.first.high >= narrow_limit || out_.has_low) return false;
    if (out_.start != 0 || out_.factor < 0) return false;
    // Far above the errors of a product, far below the distance of two grid points.
    constexpr double above = 1 + 0x1p-50;
    constexpr double below = 1 - 0x1p-50;
    const double cell = 0.25 / out_.grid.den;
    const double factor = out_.grid.num / out_.grid.den;
    const bool up = out_.how.over_positive != 0;
    quick.grid_factor = factor;
    if (out_.how.half) {
      quick.grid_factor *= up ? above : below;
      quick.lower_factor = factor * below;
    } else {
      quick.offset = up ? 0.5 : -0.5;
      quick.grid_offset = up ? 0.5 - cell : cell - 0.5;
    }
    using Limits = std::numeric_limits<std::int32_t>;
    quick.cut_points = out_.has_cut ? static_cast<std::int32_t>(out_.cut_points) : 0;
    quick.cap = out_.has_high ? static_cast<std::int32_t>(out_.high_points) : Limits::max();
    FixedCut cut = out_.cut;
    if (!out_.has_cut) cut.at = 0;  // always reached
    compare_words({cut});
    return true;
  }

  // The cuts within the range as high words, if they share one low word. Cuts at round numbers do:
  // the low word is 0 if the number itself is above the cut, 1 if it is below.
  void compare_words(const std::vector<FixedCut>& cuts) {
    using Limits = std::numeric_limits<std::int32_t>;
    QuickLeaf& quick = out_.quick;
    quick.has_words = true;
    bool found = false;
    for (const FixedCut& cut : cuts) {
      if (cut.at <= 0 || cut.at > out_.first.high) {
        quick.words.push_back(cut.at <= 0 ? Limits::min() : Limits::max());
        continue;
      }
      const auto bits = bit_cast<std::int64_t>(cut.at);
      const std::int64_t low_word = bits & 0xffffffff;
      if (found && low_word != quick.low_word) quick.has_words = false;
      found = true;
      quick.low_word = low_word;
      quick.words.push_back(static_cast<std::int32_t>(bits >> 32) - 1);
    }
  }

  FixedLeaf& out_;
  const FixedNode& node_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
