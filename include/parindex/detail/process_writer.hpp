// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <parindex/agency.hpp>
#include <parindex/detail/json_writer.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Writes what agencies work with: worksheets and progress.
class ProcessWriter {
 public:
  std::string take() { return json_.take(); }

  void write(const Worksheet& sheet) {
    json_.begin_object();
    text("agency", sheet.agency);
    titles("title", sheet.title);
    json_.key("lines");
    json_.begin_array();
    for (const WorksheetLine& line : sheet.lines) {
      json_.begin_object();
      text("code", line.code);
      text("input", line.input);
      text("column", line.column);
      titles("title", line.title);
      titles("input_title", line.input_title);
      text("max", line.max.to_string());
      text("expected", line.expected);
      json_.key("evidence");
      json_.begin_array();
      for (const Evidence& evidence : line.evidence) {
        json_.begin_object();
        text("id", evidence.id);
        titles("title", evidence.title);
        json_.end_object();
      }
      json_.end_array();
      json_.key("layers");
      json_.begin_array();
      for (const std::string& layer : line.layers) json_.string(layer);
      json_.end_array();
      text("role", to_string(line.role));
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  void write(const std::vector<AgencyProgress>& all) {
    json_.begin_array();
    for (const AgencyProgress& own : all) {
      json_.begin_object();
      text("agency", own.agency);
      json_.key("leaves");
      json_.integer(own.leaves);
      json_.key("given");
      json_.integer(own.given);
      leaves("missing", own.missing);
      leaves("without_evidence", own.without_evidence);
      json_.end_object();
    }
    json_.end_array();
  }

 private:
  void leaves(std::string_view key, const std::vector<UnitLeaf>& all) {
    json_.key(key);
    json_.begin_array();
    for (const UnitLeaf& leaf : all) {
      json_.begin_object();
      text("unit", leaf.unit);
      text("code", leaf.code);
      json_.end_object();
    }
    json_.end_array();
  }
  void titles(std::string_view key, const Titles& all) {
    json_.key(key);
    json_.begin_object();
    for (const auto& [language, title] : all) text(language, title);
    json_.end_object();
  }
  void text(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.string(value);
  }

  JsonWriter json_;
};

inline std::string worksheet_json(const Worksheet& sheet) {
  ProcessWriter writer;
  writer.write(sheet);
  return writer.take();
}

inline std::string progress_json(const std::vector<AgencyProgress>& all) {
  ProcessWriter writer;
  writer.write(all);
  return writer.take();
}

}  // namespace detail

PARINDEX_END_NAMESPACE
