// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <set>
#include <sstream>
#include <tuple>

#include <parindex/results/verify.hpp>
#include <parindex/rubric/custom_call.hpp>

#include "job.hpp"

namespace soak {

/// Two ways of scoring gave different results.
struct Difference : std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline std::string text_of(const std::optional<px::Rational>& value) {
  return value ? value->to_string() : "none";
}

inline std::string text_of(const px::NodeResult& node) {
  return std::string(to_string(node.status)) + ", " + text_of(node.points) + " of " +
         text_of(node.max) + ", index " + text_of(node.index) + " from " +
         text_of(node.index_exact);
}

inline bool same(const px::NodeResult& a, const px::NodeResult& b) {
  return a.status == b.status && a.points == b.points && a.max == b.max &&
         a.index_exact == b.index_exact && a.index == b.index;
}

/// The contents of an issue except its row.
using Said =
    std::tuple<std::string, std::string, std::string, std::string, std::string, std::string>;

inline Said said(const px::Issue& issue) {
  return {issue.unit, issue.code, issue.field, issue.message, issue.expected, issue.actual};
}

inline std::multiset<Said> said(const px::Issues& issues) {
  std::multiset<Said> all;
  for (const px::Issue& issue : issues) all.insert(said(issue));
  return all;
}

/// The custom rule of tests/python/strategies.py: it sometimes fails, gives too many points, or
/// negative ones.
inline px::CustomRules custom_rules() {
  px::CustomRule rule;
  rule.version = "1";
  rule.points = [](const px::CustomCall& call) {
    px::Rational total = 0;
    for (const auto& [name, value] : call.inputs) {
      if (const auto* number = std::get_if<px::Rational>(&value)) total = total + *number;
      if (const auto* flag = std::get_if<bool>(&value)) total = total + (*flag ? 1 : 0);
      if (const auto* option = std::get_if<std::string>(&value)) {
        total = total + static_cast<std::int64_t>(option->size());
      }
      if (const auto* days = std::get_if<std::chrono::sys_days>(&value)) {
        const std::chrono::year_month_day date{*days};
        total = total + px::Rational::ratio(static_cast<unsigned>(date.day()),
                                            static_cast<unsigned>(date.month()));
      }
    }
    if (total.denominator_string().size() > 100) throw px::Error("ValueError: long");
    if (total == px::Rational(3)) throw px::Error("ValueError: three");
    // The message for the case in which the Python rule returns a float.
    if (total == px::Rational(5)) {
      throw px::Error("points must be a finite int, Fraction or Decimal, not 0.5");
    }
    const px::Rational points = call.parameter("each") * total;
    if (px::Rational(90) < total && total < px::Rational(1'000'000)) return points;
    const px::Rational size = points < px::Rational(0) ? px::Rational(0) - points : points;
    return size < call.max ? size : call.max;
  };
  px::CustomRules rules;
  rules["ours"] = std::move(rule);
  return rules;
}

/// Compares ways of scoring one job, node by node, with the oracle: the same rows in rational
/// numbers on one thread.
class Comparison {
 public:
  Comparison(const px::Plan& plan, const Job& job)
      : plan_(plan), job_(job), data_(job.data(job.all(), true)), oracle_(run(data_, oracle())) {
    if (!oracle_) return;
    digest_ = oracle_->digest();
    data_digest_ = oracle_->data_digest();
    expected_.reserve(job.rows * plan.size());
    for (std::size_t row = 0; row < job.rows; ++row) {
      for (std::size_t at = 0; at < plan.size(); ++at) expected_.push_back(oracle_->at(row, at));
    }
  }

  std::size_t figures() const { return figures_; }
  const px::Checked<px::Scores>& result() const { return oracle_; }

  void run_all() {
    lanes();
    if (!oracle_) return;
    order();
    batches();
    traces();
    row_by_row();
    file();
  }

 private:
  static px::ScoreOptions oracle() {
    px::ScoreOptions options;
    options.threads = 1;
    options.exact = true;
    return options;
  }

  px::Checked<px::Scores> run(const Data& data, const px::ScoreOptions& options) const {
    return px::score(plan_, data.table, options);
  }

  [[noreturn]] void differ(const std::string& way, const std::string& what) const {
    throw Difference(way + ": " + what);
  }
  void require(bool holds, const std::string& way, const char* what) const {
    if (!holds) differ(way, what);
  }

  /// Every pair of thread count, instruction set and keep, in arrays and in cells.
  void lanes() {
    constexpr std::array threads{1u, 2u, 8u};
    constexpr std::array simd{px::Simd::avx512, px::Simd::avx2, px::Simd::baseline};
    constexpr std::array keep{px::Keep::all, px::Keep::fields, px::Keep::total};
    const Data arrays = job_.data(job_.all(), false);
    for (std::size_t i = 0; i < 9; ++i) {
      px::ScoreOptions options;
      options.threads = threads[i / 3];
      options.simd = simd[i % 3];
      options.keep = keep[(i / 3 + i % 3) % 3];
      compare("lane " + std::to_string(i), run(i == 4 ? data_ : arrays, options), options.keep);
    }
    px::ScoreOptions exact = oracle();
    exact.threads = 8;
    exact.keep = px::Keep::total;
    compare("exact", run(arrays, exact), exact.keep);
  }

  void compare(const std::string& way, const px::Checked<px::Scores>& found, px::Keep keep) {
    require(found.has_value() == oracle_.has_value(), way, "one is refused");
    require(said(found.issues()) == said(oracle_.issues()), way, "refused otherwise");
    if (!found) return;
    compare(way, *found, job_.all());
    places(way, *found);
    if (keep != px::Keep::all) return;  // would recompute the figures just compared
    require(found->digest() == digest_, way, "digest");
    require(found->data_digest() == data_digest_, way, "digest of the data");
  }

  /// Compares every kept node of every row, and in one row of sixteen the other nodes too. `order`
  /// has the row of the oracle for each row found.
  void compare(const std::string& way, const px::Scores& found, const Order& order) {
    require(found.size() == order.size(), way, "rows");
    const px::Issues& issues = found.issues();
    require(std::is_sorted(issues.begin(), issues.end(),
                           [](const auto& a, const auto& b) { return a.row < b.row; }),
            way, "order of issues");
    for (std::size_t row = 0; row < order.size(); ++row) {
      const std::size_t expected = order[row];
      if (found.status(row) != oracle_->status(expected)) {
        differ(way, "status of row " + std::to_string(expected + 1));
      }
      const bool whole = row % 16 == 0;
      for (std::size_t at = 0; at < plan_.size(); ++at) {
        if (!whole && plan_.parent(at) != 0) continue;
        node(way, found, row, expected, at);
      }
      if (whole) {
        for (std::size_t at = 0; at < plan_.size(); ++at) {
          if (found.exact(row, at) != oracle_->exact(expected, at)) {
            differ(way, "points before rounding, row " + std::to_string(expected + 1) +
                            ", node \"" + plan_.codes()[at] + '"');
          }
        }
      }
    }
  }

  void node(const std::string& way, const px::Scores& found, std::size_t row, std::size_t expected,
            std::size_t at) {
    const px::NodeResult& a = expected_[expected * plan_.size() + at];
    const px::NodeResult b = found.at(row, at);
    if (!same(a, b)) {
      differ(way, "row " + std::to_string(expected + 1) + ", node \"" + plan_.codes()[at] +
                      "\": " + text_of(b) + "; the oracle: " + text_of(a));
    }
    figures_ += 3;  // points, maximum, index
  }

  /// Ranks and classes, by the total and by the nodes that declare any.
  void places(const std::string& way, const px::Scores& found) {
    const auto& draft = plan_.rubric().draft();
    places(way, found, "", draft.ranking.has_value(), draft.classes.has_value());
    for (std::size_t i = 1; i < plan_.size(); ++i) {
      const px::Node& node = plan_.node(i);
      places(way, found, node.code, node.ranking.has_value(), node.classes.has_value());
    }
  }
  void places(const std::string& way, const px::Scores& found, const std::string& node, bool ranked,
              bool classified) {
    if (ranked) {
      const px::Ranking a = px::rank(*oracle_, node);
      const px::Ranking b = px::rank(found, node);
      bool equal = a.entries.size() == b.entries.size() && said(a.issues) == said(b.issues);
      for (std::size_t i = 0; equal && i < a.entries.size(); ++i) {
        const px::RankEntry& left = a.entries[i];
        const px::RankEntry& right = b.entries[i];
        equal = left.row == right.row && left.rank == right.rank && left.tied == right.tied &&
                left.value == right.value && left.reason == right.reason;
      }
      require(equal, way, "ranking");
    }
    if (!classified) return;
    const px::Classes a = px::classify(*oracle_, node);
    const px::Classes b = px::classify(found, node);
    for (std::size_t row = 0; row < found.size(); ++row) {
      require(a.entries[row].band == b.entries[row].band &&
                  a.entries[row].value == b.entries[row].value,
              way, "class");
    }
  }

  /// Another order of rows gives each unit the same result.
  void order() {
    const Order order = job_.shuffled();
    const Data data = job_.data(order, false);  // nodes that are not kept read it again
    const px::Checked<px::Scores> found = run(data, {});
    require(found.has_value(), "order", "refused");
    compare("order", *found, order);
    require(said(found->issues()) == said(oracle_->issues()), "order", "issues");
  }

  /// Three batches, with the statistics of the whole table, give each unit the same result.
  void batches() {
    px::ScoreOptions options;
    options.cohort = oracle_->cohort();
    options.part = true;
    // A table of one row is not a cohort, and a batch of it has none either.
    const Order all = job_.all();
    std::multiset<Said> issues;
    for (std::size_t part = 0; part < 3; ++part) {
      const auto at = [&](std::size_t third) {
        return all.begin() + static_cast<std::ptrdiff_t>(job_.rows * third / 3);
      };
      const Order rows(at(part), at(part + 1));
      if (rows.empty()) continue;
      const Data data = job_.data(rows, false);
      const px::Checked<px::Scores> found = run(data, options);
      require(found.has_value(), "batches", "refused");
      compare("batches", *found, rows);
      issues.merge(said(found->issues()));
    }
    require(issues == said(oracle_->issues()), "batches", "issues");
  }

  /// An explanation has the figures of the node that it explains.
  void traces() {
    for (std::size_t row = 0; row < job_.rows; row += 1 + job_.rows / 4) {
      const px::Trace trace = px::explain(*oracle_, row);
      for (std::size_t at = 0; at < plan_.size(); ++at) {
        const px::Trace* found = trace.find(plan_.codes()[at]);
        const px::NodeResult node = oracle_->at(row, at);
        require(found && found->points == node.points && found->max == node.max &&
                    found->index == node.index && found->status == node.status &&
                    found->exact == oracle_->exact(row, at),
                "trace", "a figure differs from what it explains");
      }
    }
  }

  /// The scorer of one unit at a time, for rows of values that it accepts.
  void row_by_row() {
    if (!plan_.statistics().empty()) return;
    px::RowScorer scorer(plan_);
    for (std::size_t row = 0; row < job_.rows; row += 1 + job_.rows / 512) {
      const auto values = as_doubles(row);
      if (!values) continue;
      const auto& groups = data_.table.groups;
      const px::NodeResult found = scorer.score(*values, groups.empty() ? "" : groups[row]);
      if (!same(found, oracle_->total(row))) {
        differ("row scorer", "row " + std::to_string(row + 1) + ": " + text_of(found) +
                                 "; the oracle: " + text_of(oracle_->total(row)));
      }
      figures_ += 3;
    }
  }

  std::optional<std::vector<double>> as_doubles(std::size_t row) const {
    std::vector<double> values;
    for (const px::PlanColumn& column : plan_.columns()) {
      const auto& columns = data_.table.columns;
      const auto found = std::find_if(columns.begin(), columns.end(),
                                      [&](const auto& c) { return c.name == column.name; });
      if (found == columns.end()) return std::nullopt;
      const px::Cell::Value& cell = found->cells[row].value();
      if (std::holds_alternative<px::Missing>(cell)) {
        values.push_back(std::nan(""));
      } else if (const auto* flag = std::get_if<bool>(&cell)) {
        if (column.type != px::InputType::boolean) return std::nullopt;
        values.push_back(*flag ? 1 : 0);
      } else if (const auto* number = std::get_if<px::Rational>(&cell)) {
        const bool counted =
            column.type == px::InputType::number || column.type == px::InputType::count;
        const double value = number->to_double();
        if (!counted || !std::isfinite(value) || px::Rational::from_double(value) != *number) {
          return std::nullopt;
        }
        values.push_back(value);
      } else {
        return std::nullopt;
      }
    }
    return values;
  }

  /// Results written as a file verify against themselves.
  void file() {
    if (job_.rows > 64) return;
    const auto& declared = plan_.rubric().draft().ranking;
    const std::optional<px::Ranking> ranking =
        declared ? std::optional(px::rank(*oracle_)) : std::nullopt;
    const std::string text = px::to_json(*oracle_, ranking ? &*ranking : nullptr);
    const px::Checked<px::Verification> found = px::verify(text, *oracle_);
    require(found.has_value() && found->identical(), "file", "results do not verify");
  }

  const px::Plan& plan_;
  const Job& job_;
  const Data data_;
  const px::Checked<px::Scores> oracle_;
  std::string digest_, data_digest_;      ///< of the oracle
  std::vector<px::NodeResult> expected_;  ///< results of all nodes of the oracle, row by row
  std::size_t figures_ = 0;
};

}  // namespace soak
