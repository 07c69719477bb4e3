// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/json_writer.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/process/assessment.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Writes units and observations in their canonical form: what is absent is left out, a
/// number is its shortest exact text.
class AssessmentWriter {
 public:
  void begin() { json_.begin_object(); }
  void end() { json_.end_object(); }
  std::string take() { return json_.take(); }
  JsonWriter& json() { return json_; }

  /// The members `units`, `stages`, `reopenings` and `observations` of the object that is open.
  void write(const AssessmentDraft& draft) {
    json_.key("units");
    json_.begin_array();
    for (const AssessedUnit& unit : draft.units) {
      json_.begin_object();
      member("unit", unit.name);
      optional("group", unit.group);
      if (!unit.ranked) {
        json_.key("ranked");
        json_.boolean(false);
      }
      json_.end_object();
    }
    json_.end_array();
    list("stages", draft.stages);
    list("reopenings", draft.reopenings);
    json_.key("observations");
    json_.begin_array();
    for (const Observation& seen : draft.observations) write(seen);
    json_.end_array();
  }

  void write(const Observation& seen) {
    json_.begin_object();
    member("unit", seen.unit);
    member("code", seen.code);
    if (seen.input != "value") member("input", seen.input);
    member("layer", seen.layer);
    if (seen.value) {
      json_.key("value");
      detail::visit([this](const auto& value) { cell(value); }, seen.value->value());
    }
    if (!seen.evidence.empty()) {
      json_.key("evidence");
      json_.begin_array();
      for (const EvidenceGiven& evidence : seen.evidence) {
        json_.begin_object();
        member("id", evidence.id);
        optional("reference", evidence.reference);
        optional("file", evidence.file);
        if (evidence.size) {
          json_.key("size");
          json_.raw(std::to_string(*evidence.size));
        }
        optional("sha256", evidence.sha256);
        json_.end_object();
      }
      json_.end_array();
    }
    optional("note", seen.note);
    member("date", seen.date);
    optional("author", seen.author);
    json_.end_object();
  }

  void write(const Stage& stage) {
    json_.begin_object();
    member("id", stage.id);
    if (!stage.title.empty()) {
      json_.key("title");
      json_.begin_object();
      for (const auto& [language, title] : stage.title) member(language, title);
      json_.end_object();
    }
    json_.key("layers");
    json_.begin_array();
    for (const std::string& layer : stage.layers) json_.string(layer);
    json_.end_array();
    member("from", stage.from);
    member("until", stage.until);
    json_.end_object();
  }

  void write(const Reopening& reopening) {
    json_.begin_object();
    member("stage", reopening.stage);
    optional("unit", reopening.unit);
    optional("code", reopening.code);
    member("until", reopening.until);
    member("by", reopening.by);
    member("reason", reopening.reason);
    member("date", reopening.date);
    json_.end_object();
  }

 private:
  /// A member with these items; no member without items, as in files that have none.
  template <class Item>
  void list(std::string_view key, const std::vector<Item>& items) {
    if (items.empty()) return;
    json_.key(key);
    json_.begin_array();
    for (const Item& item : items) write(item);
    json_.end_array();
  }

  void cell(Missing) { json_.null(); }
  void cell(bool value) { json_.boolean(value); }
  void cell(const Rational& value) { json_.string(value.to_string()); }
  void cell(const std::string& value) { json_.string(value); }
  void cell(const NotFinite& value) { json_.string(value.text); }
  void cell(NoValue kind) {
    json_.begin_object();
    member("no_value", to_string(kind));
    json_.end_object();
  }

  void member(std::string_view key, std::string_view text) {
    json_.key(key);
    json_.string(text);
  }
  void optional(std::string_view key, std::string_view text) {
    if (!text.empty()) member(key, text);
  }

  JsonWriter json_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
