// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/limits.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// Not "quoted": argument-dependent lookup would find std::quoted where <iomanip> is included.
inline std::string quote(std::string_view text) { return '"' + std::string(text) + '"'; }

/// A name as one step of a JSON Pointer (RFC 6901).
inline std::string pointer_step(std::string_view name) {
  std::string step = "/";
  for (const char c : name) {
    if (c == '~') {
      step += "~0";
    } else if (c == '/') {
      step += "~1";
    } else {
      step += c;
    }
  }
  return step;
}

/// Collects the issues of one node and turns those that its author accepts into warnings.
class NodeReport {
 public:
  NodeReport(const Node& node, std::string pointer, IssueLog& issues)
      : node_(node), pointer_(std::move(pointer)), issues_(issues) {}

  const std::string& pointer() const { return pointer_; }

  void add(const IssueCode& code, std::string_view where, const Said& message,
           const Detail& expected = {}, const Detail& actual = {}) {
    Issue issue = make_issue(code, message, expected, actual);
    issue.pointer = pointer_ + std::string(where);
    const auto accepted = node_.accept.find(issue.code);
    if (accepted != node_.accept.end() && is_acceptable(issue.code)) {
      issue.severity = Severity::warning;
      set_message(issue, say(sentence::accepted_because, message_of(issue), accepted->second));
      issue.accepted = accepted->second;
      used_.insert(issue.code);
    }
    issues_.add(std::move(issue));
  }

  /// Reports entries of `accept` that match no issue; call it after all other checks of the node.
  /// Entries for checks that run only on a valid rubric are left to `finish_late`.
  void finish() {
    for (const auto& [code, reason] : node_.accept) {
      const std::string where = "/accept" + pointer_step(code);
      if (!is_acceptable(code)) {
        const std::vector<std::string> codes(acceptable.begin(), acceptable.end());
        add(issue::accept_refused, where, sentence::an_issue_of_this_kind_cannot_be_accepted,
            say(sentence::one_of, listed(codes)), quote(code));
      } else if (!is_late(code)) {
        report_unused(code);
      }
    }
  }
  void finish_late() {
    for (const auto& [code, reason] : node_.accept) {
      if (is_late(code)) report_unused(code);
    }
  }

 private:
  // Only issues that leave every result defined: the figures of the author are used unchanged.
  static constexpr std::array acceptable{
      issue::maximum_mismatch.code,   issue::maximum_unreachable.code,
      issue::maximum_exceeded.code,   issue::minimum_above_zero.code,
      issue::minimum_below_zero.code, issue::gate_raises.code,
      issue::gate_rounded.code,       issue::bonus_above_maximum.code,
      issue::maxima_unequal.code,     issue::weights_sum_mismatch.code,
      issue::maxima_sum_mismatch.code};

  static bool is_acceptable(std::string_view code) {
    return std::find(acceptable.begin(), acceptable.end(), code) != acceptable.end();
  }
  static bool is_late(std::string_view code) {
    return code == issue::gate_raises.code || code == issue::bonus_above_maximum.code;
  }
  void report_unused(const std::string& code) {
    if (used_.contains(code)) return;
    add(issue::accept_unused, "/accept" + pointer_step(code),
        sentence::the_node_accepts_an_issue_that_it_does_not, {}, quote(code));
  }

  const Node& node_;
  std::string pointer_;
  IssueLog& issues_;
  std::set<std::string, std::less<>> used_;
};

inline void check_identifier(NodeReport& report, std::string_view where, const Sentence<0>& what,
                             std::string_view text, bool as_name = false) {
  if (utf8_valid_prefix(text) != text.size()) {
    report.add(issue::text_not_utf8, where, say(sentence::is_not_valid_utf_8, what));
  } else if (text.size() > limits().identifier_bytes) {
    report.add(issue::code_invalid, where, say(sentence::is_too_long, what),
               say(sentence::at_most_bytes, std::to_string(limits().identifier_bytes)),
               say(sentence::bytes, std::to_string(text.size())));
  } else if (as_name ? !is_name(text) : !is_identifier(text)) {
    report.add(issue::code_invalid, where, say(sentence::is_not_valid, what),
               as_name ? sentence::a_letter_then_letters_digits_and
                       : sentence::text_without_white_space_control_characters,
               quote(text));
  } else if (has_combining_mark(text)) {
    report.add(issue::text_not_nfc, where, say(sentence::contains_combining_marks, what),
               sentence::unicode_normal_form_c, quote(text));
  }
}

/// A file cannot contain any other; a draft made in code can.
inline bool is_sound(const Rounding& rounding) {
  return rounding.digits >= 0 && rounding.digits <= Rounding::max_digits && rounding.multiple > 0 &&
         rounding.multiple <= Rounding::max_multiple;
}

inline void check_rounding(NodeReport& report, std::string_view where, const Rounding& rounding) {
  if (rounding.multiple <= 0 || rounding.multiple > Rounding::max_multiple) {
    report.add(issue::number_out_of_range, std::string(where) + "/step",
               sentence::the_step_of_a_rounding_is_out_of_range,
               sentence::a_decimal_above_0_such_as_0_5_or_10, std::to_string(rounding.multiple));
  }
  if (rounding.digits < 0 || rounding.digits > Rounding::max_digits) {
    report.add(issue::number_out_of_range, std::string(where) + "/digits",
               sentence::the_number_of_digits_of_a_rounding_is_out_of,
               say(sentence::n_0_to, std::to_string(Rounding::max_digits)),
               std::to_string(rounding.digits));
  }
}

/// Runs a check that computes with the numbers of the rubric, which may become too long.
template <class Check>
void guarded(NodeReport& report, std::string_view where, const Check& check) {
  try {
    check();
  } catch (const NumberTooLong& error) {
    const Issue& found = error.issues().front();
    report.add(issue::number_too_long, where, sentence::a_computed_number_has_too_many_digits,
               expected_of(found), actual_of(found));
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
