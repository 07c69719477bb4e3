// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/rule_branches.hpp>
#include <parindex/rubric/detail/rule_call.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/detail/titles.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// survey: the weighted answers of respondents.

inline constexpr KindName kind_of(const Survey&) {
  return {"survey",
          "points = max * share / 100, where the share is the weighted mean over the groups of the "
          "mean percent of their answers."};
}

template <class To>
void fields(To& to, Is<Answer> auto& answer) {
  to.id("id", answer.id, Ids::names);
  to("percent", answer.percent,
     "The value of the answer, 0 to 100; without it, the answer counts only for the sample.");
  to.optional("title", answer.title);
}

template <class To>
void fields(To& to, Is<Respondents> auto& group) {
  to.id("id", group.id, Ids::names);
  to("weight", group.weight, "0 or more.");
  to.optional("title", group.title);
}

template <class To>
void fields(To& to, Is<Survey> auto& rule) {
  to.some("answers", rule.answers);
  to.optional("respondents", rule.respondents, "Groups of respondents; absent or empty: one.");
  to("minimum_sample", rule.minimum_sample, "Answers of all groups; a whole number, 1 or more.");
  to("when_small", rule.when_small);
  to("stated_sample", rule.stated_sample, "Whether the size of the sample is a separate input.");
}

/// Calls column(name, group, answer) for each column, in order. `answer` is `answers.size()` for
/// the stated sample size; `group` is 0 if there are no groups.
template <class Column>
void for_each_column(const Survey& rule, const Column& column) {
  const std::size_t groups = rule.respondents.empty() ? 1 : rule.respondents.size();
  for (std::size_t g = 0; g < groups; ++g) {
    const std::string prefix = rule.respondents.empty() ? "" : rule.respondents[g].id + "_";
    for (std::size_t a = 0; a < rule.answers.size(); ++a) {
      column(prefix + rule.answers[a].id, g, a);
    }
    if (rule.stated_sample) column(prefix + "sample", g, rule.answers.size());
  }
}

/// What a column counts, in one language: `Number of people: very satisfied (citizens)`.
inline std::string counted_answers(const Survey& rule, std::size_t group, std::size_t answer,
                                   const std::string& language) {
  const bool vi = language == "vi";
  const auto named = [&](const auto& what) {
    const std::string_view title = pick_title(what.title, language);
    return title.empty() ? what.id : std::string(title);
  };
  std::string text = answer == rule.answers.size()
                         ? (vi ? "Số người đã trả lời" : "Number of people who answered")
                         : (vi ? "Số người trả lời: " : "Number of people who answered: ") +
                               named(rule.answers[answer]);
  if (!rule.respondents.empty()) text += " (" + named(rule.respondents[group]) + ")";
  return text;
}

inline void add_columns(const Survey& rule, LeafColumns& columns) {
  for_each_column(rule, [&](std::string name, std::size_t group, std::size_t answer) {
    Titles& title = columns.add_count(std::move(name)).title;
    for (const char* language : {"en", "vi"}) {
      title.emplace(language, counted_answers(rule, group, answer, language));
    }
  });
}

inline void check(const Survey& rule, RuleChecker& checker) {
  const std::string at = "/rule/survey";
  std::set<std::string_view> answers;
  bool counts = false;
  for (std::size_t i = 0; i < rule.answers.size(); ++i) {
    const Answer& answer = rule.answers[i];
    const std::string where = at + "/answers/" + std::to_string(i);
    checker.check_id(where + "/id", sentence::the_id_of_an_answer, answer.id, true, answers);
    if (answer.percent) checker.check_percent(where + "/percent", *answer.percent);
    counts = counts || answer.percent;
  }
  if (!counts) {
    checker.add(issue::range_empty, at + "/answers", sentence::no_answer_earns_points,
                sentence::at_least_one_answer_with_a_percent_above_0, as_is("0"));
  }
  std::set<std::string_view> groups;
  Rational weights = 0;
  for (std::size_t i = 0; i < rule.respondents.size(); ++i) {
    const Respondents& group = rule.respondents[i];
    const std::string where = at + "/respondents/" + std::to_string(i);
    checker.check_id(where + "/id", sentence::the_id_of_a_group, group.id, true, groups);
    if (group.weight.sign() < 0) {
      checker.add(issue::number_out_of_range, where + "/weight", sentence::the_weight_is_below_0,
                  sentence::n_0_or_more, group.weight.to_string());
    }
    weights += group.weight;
  }
  if (!rule.respondents.empty() && weights.is_zero()) {
    checker.add(issue::weight_zero, at + "/respondents",
                sentence::the_weights_of_the_groups_add_up_to_0, sentence::above_0, as_is("0"));
  }
  if (!rule.minimum_sample.is_integer() || rule.minimum_sample.sign() <= 0) {
    checker.add(issue::number_out_of_range, at + "/minimum_sample",
                sentence::the_minimum_sample_is_not_a_number_of_people,
                sentence::a_whole_number_1_or_more, rule.minimum_sample.to_string());
  }
  if (!checker.sound()) return;
  std::set<std::string, std::less<>> columns;
  for_each_column(rule, [&](const std::string& name, std::size_t, std::size_t) {
    if (columns.insert(name).second) return;
    checker.add(issue::id_duplicate, at, sentence::two_columns_of_the_survey_have_the_same_name,
                sentence::distinct_ids_of_answers_and_groups, quote(name));
  });
}

inline std::optional<PointsRange> reach_of(const Survey& rule, const Node& node) {
  if (!node.max) return std::nullopt;
  // A mean is between its parts, and all respondents may give the same answer.
  ReachBuilder reach;
  for (const Answer& answer : rule.answers) {
    if (answer.percent) reach.add(*node.max * *answer.percent / 100);
  }
  return reach.done();
}

/// The counts of one group.
struct SurveyCount {
  Rational sample;    // all answers
  Rational counted;   // answers with a percentage
  Rational percents;  // their sum
};

inline RuleOutcome evaluate(const Survey& rule, const RuleCall& call) {
  std::vector<SurveyCount> groups(rule.respondents.empty() ? 1 : rule.respondents.size());
  RuleOutcome outcome;
  std::size_t column = 0;
  for_each_column(rule, [&](const std::string& name, std::size_t g, std::size_t a) {
    const Rational& number = call.values[column++].number;
    SurveyCount& group = groups[g];
    if (a < rule.answers.size()) {
      group.sample += number;
      if (!rule.answers[a].percent) return;
      group.counted += number;
      group.percents += *rule.answers[a].percent * number;
    } else if (number != group.sample) {
      outcome.policy = MissingPolicy::error;
      call.listener.issue(value_issue(issue::survey_sample_mismatch,
                                      sentence::the_answers_do_not_add_up_to_the_sample,
                                      say(sentence::answers, number.to_string()),
                                      group.sample.to_string(), column_name(call.node.code, name)));
    }
  });
  if (outcome.policy) return outcome;

  const auto weight = [&](std::size_t g) {
    return rule.respondents.empty() ? Rational(1) : rule.respondents[g].weight;
  };
  Rational sample = 0, share = 0, weights = 0;
  bool small = false;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    sample += groups[g].sample;
    weights += weight(g);
    if (weight(g).is_zero()) continue;
    if (groups[g].counted.is_zero()) {
      small = true;
    } else {
      share += weight(g) * groups[g].percents / groups[g].counted;
    }
  }
  const bool few = sample < rule.minimum_sample;
  if (few || small) {
    outcome.policy = rule.when_small;
    Issue found =
        value_issue(issue::survey_sample_small, sentence::the_sample_of_the_survey_is_too_small,
                    few ? say(sentence::at_least_answers, rule.minimum_sample.to_string())
                        : sentence::a_counted_answer_in_each_group_that_has_a,
                    sample.to_string(), call.node.code);
    // The leaf has a result unless the policy is error; the row reports its basis.
    if (rule.when_small != MissingPolicy::error) found.severity = Severity::warning;
    call.listener.issue(std::move(found));
    call.listener.branch([&] {
      const Phrase instead = phrase_of(rule.when_small, call.node);
      return Branch{"/rule/survey/when_small",
                    few ? say(words::sample_small, sample.to_string(), instead)
                        : say(words::group_silent, instead)};
    });
    return outcome;
  }
  share /= weights;
  outcome.points = *call.node.max * share / 100;
  call.listener.branch([&] {
    Phrase groups_text;
    for (std::size_t g = 0; !rule.respondents.empty() && g < groups.size(); ++g) {
      if (weight(g).is_zero()) continue;
      groups_text +=
          say(words::share_of_group, rule.respondents[g].id,
              Rational(groups[g].percents / groups[g].counted).to_string(), weight(g).to_string());
    }
    return Branch{"/rule/survey/answers",
                  say(words::sample, sample.to_string(), groups_text, share.to_string(),
                      call.node.max->to_string() + " * " + share.to_string() +
                          " / 100 = " + outcome.points.to_string())};
  });
  return outcome;
}

inline std::vector<std::string> branches_of(const Survey& rule) {
  std::vector<std::string> branches{"/rule/survey/answers"};
  if (rule.when_small != MissingPolicy::error) branches.push_back("/rule/survey/when_small");
  return branches;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
