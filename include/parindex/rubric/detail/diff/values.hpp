// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <unordered_map>

#include <parindex/rubric/detail/diff/words.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Whether two values of canonical texts are equal: in canonical texts, equal meaning has equal
/// bytes.
inline bool same_json(const JsonValue& a, const JsonValue& b) {
  if (a.kind != b.kind || a.text != b.text || a.truth != b.truth ||
      a.children.size() != b.children.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.children.size(); ++i) {
    if (a.children[i].key != b.children[i].key || !same_json(a.children[i], b.children[i])) {
      return false;
    }
  }
  return true;
}

/// Describes the difference between any two values in short phrases. Lists whose items have an id
/// are matched by it, and the ends of ranges are collected, so that a cut shared by two bands is
/// reported once.
class ValueDiff {
 public:
  std::vector<Phrase> facts;  ///< what can change a result
  std::vector<Phrase> texts;  ///< titles, notes and sources

  void compare(const JsonValue& a, const JsonValue& b, const Phrase& path = {}) {
    if (same_json(a, b)) return;
    const bool rounding = is_rounding(a) && is_rounding(b);
    if (!rounding && a.kind == JsonValue::Kind::object && b.kind == JsonValue::Kind::object) {
      objects(a, b, path);
    } else if (a.kind == JsonValue::Kind::array && b.kind == JsonValue::Kind::array) {
      arrays(a, b, path);
    } else {
      say(path, value_text(a) + "→" + value_text(b));
    }
  }

 private:
  static bool is_rounding(const JsonValue& value) {
    return value.find("digits") != nullptr ||
           (value.find("step") != nullptr && value.find("mode") != nullptr);
  }
  static bool is_text_key(std::string_view key) {
    return key == "title" || key == "note" || key == "source";
  }
  /// Lists whose name adds nothing to the ids of their items.
  static bool is_silent(std::string_view key) {
    for (const std::string_view silent : {"options", "items", "answers", "steps", "pieces", "rows",
                                          "cases", "bands", "respondents", "rule"}) {
      if (key == silent) return true;
    }
    return false;
  }

  static Phrase join(const Phrase& path, const Phrase& step) {
    if (step.empty()) return path;
    return path.empty() ? step : path + Phrase(" ") + step;
  }

  void say(const Phrase& path, const Phrase& what) {
    const Phrase fact = join(path, what);
    std::vector<Phrase>& list = in_text_ ? texts : facts;
    auto& told = in_text_ ? texts_told_ : facts_told_;
    if (told.insert(fact.en).second) list.push_back(fact);
  }

  void members(const JsonValue& a, const JsonValue& b, const Phrase& path, bool ends) {
    const auto visit = [&](const JsonValue* before, const JsonValue* after,
                           const std::string& key) {
      if (ends && is_range_key(key)) return;
      const bool outer = in_text_;
      in_text_ = in_text_ || is_text_key(key);
      const Phrase deeper = is_silent(key) ? path : join(path, key_phrase(key));
      if (before != nullptr && after != nullptr) {
        compare(*before, *after, deeper);
      } else {
        const Phrase none{"none", "không"};
        const Phrase from = before != nullptr ? Phrase(value_text(*before)) : none;
        const Phrase to = after != nullptr ? Phrase(value_text(*after)) : none;
        say(deeper, from + Phrase("→") + to);
      }
      in_text_ = outer;
    };
    const Members before(a);
    const Members after(b);
    for (const JsonValue& member : a.children) visit(&member, after.find(member.key), member.key);
    for (const JsonValue& member : b.children) {
      if (before.find(member.key) == nullptr) visit(nullptr, &member, member.key);
    }
  }

  void objects(const JsonValue& a, const JsonValue& b, const Phrase& path) {
    const JsonValue* on = b.find("on");
    const bool outer = percent_;
    if (on != nullptr) percent_ = on->find("percent") != nullptr;
    members(a, b, path, false);
    percent_ = outer;
  }

  /// The member that names an item of a list; the rule of a case is named by its groups.
  static const JsonValue* identity(const JsonValue& item) {
    for (const std::string_view key : {"id", "code", "name"}) {
      const JsonValue* found = item.find(key);
      if (found != nullptr && found->kind == JsonValue::Kind::string) return found;
    }
    return item.find("rule") != nullptr ? item.find("groups") : nullptr;
  }
  static std::string identity_text(const JsonValue& item) {
    const JsonValue& found = *identity(item);
    std::string text = found.text;
    for (const JsonValue& group : found.children) text += (text.empty() ? "" : "/") + group.text;
    return text;
  }
  static bool all_identified(const JsonValue& list) {
    return !list.children.empty() &&
           std::all_of(list.children.begin(), list.children.end(),
                       [](const JsonValue& item) { return identity(item) != nullptr; });
  }
  /// The positions of the items of a list by their names.
  static std::unordered_map<std::string, std::size_t> by_identity(const JsonValue& list) {
    std::unordered_map<std::string, std::size_t> items;
    for (std::size_t i = 0; i < list.children.size(); ++i) {
      items.emplace(identity_text(list.children[i]), i);
    }
    return items;
  }

  void arrays(const JsonValue& a, const JsonValue& b, const Phrase& path) {
    if ((all_identified(a) || a.children.empty()) && (all_identified(b) || b.children.empty())) {
      identified(a, b, path);
    } else if (has_ranges(a) && has_ranges(b)) {
      ranges(a, b, path);
    } else if (a.children.size() == b.children.size() && !plain(a)) {
      for (std::size_t i = 0; i < a.children.size(); ++i) {
        compare(a.children[i], b.children[i], join(path, Phrase(std::to_string(i + 1))));
      }
    } else {
      say(path, value_text(a) + "→" + value_text(b));
    }
  }
  static bool plain(const JsonValue& list) {
    return std::none_of(list.children.begin(), list.children.end(), [](const JsonValue& item) {
      return item.kind == JsonValue::Kind::object || item.kind == JsonValue::Kind::array;
    });
  }

  void identified(const JsonValue& a, const JsonValue& b, const Phrase& path) {
    const std::size_t told = facts.size() + texts.size();
    const auto before = by_identity(a);
    const auto after = by_identity(b);
    for (const JsonValue& item : a.children) {
      const std::string id = identity_text(item);
      if (const auto found = after.find(id); found != after.end()) {
        compare(item, b.children[found->second], join(path, Phrase(id)));
      } else {
        say(path,
            {id + " removed (" + details(item) + ")", "bỏ " + id + " (" + details(item) + ")"});
      }
    }
    for (const JsonValue& item : b.children) {
      const std::string id = identity_text(item);
      if (before.contains(id)) continue;
      say(path, {id + " added (" + details(item) + ")", "thêm " + id + " (" + details(item) + ")"});
    }
    if (facts.size() + texts.size() == told) say(path, {"in another order", "đổi thứ tự"});
  }
  /// An item without its name.
  static std::string details(const JsonValue& item) {
    std::string list;
    for (const JsonValue& member : item.children) {
      if (&member == identity(item) || is_text_key(member.key)) continue;
      list += (list.empty() ? "" : ", ") + member.key + ' ' + value_text(member);
    }
    return list.empty() ? identity(item)->key : clipped(list);
  }

  static bool has_ranges(const JsonValue& list) {
    return !list.children.empty() &&
           std::any_of(list.children.begin(), list.children.end(),
                       [](const JsonValue& item) { return RangeEnds(item).any(); });
  }

  void ranges(const JsonValue& a, const JsonValue& b, const Phrase& path) {
    if (a.children.size() != b.children.size()) {
      say(path, whole(a) + " → " + whole(b));
      return;
    }
    const std::string unit = percent_ ? " %" : "";
    for (std::size_t i = 0; i < a.children.size(); ++i) {
      const RangeEnds before(a.children[i]);
      const RangeEnds after(b.children[i]);
      const std::string where = range_text(b.children[i]);
      for (const auto& [from, to] :
           {std::pair{before.lower, after.lower}, std::pair{before.upper, after.upper}}) {
        if (from == nullptr && to == nullptr) continue;
        if (from != nullptr && to != nullptr && from->key == to->key) {
          if (from->text != to->text) say(path, from->text + "→" + to->text + unit);
        } else {
          say(path, end_phrase(from) + Phrase("→") + end_phrase(to) + Phrase(unit));
        }
      }
      const std::size_t facts_told = facts.size();
      const std::size_t texts_told = texts.size();
      members(a.children[i], b.children[i], path, true);
      if (facts.size() > facts_told) add_to_last(facts, facts_told_, " (" + where + ")");
      if (texts.size() > texts_told) add_to_last(texts, texts_told_, " (" + where + ")");
    }
  }
  static void add_to_last(std::vector<Phrase>& list, std::set<std::string, std::less<>>& told,
                          const std::string& more) {
    told.erase(list.back().en);
    list.back() += Phrase(more);
    told.insert(list.back().en);
  }
  static Phrase end_phrase(const JsonValue* end) {
    if (end == nullptr) return {"no end", "không giới hạn"};
    return key_phrase(end->key) + Phrase(" " + end->text);
  }
  static std::string whole(const JsonValue& list) {
    std::string out;
    for (const JsonValue& item : list.children) {
      out += (out.empty() ? "" : "; ") + value_text(item);
    }
    return out;
  }

  std::set<std::string, std::less<>> facts_told_;  // already reported, in English
  std::set<std::string, std::less<>> texts_told_;
  bool in_text_ = false;
  bool percent_ = false;  // the surrounding ranges are of a percentage
};

inline Phrase joined(const std::vector<Phrase>& phrases) {
  Phrase all;
  for (const Phrase& phrase : phrases) {
    if (!all.empty()) all += Phrase(", ");
    all += phrase;
  }
  return all;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
