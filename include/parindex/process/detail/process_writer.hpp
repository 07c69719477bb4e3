// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <parindex/process/agency.hpp>
#include <parindex/rubric/detail/member_writer.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

template <class Identified>
void write_identified(MemberWriter& out, std::string_view key, const std::vector<Identified>& all) {
  out.list(key, all, [&](const Identified& one) {
    out.json.begin_object();
    out.text("id", one.id);
    out.titles("title", one.title);
    out.json.end_object();
  });
}

inline std::string worksheet_json(const Worksheet& sheet) {
  MemberWriter out;
  out.json.begin_object();
  out.text("agency", sheet.agency);
  out.titles("title", sheet.title);
  out.list("lines", sheet.lines, [&](const WorksheetLine& line) {
    out.json.begin_object();
    out.text("code", line.code);
    out.text("input", line.input);
    out.text("column", line.column);
    out.titles("title", line.title);
    out.titles("input_title", line.input_title);
    out.number("max", line.max);
    out.titles("expected", line.expected);
    write_identified(out, "options", line.options);
    write_identified(out, "evidence", line.evidence);
    out.texts("layers", line.layers);
    out.texts("only_for", line.only_for);
    out.text("role", to_string(line.role));
    out.json.end_object();
  });
  out.json.end_object();
  return out.json.take();
}

inline std::string stages_json(const std::vector<StageState>& all) {
  MemberWriter out;
  out.json.begin_array();
  for (const StageState& state : all) {
    out.json.begin_object();
    out.text("stage", state.stage);
    out.text("status", to_string(state.status));
    out.list("reopenings", state.reopenings, [&](std::size_t at) { out.json.integer(at); });
    out.json.end_object();
  }
  out.json.end_array();
  return out.json.take();
}

inline std::string progress_json(const std::vector<AgencyProgress>& all) {
  MemberWriter out;
  const auto leaves = [&](std::string_view key, const std::vector<UnitLeaf>& list) {
    out.list(key, list, [&](const UnitLeaf& leaf) {
      out.json.begin_object();
      out.text("unit", leaf.unit);
      out.text("code", leaf.code);
      out.json.end_object();
    });
  };
  out.json.begin_array();
  for (const AgencyProgress& own : all) {
    out.json.begin_object();
    out.text("agency", own.agency);
    out.integer("leaves", own.leaves);
    out.integer("given", own.given);
    leaves("missing", own.missing);
    leaves("without_evidence", own.without_evidence);
    out.json.end_object();
  }
  out.json.end_array();
  return out.json.take();
}

}  // namespace detail

PARINDEX_END_NAMESPACE
