// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/rubric/detail/diff/changes.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/diff.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {}  // namespace detail

std::string RubricChange::to_string(std::string_view language) const {
  const auto found = sentence.find(language);
  const std::string& words = (found == sentence.end() ? sentence.begin() : found)->second;
  return detail::visible(code.empty() ? words : code + ": " + words);
}

std::string Diff::to_string(std::string_view language) const {
  std::string text;
  for (const RubricChange& change : changes) text += change.to_string(language) + '\n';
  return text;
}

Checked<Diff> diff(const Rubric& before, const Rubric& after, const CodeMap& codes) {
  check_stop();
  const detail::RubricTree from(before);
  const detail::RubricTree to(after);
  Issues unknown;
  const auto look = [&](const detail::RubricTree& tree, const std::string& code,
                        const detail::Sentence<0>& message) {
    if (!code.empty() && tree.places.contains(code)) return;
    unknown.push_back(make_issue(
        issue::code_unknown, detail::did_you_mean(message, code, detail::sorted_keys(tree.places)),
        detail::sentence::a_code_of_the_rubric, detail::in_quotes(code)));
  };
  for (const auto& [old_code, new_code] : codes) {
    look(from, old_code, detail::sentence::the_first_rubric_has_no_node_with_code);
    look(to, new_code, detail::sentence::the_second_rubric_has_no_node_with_code);
  }
  if (!unknown.empty()) {
    return Checked<Diff>(std::move(unknown), detail::sentence::the_rubrics_cannot_be_compared);
  }
  CodeMap renamed = detail::find_renamed(from, to, codes);
  std::vector<RubricChange> changes = detail::RubricDiff(from, to, renamed).run();
  return Diff{before, after, std::move(changes), std::move(renamed)};
}

std::string to_json(const Diff& diff) {
  detail::MemberWriter out;
  const auto rubric = [&](const char* key, const Rubric& of) {
    out.json.key(key);
    out.json.begin_object();
    out.text("id", of.id());
    out.text("edition", of.edition());
    out.json.end_object();
  };
  out.json.begin_object();
  rubric("before", diff.before);
  rubric("after", diff.after);
  out.json.key("codes");
  out.json.begin_object();
  for (const auto& [old_code, new_code] : diff.codes) out.text(old_code, new_code);
  out.json.end_object();
  out.list("changes", diff.changes,
           [&](const RubricChange& change) { detail::write_change(out, change); });
  out.json.end_object();
  return out.json.take();
}

PARINDEX_END_NAMESPACE
