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

#include <parindex/detail/merged_order.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/diff/tree.hpp>
#include <parindex/rubric/detail/diff/values.hpp>
#include <parindex/rubric/detail/member_writer.hpp>
#include <parindex/rubric/diff.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Collects the changes between two trees.
class RubricDiff {
 public:
  RubricDiff(const RubricTree& before, const RubricTree& after, const CodeMap& codes)
      : before_(before), after_(after), codes_(codes) {
    for (const auto& [old_code, new_code] : codes) old_of_.emplace(new_code, old_code);
  }

  std::vector<RubricChange> run() {
    std::vector<std::string> old_codes;
    for (const std::string& code : before_.codes) old_codes.push_back(new_name(code));
    for (const std::string& code : merged_order(old_codes, after_.codes)) {
      stop_point(5000);
      const auto renamed = old_of_.find(code);
      const std::string& old_code = renamed == old_of_.end() ? code : renamed->second;
      const auto* const old_place = find(before_, old_code);
      const auto* const new_place = find(after_, code);
      if (new_place == nullptr) {
        removed(old_code, *old_place);
      } else if (old_place == nullptr) {
        added(code, *new_place);
      } else {
        node(old_code, *old_place, code, *new_place);
      }
    }
    return std::move(changes_);
  }

 private:
  using Place = RubricTree::Place;

  static const Place* find(const RubricTree& tree, const std::string& code) {
    const auto found = tree.places.find(code);
    return found == tree.places.end() ? nullptr : &found->second;
  }
  const std::string& new_name(const std::string& old_code) const {
    const auto found = codes_.find(old_code);
    return found == codes_.end() ? old_code : found->second;
  }

  RubricChange& add(const std::string& old_code, const std::string& code, std::string kind,
                    const Phrase& sentence) {
    RubricChange& change = changes_.emplace_back();
    change.old_code = old_code;
    change.code = code;
    change.kind = std::move(kind);
    change.sentence = {{"en", sentence.en}, {"vi", sentence.vi}};
    return change;
  }

  /// The rule and the maximum of a node in words: `bands, maximum 2`.
  static Phrase summary(const JsonValue& node) {
    Phrase all;
    if (const JsonValue* rule = node.find("rule")) {
      all = key_phrase(rule->children.front().key) + Phrase(", ");
    }
    const JsonValue* max = node.find("max");
    return max == nullptr ? all : all + key_phrase("max") + Phrase(" " + max->text);
  }

  void removed(const std::string& code, const Place& place) {
    RubricChange& change = add(code, code, "removed",
                               Phrase("removed (", "bỏ (") + summary(*place.node) + Phrase(")"));
    change.pointer_before = place.pointer;
    change.before = tree_text(*place.node);
  }

  void added(const std::string& code, const Place& place) {
    Phrase sentence("added", "thêm mới");
    if (!place.parent.empty()) sentence += Phrase(" under ", " dưới ") + Phrase(place.parent);
    RubricChange& change =
        add("", code, "added", sentence + Phrase(" (") + summary(*place.node) + Phrase(")"));
    change.pointer_after = place.pointer;
    change.after = tree_text(*place.node);
  }

  void node(const std::string& old_code, const Place& a, const std::string& code, const Place& b) {
    const auto about = [&](RubricChange& change) {
      change.pointer_before = a.pointer;
      change.pointer_after = b.pointer;
    };
    if (old_code != code) {
      RubricChange& change =
          add(old_code, code, "renamed", Phrase("was ", "trước là ") + Phrase(old_code));
      about(change);
      change.scoring = false;
    }
    if (new_name(a.parent) != b.parent) {
      const Phrase whole("the top", "cấp cao nhất");
      about(add(old_code, code, "moved",
                Phrase("moved from ", "chuyển từ ") + (a.parent.empty() ? whole : a.parent) +
                    Phrase(" to ", " sang ") + (b.parent.empty() ? whole : b.parent)));
    }
    keys(old_code, a, code, b);
    order(old_code, a, code, b);
  }

  /// Children of both nodes whose order differs.
  void order(const std::string& old_code, const Place& a, const std::string& code, const Place& b) {
    const char* const key = code.empty() ? "nodes" : "children";
    std::vector<std::string> before;
    std::vector<std::string> after;
    const auto stays = [&](const std::string& child) {
      const auto renamed = old_of_.find(child);
      const Place* const old_place =
          find(before_, renamed == old_of_.end() ? child : renamed->second);
      const Place* const new_place = find(after_, child);
      return old_place != nullptr && new_place != nullptr &&
             new_name(old_place->parent) == new_place->parent;
    };
    if (const JsonValue* list = a.node->find(key)) {
      for (const JsonValue& child : list->children) {
        const std::string& name = new_name(child.find("code")->text);
        if (stays(name)) before.push_back(name);
      }
    }
    if (const JsonValue* list = b.node->find(key)) {
      for (const JsonValue& child : list->children) {
        if (stays(child.find("code")->text)) after.push_back(child.find("code")->text);
      }
    }
    if (before == after) return;
    RubricChange& change =
        add(old_code, code, "reordered", {"children in another order", "đổi thứ tự các mục con"});
    change.key = key;
    change.pointer_before = a.pointer + '/' + key;
    change.pointer_after = b.pointer + '/' + key;
    change.scoring = false;
  }

  void keys(const std::string& old_code, const Place& a, const std::string& code, const Place& b) {
    const JsonValue* const old_max = a.node->find("max");
    const JsonValue* const new_max = b.node->find("max");
    const bool same_max = old_max != nullptr && new_max != nullptr && same_json(*old_max, *new_max);
    const auto visit = [&](const JsonValue* before, const JsonValue* after,
                           const std::string& key) {
      if (key == "code" || key == "children" || key == "nodes" || key == "parindex") return;
      if (before != nullptr && after != nullptr && same_json(*before, *after)) return;
      key_changed({old_code, code, key, before, after, a.pointer, b.pointer}, same_max);
    };
    for (const JsonValue& member : a.node->children) {
      visit(&member, b.node->find(member.key), member.key);
    }
    for (const JsonValue& member : b.node->children) {
      if (a.node->find(member.key) == nullptr) visit(nullptr, &member, member.key);
    }
  }

  /// One key of one node with its value on both sides; nullptr if it is absent.
  struct KeyPair {
    const std::string& old_code;
    const std::string& code;
    const std::string& key;
    const JsonValue* before;
    const JsonValue* after;
    const std::string& pointer_before;
    const std::string& pointer_after;
  };

  void add_key(const KeyPair& pair, std::string kind, bool scoring, const Phrase& sentence) {
    RubricChange& change = add(pair.old_code, pair.code, std::move(kind), sentence);
    change.key = pair.key;
    change.scoring = scoring;
    if (pair.before != nullptr) {
      change.pointer_before = pair.pointer_before + pointer_step(pair.key);
      change.before = tree_text(*pair.before);
    }
    if (pair.after != nullptr) {
      change.pointer_after = pair.pointer_after + pointer_step(pair.key);
      change.after = tree_text(*pair.after);
    }
  }

  void key_changed(const KeyPair& pair, bool same_max) {
    const auto [kind, scoring] = kind_of(pair.key);
    if (pair.before == nullptr || pair.after == nullptr) {
      const Phrase none("none", "không");
      const auto show = [&](const JsonValue* value) {
        return value == nullptr ? none : Phrase(value_text(*value));
      };
      add_key(
          pair, kind, scoring,
          key_phrase(pair.key) + Phrase(" ") + show(pair.before) + Phrase("→") + show(pair.after));
      return;
    }
    if (pair.key == "rule") {
      rule(pair, same_max);
      return;
    }
    ValueDiff found;
    found.compare(*pair.before, *pair.after, key_phrase(pair.key));
    if (!found.facts.empty()) add_key(pair, kind, scoring, joined(found.facts));
    if (!found.texts.empty()) add_key(pair, "text", false, joined(found.texts));
  }

  void rule(const KeyPair& pair, bool same_max) {
    const JsonValue& before = pair.before->children.front();
    const JsonValue& after = pair.after->children.front();
    const Phrase rest =
        same_max ? Phrase(", maximum unchanged", ", điểm tối đa giữ nguyên") : Phrase();
    if (before.key != after.key) {
      add_key(pair, "rule_kind", true,
              Phrase("rule ", "cách tính ") + key_phrase(before.key) + Phrase("→") +
                  key_phrase(after.key) + rest);
      return;
    }
    ValueDiff found;
    found.compare(before, after);
    const Phrase name = key_phrase(before.key) + Phrase(" ");
    if (!found.facts.empty()) add_key(pair, "rule", true, name + joined(found.facts) + rest);
    if (!found.texts.empty()) add_key(pair, "text", false, name + joined(found.texts));
  }

  struct KeyKind {
    std::string_view key;
    std::string_view kind;
    bool scoring;
  };
  static std::pair<std::string, bool> kind_of(std::string_view key) {
    static constexpr std::array kinds{
        KeyKind{"max", "maximum", true},
        KeyKind{"weight", "weight", true},
        KeyKind{"weight_sets", "weight", true},
        KeyKind{"weight_input", "weight", true},
        KeyKind{"aggregation", "aggregation", true},
        KeyKind{"nothing_left", "aggregation", true},
        KeyKind{"missing", "policy", true},
        KeyKind{"not_applicable", "policy", true},
        KeyKind{"not_proven", "policy", true},
        KeyKind{"refused", "policy", true},
        KeyKind{"markers", "policy", true},
        KeyKind{"rounding", "rounding", true},
        KeyKind{"index_rounding", "rounding", true},
        KeyKind{"cap", "maximum", true},
        KeyKind{"floor", "maximum", true},
        KeyKind{"gates", "gates", true},
        KeyKind{"informative", "aggregation", true},
        KeyKind{"ranking", "ranking", true},
        KeyKind{"classes", "classes", true},
        KeyKind{"agencies", "agencies", false},
        KeyKind{"evidence", "evidence", false},
        KeyKind{"inputs", "inputs", true},
        KeyKind{"layer", "layers", true},
        KeyKind{"layers", "layers", true},
        KeyKind{"resolution", "layers", true},
        KeyKind{"title", "text", false},
        KeyKind{"source", "text", false},
        KeyKind{"note", "text", false},
        KeyKind{"part", "text", false},
        KeyKind{"provenance", "text", false},
        KeyKind{"accept", "text", false},
        KeyKind{"id", "text", false},
        KeyKind{"edition", "text", false},
        KeyKind{"effective", "text", false},
    };
    for (const KeyKind& known : kinds) {
      if (known.key == key) return {std::string(known.kind), known.scoring};
    }
    return {"other", true};
  }

  const RubricTree& before_;
  const RubricTree& after_;
  const CodeMap& codes_;
  std::map<std::string, std::string, std::less<>> old_of_;
  std::vector<RubricChange> changes_;
};

inline void write_change(MemberWriter& out, const RubricChange& change) {
  out.json.begin_object();
  out.text("code", change.code);
  out.text_or_null("old_code", change.old_code);
  out.text("kind", change.kind);
  out.text_or_null("key", change.key);
  out.text_or_null("pointer_before", change.pointer_before);
  out.text_or_null("pointer_after", change.pointer_after);
  for (const auto& [key, text] : {std::pair{"before", &change.before}, {"after", &change.after}}) {
    out.json.key(key);
    text->empty() ? out.json.null() : out.json.raw(*text);
  }
  out.titles("sentence", change.sentence);
  out.boolean("scoring", change.scoring);
  out.json.end_object();
}

}  // namespace detail

PARINDEX_END_NAMESPACE
