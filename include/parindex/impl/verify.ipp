// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <utility>

#include <parindex/detail/member_writer.hpp>
#include <parindex/impl/json_reader.ipp>
#include <parindex/verify.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Reads a result file as far as it is compared, and says what it lacks.
class ResultReader : private JsonReader {
 public:
  ResultReader(const JsonValue& root, std::string_view text) : JsonReader(root), text_(text) {}

  Issues run() {
    if (is(root_, JsonValue::Kind::object, "results, as parindex writes them")) {
      for (const char* key : {"units", "fingerprint", "rubric", "engine", "data"}) {
        if (root_.find(key) == nullptr) {
          report(issue::key_missing, root_, "The text is no result file", in_quotes(key), "none");
        }
      }
      list(root_.find("units"), [&](const JsonValue& unit) {
        if (!is(unit, JsonValue::Kind::object, "an object")) return;
        const JsonValue* name = unit.find("unit");
        if (name == nullptr) {
          report(issue::key_missing, unit, "The unit has no name", "\"unit\"", "none");
        } else {
          is(*name, JsonValue::Kind::string, "a name");
        }
      });
    }
    LineCounter lines(text_);
    Issues issues;
    for (Finding& finding : findings_) {
      lines.place(finding.issue, finding.offset);
      issues.push_back(std::move(finding.issue));
    }
    return issues;
  }

 private:
  std::string_view text_;
};

/// Compares two result files.
class ResultComparer {
 public:
  ResultComparer(const JsonValue& before, const JsonValue& now) : before_(before), now_(now) {}

  Verification run() {
    out_.same_rubric = text_at(before_, {"rubric", "digest"}) == text_at(now_, {"rubric", "digest"});
    out_.same_data = text_at(before_, {"data"}) == text_at(now_, {"data"});
    out_.engine_before = text_at(before_, {"engine"});
    out_.engine_now = text_at(now_, {"engine"});
    out_.same_engine = out_.engine_before == out_.engine_now;
    std::map<std::string_view, const JsonValue*> units;
    for (const JsonValue& unit : now_.find("units")->children) {
      units.emplace(unit.find("unit")->text, &unit);
    }
    for (const JsonValue& unit : before_.find("units")->children) {
      const std::string& name = unit.find("unit")->text;
      const auto found = units.find(name);
      compare_unit(name, &unit, found == units.end() ? nullptr : found->second);
      if (found != units.end()) units.erase(found);
    }
    for (const JsonValue& unit : now_.find("units")->children) {
      const std::string& name = unit.find("unit")->text;
      if (units.contains(name)) compare_unit(name, nullptr, &unit);
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
              value->key != "unit");  // by which they were found
    };
    for (const JsonValue& member : before.children) {
      const JsonValue* other = now.find(member.key);
      if (plain(&member) && plain(other)) figure(unit, code, member.key, &member, other);
    }
    for (const JsonValue& member : now.children) {
      if (before.find(member.key) == nullptr && plain(&member)) {
        figure(unit, code, member.key, nullptr, &member);
      }
    }
  }

  void compare_unit(const std::string& name, const JsonValue* before, const JsonValue* now) {
    if (before == nullptr || now == nullptr) {
      ++out_.figures;
      out_.differences.push_back({name, "", "unit", before == nullptr ? "" : "present",
                                  now == nullptr ? "" : "present"});
      return;
    }
    figures(name, "", *before, *now);
    const JsonValue none;
    const JsonValue* nodes = before->find("nodes");
    const JsonValue* nodes_now = now->find("nodes");
    if (nodes == nullptr || nodes_now == nullptr) return;
    for (const JsonValue& node : nodes->children) {
      const JsonValue* other = nodes_now->find(node.key);
      figures(name, node.key, node, other == nullptr ? none : *other);
    }
    for (const JsonValue& node : nodes_now->children) {
      if (nodes->find(node.key) == nullptr) figures(name, node.key, none, node);
    }
  }

  const JsonValue& before_;
  const JsonValue& now_;
  Verification out_;
};

}  // namespace detail

PARINDEX_INLINE std::string Verification::to_string(std::string_view language) const {
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
    return text + (vi ? ": giống hệt (" + count + " số)" : ": identical (" + count + " figures)");
  }
  return text + ": " + std::to_string(differences.size()) +
         (vi ? " trong " + count + " số khác nhau" : " of " + count + " figures differ");
}

PARINDEX_INLINE Checked<Verification> check_verify(std::string_view result, const Scores& scores) {
  const Checked<detail::JsonValue> before = detail::parse_json(result);
  if (!before) return Checked<Verification>(before.issues());
  Issues issues = detail::ResultReader(*before, result).run();
  if (has_errors(issues)) return Checked<Verification>(std::move(issues));
  std::optional<Ranking> ranking;
  if (scores.plan().rubric().draft().ranking) ranking = rank(scores);
  const std::string text = to_json(scores, ranking ? &*ranking : nullptr);
  const Checked<detail::JsonValue> now = detail::parse_json(text);
  if (!now) return Checked<Verification>(now.issues());
  return Checked<Verification>(detail::ResultComparer(*before, *now).run());
}

PARINDEX_INLINE Verification verify(std::string_view result, const Scores& scores) {
  Checked<Verification> checked = check_verify(result, scores);
  if (!checked) throw DataError("the result file cannot be read", checked.issues());
  return std::move(checked).value();
}

PARINDEX_INLINE std::string to_json(const Verification& verification) {
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
