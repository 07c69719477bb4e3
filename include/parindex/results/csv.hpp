// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include <parindex/results/json.hpp>

PARINDEX_BEGIN_NAMESPACE

/// How results are written as CSV.
struct CsvFormat {
  char delimiter = ',';  ///< an ASCII character other than a quote, a line end and `decimal`
  char decimal = '.';    ///< the decimal sign
  std::optional<Rounding> rounding = {};  ///< of all figures; without it they are exact
  /// Whether a name that a spreadsheet would run as a formula gets an apostrophe in front.
  bool guard = true;
  bool fractions_are_formulas = false;  ///< `=10/3`, since spreadsheets read `10/3` as a date
};

/// One row per unit: `unit,group,status,rank,class,points,max,index`, then `<code>.points`,
/// `<code>.max` and `<code>.index` of every node. Figures as in to_json; one that is absent is an
/// empty cell. `ranking` must be of these scores; without it every rank is empty.
void write_csv(const Scores& scores, const Ranking* ranking, const CsvFormat& format,
               const TextSink& sink);

PARINDEX_END_NAMESPACE
