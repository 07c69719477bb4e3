// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/io/assessment_json.hpp>
#include <parindex/io/detail/sentences.hpp>
#include <parindex/process/agency.hpp>
#include <parindex/process/detail/assessment_checker.hpp>
#include <parindex/process/detail/assessment_writer.hpp>
#include <parindex/process/detail/merger.hpp>
#include <parindex/process/detail/snapshot_body.hpp>
#include <parindex/rubric/detail/json/reader.hpp>
#include <parindex/rubric/detail/json/rubric.hpp>
#include <parindex/rubric/detail/member_writer.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Turns the tree of an assessment file into a draft: the counterpart of AssessmentWriter.
class AssessmentReader : public JsonReader {
 public:
  using JsonReader::JsonReader;

  AssessmentDraft read(const Plan& plan) {
    AssessmentDraft draft;
    if (!object(root_, {{"parindex_assessment", true},
                        {"rubric", true},
                        {"edition", true},
                        {"units", true},
                        {"stages"},
                        {"reopenings"},
                        {"observations", true}})) {
      return draft;
    }
    format(root_.find("parindex_assessment"), 1);
    same(root_.find("rubric"), plan.rubric().id());
    same(root_.find("edition"), plan.rubric().edition());
    members(root_, draft);
    return draft;
  }

  void members(const JsonValue& value, AssessmentDraft& draft) {
    list(value.find("units"), [&](const JsonValue& item) {
      AssessedUnit& unit = draft.units.emplace_back();
      if (!object(item, {{"unit", true}, {"group"}, {"ranked"}})) return;
      text(item.find("unit"), unit.name);
      text(item.find("group"), unit.group);
      boolean(item.find("ranked"), unit.ranked);
    });
    list(value.find("stages"),
         [&](const JsonValue& item) { stage(item, draft.stages.emplace_back()); });
    list(value.find("reopenings"),
         [&](const JsonValue& item) { reopening(item, draft.reopenings.emplace_back()); });
    observations(value.find("observations"), draft.observations);
  }

  void observations(const JsonValue* value, std::vector<Observation>& out) {
    list(value, [&](const JsonValue& item) { observation(item, out.emplace_back()); });
  }

 private:
  void same(const JsonValue* value, const std::string& wanted) {
    std::string found;
    text(value, found);
    if (value == nullptr || value->kind != JsonValue::Kind::string || found == wanted) return;
    report(issue::rubric_mismatch, *value, sentence::the_file_was_made_for_another_rubric,
           in_quotes(wanted), shown(*value));
  }

  void observation(const JsonValue& value, Observation& out) {
    if (!object(value, {{"unit", true},
                        {"code", true},
                        {"input"},
                        {"layer", true},
                        {"value"},
                        {"evidence"},
                        {"note"},
                        {"date", true},
                        {"author"}})) {
      return;
    }
    text(value.find("unit"), out.unit);
    text(value.find("code"), out.code);
    text(value.find("input"), out.input);
    text(value.find("layer"), out.layer);
    if (const JsonValue* mark = value.find("value")) out.value = cell(*mark);
    list(value.find("evidence"), [&](const JsonValue& item) {
      EvidenceGiven& given = out.evidence.emplace_back();
      if (item.kind == JsonValue::Kind::string) return text(&item, given.id);
      if (!object(item, {{"id", true}, {"reference"}, {"file"}, {"size"}, {"sha256"}})) return;
      text(item.find("id"), given.id);
      text(item.find("reference"), given.reference);
      filled(item.find("file"), given.file, issue::file_name_invalid);
      size(item.find("size"), given.size);
      filled(item.find("sha256"), given.sha256, issue::sha256_malformed);
    });
    text(value.find("note"), out.note);
    text(value.find("date"), out.date);
    text(value.find("author"), out.author);
  }

  void stage(const JsonValue& value, Stage& out) {
    if (!object(value,
                {{"id", true}, {"title"}, {"layers", true}, {"from", true}, {"until", true}})) {
      return;
    }
    text(value.find("id"), out.id);
    text_map(value.find("title"), out.title);
    texts(value.find("layers"), out.layers);
    text(value.find("from"), out.from);
    text(value.find("until"), out.until);
  }

  void reopening(const JsonValue& value, Reopening& out) {
    if (!object(value, {{"stage", true},
                        {"unit"},
                        {"code"},
                        {"until", true},
                        {"by", true},
                        {"reason", true},
                        {"date", true}})) {
      return;
    }
    text(value.find("stage"), out.stage);
    filled(value.find("unit"), out.unit, issue::unit_unknown);
    filled(value.find("code"), out.code, issue::code_unknown);
    text(value.find("until"), out.until);
    text(value.find("by"), out.by);
    text(value.find("reason"), out.reason);
    text(value.find("date"), out.date);
  }

  /// A nonempty text: after reading, an empty one would look absent.
  void filled(const JsonValue* value, std::string& out, const IssueCode& code) {
    text(value, out);
    if (value != nullptr && value->kind == JsonValue::Kind::string && value->text.empty()) {
      report(code, *value, sentence::the_text_is_empty, sentence::text_or_no_such_key,
             shown(*value));
    }
  }

  /// The size of a file in bytes.
  void size(const JsonValue* value, std::optional<std::uint64_t>& out) {
    if (value == nullptr || !is(*value, JsonValue::Kind::number, sentence::a_number_of_bytes))
      return;
    const auto read = number(*value);
    if (!read) return;
    const auto whole = read->to_scaled_int64(0);
    if (whole && *whole >= 0 && static_cast<std::uint64_t>(*whole) <= EvidenceGiven::max_size) {
      out = static_cast<std::uint64_t>(*whole);
    } else {
      report(issue::number_out_of_range, *value, sentence::the_number_is_not_a_size_in_bytes,
             say(sentence::a_whole_number_at_most, std::to_string(EvidenceGiven::max_size)),
             shown(*value));
    }
  }

  Cell cell(const JsonValue& value) {
    switch (value.kind) {
      case JsonValue::Kind::null: return Missing{};
      case JsonValue::Kind::boolean: return value.truth;
      case JsonValue::Kind::number: return number(value).value_or(0);
      case JsonValue::Kind::string: return value.text;
      case JsonValue::Kind::object: {
        NoValue kind = NoValue::missing;
        if (object(value, {{"no_value", true}})) {
          word(value.find("no_value"), kind,
               {NoValue::missing, NoValue::not_applicable, NoValue::not_proven, NoValue::refused});
        }
        return kind;
      }
      case JsonValue::Kind::array: break;
    }
    mismatch(value, sentence::a_number_text_true_false_null_or_no_value);
    return Missing{};
  }
};

/// The checked draft, and the issues of the reader. A file for another rubric, or in another
/// version of the format, is not checked, because its content has another meaning.
inline Checked<Assessment> check_read(const Plan& plan, AssessmentDraft draft,
                                      const JsonValue& root, AssessmentReader& reader,
                                      std::string_view text) {
  LineCounter lines(text);
  const auto& read = reader.findings();
  if (std::any_of(read.begin(), read.end(), [](const JsonReader::Finding& found) {
        return found.issue.code == issue::rubric_mismatch.code ||
               found.issue.code == issue::format_version.code;
      })) {
    return Checked<Assessment>(reader.placed(&lines));
  }
  const Checked<Assessment> checked = check_draft(plan, std::move(draft), reader.unread());
  PointerReader values(root);
  std::vector<JsonReader::Finding> of_check;
  for (const Issue& found : checked.issues()) {
    of_check.push_back({found, values.nearest(found.pointer).begin});
  }
  Issues issues = reader.placed(&lines, of_check);
  if (!checked || !read.empty()) return Checked<Assessment>(std::move(issues));
  return Checked<Assessment>(checked.value(), std::move(issues));
}

/// Issues of the rubric of a snapshot, with their places in the snapshot.
inline Issues of_rubric(Issues issues) {
  for (Issue& found : issues) {
    found.pointer = "/rubric" + found.pointer;
  }
  return issues;
}

}  // namespace detail

Checked<Assessment> read_assessment(const Plan& plan, std::string_view text) {
  const Checked<detail::JsonValue> json = detail::parse_json(text, detail::result_limits());
  if (!json) return Checked<Assessment>(json.issues());
  detail::AssessmentReader reader(*json);
  AssessmentDraft draft = reader.read(plan);
  return detail::check_read(plan, std::move(draft), *json, reader, text);
}

std::string to_json(const Assessment& assessment) {
  detail::AssessmentWriter writer;
  writer.begin();
  writer.json().key("parindex_assessment");
  writer.json().integer(1);
  writer.json().key("rubric");
  writer.json().string(assessment.plan().rubric().id());
  writer.json().key("edition");
  writer.json().string(assessment.plan().rubric().edition());
  writer.write(assessment.state().draft);
  writer.end();
  return detail::indent_json(writer.take());
}

Checked<Assessment> read_snapshot(std::string_view text, CompileOptions options) {
  const Checked<detail::JsonValue> json = detail::parse_json(text, detail::result_limits());
  if (!json) return Checked<Assessment>(json.issues());
  class Reader : public detail::AssessmentReader {
   public:
    using AssessmentReader::AssessmentReader;
    bool run(AssessmentDraft& draft, std::string& fingerprint) {
      if (!object(root_, {{"parindex_snapshot", true},
                          {"rubric", true},
                          {"units", true},
                          {"stages"},
                          {"reopenings"},
                          {"observations", true},
                          {"fingerprint", true}})) {
        return false;
      }
      format(root_.find("parindex_snapshot"), 1);
      members(root_, draft);
      this->text(root_.find("fingerprint"), fingerprint);
      return root_.find("rubric") != nullptr;
    }
  };
  Reader reader(*json);
  AssessmentDraft draft;
  std::string fingerprint;
  detail::LineCounter lines(text);
  if (!reader.run(draft, fingerprint)) return Checked<Assessment>(reader.placed(&lines));
  const Checked<Rubric> rubric = detail::check_placed_tree(*json->find("rubric"), &lines);
  if (!rubric) {
    return Checked<Assessment>(detail::of_rubric(rubric.issues()));
  }
  const Checked<Plan> plan = compile(*rubric, std::move(options));
  if (!plan) return Checked<Assessment>(detail::of_rubric(plan.issues()));
  Checked<Assessment> checked = detail::check_read(*plan, std::move(draft), *json, reader, text);
  if (!checked) return checked;
  const Snapshot anew = detail::snapshot_of(*checked);
  if (anew.fingerprint == fingerprint) return checked;
  Issue found = make_issue(issue::snapshot_mismatch,
                           detail::sentence::the_snapshots_fingerprint_does_not_match_its,
                           anew.fingerprint, fingerprint);
  found.pointer = "/fingerprint";
  return Checked<Assessment>(Issues{found});
}

Merged merge(const Plan& plan, std::string_view text, std::string_view layer) {
  Merged merged;
  const Checked<detail::JsonValue> json = detail::parse_json(text, detail::result_limits());
  if (!json) {
    merged.issues = json.issues();
    return merged;
  }
  class Reader : public detail::AssessmentReader {
   public:
    using AssessmentReader::AssessmentReader;
    std::vector<Submission> run(AssessmentDraft& round) {
      std::vector<Submission> all;
      members(root_, round);
      list(root_.find("submissions"), [&](const detail::JsonValue& item) {
        Submission& one = all.emplace_back();
        if (!object(item, {{"agency", true}, {"observations", true}})) return;
        this->text(item.find("agency"), one.agency);
        observations(item.find("observations"), one.observations);
      });
      return all;
    }
  };
  Reader reader(*json);
  const std::vector<Submission> submissions = reader.run(merged.draft);
  detail::Merger(plan, layer, merged).run(submissions);
  detail::LineCounter lines(text);
  detail::IssueLog issues;
  for (Issue& found : reader.placed(&lines)) issues.add(std::move(found));
  for (Issue& found : merged.issues) issues.add(std::move(found));
  merged.issues = issues.take();
  return merged;
}

std::string to_json(const LayerGap& gap, const Assessment& assessment) {
  detail::MemberWriter out;
  const auto each = [&](std::string_view key, const auto& all, const auto& write) {
    out.list(key, all, [&](const auto& one) {
      out.json.begin_object();
      write(one);
      out.json.end_object();
    });
  };
  out.json.begin_object();
  out.text("first", gap.first);
  out.text_or_null("second", gap.second);
  out.number("bias", gap.bias);
  each("units", gap.units, [&](const UnitGap& unit) {
    out.text("unit", assessment.units()[unit.row].name);
    out.integer("leaves", unit.leaves);
    out.number("first", unit.first);
    out.number("second", unit.second);
    out.number("gap", unit.gap);
  });
  each("components", gap.components, [&](const ComponentGap& component) {
    out.text("code", component.code);
    out.integer("units", component.units);
    out.number("first", component.first);
    out.number("second", component.second);
    out.number("bias", component.bias);
  });
  each("cells", gap.cells, [&](const CellGap& cell) {
    out.text("unit", assessment.units()[cell.row].name);
    out.text("code", cell.code);
    out.number("first", cell.first);
    out.number("second", cell.second);
    out.number("gap", cell.gap);
  });
  out.json.end_object();
  return out.json.take();
}

PARINDEX_END_NAMESPACE
