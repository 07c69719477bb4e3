// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>
#include <parindex/testing/detail/sentences.hpp>
#include <parindex/testing/search/leaf_bounds.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The position of a value relative to a bound.
enum class Side { below, at, above };

inline bool lies(Side side, const Rational& value, const Rational& bound) {
  return side == Side::at ? value == bound : side == Side::below ? value < bound : value > bound;
}

/// One side of one bound, and how near a value must be to count.
struct BoundSide {
  LeafBound bound;
  Side side = Side::at;
  Rational near;       // largest distance; 0 for `at`
  bool found = true;   // an input is there
  bool empty = false;  // no value can be there
  bool shown = true;   // an outcome there depends on the bound
  Phrase proof = {};   // why no outcome depends on it

  /// `just below 90 (from)`
  Phrase words() const {
    const Sentence<2>& where = side == Side::below ? sentence::bound_below
                               : side == Side::at  ? sentence::bound_at
                                                   : sentence::bound_above;
    const Phrase side_words = say(where, bound.value.to_string(), key_words());
    if (!bound.compared) return side_words;
    const std::string& vi = bound.variable_vi.empty() ? bound.variable : bound.variable_vi;
    return Phrase(bound.variable, vi) + " " + side_words;
  }

  /// The key of the bound; the ends of ranges are in words.
  Phrase key_words() const {
    for (const Sentence<0>* word :
         {&sentence::end_above, &sentence::end_below, &sentence::end_from, &sentence::end_to}) {
      if (bound.key == word->en) return *word;
    }
    return bound.key;
  }

  bool is_there(const Rational& value) const { return lies(side, value, bound.value); }
  bool holds(const Rational& value) const {
    return found && is_there(value) && abs(value - bound.value) <= near;
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
