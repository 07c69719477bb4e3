// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/date.hpp>
#include <parindex/limits.hpp>
#include <parindex/testing/search/leaf_lab.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// One change of a tree: at the child that `path` leads to.
struct Mutation {
  enum class Kind { text, key, remove };
  std::vector<std::size_t> path;
  Kind kind = Kind::text;
  std::string now;      // the new text or key
  std::string pointer;  // relative to the root of the tree
  std::string change;   // in words
};

inline bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Every small mistake in a part of a rubric, found by the shape of its JSON.
class Mutations {
 public:
  /// Of a leaf or node without its children, or of the top of a rubric without its nodes.
  static std::vector<Mutation> of(const JsonValue& part) {
    Mutations all;
    all.walk(part, "");
    return std::move(all.found_);
  }

  static JsonValue apply(JsonValue tree, const Mutation& mutation) {
    JsonValue* parent = &tree;
    for (std::size_t i = 0; i + 1 < mutation.path.size(); ++i) {
      parent = &parent->children[mutation.path[i]];
    }
    const std::size_t last = mutation.path.back();
    switch (mutation.kind) {
      case Mutation::Kind::text: parent->children[last].text = mutation.now; break;
      case Mutation::Kind::key: parent->children[last].key = mutation.now; break;
      case Mutation::Kind::remove:
        parent->children.erase(parent->children.begin() + static_cast<std::ptrdiff_t>(last));
        break;
    }
    return tree;
  }

 private:
  void walk(const JsonValue& value, const std::string& pointer) {
    for (std::size_t i = 0; i < value.children.size(); ++i) {
      const JsonValue& child = value.children[i];
      // Names and texts mean nothing to a score; what stands below is a part of its own. The
      // canonical text holds no cases but those of rules.
      if (is_one_of(child.key, {"id",       "name",       "title",       "code",     "note",
                                "source",   "provenance", "accept",      "evidence", "layer",
                                "agencies", "ranking",    "type",        "children", "nodes",
                                "parindex", "edition",    "part",        "groups",   "only_for",
                                "calendar", "markers",    "weight_sets", "index",    "is"})) {
        continue;
      }
      path_.push_back(i);
      const std::string at =
          pointer + "/" + (value.kind == JsonValue::Kind::array ? std::to_string(i) : child.key);
      member(child, at);
      walk(child, at);
      path_.pop_back();
    }
  }

  void member(const JsonValue& child, const std::string& at) {
    const std::string& key = child.key;
    const bool word = child.kind == JsonValue::Kind::string;
    const auto number = word || child.kind == JsonValue::Kind::number
                            ? Rational::parse(child.text, limits().constant_digits)
                            : std::nullopt;
    if (number) {
      const Rational unit = unit_of(*number);
      for (const Rational& other : {*number + unit, *number - unit}) {
        if (child.kind == JsonValue::Kind::number && other.sign() < 0) continue;
        text(at, key, child.text, other.to_string());
      }
    }
    if (const auto day = word ? day_of(child.text) : std::nullopt) {
      text(at, key, child.text, iso_date(*day + 1));
      text(at, key, child.text, iso_date(*day - 1));
    }
    for (const auto& [one, other] : {std::pair("from", "above"), std::pair("to", "below")}) {
      if (!number && !(word && day_of(child.text))) break;
      if (key == one) rename(at, key, child.text, other);
      if (key == other) rename(at, key, child.text, one);
    }
    if (word) {
      words(at, key, child.text, {"error", "zero", "exclude", "full"},
            {"missing", "when_zero", "when_small", "not_applicable", "not_proven", "refused"});
      words(at, key, child.text,
            {"half_up", "half_even", "half_down", "up", "down", "floor", "ceiling"}, {"mode"});
      words(at, key, child.text, {"sum", "weighted_mean", "mean", "minimum", "median"},
            {"aggregation"});
      words(at, key, child.text, {"clamp", "error"}, {"outside"});
      words(at, key, child.text, {"unique", "first", "sum", "max", "min"}, {"hit"});
    }
    const bool in_quantity = at.find("/on/") != std::string::npos;
    const bool optional_end = is_one_of(key, {"min", "max"}) && in_quantity;
    if (optional_end || is_one_of(key, {"cap", "floor", "cut_off", "rounding", "step"})) {
      found_.push_back({path_, Mutation::Kind::remove, "", at, key + " removed"});
    }
  }

  void words(const std::string& at, const std::string& key, const std::string& now,
             std::initializer_list<std::string_view> choices,
             std::initializer_list<std::string_view> keys) {
    if (!is_one_of(key, keys) || !is_one_of(now, choices)) return;
    for (const std::string_view other : choices) {
      if (other != now) text(at, key, now, std::string(other));
    }
  }
  void text(const std::string& at, const std::string& key, const std::string& now,
            const std::string& other) {
    found_.push_back({path_, Mutation::Kind::text, other, at,
                      (key.empty() ? "" : key + " ") + now + " becomes " + other});
  }
  void rename(const std::string& at, const std::string& key, const std::string& now,
              const std::string& other) {
    found_.push_back(
        {path_, Mutation::Kind::key, other, at, key + " " + now + " becomes " + other + " " + now});
  }

  std::vector<std::size_t> path_;
  std::vector<Mutation> found_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
