// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/rubric/rule.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A name of a formula, and its expression.
using Named = NamedExpressions::value_type;

inline void add_names_read(const Expression& expression, const NamedExpressions& let,
                           std::set<std::string_view>& out) {
  if (expression.kind == Expression::Kind::input && let.contains(expression.input)) {
    out.insert(expression.input);
  }
  for (const Expression& part : expression.parts) add_names_read(part, let, out);
}
inline void add_names_read(const Condition& condition, const NamedExpressions& let,
                           std::set<std::string_view>& out) {
  add_names_read(condition.of, let, out);
  for (const Condition& part : condition.parts) add_names_read(part, let, out);
}

/// The names of a formula, each after those that it reads.
struct NamedOrder {
  std::vector<const Named*> order;  ///< without the names of cycles and those that read them
  std::vector<std::string> cycle;   ///< the path of one cycle, if there is any

  NamedOrder() = default;
  explicit NamedOrder(const NamedExpressions& let) {
    std::map<std::string_view, std::set<std::string_view>> waits;  // for the names that it reads
    std::map<std::string_view, std::vector<const Named*>> readers;
    std::vector<const Named*> ready;
    for (const Named& each : let) {
      std::set<std::string_view>& read = waits[each.first];
      add_names_read(each.second, let, read);
      for (const std::string_view name : read) readers[name].push_back(&each);
      if (read.empty()) ready.push_back(&each);
    }
    while (!ready.empty()) {
      const Named* const now = ready.back();
      ready.pop_back();
      order.push_back(now);
      waits.erase(now->first);
      for (const Named* const reader : readers[now->first]) {
        std::set<std::string_view>& rest = waits[reader->first];
        rest.erase(now->first);
        if (rest.empty()) ready.push_back(reader);
      }
    }
    if (waits.empty()) return;
    // Follows from a waiting name the first one that it waits for, until a name occurs again.
    std::vector<std::string> path{std::string(waits.begin()->first)};
    while (true) {
      std::string next(*waits.at(path.back()).begin());
      const auto before = std::find(path.begin(), path.end(), next);
      if (before != path.end()) {
        cycle.assign(before, path.end());
        cycle.push_back(std::move(next));
        return;
      }
      path.push_back(std::move(next));
    }
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
