// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include <parindex/analysis/detail/philox.hpp>
#include <parindex/analysis/detail/sentences.hpp>
#include <parindex/analysis/generator.hpp>
#include <parindex/detail/sha256.hpp>
#include <parindex/error.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline constexpr std::uint64_t random_word = 0xFFFFFFFF;

/// The number of a stream: the first eight bytes of the SHA-256 of its name, the lowest first.
inline std::uint64_t stream_number(std::string_view name) {
  Sha256 hash;
  hash.update(name);
  const Sha256State words = hash.words();
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    number |= std::uint64_t{words[i / 4] >> (24 - 8 * (i % 4)) & 0xFF} << (8 * i);
  }
  return number;
}

/// The words of a stream: four for each block. A draw of one word shares its block with three
/// others; a longer one has blocks of its own.
class RandomWords {
 public:
  RandomWords(std::uint64_t seed, std::uint64_t number, std::size_t size) noexcept
      : seed_(seed), number_(number), shared_(size == 1) {}

  std::uint32_t at(std::uint64_t draw, std::size_t place, unsigned attempt) {
    const std::uint64_t row = shared_ ? draw / 4 : draw;
    const std::size_t block = shared_ ? 0 : place / 4;
    if (!known_ || row != row_ || block != block_ || attempt != attempt_) {
      row_ = row;
      block_ = block;
      attempt_ = attempt;
      known_ = true;
      words_ = philox({low(row), static_cast<std::uint32_t>(block) | attempt << 16, low(number_),
                       low(number_ >> 32)},
                      {low(seed_), low(seed_ >> 32)});
    }
    return words_[(shared_ ? draw : place) % 4];
  }

  std::uint64_t wide(std::uint64_t draw, std::size_t place, unsigned attempt) {
    const std::uint64_t upper = at(draw, 2 * place, attempt);
    return upper << 32 | at(draw, 2 * place + 1, attempt);
  }

 private:
  static std::uint32_t low(std::uint64_t word) noexcept {
    return static_cast<std::uint32_t>(word & random_word);
  }

  std::uint64_t seed_;
  std::uint64_t number_;
  bool shared_;
  bool known_ = false;
  std::uint64_t row_ = 0;
  std::size_t block_ = 0;
  unsigned attempt_ = 0;
  std::array<std::uint32_t, 4> words_{};
};

/// Space for `size` numbers in each draw, with `words` words in each. Throws Error if the counters
/// of the generator do not reach that far.
inline std::vector<std::int64_t> random_numbers(std::uint64_t first, std::size_t count,
                                                std::size_t size, std::size_t words) {
  constexpr std::uint64_t most_draws = std::uint64_t{1} << 32;
  constexpr std::size_t most_words = std::size_t{1} << 18;
  if (size > most_words || words > most_words || first > most_draws || count > most_draws - first) {
    throw Error(say(sentence::too_many_random_numbers));
  }
  return std::vector<std::int64_t>(count * size);
}

}  // namespace detail

RandomStream::RandomStream(std::uint64_t seed, std::string_view name)
    : seed_(seed), name_(name), number_(detail::stream_number(name)) {}

RandomStream RandomStream::part(std::string_view name) const {
  std::string whole = name_;
  whole += '\n';
  whole += name;
  return RandomStream(seed_, whole);
}

std::vector<std::int64_t> RandomStream::bits(unsigned bits, std::uint64_t first, std::size_t count,
                                             std::size_t size, unsigned attempt) const {
  if (bits > 32) throw Error(detail::say(detail::sentence::random_bits));
  if (attempt >> 16 != 0) throw Error(detail::say(detail::sentence::too_many_random_numbers));
  auto found = detail::random_numbers(first, count, size, size);
  detail::RandomWords words(seed_, number_, size);
  for (std::size_t row = 0; row < count; ++row) {
    detail::stop_point(10 * size);
    for (std::size_t place = 0; place < size; ++place) {
      const std::uint64_t word = words.at(first + row, place, attempt);
      found[row * size + place] = static_cast<std::int64_t>(word >> (32 - bits));
    }
  }
  return found;
}

std::vector<std::int64_t> RandomStream::below(std::uint64_t limit, std::uint64_t first,
                                              std::size_t count, std::size_t size) const {
  if (limit == 0 || limit > std::uint64_t{1} << 62) {
    throw Error(detail::say(detail::sentence::random_limit, std::to_string(limit)));
  }
  const bool wide = limit > std::uint64_t{1} << 32;
  auto found = detail::random_numbers(first, count, size, wide ? 2 * size : size);
  detail::RandomWords words(seed_, number_, wide ? 2 * size : size);
  const int unused = std::countl_zero(limit - 1);
  const std::uint64_t too_long = (std::uint64_t{1} << 32) % limit;
  const auto one = [&](std::uint64_t draw, std::size_t place) {
    for (unsigned attempt = 0;; ++attempt) {
      if (wide) {
        const std::uint64_t number = words.wide(draw, place, attempt) >> unused;
        if (number < limit) return number;
      } else {
        const std::uint64_t product = limit * words.at(draw, place, attempt);
        if ((product & detail::random_word) >= too_long) return product >> 32;
      }
    }
  };
  for (std::size_t row = 0; row < count; ++row) {
    detail::stop_point(20 * size);
    for (std::size_t place = 0; place < size; ++place) {
      found[row * size + place] = static_cast<std::int64_t>(one(first + row, place));
    }
  }
  return found;
}

std::vector<std::int64_t> RandomStream::simplex(std::size_t parts, unsigned bits,
                                                std::uint64_t first, std::size_t count) const {
  if (parts == 0) throw Error(detail::say(detail::sentence::weights_of_no_part));
  const std::size_t size = parts - 1;
  const std::vector<std::int64_t> numbers = this->bits(bits, first, count, size);
  std::vector<std::int64_t> found(count * parts);
  for (std::size_t row = 0; row < count; ++row) {
    detail::stop_point(30 * parts);
    std::int64_t* const cuts = found.data() + row * parts;
    std::copy_n(numbers.data() + row * size, size, cuts);
    std::sort(cuts, cuts + size);
    cuts[size] = std::int64_t{1} << bits;
    for (std::size_t i = size; i > 0; --i) cuts[i] -= cuts[i - 1];
  }
  return found;
}

PARINDEX_END_NAMESPACE
