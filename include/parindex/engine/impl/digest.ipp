// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/detail/sha256.hpp>
#include <parindex/detail/threads.hpp>
#include <parindex/engine/detail/column_meanings.hpp>
#include <parindex/engine/detail/key_stream.hpp>
#include <parindex/engine/detail/row_bytes.hpp>
#include <parindex/engine/detail/scored_block.hpp>
#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/engine/digest.hpp>
#include <parindex/engine/score.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

void DigestPart::add_row(std::string_view row) {
  detail::Sha256 hash;
  hash.update(row);
  detail::add_key_stream(hash.words(), sums_.data());
  ++rows_;
}

void DigestPart::merge(const DigestPart& other) {
  if (fingerprint_ != other.fingerprint_) {
    throw Error(detail::say(detail::sentence::digest_parts_of_different_plans, fingerprint_,
                            other.fingerprint_));
  }
  rows_ += other.rows_;
  for (std::size_t i = 0; i < length; ++i) sums_[i] += other.sums_[i];
}

namespace detail {

/// What the bytes of every part start with.
inline constexpr std::string_view digest_part_mark = "parindex rows 1\n";

inline void put_number(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 255);
}
inline std::uint64_t take_number(std::string_view& from, int bytes) {
  std::uint64_t value = 0;
  for (int i = 0; i < bytes; ++i) {
    value |= std::uint64_t{static_cast<unsigned char>(from[static_cast<std::size_t>(i)])}
             << (8 * i);
  }
  from.remove_prefix(static_cast<std::size_t>(bytes));
  return value;
}

}  // namespace detail

std::string DigestPart::bytes() const {
  std::string out(detail::digest_part_mark);
  out += fingerprint_ + '\n';
  detail::put_number(out, rows_, 8);
  for (const std::uint32_t sum : sums_) detail::put_number(out, sum, 4);
  return out;
}

DigestPart DigestPart::from_bytes(std::string_view bytes) {
  constexpr std::size_t print = std::string_view("sha256:").size() + 64 + 1;
  const bool whole = bytes.size() == detail::digest_part_mark.size() + print + 8 + 4 * length &&
                     bytes.starts_with(detail::digest_part_mark) &&
                     bytes[detail::digest_part_mark.size() + print - 1] == '\n';
  if (!whole) throw Error(detail::sentence::the_bytes_are_not_a_digest_part);
  bytes.remove_prefix(detail::digest_part_mark.size());
  DigestPart part(std::string(bytes.substr(0, print - 1)));
  bytes.remove_prefix(print);
  part.rows_ = detail::take_number(bytes, 8);
  for (std::uint32_t& sum : part.sums_) {
    sum = static_cast<std::uint32_t>(detail::take_number(bytes, 4));
  }
  return part;
}

std::string DigestPart::digest() const { return "rows:" + detail::sha256(bytes()); }

DigestPart merge_digests(std::span<const DigestPart> parts) {
  if (parts.empty()) throw Error(detail::sentence::no_digest_part);
  DigestPart whole = parts.front();
  for (const DigestPart& part : parts.subspan(1)) whole.merge(part);
  return whole;
}

namespace detail {

/// The digest of versions before 0.2.0: one hash over all rows in their order, so that it can only
/// be computed by one pass.
inline std::string digest_in_order(const Scores& scores) {
  detail::Sha256 hash;
  const auto field = [&](std::string_view text) {
    // The length prefix distinguishes "ab", "c" from "a", "bc".
    hash.update(std::to_string(text.size()) + ':');
    hash.update(text);
  };
  field(scores.plan().fingerprint());
  check_stop();
  for (std::size_t row = 0; row < scores.size(); ++row) {
    field(scores.unit(row));
    field(scores.group(row));
    for (const NodeResult& result : scores.nodes(row)) {
      detail::stop_point(1000);
      field(to_string(result.status));
      for (const auto* value : {&result.points, &result.max, &result.index}) {
        if (*value) field((*value)->to_string());
      }
    }
  }
  for (const Issue& issue : scores.issues()) {
    detail::stop_point(1000);
    // Only codes and places, never messages, which differ between versions and languages.
    field(issue.code);
    field(std::to_string(issue.row));
    field(issue.unit);
    field(issue.field);
    field(issue.pointer);
  }
  const auto hex = hash.digest();
  return "sha256:" + std::string(hex.data(), hex.size());
}

}  // namespace detail

DigestPart Scores::digest_part() const {
  check_stop();
  constexpr std::size_t nodes_of_a_block = 40'000;
  const std::size_t length = std::clamp<std::size_t>(nodes_of_a_block / plan().size(), 16, 1024);
  const std::size_t blocks = (size() + length - 1) / length;
  // Rows after the last issue that is kept: theirs were only counted.
  const std::size_t complete = detail::rows_with_all_issues(issues(), size());
  const std::size_t threads = std::min(detail::threads_of(state_->threads), blocks);
  DigestPart whole(plan().fingerprint());
  std::mutex joining;
  std::atomic<std::size_t> next{0};
  detail::run_threads(threads, [&] {
    DigestPart own(plan().fingerprint());
    detail::RowBytes bytes;
    for (std::size_t block = next++; block < blocks; block = next++) {
      const std::size_t begin = block * length;
      const std::size_t end = std::min(size(), begin + length);
      detail::stop_point((end - begin) * plan().size() * 10);
      const detail::ScoredBlock scored(*this, begin, end, end > complete);
      for (std::size_t row = begin; row < end; ++row) {
        own.add_row(bytes.of(*state_, row, scored, row >= complete));
      }
    }
    const std::lock_guard lock(joining);
    whole.merge(own);
  });
  return whole;
}

std::string Scores::digest() const { return digest_part().digest(); }

bool Scores::matches(std::string_view known) const {
  return known == (known.starts_with("sha256:") ? detail::digest_in_order(*this) : digest());
}

std::string Scores::data_digest() const {
  detail::Sha256 hash;
  std::string fields;
  const auto field = [&](std::string_view text) {
    detail::ColumnMeanings::add_field(text, fields);
  };
  const auto hash_fields = [&] {
    hash.update(fields);
    fields.clear();
  };
  const detail::PlanState& state = plan().state();
  std::vector<std::size_t> order(state.columns.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // Sorted by name, so that the order of the columns, in the table or in the rubric, does not
  // matter.
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return state.columns[a].name < state.columns[b].name;
  });
  std::vector<detail::ColumnMeanings> columns;
  for (const std::size_t column : order) {
    field(state.columns[column].name);
    columns.emplace_back(state, column, state_->columns[column]);
  }
  check_stop();
  constexpr std::size_t block = 256;
  for (std::size_t begin = 0; begin < size(); begin += block) {
    const std::size_t end = std::min(size(), begin + block);
    for (detail::ColumnMeanings& column : columns) {
      detail::stop_point(10 * block);
      column.start(begin, end - begin);
    }
    for (std::size_t row = begin; row < end; ++row) {
      field(unit(row));
      field(group(row));
      field(unranked(row) ? "unranked" : "");
      for (const detail::ColumnMeanings& column : columns) {
        detail::stop_point(50);
        column.write(row, fields);
      }
      hash_fields();
    }
  }
  hash_fields();
  if (state_->cohort && !state_->has_all_units) {
    // Units that are not in the table affect the points.
    for (const auto& parts : state_->cohort->parts) {
      for (const auto& [name, values] : parts->groups) {
        field(name);
        for (const auto& one : values.distinct()) {
          const std::string text = one.value.to_string();
          for (std::uint64_t i = 0; i < one.times; ++i) {
            detail::stop_point(500);
            field(text);
            hash_fields();
          }
        }
      }
    }
  }
  hash_fields();
  const auto hex = hash.digest();
  return "sha256:" + std::string(hex.data(), hex.size());
}

PARINDEX_END_NAMESPACE
