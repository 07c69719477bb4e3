// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/results/detail/sentences.hpp>
#include <parindex/results/verify.hpp>
#include <parindex/rubric/detail/json/reader.hpp>
#include <parindex/rubric/detail/member_writer.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A result file without its units, which are read one by one: their names and places.
class ResultFile : private JsonReader {
 public:
  explicit ResultFile(std::string_view text)
      : JsonReader(head_), text_(text), checked_(parse_json(text, result_limits(), take_unit())) {
    if (!checked_) {
      issues_ = checked_.issues();
    } else {
      head_ = std::move(checked_).value();
      check();
    }
  }

  const Issues& issues() const { return issues_; }
  const JsonValue& head() const { return head_; }
  struct Unit {
    std::string name;
    std::size_t begin, end;
  };
  const std::vector<Unit>& units() const { return units_; }

  JsonValue read(const Unit& unit) const {
    return parse_own_json(text_.substr(unit.begin, unit.end - unit.begin));
  }

 private:
  std::function<void(const JsonValue&)> take_unit() {
    return [this](const JsonValue& unit) {
      const JsonValue* const name = unit.find("unit");
      if (name != nullptr && name->kind == JsonValue::Kind::string) {
        units_.push_back({name->text, unit.begin, unit.end});
      } else {
        nameless_.emplace_back(units_.size() + nameless_.size(), unit.begin);
      }
    };
  }

  void check() {
    if (is(head_, JsonValue::Kind::object, sentence::a_result_file_written_by_parindex)) {
      for (const char* key : {"units", "fingerprint", "rubric", "engine", "data"}) {
        if (head_.find(key) == nullptr) {
          report(issue::key_missing, head_, sentence::the_file_is_not_a_result_file, in_quotes(key),
                 sentence::none);
        }
      }
      // Everything left in the list is not an object.
      list(head_.find("units"),
           [&](const JsonValue& unit) { mismatch(unit, sentence::an_object); });
    }
    std::vector<Finding> nameless;
    for (const auto& [at, offset] : nameless_) {
      Issue found = make_issue(issue::key_missing, sentence::the_unit_has_no_name,
                               sentence::unit_with_text, sentence::none);
      found.pointer = "/units/" + std::to_string(at);
      nameless.push_back({std::move(found), offset});
    }
    LineCounter lines(text_);
    issues_ = placed(&lines, nameless);
  }

  JsonValue head_;
  std::string_view text_;
  std::vector<Unit> units_;
  std::vector<std::pair<std::size_t, std::size_t>> nameless_;  // position and offset
  Checked<JsonValue> checked_;
  Issues issues_;
};

/// Compares two result files.
class ResultComparer {
 public:
  ResultComparer(const ResultFile& before, const ResultFile& now) : before_(before), now_(now) {}

  Verification run() {
    const JsonValue& old = before_.head();
    const JsonValue& fresh = now_.head();
    out_.same_rubric = text_at(old, {"rubric", "digest"}) == text_at(fresh, {"rubric", "digest"});
    out_.same_data = text_at(old, {"data"}) == text_at(fresh, {"data"});
    out_.engine_before = text_at(old, {"engine"});
    out_.engine_now = text_at(fresh, {"engine"});
    out_.same_engine = out_.engine_before == out_.engine_now;
    std::unordered_map<std::string_view, std::size_t> units;  // positions in now_
    for (std::size_t i = 0; i < now_.units().size(); ++i) units.emplace(now_.units()[i].name, i);
    for (const ResultFile::Unit& unit : before_.units()) {
      const auto found = units.find(unit.name);
      compare_unit(&unit, found == units.end() ? nullptr : &now_.units()[found->second]);
      if (found != units.end()) units.erase(found);
    }
    for (const ResultFile::Unit& unit : now_.units()) {
      if (units.contains(unit.name)) compare_unit(nullptr, &unit);
    }
    return std::move(out_);
  }

 private:
  static std::string text_at(const JsonValue& root, std::initializer_list<const char*> keys) {
    const JsonValue* at = &root;
    for (const char* key : keys) {
      at = at->find(key);
      if (at == nullptr) return {};
    }
    return at->text;
  }

  static std::string shown_figure(const JsonValue* value) {
    if (value == nullptr) return {};
    if (value->kind == JsonValue::Kind::null) return "none";
    if (value->kind == JsonValue::Kind::boolean) return value->truth ? "true" : "false";
    return value->text;
  }

  void figure(const std::string& unit, const std::string& code, const std::string& name,
              const JsonValue* before, const JsonValue* now) {
    stop_point(300);
    ++out_.figures;
    const std::string expected = shown_figure(before);
    const std::string found = shown_figure(now);
    if (expected != found) out_.differences.push_back({unit, code, name, expected, found});
  }

  /// The plain members of two objects, those of either.
  void figures(const std::string& unit, const std::string& code, const JsonValue& before,
               const JsonValue& now) {
    const auto plain = [](const JsonValue* value) {
      return value == nullptr ||
             (value->kind != JsonValue::Kind::object && value->kind != JsonValue::Kind::array &&
              value->key != "unit");  // the key of the lookup
    };
    const Members old_members(before);
    const Members new_members(now);
    for (const JsonValue& member : before.children) {
      const JsonValue* other = new_members.find(member.key);
      if (plain(&member) && plain(other)) figure(unit, code, member.key, &member, other);
    }
    for (const JsonValue& member : now.children) {
      if (old_members.find(member.key) == nullptr && plain(&member)) {
        figure(unit, code, member.key, nullptr, &member);
      }
    }
  }

  void compare_unit(const ResultFile::Unit* before, const ResultFile::Unit* now) {
    const std::string& name = (before ? before : now)->name;
    if (before == nullptr || now == nullptr) {
      ++out_.figures;
      out_.differences.push_back(
          {name, "", "unit", before == nullptr ? "" : "present", now == nullptr ? "" : "present"});
      return;
    }
    const JsonValue old = before_.read(*before);
    const JsonValue fresh = now_.read(*now);
    figures(name, "", old, fresh);
    const JsonValue none;
    const JsonValue* nodes = old.find("nodes");
    const JsonValue* nodes_now = fresh.find("nodes");
    if (nodes == nullptr || nodes_now == nullptr) return;
    std::unordered_map<std::string_view, std::size_t> others;  // positions in nodes_now
    for (std::size_t i = 0; i < nodes_now->children.size(); ++i) {
      others.emplace(nodes_now->children[i].key, i);
    }
    for (const JsonValue& node : nodes->children) {
      const auto found = others.find(node.key);
      figures(name, node.key, node,
              found == others.end() ? none : nodes_now->children[found->second]);
      if (found != others.end()) others.erase(found);
    }
    for (const JsonValue& node : nodes_now->children) {
      if (others.contains(node.key)) figures(name, node.key, none, node);
    }
  }

  const ResultFile& before_;
  const ResultFile& now_;
  Verification out_;
};

}  // namespace detail

std::string Verification::to_string(std::string_view language) const {
  const bool vi = language == "vi";
  const auto word = [&](bool same, const char* what, const char* viet) {
    return vi ? std::string(same ? "cùng " : "khác ") + viet
              : std::string(same ? "same " : "other ") + what;
  };
  std::string text = word(same_rubric, "rubric", "bộ tiêu chí") + ", " +
                     word(same_data, "data", "số liệu") + ", " +
                     word(same_engine, "engine version", "phiên bản phần mềm");
  if (!same_engine) {
    text += " (" + detail::visible(engine_before) + (vi ? ", nay " : ", now ") + engine_now + ")";
  }
  const std::string count = std::to_string(figures);
  if (identical()) {
    return text +
           (vi ? ": giống hệt (" + count + " giá trị)" : ": identical (" + count + " values)");
  }
  return text + ": " + std::to_string(differences.size()) +
         (vi ? " trong " + count + " giá trị khác nhau" : " of " + count + " values differ");
}

Checked<Verification> verify(std::string_view result, const Scores& scores) {
  check_stop();
  const detail::ResultFile before(result);
  if (has_errors(before.issues())) return Checked<Verification>(before.issues());
  std::optional<Ranking> ranking;
  if (scores.plan().rubric().draft().ranking) ranking = rank(scores);
  const std::string text = to_json(scores, ranking ? &*ranking : nullptr);
  const detail::ResultFile now(text);
  if (has_errors(now.issues())) return Checked<Verification>(now.issues());
  return Checked<Verification>(detail::ResultComparer(before, now).run());
}

std::string to_json(const Verification& verification) {
  detail::MemberWriter out;
  out.json.begin_object();
  out.boolean("identical", verification.identical());
  out.boolean("same_rubric", verification.same_rubric);
  out.boolean("same_engine", verification.same_engine);
  out.boolean("same_data", verification.same_data);
  out.text("engine_before", verification.engine_before);
  out.text("engine_now", verification.engine_now);
  out.integer("figures", verification.figures);
  out.list("differences", verification.differences, [&](const CellDifference& cell) {
    out.json.begin_object();
    out.text("unit", cell.unit);
    out.text("code", cell.code);
    out.text("figure", cell.figure);
    out.text_or_null("expected", cell.expected);
    out.text_or_null("found", cell.found);
    out.json.end_object();
  });
  out.json.end_object();
  return out.json.take();
}

PARINDEX_END_NAMESPACE
