// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/rubric_access.hpp>
#include <parindex/impl/json_reader.ipp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Turns the tree of a rubric file into a draft: the counterpart of CanonicalWriter.
class RubricReader : private JsonReader {
 public:
  explicit RubricReader(const JsonValue& root) : JsonReader(root) {}

  RubricDraft read() {
    RubricDraft draft;
    if (!is(root_, JsonValue::Kind::object, "an object") || !check_version()) return draft;
    object(root_, {{"parindex", true},       {"id", true},        {"edition", true},
                   {"title"},                {"source"},          {"provenance"},
                   {"part"},                 {"note"},            {"max", true},
                   {"aggregation", true},    {"missing", true},   {"layer"},
                   {"rounding"},             {"index_rounding", true}, {"ranking"},
                   {"classes"},              {"agencies"},        {"accept"},
                   {"nodes", true}});
    text(root_.find("id"), draft.id);
    text(root_.find("edition"), draft.edition);
    text_map(root_.find("title"), draft.title);
    source(root_.find("source"), draft.source);
    text(root_.find("part"), draft.part);
    index_rounding(root_.find("index_rounding"), draft.index_rounding);
    ranking(root_.find("ranking"), draft.ranking);
    classes(root_.find("classes"), draft.classes);
    list(root_.find("agencies"),
         [&](const JsonValue& item) { agency(item, draft.agencies.emplace_back()); });
    common(root_, draft.root);
    nodes(root_.find("nodes"), draft.root.children);
    return draft;
  }

  const std::vector<Finding>& findings() const { return findings_; }

 private:
  // A file of another format would only give a list of everything that changed.
  bool check_version() {
    const JsonValue* version = root_.find("parindex");
    if (version == nullptr) return true;
    if (!is(*version, JsonValue::Kind::number, "the number 1")) return true;
    const auto value = number(*version);
    if (!value || *value == Rational(1)) return true;
    report(issue::format_version, *version, "The file is of another version of the format", "1",
           shown(*version));
    return false;
  }

  /// The keys that mean the same at the root and at every node.
  void common(const JsonValue& value, Node& out) {
    number(value.find("max"), out.max);
    word(value.find("aggregation"), out.aggregation,
         {Aggregation(Sum{}), Aggregation(WeightedMean{})}, name_of_aggregation);
    word(value.find("missing"), out.missing, policies);
    identifier(value.find("layer"), out.layer);
    rounding(value.find("rounding"), out.rounding);
    word(value.find("provenance"), out.provenance,
         {Provenance::read, Provenance::derived, Provenance::illustrative});
    text(value.find("note"), out.note);
    text_map(value.find("accept"), out.accept);
  }

  // An array without nodes would read like no array, which elsewhere is right.
  void nodes(const JsonValue* value, std::vector<Node>& out) {
    list(value, [&](const JsonValue& item) { node(item, out.emplace_back()); });
    if (value == nullptr || value->kind != JsonValue::Kind::array || !value->children.empty()) {
      return;
    }
    report(issue::rubric_empty, *value, "The array has no nodes", "at least one", "0");
  }

  void node(const JsonValue& value, Node& out) {
    if (!is(value, JsonValue::Kind::object, "an object")) return;
    Keys keys{{"code", true}, {"title"},   {"source"}, {"provenance"}, {"note"},   {"max", true},
              {"weight"},     {"missing"}, {"layer"},  {"rounding"},   {"accept"}, {"rule"}};
    // A rule beside children is no unknown key: the check says that one of them is too many.
    if (value.find("children") != nullptr) {
      keys.insert(keys.end(), {{"aggregation"}, {"children"}});
    } else {
      keys.insert(keys.end(), {{"inputs"}, {"evidence"}});
    }
    object(value, keys);
    text(value.find("code"), out.code);
    text_map(value.find("title"), out.title);
    source(value.find("source"), out.source);
    number(value.find("weight"), out.weight);
    common(value, out);
    list(value.find("evidence"),
         [&](const JsonValue& item) { identified(item, out.evidence.emplace_back()); });
    list(value.find("inputs"),
         [&](const JsonValue& item) { input(item, out.inputs.emplace_back()); });
    if (const JsonValue* found = value.find("rule")) rule(*found, out.rule);
    // The depth of the text is limited, so this recursion is too.
    nodes(value.find("children"), out.children);
  }

  void input(const JsonValue& value, Input& out) {
    if (!object(value, {{"name", true}, {"type", true}, {"min"}, {"max"}, {"step"}, {"title"}})) {
      return;
    }
    text(value.find("name"), out.name);
    word(value.find("type"), out.type, {InputType::number, InputType::count});
    number(value.find("min"), out.min);
    number(value.find("max"), out.max);
    number(value.find("step"), out.step);
    text_map(value.find("title"), out.title);
  }

  // ---- rules ---------------------------------------------------------------------------------
  void rule(const JsonValue& value, std::optional<Rule>& out) {
    const Keys kinds{{"choice"}, {"yes_no"},       {"all_of"}, {"checklist"},
                     {"bands"},  {"proportional"}, {"direct"}};
    if (!object(value, kinds)) return;
    const JsonValue* body = one_of(value, kinds, true);
    if (body == nullptr) return;
    if (body->key == "choice") out = choice(*body);
    if (body->key == "yes_no") out = yes_no(*body);
    if (body->key == "all_of") out = all_of(*body);
    if (body->key == "checklist") out = checklist(*body);
    if (body->key == "bands") out = bands(*body);
    if (body->key == "proportional") out = proportional(*body);
    if (body->key == "direct") out = direct(*body);
  }

  Choice choice(const JsonValue& body) {
    Choice out;
    if (object(body, {{"options", true}})) options(body.find("options"), out.options);
    return out;
  }
  YesNo yes_no(const JsonValue& body) {
    YesNo out;
    if (!object(body, {{"yes", true}, {"no", true}})) return out;
    number(body.find("yes"), out.yes);
    number(body.find("no"), out.no);
    return out;
  }
  AllOf all_of(const JsonValue& body) {
    AllOf out;
    if (!object(body, {{"items", true}, {"points", true}, {"otherwise", true}})) return out;
    list(body.find("items"),
         [&](const JsonValue& item) { identified(item, out.items.emplace_back()); });
    number(body.find("points"), out.points);
    number(body.find("otherwise"), out.otherwise);
    return out;
  }
  Checklist checklist(const JsonValue& body) {
    Checklist out;
    if (object(body, {{"items", true}})) options(body.find("items"), out.items);
    return out;
  }
  Bands bands(const JsonValue& body) {
    Bands out;
    if (!object(body, {{"on", true}, {"steps", true}})) return out;
    quantity(body.find("on"), out.on);
    list(body.find("steps"), [&](const JsonValue& item) { band(item, out.steps.emplace_back()); });
    return out;
  }
  Proportional proportional(const JsonValue& body) {
    Proportional out;
    if (!object(body, {{"on", true}, {"full_at", true}, {"cut_off"}, {"cap"}, {"floor"}})) {
      return out;
    }
    quantity(body.find("on"), out.on);
    number(body.find("full_at"), out.full_at);
    if (const JsonValue* found = body.find("cut_off")) cut_off(*found, out.cut_off.emplace());
    number(body.find("cap"), out.cap);
    number(body.find("floor"), out.floor);
    return out;
  }
  Direct direct(const JsonValue& body) {
    Direct out;
    if (!object(body, {{"min", true}, {"step"}, {"max", true}})) return out;
    number(body.find("min"), out.min);
    number(body.find("max"), out.max);
    number(body.find("step"), out.step);
    return out;
  }

  void quantity(const JsonValue* value, Quantity& out) {
    if (value == nullptr || !is(*value, JsonValue::Kind::object, "an object")) return;
    Keys keys{{"value"}, {"ratio"}, {"percent"}, {"min"}, {"max"}};
    // Only a quotient can meet a denominator of 0.
    if (value->find("value") == nullptr) keys.push_back({"when_zero"});
    object(*value, keys);
    const JsonValue* on = one_of(*value, {{"value"}, {"ratio"}, {"percent"}}, true);
    if (on != nullptr && on->key == "value") {
      text(on, out.numerator);
    } else if (on != nullptr) {
      out.kind = on->key == "ratio" ? Quantity::Kind::ratio : Quantity::Kind::percent;
      std::vector<std::string> names;
      texts(on, names);
      if (on->kind == JsonValue::Kind::array && names.size() != 2) {
        report(issue::type_mismatch, *on, "A quotient is made of two inputs",
               "an array of two texts", std::to_string(names.size()) + " items");
      }
      names.resize(2);
      out.numerator = std::move(names[0]);
      out.denominator = std::move(names[1]);
    }
    word(value->find("when_zero"), out.when_zero, policies);
    number(value->find("min"), out.min);
    number(value->find("max"), out.max);
  }

  void band(const JsonValue& value, Band& out) {
    if (!object(value,
                {{"from"}, {"above"}, {"to"}, {"below"}, {"points", true}, {"title"}})) {
      return;
    }
    ends(value, out.lower, out.upper);
    number(value.find("points"), out.points);
    text_map(value.find("title"), out.title);
  }
  /// The two ends of a band, each open or closed or not there.
  void ends(const JsonValue& value, std::optional<Bound>& lower, std::optional<Bound>& upper) {
    if (const JsonValue* found = one_of(value, {{"from"}, {"above"}}, false)) {
      bound(*found, "from", lower.emplace());
    }
    if (const JsonValue* found = one_of(value, {{"to"}, {"below"}}, false)) {
      bound(*found, "to", upper.emplace());
    }
  }
  void cut_off(const JsonValue& value, CutOff& out) {
    if (!object(value, {{"below"}, {"to"}, {"points", true}})) return;
    if (const JsonValue* end = one_of(value, {{"below"}, {"to"}}, true)) {
      bound(*end, "to", out.bound);
    }
    number(value.find("points"), out.points);
  }
  void bound(const JsonValue& value, std::string_view closed_key, Bound& out) {
    out.closed = value.key == closed_key;
    number(&value, out.value);
  }

  void options(const JsonValue* value, std::vector<Option>& out) {
    list(value, [&](const JsonValue& item) {
      Option& option = out.emplace_back();
      if (!object(item, {{"id", true}, {"points", true}, {"title"}})) return;
      text(item.find("id"), option.id);
      number(item.find("points"), option.points);
      text_map(item.find("title"), option.title);
    });
  }
  /// An Item or an Evidence.
  template <class T>
  void identified(const JsonValue& value, T& out) {
    if (!object(value, {{"id", true}, {"title"}})) return;
    text(value.find("id"), out.id);
    text_map(value.find("title"), out.title);
  }

  // ---- the rest ------------------------------------------------------------------------------
  void source(const JsonValue* value, std::optional<Source>& out) {
    if (value == nullptr) return;
    if (!object(*value, {{"document"}, {"date"}, {"clause"}, {"url"}, {"note"}})) return;
    Source& source = out.emplace();
    text(value->find("document"), source.document);
    text(value->find("date"), source.date);
    text(value->find("clause"), source.clause);
    text(value->find("url"), source.url);
    text(value->find("note"), source.note);
  }

  void rounding(const JsonValue* value, std::optional<Rounding>& out) {
    if (value == nullptr || !object(*value, {{"digits", true}, {"mode", true}})) return;
    std::optional<int> digits;
    if (const JsonValue* found = value->find("digits")) digits = rounding_digits(*found);
    std::optional<RoundingMode> mode;
    word(value->find("mode"), mode,
         {RoundingMode::half_up, RoundingMode::half_even, RoundingMode::half_down,
          RoundingMode::up, RoundingMode::down, RoundingMode::floor, RoundingMode::ceiling});
    if (digits && mode) out.emplace(*digits, *mode);
  }
  std::optional<int> rounding_digits(const JsonValue& value) {
    const auto digits = number(value);
    if (!digits) return std::nullopt;
    const auto whole = digits->to_scaled_int64(0);
    if (whole && *whole >= 0 && *whole <= Rounding::max_digits) return static_cast<int>(*whole);
    report(issue::number_out_of_range, value, "A rounding keeps a whole number of digits",
           "0 to " + std::to_string(Rounding::max_digits), shown(value));
    return std::nullopt;
  }
  void index_rounding(const JsonValue* value, std::optional<Rounding>& out) {
    if (value == nullptr || value->kind == JsonValue::Kind::object) {
      rounding(value, out);
    } else if (value->kind != JsonValue::Kind::string) {
      mismatch(*value, "a rounding or \"exact\"");
    } else if (value->text != "exact") {
      report(issue::word_unknown, *value, "The text is none of the words of this place", "exact",
             shown(*value));
    }
  }

  void ranking(const JsonValue* value, std::optional<RankRule>& out) {
    if (value == nullptr || !object(*value, {{"on", true},
                                             {"stage", true},
                                             {"ties", true},
                                             {"tie_break"},
                                             {"within", true}})) {
      return;
    }
    RankRule& rule = out.emplace();
    word(value->find("on"), rule.on, {RankRule::On::index, RankRule::On::points});
    word(value->find("stage"), rule.stage, {RankRule::Stage::exact, RankRule::Stage::rounded});
    word(value->find("ties"), rule.ties, {Ties::competition, Ties::dense, Ties::ordinal});
    texts(value->find("tie_break"), rule.tie_break);
    word(value->find("within"), rule.by_group, {false, true},
         [](bool by_group) { return std::string_view(by_group ? "group" : "all"); });
  }

  void classes(const JsonValue* value, std::optional<ClassRule>& out) {
    if (value == nullptr ||
        !object(*value, {{"on", true}, {"stage", true}, {"bands", true}})) {
      return;
    }
    ClassRule& rule = out.emplace();
    word(value->find("on"), rule.on, {RankRule::On::index, RankRule::On::points});
    word(value->find("stage"), rule.stage, {RankRule::Stage::exact, RankRule::Stage::rounded});
    list(value->find("bands"), [&](const JsonValue& item) {
      ClassBand& band = rule.bands.emplace_back();
      if (!object(item, {{"from"}, {"above"}, {"to"}, {"below"}, {"id", true}, {"title"}})) return;
      ends(item, band.lower, band.upper);
      text(item.find("id"), band.id);
      text_map(item.find("title"), band.title);
    });
  }

  void agency(const JsonValue& value, Agency& out) {
    if (!object(value, {{"id", true}, {"title"}, {"lead"}, {"except"}, {"coordinate"}})) return;
    text(value.find("id"), out.id);
    text_map(value.find("title"), out.title);
    texts(value.find("lead"), out.lead);
    texts(value.find("except"), out.except);
    list(value.find("coordinate"), [&](const JsonValue& item) {
      Coordination& coordination = out.coordinate.emplace_back();
      if (!object(item, {{"codes", true}, {"if_any"}})) return;
      texts(item.find("codes"), coordination.codes);
      boolean(item.find("if_any"), coordination.if_any);
    });
  }

  static constexpr std::initializer_list<MissingPolicy> policies = {
      MissingPolicy::error, MissingPolicy::zero, MissingPolicy::exclude, MissingPolicy::full};
  static std::string_view name_of_aggregation(const Aggregation& aggregation) {
    return name_of(aggregation);
  }
};

/// The pointer of the node that a pointer leads into; the whole rubric is the empty one.
inline std::string_view owner_of(std::string_view pointer) {
  std::size_t end = 0;
  while (true) {
    const std::string_view rest = pointer.substr(end);
    const std::string_view list = end == 0 ? "/nodes/" : "/children/";
    if (rest.substr(0, list.size()) != list) return pointer.substr(0, end);
    end += std::min(rest.find('/', list.size()), rest.size());
  }
}

/// The node around a node.
inline std::string_view parent_of(std::string_view node) {
  return owner_of(node.substr(0, node.rfind('/')));
}

/// Tells which findings of the check stand although some nodes could not be read in full: those
/// about nodes that lie neither above nor below such a node. The others may be mere consequences.
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

/// Reads and checks; the offsets of the text become lines and columns.
inline Checked<Rubric> check_rubric_text(std::string_view text) {
  const Checked<JsonValue> json = parse_json(text);
  if (!json) return Checked<Rubric>(json.issues());
  RubricReader reader(*json);
  RubricDraft draft = reader.read();
  std::vector<JsonReader::Finding> findings = reader.findings();

  const auto add = [&](const Issue& found) {
    findings.push_back({found, nearest_value(*json, found.pointer).begin});
  };
  std::optional<Checked<Rubric>> checked;
  const Unreadable unreadable(reader.findings());
  if (!unreadable.whole_rubric()) checked = check(std::move(draft));
  if (checked) {
    for (const Issue& found : checked->issues()) {
      const bool consequence = !reader.findings().empty() &&
                               (found.severity == Severity::warning || unreadable.touches(found));
      if (!consequence) add(found);
    }
  }

  std::stable_sort(findings.begin(), findings.end(),
                   [](const auto& a, const auto& b) { return a.offset < b.offset; });
  LineCounter lines(text);
  Issues issues;
  for (JsonReader::Finding& finding : findings) {
    lines.place(finding.issue, finding.offset);
    issues.push_back(std::move(finding.issue));
  }
  if (has_errors(issues)) return Checked<Rubric>(std::move(issues));
  // Made anew, so that the warnings inside the rubric have their places as well.
  return Checked<Rubric>(RubricAccess::make((*checked)->draft(), issues), issues);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
