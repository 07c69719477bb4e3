// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/json_tree.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/check.hpp>
#include <parindex/rubric/detail/canonical.hpp>
#include <parindex/rubric/detail/json/aggregations.hpp>
#include <parindex/rubric/detail/json/shared.hpp>
#include <parindex/rubric/detail/names.hpp>
#include <parindex/rubric/detail/rubric_access.hpp>
#include <parindex/rubric/detail/sentences/reading.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The first base of the reader, whose tree the other one reads.
struct NamedTree {
  SharedNames naming;
};

/// Turns the tree of a rubric file into a draft: the counterpart of CanonicalWriter.
class RubricReader : private NamedTree, private AggregationReader {
 public:
  using JsonReader::findings;
  using JsonReader::offset_of;
  using JsonReader::placed;
  explicit RubricReader(const JsonValue& root)
      : NamedTree{SharedNames(root)}, AggregationReader(naming.tree()) {
    offsets_ = naming.offsets();
  }

  /// The tree in which each name is replaced by its shared part.
  const JsonValue& tree() const { return root_; }

  RubricDraft read() {
    RubricDraft draft;
    if (!is(root_, JsonValue::Kind::object, sentence::an_object) || !check_version()) return draft;
    object(root_, {{"parindex", true},
                   {"id", true},
                   {"edition", true},
                   {"title"},
                   {"source"},
                   {"provenance"},
                   {"effective"},
                   {"part"},
                   {"note"},
                   {"max", true},
                   {"aggregation", true},
                   {"nothing_left", false, 2},
                   {"missing", true},
                   {"layer"},
                   {"resolution"},
                   {"rounding"},
                   {"index_rounding", true},
                   {"ranking"},
                   {"classes"},
                   {"layers"},
                   {"agencies"},
                   {"accept"},
                   {"not_applicable"},
                   {"not_proven"},
                   {"refused"},
                   {"groups"},
                   {"markers"},
                   {"calendar"},
                   {"data", false, 2},
                   {"weight_sets"},
                   {"cap"},
                   {"floor"},
                   {"gates"},
                   {"cases"},
                   {"shared", false, 2},
                   {"constants", false, 2},
                   {"nodes", true}});
    text(root_.find("id"), draft.id);
    text(root_.find("edition"), draft.edition);
    text_map(root_.find("title"), draft.title);
    part(root_.find("source"), draft.source);
    effective(root_.find("effective"), draft.effective);
    text(root_.find("part"), draft.part);
    index_rounding(root_.find("index_rounding"), draft.index_rounding);
    part(root_.find("ranking"), draft.ranking);
    part(root_.find("classes"), draft.classes);
    texts(root_.find("weight_sets"), draft.weight_sets);
    parts(root_.find("layers"), draft.layers);
    parts(root_.find("groups"), draft.groups);
    markers(root_.find("markers"), draft.markers);
    parts(root_.find("agencies"), draft.agencies);
    part(root_.find("calendar"), draft.calendar);
    shared(root_.find("shared"), draft.shared);
    constants(root_.find("constants"), draft.constants);
    part(root_.find("data"), draft.data);
    common(root_, draft.root);
    take_names(root_, draft.root);
    nodes(root_.find("nodes"), draft.root.children);
    for (const SharedNames::Problem& each : naming.problems()) {
      report(*each.code, *each.at, each.message, each.expected, in_quotes(each.found));
    }
    if (naming.any() && findings().empty()) settle_names(draft, canonical_tree(draft));
    // Cases do not affect the points of a rubric: cases.hpp reads them, and no draft contains them.
    if (const JsonValue* cases = root_.find("cases")) {
      is(*cases, JsonValue::Kind::object, sentence::an_object);
    }
    return draft;
  }

 private:
  // A file of another format would only give a list of all format changes.
  bool check_version() {
    const JsonValue* stated = root_.find("parindex");
    if (const auto read = format(stated, newest_rubric_format)) {
      format_ = *read;
      return true;
    }
    return findings().empty() || findings().back().issue.code != issue::format_version.code;
  }

  /// The keys that have the same meaning at the root and at every node.
  void common(const JsonValue& value, Node& out) {
    number(value.find("max"), out.max);
    aggregation(value.find("aggregation"), out.aggregation);
    word(value.find("nothing_left"), out.nothing_left, words_of(NothingLeft()));
    policy(value, NoValue::missing, out.missing, out);
    policy(value, NoValue::not_applicable, out.not_applicable, out);
    policy(value, NoValue::not_proven, out.not_proven, out);
    policy(value, NoValue::refused, out.refused, out);
    identifier(value.find("layer"), out.layer);
    resolution(value.find("resolution"), out.resolution);
    rounding(value.find("rounding"), out.rounding);
    number(value.find("cap"), out.cap);
    number(value.find("floor"), out.floor);
    list(value.find("gates"), [&](const JsonValue& item) { gate(item, out.gates.emplace_back()); });
    word(value.find("provenance"), out.provenance,
         {Provenance::read, Provenance::derived, Provenance::illustrative});
    text(value.find("note"), out.note);
    text_map(value.find("accept"), out.accept);
  }

  /// A word, or the points of a leaf without a value.
  void policy(const JsonValue& value, NoValue kind, std::optional<MissingPolicy>& out, Node& node) {
    const JsonValue* found = value.find(to_string(kind));
    if (found == nullptr || found->kind != JsonValue::Kind::object) {
      return word(found, out, policies);
    }
    if (!object(*found, {{"points", true, 2}})) return;
    out = MissingPolicy::points;
    number(found->find("points"), node.no_value_points[kind]);
  }

  void take_names(const JsonValue& value, Node& out) {
    const NameUses* uses = naming.uses_in(value);
    if (uses == nullptr) return;
    out.shared = uses->parts;
    out.constants = uses->constants;
  }

  // The nodes contain the parts; here they are kept as they are written.
  void shared(const JsonValue* value, SharedParts& out) {
    if (value == nullptr || !object(*value, {{"options"}, {"inputs"}, {"scales"}})) return;
    for (const auto& [key, section] :
         {std::pair("options", &out.options), std::pair("inputs", &out.inputs),
          std::pair("scales", &out.scales)}) {
      const JsonValue* list = value->find(key);
      if (list == nullptr || !is(*list, JsonValue::Kind::object, sentence::an_object)) continue;
      check_duplicates(*list);
      for (const JsonValue& part : list->children) {
        const bool of_inputs = section == &out.inputs;
        if (is(part, of_inputs ? JsonValue::Kind::object : JsonValue::Kind::array,
               of_inputs ? sentence::an_object : sentence::an_array)) {
          section->insert_or_assign(part.key, tree_text(part));
        }
      }
    }
  }

  void constants(const JsonValue* value, std::map<std::string, Constant, std::less<>>& out) {
    if (value == nullptr || !is(*value, JsonValue::Kind::object, sentence::an_object)) return;
    check_duplicates(*value);
    for (const JsonValue& member : value->children) {
      read_fields(base(), member, out[member.key]);
      if (member.kind == JsonValue::Kind::object) {
        one_of(member, {{"value"}, {"by_edition"}, {"by_date"}}, true);
      }
    }
  }

  // An array without layers would be read like no array, which inherits.
  void resolution(const JsonValue* value, std::vector<std::string>& out) {
    texts(value, out);
    if (value == nullptr || value->kind != JsonValue::Kind::array || !value->children.empty()) {
      return;
    }
    report(issue::range_empty, *value, sentence::the_array_of_layers_is_empty,
           sentence::at_least_one, as_is("0"));
  }

  // An array without nodes would be read like no array, which is valid elsewhere.
  void nodes(const JsonValue* value, std::vector<Node>& out) {
    list(value, [&](const JsonValue& item) { node(item, out.emplace_back()); });
    if (value == nullptr || value->kind != JsonValue::Kind::array || !value->children.empty()) {
      return;
    }
    report(issue::rubric_empty, *value, sentence::the_array_has_no_nodes, sentence::at_least_one,
           as_is("0"));
  }

  void node(const JsonValue& value, Node& out) {
    if (!is(value, JsonValue::Kind::object, sentence::an_object)) return;
    Keys keys{{"code", true}, {"title"},   {"source"},  {"provenance"}, {"note"},
              {"max", true},  {"weight"},  {"missing"}, {"layer"},      {"resolution"},
              {"rounding"},   {"accept"},  {"rule"},    {"only_for"},   {"not_applicable"},
              {"not_proven"}, {"refused"}, {"cap"},     {"floor"},      {"gates"}};
    for (const char* key :
         {"informative", "index_rounding", "ranking", "classes", "weight_input"}) {
      keys.push_back({key, false, 2});
    }
    // A rule next to children is not an unknown key: the check reports that a node has both.
    if (value.find("children") != nullptr) {
      keys.insert(keys.end(), {{"aggregation"}, {"nothing_left", false, 2}, {"children"}});
    } else {
      keys.insert(keys.end(), {{"inputs"}, {"evidence"}});
    }
    object(value, keys);
    text(value.find("code"), out.code);
    text_map(value.find("title"), out.title);
    part(value.find("source"), out.source);
    weight(value.find("weight"), out);
    identifier(value.find("weight_input"), out.weight_input);
    common(value, out);
    boolean(value.find("informative"), out.informative);
    if (const JsonValue* found = value.find("index_rounding")) {
      index_rounding(found, out.index_rounding.emplace().rounding);
    }
    part(value.find("ranking"), out.ranking);
    part(value.find("classes"), out.classes);
    only_for(value.find("only_for"), out.only_for);
    parts(value.find("evidence"), out.evidence);
    list(value.find("inputs"),
         [&](const JsonValue& item) { input(item, out.inputs.emplace_back()); });
    if (const JsonValue* found = value.find("rule")) rule(*found, out.rule);
    take_names(value, out);
    // The depth of the text is limited, and therefore also this recursion.
    nodes(value.find("children"), out.children);
  }

  // An empty list would be read like no list, which means all groups.
  void only_for(const JsonValue* value, std::vector<std::string>& out) {
    texts(value, out);
    if (value != nullptr && value->kind == JsonValue::Kind::array && out.empty()) {
      mismatch(*value, sentence::an_array_with_at_least_one_group);
    }
  }

  void markers(const JsonValue* value, std::map<NoValue, std::vector<std::string>>& out) {
    if (value == nullptr ||
        !object(*value, {{"missing"}, {"not_applicable"}, {"not_proven"}, {"refused"}})) {
      return;
    }
    for (const NoValue kind :
         {NoValue::missing, NoValue::not_applicable, NoValue::not_proven, NoValue::refused}) {
      const JsonValue* found = value->find(to_string(kind));
      if (found != nullptr) texts(found, out[kind]);
    }
  }

  // ---- the rest ------------------------------------------------------------------------------
  // The fields of a description, read with the functions of the readers below.
  template <class Part>
  void part(const JsonValue* value, std::optional<Part>& out) {
    if (value != nullptr) read_fields(base(), *value, out.emplace());
  }
  template <class Part>
  void parts(const JsonValue* value, std::vector<Part>& out) {
    list(value, [&](const JsonValue& item) { read_fields(base(), item, out.emplace_back()); });
  }
  AggregationReader& base() { return *this; }

  void index_rounding(const JsonValue* value, std::optional<Rounding>& out) {
    if (value == nullptr || value->kind == JsonValue::Kind::object) {
      rounding(value, out);
    } else if (value->kind != JsonValue::Kind::string) {
      mismatch(*value, sentence::a_rounding_or_exact);
    } else if (value->text != "exact") {
      report(issue::word_unknown, *value, sentence::unknown_keyword, sentence::exact,
             shown(*value));
    }
  }

  void effective(const JsonValue* value, std::optional<Effective>& out) {
    if (value == nullptr || !object(*value, {{"from", true}, {"to"}})) return;
    Effective& dates = out.emplace();
    text(value->find("from"), dates.from);
    const JsonValue* to = value->find("to");
    text(to, dates.to);
    // After reading, an empty text would look like no end.
    if (to != nullptr && to->kind == JsonValue::Kind::string && to->text.empty()) {
      report(issue::date_malformed, *to, sentence::not_a_date, sentence::a_date_such_as_2026_12_31,
             shown(*to));
    }
  }
};

/// The pointer of the node that contains the target of a pointer; the whole rubric is the empty
/// pointer.
inline std::string_view owner_of(std::string_view pointer) {
  std::size_t end = 0;
  while (true) {
    const std::string_view rest = pointer.substr(end);
    const std::string_view list = end == 0 ? "/nodes/" : "/children/";
    if (rest.substr(0, list.size()) != list) return pointer.substr(0, end);
    end += std::min(rest.find('/', list.size()), rest.size());
  }
}

/// The parent of a node.
inline std::string_view parent_of(std::string_view node) {
  return owner_of(node.substr(0, node.rfind('/')));
}

/// Selects the findings of the check that are valid although some nodes could not be read
/// completely: findings about nodes that are neither above nor below such a node. The others may be
/// consequences.
class Unreadable {
 public:
  explicit Unreadable(const std::vector<JsonReader::Finding>& findings) {
    for (const auto& finding : findings) {
      std::string_view node = owner_of(finding.issue.pointer);
      nodes_.insert(node);
      for (; !node.empty(); node = parent_of(node)) above_.insert(parent_of(node));
    }
  }
  bool whole_rubric() const { return nodes_.contains(""); }
  bool touches(const Issue& found) const {
    std::string_view node = owner_of(found.pointer);
    if (above_.contains(node)) return true;
    for (; !nodes_.contains(node); node = parent_of(node)) {
      if (node.empty()) return false;
    }
    return true;
  }

 private:
  std::set<std::string_view> nodes_;
  std::set<std::string_view> above_;
};

/// Reads and checks a tree whose values have places in order; `lines` has the text, if there is
/// one.
inline Checked<Rubric> check_placed_tree(const JsonValue& tree, LineCounter* lines) {
  RubricReader reader(tree);
  RubricDraft draft = reader.read();
  PointerReader values(reader.tree());
  std::vector<JsonReader::Finding> of_check;
  std::optional<Checked<Rubric>> checked;
  const Unreadable unreadable(reader.findings());
  if (!unreadable.whole_rubric()) checked = check(std::move(draft));
  if (checked) {
    for (const Issue& found : checked->issues()) {
      const bool consequence = !reader.findings().empty() &&
                               (found.severity == Severity::warning || unreadable.touches(found));
      if (consequence) continue;
      of_check.push_back({found, reader.offset_of(values.nearest(found.pointer).begin)});
    }
  }
  Issues issues = reader.placed(lines, of_check);
  if (has_errors(issues)) return Checked<Rubric>(std::move(issues));
  // Made again, so that the warnings inside the rubric also have their places.
  return Checked<Rubric>(RubricAccess::make((*checked)->draft(), issues), issues);
}

/// Reads and checks; the offsets of the text become lines and columns.
inline Checked<Rubric> check_rubric_text(std::string_view text) {
  const Checked<JsonValue> json = parse_json(text);
  if (!json) return Checked<Rubric>(json.issues());
  LineCounter lines(text);
  return check_placed_tree(*json, &lines);
}

/// Reads and checks a combined tree; its values get places in order. Issues have pointers and no
/// lines.
inline Checked<Rubric> check_rubric_tree(JsonValue& tree) {
  // The inserted parts may need a newer format than the base states.
  for (JsonValue& member : tree.children) {
    if (member.key == "parindex") member.text = std::to_string(newest_rubric_format);
  }
  std::size_t places = 0;
  number_places(tree, places);
  return check_placed_tree(tree, nullptr);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
