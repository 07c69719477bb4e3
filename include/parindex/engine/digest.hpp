// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

/// The digest of some rows of a result, which can be merged with that of other rows: the rows of a
/// table in any partition and order give one digest. A value of 2 KiB, whatever the number of rows.
///
///     DigestPart whole = first.digest_part();
///     whole.merge(second.digest_part());
///     whole.digest() == all.digest();
class DigestPart {
 public:
  /// Adds other rows. Throws Error for rows that another plan scored.
  void merge(const DigestPart& other);
  /// How many rows it covers.
  std::uint64_t rows() const noexcept { return rows_; }
  /// `rows:` and 64 hexadecimal digits, as `Scores::digest` gives for all these rows.
  std::string digest() const;
  /// The part as bytes, the same on every machine, to send it elsewhere.
  std::string bytes() const;
  /// The part of these bytes. Throws Error for anything that `bytes` does not write.
  static DigestPart from_bytes(std::string_view bytes);

  bool operator==(const DigestPart&) const = default;

 private:
  static constexpr std::size_t length = 512;

  explicit DigestPart(std::string fingerprint) : fingerprint_(std::move(fingerprint)) {}
  void add_row(std::string_view row);

  std::string fingerprint_;  // of the plan
  std::uint64_t rows_ = 0;
  std::array<std::uint32_t, length> sums_{};
  friend class Scores;
};

/// All parts as one. Throws Error for no part, and for parts by different plans.
DigestPart merge_digests(std::span<const DigestPart> parts);

PARINDEX_END_NAMESPACE
