// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <parindex/detail/formula.hpp>
#include <parindex/engine/detail/scored_block.hpp>
#include <parindex/results/csv.hpp>
#include <parindex/results/detail/figure_texts.hpp>
#include <parindex/results/detail/row_blocks.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Writes rows of CSV.
class CsvRows {
 public:
  CsvRows(const Scores& scores, const CsvFormat& format, const DeclaredResults& of_nodes,
          std::size_t begin, std::size_t end)
      : scores_(scores),
        format_(format),
        of_nodes_(of_nodes),
        block_(scores, begin, end),
        figures_(block_.scores(), format.rounding) {}

  void head() {
    for (const char* name : {"unit", "group", "status", "rank", "class"}) text(name);
    heads_of("");
    for (std::size_t position = 1; position < scores_.plan().size(); ++position) {
      const std::string code = scores_.plan().codes()[position] + ".";
      heads_of(code);
      if (of_nodes_.ranks(position)) text(code + "rank");
      if (of_nodes_.classifies(position)) text(code + "class");
    }
    end_row();
  }

  void row(std::size_t row, const RankEntry* place, const ClassBand* band) {
    const std::size_t nodes = scores_.plan().size();
    stop_point(50 * nodes);
    text(scores_.unit(row));
    text(scores_.group(row));
    text(to_string(scores_.status(row)));
    rank(place == nullptr ? std::nullopt : place->rank);
    class_of(band);
    for (std::size_t position = 0; position < nodes; ++position) {
      const FigureTexts::Texts found = figures_.of(block_.row(row), position);
      figure(found.points);
      figure(found.max);
      figure(found.index);
      if (of_nodes_.ranks(position)) rank(of_nodes_.rank_of(position, row));
      if (of_nodes_.classifies(position)) class_of(of_nodes_.class_of(position, row));
    }
    end_row();
  }

  std::string take() { return std::move(out_); }

 private:
  void heads_of(const std::string& code) {
    for (const char* figure : {"points", "max", "index"}) text(code + figure);
  }

  void rank(const std::optional<std::size_t>& rank) { text(rank ? std::to_string(*rank) : ""); }
  void class_of(const ClassBand* band) {
    text(band ? std::string_view(band->id) : std::string_view());
  }

  void text(std::string_view text) {
    const bool guarded = format_.guard && runs_as_formula(text);
    const char special[] = {format_.delimiter, '"', '\n', '\r'};
    if (text.find_first_of({special, sizeof special}) == std::string_view::npos) {
      if (guarded) out_ += '\'';
      out_ += text;
    } else {
      out_ += guarded ? "\"'" : "\"";
      for (const char c : text) {
        if (c == '"') out_ += '"';
        out_ += c;
      }
      out_ += '"';
    }
    out_ += format_.delimiter;
  }

  void figure(std::string_view number) {
    if (format_.fractions_are_formulas && number.find('/') != std::string_view::npos) out_ += '=';
    const std::size_t begin = out_.size();
    out_ += number;
    if (format_.decimal != '.') {
      const std::size_t sign = out_.find('.', begin);
      if (sign != std::string::npos) out_[sign] = format_.decimal;
    }
    out_ += format_.delimiter;
  }

  void end_row() { out_.back() = '\n'; }

  const Scores& scores_;
  const CsvFormat& format_;
  const DeclaredResults& of_nodes_;
  ScoredBlock block_;
  FigureTexts figures_;
  std::string out_;
};

}  // namespace detail

void write_csv(const Scores& scores, const Ranking* ranking, const CsvFormat& format,
               const TextSink& sink) {
  const std::vector<const RankEntry*> places = detail::places_of(scores, ranking);
  const std::optional<Classes> classes = detail::declared_classes(scores, "");
  const detail::DeclaredResults of_nodes(scores);
  detail::CsvRows head(scores, format, of_nodes, 0, 0);
  head.head();
  sink(head.take());
  detail::write_blocks(scores, sink, [&](std::size_t begin, std::size_t end) {
    detail::CsvRows rows(scores, format, of_nodes, begin, end);
    for (std::size_t row = begin; row < end; ++row) {
      rows.row(row, places[row], classes ? classes->of(row) : nullptr);
    }
    return rows.take();
  });
}

PARINDEX_END_NAMESPACE
