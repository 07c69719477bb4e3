// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <parindex/detail/json_tree.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/canonical.hpp>
#include <parindex/rubric/detail/json/node_tree.hpp>
#include <parindex/rubric/detail/member_writer.hpp>
#include <parindex/rubric/detail/overlay_file.hpp>
#include <parindex/rubric/detail/rubric_access.hpp>
#include <parindex/rubric/detail/sentences/reading.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/overlay.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Applies overlays to the tree of a rubric and records which overlay changed what.
class OverlayStack {
 public:
  OverlayStack(const Rubric& base, const std::vector<std::string>& texts)
      : base_(base), texts_(texts), nodes_(named_tree(base.draft())) {
    reads_.reserve(texts.size());  // readers keep references to them
  }

  Checked<Overlaid> run() {
    for (std::size_t i = 0; i < texts_.size(); ++i) apply(i);
    if (issues_.has_errors()) return Checked<Overlaid>(issues_.take());
    return finish();
  }

 private:
  /// The target of a change: the key of a node, or the whole node ("").
  struct Touch {
    std::size_t overlay;
    std::string key;
  };

  /// The changes of one key of a node, or of any part of it.
  struct Touches {
    std::vector<Touch> list;
    bool in_line = true;  // each overlay builds on all earlier ones
  };
  struct TouchedNode {
    Touches all;
    std::unordered_map<std::string, Touches> by_key;
  };

  struct Read {
    JsonValue tree;
    OverlayFile file;
    // The overlay that this one builds on, and through it on others.
    std::optional<std::size_t> base;
    std::size_t depth = 0;  // the number of overlays that this one builds on
    std::size_t jump = 0;   // an earlier one, for reaching any in few steps
  };

  void apply(std::size_t index) {
    reads_.emplace_back();
    Read& read = reads_.back();
    read.jump = index;
    Checked<JsonValue> json = parse_json(texts_[index]);
    if (!json) {
      Issues found = json.issues();
      for (Issue& issue : found) {
        set_message(issue,
                    say(sentence::overlay_prefix, std::to_string(index + 1), message_of(issue)));
        issues_.add(issue);
      }
      return;
    }
    read.tree = std::move(json).value();
    mark(read.tree, index + 1);
    OverlayReader reader(read.tree, texts_[index]);
    read.file = reader.read();
    find_base(index, reader);
    for (const OverlayFile::Change& change : read.file.changes) {
      reader_ = &reader;
      current_ = index;
      apply(change);
      changes_.push_back(change.told);
    }
    for (Issue& found : reader.take(read.file.id)) issues_.add(std::move(found));
  }

  static void mark(JsonValue& value, std::size_t origin) {
    value.origin = origin;
    for (JsonValue& child : value.children) mark(child, origin);
  }

  void find_base(std::size_t index, OverlayReader& reader) {
    Read& read = reads_[index];
    const auto is = [&](const std::string& id, const std::string& edition) {
      return read.file.base_id == id && read.file.base_edition == edition;
    };
    for (std::size_t i = index; i-- > 0;) {
      stop_point(50);
      if (is(reads_[i].file.id, reads_[i].file.edition)) {
        read.base = i;
        read.depth = reads_[i].depth + 1;
        // Two jumps of equal length are merged into a longer one, so any earlier overlay is a few
        // jumps away.
        const std::size_t first = reads_[i].jump;
        const std::size_t second = reads_[first].jump;
        const bool equal =
            reads_[i].depth - reads_[first].depth == reads_[first].depth - reads_[second].depth;
        read.jump = equal ? second : i;
        return;
      }
    }
    if (is(base_.id(), base_.edition())) return;
    const JsonValue* base = reader.root().find("base");
    if (base == nullptr || read.file.base_id.empty() || read.file.base_edition.empty()) return;
    reader.add(issue::overlay_base, *base, sentence::the_overlay_was_made_for_another_rubric_or,
               base_.id() + " " + base_.edition(),
               read.file.base_id + " " + read.file.base_edition);
  }

  void apply(const OverlayFile::Change& change) {
    const std::string& action = change.told.action;
    if (action == "add") {
      add(change);
    } else if (action == "set") {
      set(change);
    } else {
      exchange(change);
    }
  }

  /// Whether an overlay builds on another one.
  bool knows(std::size_t overlay, std::size_t other) const {
    const std::size_t depth = reads_[other].depth;
    std::size_t at = overlay;
    while (reads_[at].depth > depth) {
      const std::size_t jump = reads_[at].jump;
      at = reads_[jump].depth >= depth ? jump : *reads_[at].base;
    }
    return at == other && at != overlay;
  }
  bool knows_all(const Touches& touches) const {
    if (touches.list.empty()) return true;
    if (touches.in_line) return knows(current_, touches.list.back().overlay);
    return std::all_of(touches.list.begin(), touches.list.end(),
                       [&](const Touch& touch) { return knows(current_, touch.overlay); });
  }

  /// Whether an overlay that this one does not build on changed the same target; reports it.
  bool conflicts(const JsonValue& at, const std::string& code, const std::string& key) {
    stop_point(500);
    const auto found = touched_.find(code);
    if (found == touched_.end()) return false;
    TouchedNode& node = found->second;
    const bool none = key.empty() ? knows_all(node.all)
                                  : knows_all(node.by_key[""]) && knows_all(node.by_key[key]);
    if (none) return false;
    for (const Touch& touch : node.all.list) {
      const bool same = key.empty() || touch.key.empty() || key == touch.key;
      if (!same || knows(current_, touch.overlay)) continue;
      const Phrase what =
          code.empty() ? Phrase(sentence::the_rubric) : say(sentence::node_of_code, code);
      const Phrase who = touch.overlay == current_
                             ? Phrase(sentence::this_overlay)
                             : say(sentence::overlay_of_id, reads_[touch.overlay].file.id);
      reader_->add(issue::overlay_conflict, at,
                   say(sentence::touched_by_another,
                       key.empty() ? what : say(sentence::key_of_node, in_quotes(key), what)),
                   sentence::one_change, say(sentence::a_change_by, who));
      return true;
    }
    return false;
  }
  void touch(const std::string& code, const std::string& key) {
    TouchedNode& node = touched_[code];
    for (Touches* const touches : {&node.all, &node.by_key[key]}) {
      const bool same = !touches->list.empty() && touches->list.back().overlay == current_;
      touches->in_line = touches->in_line && (same || knows_all(*touches));
      touches->list.push_back({current_, key});
    }
  }

  bool unknown(const JsonValue& at, const std::string& code) {
    reader_->add(issue::code_unknown, at, sentence::unknown_node_code,
                 sentence::a_code_of_the_rubric, in_quotes(code));
    return false;
  }

  void set(const OverlayFile::Change& change) {
    const std::string& code = change.told.code;
    NodeTree::Node* const node = nodes_.find(code);
    if (node == nullptr) {
      unknown(*change.verb, code);
      return;
    }
    std::vector<JsonValue>& members = node->value.children;
    std::unordered_map<std::string, std::size_t> place_of;
    for (std::size_t i = 0; i < members.size(); ++i) place_of.emplace(members[i].key, i);
    std::unordered_set<std::string_view> gone;
    for (const JsonValue& member : change.values->children) {
      if (conflicts(member, code, member.key)) continue;
      touch(code, member.key);
      if (member.kind == JsonValue::Kind::null) {
        gone.insert(member.key);
      } else if (member.key != "children" && member.key != "nodes" && member.key != "code") {
        const auto [place, fresh] = place_of.emplace(member.key, members.size());
        fresh ? members.push_back(member) : void(members[place->second] = member);
      }
    }
    std::erase_if(members, [&](const JsonValue& member) { return gone.contains(member.key); });
  }

  /// Removes or replaces a node, including everything below it.
  void exchange(const OverlayFile::Change& change) {
    const std::string& code = change.told.code;
    NodeTree::Node* const node = code.empty() ? nullptr : nodes_.find(code);
    if (node == nullptr) {
      unknown(*change.verb, code);
      return;
    }
    if (conflict_below(*change.verb, *node)) return;
    touch(code, "");
    if (change.told.action == "remove") {
      nodes_.remove(*node);
    } else if (fits(*change.verb, *node->parent)) {
      JsonValue value = *change.verb;
      value.key.clear();
      nodes_.replace(*node, std::move(value));
    }
  }
  bool conflict_below(const JsonValue& at, const NodeTree::Node& node) {
    const std::string* code = node.code();
    if (code != nullptr && conflicts(at, *code, "")) return true;
    return std::any_of(node.children.begin(), node.children.end(),
                       [&](const auto& child) { return conflict_below(at, *child); });
  }

  void add(const OverlayFile::Change& change) {
    if (!fresh(*change.verb)) return;
    NodeTree::Node* parent = nodes_.find("");
    if (change.under != nullptr) {
      parent =
          change.under->kind == JsonValue::Kind::string ? nodes_.find(change.under->text) : nullptr;
      if (parent == nullptr) {
        unknown(*change.under, change.under->text);
        return;
      }
    }
    if (nodes_below(parent->value) == nullptr) {  // a leaf: the check of the result reports it
      JsonValue empty;
      empty.kind = JsonValue::Kind::array;
      empty.key = "children";
      empty.origin = current_ + 1;
      empty.begin = change.verb->begin;
      parent->value.children.push_back(std::move(empty));
    }
    const NodeTree::Node* next = nullptr;
    for (const JsonValue* sibling : {change.before, change.after}) {
      if (sibling == nullptr) continue;
      const NodeTree::Node* const found =
          sibling->text.empty() ? nullptr : nodes_.find(sibling->text);
      if (found == nullptr || found->parent != parent) {
        unknown(*sibling, sibling->text);
        return;
      }
      next = sibling == change.after ? NodeTree::after(*found) : found;
    }
    if (!fits(*change.verb, *parent)) return;
    JsonValue node = *change.verb;
    node.key.clear();
    nodes_.add(*parent, std::move(node), next);
  }
  /// Whether a node can be placed below another one without exceeding the depth limit.
  bool fits(const JsonValue& node, const NodeTree::Node& parent) {
    const std::size_t depth = parent.depth + levels_of(node);
    if (depth <= limits().depth) return true;
    reader_->add(issue::rubric_too_large, node, sentence::the_rubric_has_too_many_levels,
                 say(sentence::at_most, std::to_string(limits().depth)), std::to_string(depth));
    return false;
  }
  static std::size_t levels_of(const JsonValue& node) {
    std::size_t below = 0;
    if (const JsonValue* list = node.find("children")) {
      for (const JsonValue& child : list->children) below = std::max(below, levels_of(child));
    }
    return below + 1;
  }
  /// Whether all codes of an added node are new; they belong to the overlay from now on.
  bool fresh(const JsonValue& node) {
    bool all = true;
    if (const JsonValue* code = node.find("code")) {
      if (nodes_.find(code->text) != nullptr) {
        const auto by = touched_.find(code->text);
        const Phrase who =
            by == touched_.end()
                ? Phrase(sentence::the_base)
                : say(sentence::overlay_of_id, reads_[by->second.all.list[0].overlay].file.id);
        reader_->add(issue::code_duplicate, *code, sentence::the_code_is_already_used,
                     sentence::a_unique_code, say(sentence::of, in_quotes(code->text), who));
        all = false;
      } else {
        touch(code->text, "");
      }
    }
    if (const JsonValue* list = node.find("children")) {
      for (const JsonValue& child : list->children) all = fresh(child) && all;
    }
    return all;
  }

  Checked<Overlaid> finish() {
    tree_ = nodes_.join();
    if (!reads_.empty()) name_result();
    if (std::optional<Issue> issue = beyond_limits(tree_)) {
      return Checked<Overlaid>(Issues{*std::move(issue)});
    }
    JsonValue placed = tree_;  // values of overlays keep their places in the overlay
    const Checked<Rubric> checked = check_rubric_tree(placed);
    Issues issues = checked.issues();
    PointerReader values(tree_);
    std::vector<LineCounter> lines(texts_.begin(), texts_.end());
    for (Issue& issue : issues) locate(issue, values, lines);
    if (!checked) return Checked<Overlaid>(std::move(issues));
    Overlaid overlaid{RubricAccess::make(checked->draft(), issues), std::move(changes_)};
    return Checked<Overlaid>(std::move(overlaid), std::move(issues));
  }

  void name_result() {
    const JsonValue& last = reads_.back().tree;
    for (const char* key : {"id", "edition", "title", "source", "note"}) {
      if (const JsonValue* found = last.find(key)) set_member(tree_, *found);
    }
  }

  /// An issue of the result has its line in the overlay that introduced the value, if there is one.
  void locate(Issue& issue, PointerReader& values, std::vector<LineCounter>& lines) const {
    issue.line = 0;
    issue.column = 0;
    const JsonValue& value = values.nearest(issue.pointer);
    if (value.origin == 0) return;
    const Read& read = reads_[value.origin - 1];
    set_message(issue, say(sentence::overlay_prefix, read.file.id, message_of(issue)));
    lines[value.origin - 1].place(issue, value.begin);
    // The same value in the tree of the overlay, found by its offset.
    const JsonValue* at = &read.tree;
    while (at->begin != value.begin || at->kind != value.kind) {
      at = child_around(*at, value.begin);
      if (at == nullptr) return;
    }
    issue.pointer = pointer_to(read.tree, *at);
  }

  const Rubric& base_;
  const std::vector<std::string>& texts_;
  NodeTree nodes_;
  JsonValue tree_;  // the result, after all changes are applied
  std::vector<Read> reads_;
  std::map<std::string, TouchedNode> touched_;
  std::vector<OverlayChange> changes_;
  IssueLog issues_;
  OverlayReader* reader_ = nullptr;
  std::size_t current_ = 0;
};

}  // namespace detail

Checked<Overlaid> apply_overlays(const Rubric& base, const std::vector<std::string>& overlays) {
  return detail::OverlayStack(base, overlays).run();
}

std::string to_json(const Overlaid& overlaid) {
  detail::MemberWriter out;
  out.json.begin_object();
  out.json.key("rubric");
  out.json.raw(detail::canonical_json(overlaid.rubric.draft()));
  out.list("changes", overlaid.changes, [&](const OverlayChange& change) {
    out.json.begin_object();
    out.text("overlay", change.overlay);
    out.text("edition", change.edition);
    out.text("action", change.action);
    out.text("code", change.code);
    out.texts("keys", change.keys);
    out.titles("title", change.title);
    out.json.key("source");
    if (change.source) {
      out.json.begin_object();
      out.text_or_null("document", change.source->document);
      out.text_or_null("date", change.source->date);
      out.text_or_null("clause", change.source->clause);
      out.text_or_null("url", change.source->url);
      out.text_or_null("note", change.source->note);
      out.json.end_object();
    } else {
      out.json.null();
    }
    out.text("pointer", change.pointer);
    out.json.end_object();
  });
  out.json.end_object();
  return out.json.take();
}

PARINDEX_END_NAMESPACE
