// SPDX-License-Identifier: MIT
// No include guard: kernel_body.ipp includes this file once for each instruction set with vectors.

// The quick loops handle bands and proportions of plain nonnegative numbers, which most rubrics
// mainly consist of. They add points, modulo 2^32, as if every value were in range and its rounding
// certain, and they detect on the way whether that was true. If not, the same loop with the
// opposite sign subtracts exactly what it added, and the careful loops of kernel_body.ipp process
// these rows.

/// Two vectors of rows as one vector of 32-bit numbers: enough for points, and for the part of a
/// double that decides its side of a cut.
using Words = std::uint32_t __attribute__((vector_size(8 * width)));
using SignedWords = std::int32_t __attribute__((vector_size(8 * width)));
/// The bits of doubles, as numbers whose differences may wrap around.
using Bits = std::uint64_t __attribute__((vector_size(8 * width)));
inline constexpr std::size_t rows_at_once = 2 * width;
static_assert(quick_rows % rows_at_once == 0);

/// Two vectors of rows, ordered so that their halves form 32-bit numbers in row order. With AVX2
/// the two are not consecutive, because its shuffles do not cross the middle.
struct RealPair {
  Real a, b;
};
#if PARINDEX_KERNEL_WIDTH == 4
PARINDEX_KERNEL_BODY RealPair load_pair(const double* v) {
  return {(Real)_mm256_loadu2_m128d(v + 4, v), (Real)_mm256_loadu2_m128d(v + 6, v + 2)};
}
template <int half>
PARINDEX_KERNEL_BODY Words halves_of(Words a, Words b) {
  constexpr int pattern = half == 0 ? 0x88 : 0xdd;  // two of a, two of b, in each half
  return (Words)_mm256_shuffle_ps((__m256)a, (__m256)b, pattern);
}
#else
PARINDEX_KERNEL_BODY RealPair load_pair(const double* v) { return {load(v), load(v + width)}; }
template <int half, std::size_t... k>
PARINDEX_KERNEL_BODY Words every_other(Words a, Words b, std::index_sequence<k...>) {
  // In memory, the low word of a double comes first on most processors, and last on some.
  constexpr int first = std::endian::native == std::endian::big ? 1 - half : half;
  return __builtin_shufflevector(a, b, (first + 2 * static_cast<int>(k))...);
}
template <int half>
PARINDEX_KERNEL_BODY Words halves_of(Words a, Words b) {
  return every_other<half>(a, b, std::make_index_sequence<rows_at_once>());
}
#endif
PARINDEX_KERNEL_BODY Words low_words(Mask a, Mask b) { return halves_of<0>((Words)a, (Words)b); }
PARINDEX_KERNEL_BODY Words high_words(Bits a, Bits b) { return halves_of<1>((Words)a, (Words)b); }

PARINDEX_KERNEL_BODY Words all_words(std::uint32_t x) { return Words{} + x; }
PARINDEX_KERNEL_BODY Words load_words(const std::int32_t* from) {
  Words x;
  std::memcpy(&x, from, sizeof x);
  return x;
}
PARINDEX_KERNEL_BODY void store_words(std::int32_t* to, Words x) { std::memcpy(to, &x, sizeof x); }

/// Prefetches one cache line of the next column for each line of this one.
PARINDEX_KERNEL_BODY void fetch(const double* next, std::size_t i) {
  if (rows_at_once >= 8 || i % 8 == 0) __builtin_prefetch(next + i, 0, 2);
  if constexpr (rows_at_once > 8) __builtin_prefetch(next + i + 8, 0, 2);
}

/// Compares values with cuts and the range, two vectors at a time.
template <bool words>
struct Places {
  Real a, b;
  Words high;

  /// All bits set if the value is at cut `k` or above it.
  PARINDEX_KERNEL_BODY Words reach(std::int32_t word, double at) const {
    if constexpr (words) {
      return (Words)((SignedWords)high > word);
    } else {
      return low_words(a >= at, b >= at);
    }
  }
};

template <bool words>
PARINDEX_KERNEL_BODY Places<words> places(const double* v, Bits low_word) {
  const RealPair x = load_pair(v);
  return {x.a, x.b, high_words((Bits)x.a - low_word, (Bits)x.b - low_word)};
}

/// Whether every value is in range. `top` is the largest of their high words as unsigned numbers;
/// negative numbers and NaN also exceed the range this way. If the high words do not decide, all
/// bits are compared.
PARINDEX_KERNEL_BODY bool all_in_range(const QuickLeaf& quick, Words top, const double* v,
                                       std::size_t n) {
  std::uint32_t most = 0;
  for (std::size_t k = 0; k < rows_at_once; ++k) most = most < top[k] ? top[k] : most;
  const auto limit = static_cast<std::uint32_t>((quick.high_bits - quick.low_word) >> 32);
  if (quick.low_bits == 0 && most < limit) return true;
  const auto low = static_cast<std::uint64_t>(quick.low_bits);
  const auto high = static_cast<std::uint64_t>(quick.high_bits);
  Bits outside{};
  for (std::size_t i = 0; i < n; i += width) {
    Bits bits;
    std::memcpy(&bits, v + i, sizeof bits);
    outside |= bits | (bits - low) | (high - bits);
  }
  std::uint64_t any = 0;
  for (std::size_t k = 0; k < width; ++k) any |= outside[k];
  return any >> 63 == 0;  // no sign bit in any of the three, in any row
}

template <std::size_t count, bool words>
PARINDEX_KERNEL_BODY bool quick_bands(const FixedLeaf& leaf, const double* v, std::size_t n,
                                      const QuickSink& out) {
  // Local copies: the compiler cannot know that the stores below do not change the leaf.
  const QuickLeaf& quick = leaf.quick;
  const Bits low_word = Bits{} + static_cast<std::uint64_t>(quick.low_word);
  double at[count];
  std::int32_t word[count];
  for (std::size_t k = 0; k < count; ++k) {
    at[k] = leaf.cuts[k].at;
    word[k] = quick.words[k];
  }
  std::int32_t* const sum = out.sum;
  const auto add = [&](std::uint32_t weight) PARINDEX_KERNEL_LAMBDA {
    Words step[count];
    for (std::size_t k = 0; k < count; ++k) step[k] = all_words(quick.steps[k] * weight);
    const Words base = all_words(quick.base * weight);
    Words top{};
    for (std::size_t i = 0; i < n; i += rows_at_once) {
      const Places<words> x = places<words>(v + i, low_word);
      fetch(out.next, i);
      top = top > x.high ? top : x.high;
      Words total = load_words(sum + i) + base;
      for (std::size_t k = 0; k < count; ++k) total += x.reach(word[k], at[k]) & step[k];
      store_words(sum + i, total);
    }
    return top;
  };
  if (all_in_range(quick, add(out.weight), v, n)) return true;
  add(0 - out.weight);
  return false;
}

/// How a proportion is rounded.
///   off_grid
///             The product is rounded. It must not be near a point at which the exact product could
///             round differently.
///   nearest, even, shifted
///             The number is on the decimal grid. Its product is moved by a quarter of the distance
///             between two grid points, so that it is clearly on its side of every boundary,
///             including the halves. A factor moves it if the mode rounds to nearest (`even`
///             computes both directions and takes the even one of two different results); an
///             addition moves it for the other modes.
enum class Grid { off_grid, nearest, even, shifted };

template <Grid grid>
PARINDEX_KERNEL_BODY bool quick_proportion(const FixedLeaf& leaf, const double* v, std::size_t n,
                                           const QuickSink& out) {
  constexpr bool on_grid = grid != Grid::off_grid;
  const QuickLeaf& quick = leaf.quick;
  const DecimalGrid decimals = leaf.grid;
  const Bits low_word = Bits{} + static_cast<std::uint64_t>(quick.low_word);
  const std::int32_t word = quick.words[0];
  const Real factor = broadcast(on_grid ? quick.grid_factor : leaf.factor);
  const Real lower_factor = broadcast(quick.lower_factor);
  const Real offset = broadcast(on_grid ? quick.grid_offset : quick.offset);
  const auto cap = (SignedWords)all_words(static_cast<std::uint32_t>(quick.cap));
  const auto cut_points = (SignedWords)all_words(static_cast<std::uint32_t>(quick.cut_points));
  std::int32_t* const sum = out.sum;
  Mask wrong{};
  Real furthest{};
  // Adding `magic` rounds to a whole number and leaves it in the low word.
  const auto whole = [&](Real x, Real by) PARINDEX_KERNEL_LAMBDA {
    if constexpr (grid == Grid::nearest || grid == Grid::even) {
      return (Mask)multiply_add(x, by, broadcast(magic));
    } else {
      return (Mask)(multiply_add(x, by, offset) + magic);
    }
  };
  // The value to multiply. Also records whether it may be multiplied.
  const auto quantity = [&](Real x) PARINDEX_KERNEL_LAMBDA {
    if constexpr (on_grid) {
      const Real r = multiply_add(x, broadcast(decimals.power), broadcast(magic)) - magic;
      // Compared bit by bit, so that NaN and -0.0 need no special case: neither is in range.
      wrong |= (Mask)decimal(decimals, r) ^ (Mask)x;
      return r;
    } else {
      const Real shifted = multiply_add(x, factor, offset);
      const Real rest = shifted - round_even(shifted);
      const Real distance = rest < 0 ? -rest : rest;
      furthest = furthest < distance ? distance : furthest;
      return x;
    }
  };
  const auto add = [&](std::uint32_t weight) PARINDEX_KERNEL_LAMBDA {
    Words top{};
    for (std::size_t i = 0; i < n; i += rows_at_once) {
      const Places<true> x = places<true>(v + i, low_word);
      fetch(out.next, i);
      top = top > x.high ? top : x.high;
      const Real a = quantity(x.a);
      const Real b = quantity(x.b);
      auto points = (SignedWords)low_words(whole(a, factor), whole(b, factor));
      if constexpr (grid == Grid::even) {
        const auto down = (SignedWords)low_words(whole(a, lower_factor), whole(b, lower_factor));
        points -= (points - down) & points;  // 1 where they differ and `points` is odd
      }
      points = points < cap ? points : cap;
      points = (SignedWords)x.high > word ? points : cut_points;
      store_words(sum + i, load_words(sum + i) + (Words)points * weight);
    }
    return top;
  };
  const Words top = add(out.weight);
  double most = 0;
  for (std::size_t k = 0; k < width; ++k) most = most < furthest[k] ? furthest[k] : most;
  const bool sure = on_grid ? !any_of(wrong) : most < 0.5 - leaf.margin;
  if (sure && all_in_range(quick, top, v, n)) return true;
  add(0 - out.weight);
  return false;
}

template <std::size_t count>
PARINDEX_KERNEL_BODY bool quick_bands(const FixedLeaf& leaf, const double* v, std::size_t n,
                                      const QuickSink& out) {
  return leaf.quick.has_words ? quick_bands<count, true>(leaf, v, n, out)
                              : quick_bands<count, false>(leaf, v, n, out);
}

PARINDEX_KERNEL_BODY bool quick_chunk(const FixedLeaf& leaf, const double* v, std::size_t n,
                                      bool& on_grid, const QuickSink& out) {
  if (leaf.kind == FixedKind::proportion) {
    for (int tries = leaf.grid.power != 0 ? 2 : 1; tries > 0; --tries) {
      const bool done = !on_grid        ? quick_proportion<Grid::off_grid>(leaf, v, n, out)
                        : leaf.how.even ? quick_proportion<Grid::even>(leaf, v, n, out)
                        : leaf.how.half ? quick_proportion<Grid::nearest>(leaf, v, n, out)
                                        : quick_proportion<Grid::shifted>(leaf, v, n, out);
      if (done) return true;
      if (tries == 2) on_grid = !on_grid;
    }
    return false;
  }
  switch (leaf.cuts.size()) {
    case 1: return quick_bands<1>(leaf, v, n, out);
    case 2: return quick_bands<2>(leaf, v, n, out);
    case 3: return quick_bands<3>(leaf, v, n, out);
    case 4: return quick_bands<4>(leaf, v, n, out);
    case 5: return quick_bands<5>(leaf, v, n, out);
    case 6: return quick_bands<6>(leaf, v, n, out);
    case 7: return quick_bands<7>(leaf, v, n, out);
    default: return quick_bands<8>(leaf, v, n, out);
  }
}

/// Adds the points of a quick leaf, in chunks. The result has one bit for every chunk that was left
/// unchanged, the lowest for the first. `n` is a multiple of `quick_rows`.
PARINDEX_KERNEL_ENTRY std::uint32_t run_quickly(const FixedLeaf& leaf, const double* v,
                                                std::size_t n, const QuickSink& out) {
  // The values of a table are usually of one kind: the first ones decide for all.
  bool on_grid = false;
  if (leaf.grid.power != 0 && n >= width) {
    const Real x = load(v);
    on_grid = !any_of(decimal(leaf.grid, round_even(x * leaf.grid.power)) != x);
  }
  std::uint32_t left = 0;
  for (std::size_t begin = 0, chunk = 0; begin < n; begin += chunk_rows, ++chunk) {
    const std::size_t count = n - begin < chunk_rows ? n - begin : chunk_rows;
    const QuickSink to{out.sum + begin, out.weight, out.next + begin};
    if (!quick_chunk(leaf, v + begin, count, on_grid, to)) left |= std::uint32_t{1} << chunk;
  }
  return left;
}
