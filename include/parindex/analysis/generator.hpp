// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

/// The random numbers of one name under one seed, by the counter-based generator Philox4x32-10 of
/// Salmon, Moraes, Dror and Shaw ("Parallel random numbers: as easy as 1, 2, 3", 2011).
///
/// A number depends on the seed, the name, the draw and its place in the draw, and on nothing else:
/// neither the order nor the parts in which draws are made change it, nor the platform. No
/// floating-point number is involved. Analyses of the Python package have the same numbers.
///
/// Every function gives a row for each draw from `first` on, one row after the other. They throw
/// Error for draws from 2^32 on, and for more than 2^18 words of 32 bits in a draw.
class RandomStream {
 public:
  /// The stream of a name in UTF-8; its number is the first eight bytes of the name's SHA-256.
  RandomStream(std::uint64_t seed, std::string_view name);

  std::uint64_t seed() const noexcept { return seed_; }
  const std::string& name() const noexcept { return name_; }

  /// The stream of a part, such as a unit: its name is that of this stream, a line break, and the
  /// name of the part.
  RandomStream part(std::string_view name) const;

  /// `size` whole numbers for each draw, from 0 to below 2^bits, each with the same probability. At
  /// most 32 bits. Other attempts, up to 2^16 - 1, give other numbers. `below` takes the first
  /// ones for numbers that it rejects; those from 2^15 on are free, for example for further bits
  /// of a number. Throws Error for more bits or attempts.
  std::vector<std::int64_t> bits(unsigned bits, std::uint64_t first, std::size_t count,
                                 std::size_t size = 1, unsigned attempt = 0) const;

  /// `size` whole numbers for each draw, from 0 to below a limit, each with exactly the same
  /// probability: numbers that would make a difference are rejected and drawn again (Lemire,
  /// "Fast random integer generation in an interval", 2019; of limits above 2^32, by bits). Throws
  /// Error unless the limit is from 1 to 2^62.
  std::vector<std::int64_t> below(std::uint64_t limit, std::uint64_t first, std::size_t count,
                                  std::size_t size = 1) const;

  /// Weights of some parts that add up to 2^bits: the distances between 0, sorted random numbers of
  /// so many bits, and 2^bits. This is the uniform distribution over all such weights, except that
  /// weights of 0 are less likely. Throws Error without a part, and for more than 32 bits.
  std::vector<std::int64_t> simplex(std::size_t parts, unsigned bits, std::uint64_t first,
                                    std::size_t count) const;

 private:
  std::uint64_t seed_;
  std::string name_;
  std::uint64_t number_;
};

PARINDEX_END_NAMESPACE
