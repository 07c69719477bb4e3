// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/operations.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// Parts that several kinds of rules, or the whole rubric, contain.

template <class To>
void fields(To& to, Is<Source> auto& source) {
  to.text("document", source.document);
  to.text("date", source.date, "ISO 8601, as 2020-12-30.");
  to.text("clause", source.clause);
  to.text("url", source.url);
  to.text("note", source.note);
}

template <class To>
void fields(To& to, Is<Constant> auto& constant) {
  to("value", constant.value);
  to.optional("by_edition", constant.by_edition);
  to.optional("by_date", constant.by_date);
  to.text("unit", constant.unit);
  to.text("law", constant.law);
  to.text("note", constant.note);
  to.optional("title", constant.title);
}

template <class To>
void fields(To& to, Is<RankRule> auto& rule) {
  to("on", rule.on);
  to("stage", rule.stage);
  to("ties", rule.ties);
  to.optional("tie_break", rule.tie_break,
              "Codes of nodes whose points separate tied units, in this order.");
  to.word("within", rule.by_group, {"all", "group"});
}

template <class To>
void fields(To& to, Is<ClassRule> auto& rule) {
  to("on", rule.on);
  to("stage", rule.stage);
  to(since(2, "quota"), rule.quota,
     "Classes by the order of the units: each class takes its percent of the units, the last class "
     "the rest.");
  to.some("bands", rule.bands);
}

template <class To>
void fields(To& to, Is<ClassQuota> auto& quota) {
  to("rounding", quota.rounding, "How the number of units of a class is rounded.");
  to("ties", quota.ties,
     "The class of equal units if a class has no room for all of them; required.");
  to.word("within", quota.by_group, {"all", "group"});
}

template <class To>
void fields(To& to, Is<Layer> auto& layer) {
  to.id("id", layer.id);
  to.optional("title", layer.title);
  to.optional("apart", layer.apart, "Only leaves that resolve from it use its marks.");
}

template <class To>
void fields(To& to, Is<Group> auto& group) {
  to.id("id", group.id);
  to.optional("title", group.title);
}

template <class To>
void fields(To& to, Is<Evidence> auto& evidence) {
  to.id("id", evidence.id);
  to.optional("title", evidence.title);
}

template <class To>
void fields(To& to, Is<Coordination> auto& coordination) {
  to("codes", coordination.codes);
  to.optional("if_any", coordination.if_any);
}

template <class To>
void fields(To& to, Is<Agency> auto& agency) {
  to.id("id", agency.id);
  to.optional("title", agency.title);
  to.optional("lead", agency.lead);
  to.optional("except", agency.except);
  to.optional("coordinate", agency.coordinate);
}

template <class To>
void fields(To& to, Is<Calendar> auto& calendar) {
  to.date("from", calendar.from);
  to.date("to", calendar.to);
  to("weekend", calendar.weekend);
  to.dates("holidays", calendar.holidays);
  to.dates("working", calendar.working, "Working days although they are a weekend or a holiday.");
}

template <class To>
void fields(To& to, Is<DataForm> auto& data) {
  to("decimal", data.decimal, "Decimal sign of numbers in text.");
  to("thousands", data.thousands,
     "Sign between groups of three digits; a space means every kind of space.");
  to("dates", data.dates, "Order of day, month and year in text.");
  to.optional("fractions", data.fractions, "45/50 in a number is 0.9.");
  to.labels("yes", data.yes, "Further words for yes.");
  to.labels("no", data.no, "Further words for no.");
  to("header_row", data.header_row, "Row with the names of the columns, from 1.");
  to.label("unit", data.unit, false, "Name of the column of units.");
  to.label("group", data.group, false, "Name of the column of groups.");
  to.label("ranked", data.ranked, false, "Name of the column that states which units are ranked.");
  to.labels("units", data.units, "The units that a table has, each once, and no others.");
}

template <class To>
void fields(To& to, Is<ClassBand> auto& band) {
  to.ends(band.lower, band.upper);
  to(since(2, "percent"), band.percent, "Under a quota: the percent of the units.");
  to.id("id", band.id);
  to.optional("title", band.title);
}

template <class To>
void fields(To& to, Is<Option> auto& option) {
  to.id("id", option.id);
  to("points", option.points);
  to.optional("title", option.title);
}

template <class To>
void fields(To& to, Is<Item> auto& item) {
  to.id("id", item.id, Ids::names);
  to.optional("title", item.title);
}

template <class To>
void fields(To& to, Is<Band> auto& band) {
  to.ends(band.lower, band.upper);
  to("points", band.points);
  to.optional("title", band.title);
}

template <class To>
void fields(To& to, Is<CutOff> auto& cut_off) {
  to.end(cut_off.bound);
  to("points", cut_off.points);
}

/// Counts the fields that a file would state.
class StatedFields {
 public:
  template <class T>
  void operator()(std::string_view, const T& value, std::string_view = {}) {
    if constexpr (IsOptional<T>::value) {
      if (!value) return;
    }
    ++count;
  }
  template <class T>
  void optional(std::string_view key, const T& list, std::string_view = {}) {
    some(key, list);
  }
  template <class T>
  void some(std::string_view, const T& list, std::string_view = {}) {
    if (!list.empty()) ++count;
  }

  std::size_t count = 0;
};

/// The number of fields that a kind of aggregation states; a kind without fields is written as a
/// word.
template <class Kind>
std::size_t stated_fields(const Kind& kind) {
  StatedFields stated;
  fields(stated, kind);
  return stated.count;
}

// ---- words, in the order of the lists -----------------------------------------------------------
constexpr auto words_of(MissingPolicy) {
  using enum MissingPolicy;
  return std::array{error, zero, exclude, full};
}
constexpr auto words_of(NoValue) {
  using enum NoValue;
  return std::array{missing, not_applicable, not_proven, refused};
}
constexpr auto words_of(LeftOut) { return std::array{LeftOut::rescale, LeftOut::redistribute}; }
constexpr auto words_of(NothingLeft) { return std::array{NothingLeft::zero, NothingLeft::full}; }
constexpr auto words_of(Drop::By) { return std::array{Drop::By::points, Drop::By::share}; }
constexpr auto words_of(Drop::Excluded) {
  return std::array{Drop::Excluded::counted, Drop::Excluded::not_counted};
}
constexpr auto words_of(Drop::Ties) { return std::array{Drop::Ties::first, Drop::Ties::last}; }
constexpr auto words_of(DecisionTable::Hit) {
  using Hit = DecisionTable::Hit;
  return std::array{Hit::unique, Hit::first, Hit::sum,      Hit::max,
                    Hit::min,    Hit::any,   Hit::priority, Hit::count};
}
/// The format that introduced a word.
constexpr std::size_t since_of(DecisionTable::Hit hit) {
  using Hit = DecisionTable::Hit;
  return hit == Hit::any || hit == Hit::priority || hit == Hit::count ? 2 : 1;
}
constexpr auto words_of(RoundingMode) {
  using enum RoundingMode;
  return std::array{half_up, half_even, half_down, up, down, floor, ceiling};
}
constexpr auto words_of(Statistic) {
  using enum Statistic;
  return std::array{
      mean,    median,   min,    max,    sum, count, rank, percentile, standard_deviation,
      z_score, quantile, lowest, highest};
}
constexpr std::size_t since_of(Statistic statistic) {
  return has_rounding(statistic) || !number_key(statistic).empty() ? 2 : 1;
}
constexpr auto words_of(NodeFigure) {
  using enum NodeFigure;
  return std::array{points, share, index, max};
}
constexpr auto words_of(Figure) { return std::array{Figure::index, Figure::points}; }
constexpr auto words_of(Ties) { return std::array{Ties::competition, Ties::dense, Ties::ordinal}; }
constexpr auto words_of(Weekday) {
  using enum Weekday;
  return std::array{monday, tuesday, wednesday, thursday, friday, saturday, sunday};
}
constexpr auto words_of(DecimalSign) { return std::array{DecimalSign::point, DecimalSign::comma}; }
constexpr auto words_of(ThousandsSign) {
  using enum ThousandsSign;
  return std::array{point, comma, space, apostrophe};
}
constexpr auto words_of(DateOrder) {
  using enum DateOrder;
  return std::array{dmy, mdy, ymd};
}
constexpr auto words_of(QuotaTies) { return std::array{QuotaTies::better, QuotaTies::worse}; }
constexpr auto words_of(FigureStage) {
  return std::array{FigureStage::exact, FigureStage::rounded};
}

}  // namespace detail

PARINDEX_END_NAMESPACE
