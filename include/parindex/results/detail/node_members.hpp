// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/detail/json_writer.hpp>
#include <parindex/results/detail/figure_texts.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The members points, max and index. Numbers need no escaping.
inline std::string members_of(const FigureTexts::Texts& texts) {
  std::string out;
  const auto figure = [&](std::string_view key, std::string_view number) {
    out += key;
    if (number.empty()) {
      out += "null";
    } else {
      ((out += '"') += number) += '"';
    }
  };
  figure("\"points\":", texts.points);
  figure(",\"max\":", texts.max);
  figure(",\"index\":", texts.index);
  return out;
}

/// The members of the nodes of many rows. Most nodes have few different points, so that their
/// members are written once.
class NodeMembers {
 public:
  struct Known {
    std::int64_t key = 0;
    std::string figures;
    std::string end;  // the status, and the end of the object
  };

  explicit NodeMembers(const Plan& plan) : nodes_(plan.size()) {
    for (std::size_t position = 0; position < plan.size(); ++position) {
      JsonWriter json;
      json.key(plan.codes()[position]);
      nodes_[position].head = json.take() + '{';
    }
  }

  /// The key of a node and the start of its object.
  std::string_view head(std::size_t position) const { return nodes_[position].head; }

  /// The members of a node, for the points that `key` stands for. Valid until the next call.
  template <class Texts>
  const Known& of(std::size_t position, const std::optional<std::int64_t>& key,
                  const Texts& texts) {
    if (!key) {
      keep(rare_, texts());
      return rare_;
    }
    const std::uint64_t mixed = static_cast<std::uint64_t>(*key) * 0x9e3779b97f4a7c15;
    Known& known = nodes_[position].known[static_cast<std::size_t>(mixed >> (64 - bits))];
    if (known.figures.empty() || known.key != *key) {
      keep(known, texts());
      known.key = *key;
    }
    return known;
  }

 private:
  static constexpr int bits = 4;
  struct Node {
    std::string head;
    std::array<Known, std::size_t{1} << bits> known;
  };

  static void keep(Known& known, const FigureTexts::Texts& texts) {
    known.figures = members_of(texts);
    known.end = ",\"status\":\"" + std::string(to_string(texts.status)) + "\"}";
  }

  std::vector<Node> nodes_;
  Known rare_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
