// SPDX-License-Identifier: MIT
// No include guard: kernel_body.ipp includes this file once for each instruction set.

PARINDEX_KERNEL_BODY void prepared_table(const PreparedLeaf& leaf, const std::int16_t* codes,
                                         std::size_t n, const QuickSink& out) {
  for (std::size_t i = 0; i < n; ++i) {
    const auto points = static_cast<std::uint32_t>(leaf.points[static_cast<std::size_t>(codes[i])]);
    out.sum[i] =
        static_cast<std::int32_t>(static_cast<std::uint32_t>(out.sum[i]) + points * out.weight);
  }
}

#if PARINDEX_KERNEL_WIDTH > 1
/// The codes of several rows, and as many as fill a vector of 32-bit numbers.
using Codes = std::int16_t __attribute__((vector_size(8 * width)));
using HalfCodes = std::int16_t __attribute__((vector_size(4 * width)));
inline constexpr std::size_t codes_at_once = 4 * width;

/// As `fetch`, for codes, of which a cache line has 32.
PARINDEX_KERNEL_BODY void fetch_codes(const std::int16_t* next, std::size_t i) {
  if (codes_at_once >= 32 || i % 32 == 0) __builtin_prefetch(next + i, 0, 2);
}

template <std::size_t count>
PARINDEX_KERNEL_BODY void prepared_steps(const PreparedLeaf& leaf, const std::int16_t* codes,
                                         const std::int16_t* next, std::size_t n,
                                         const QuickSink& out) {
  Codes at[count];
  Codes step[count];
  for (std::size_t k = 0; k < count; ++k) {
    at[k] = Codes{} + leaf.at[k];
    step[k] = Codes{} + leaf.step[k];
  }
  const Codes base = Codes{} + leaf.base;
  std::int32_t* const sum = out.sum;
  const Words weight = all_words(out.weight);
  for (std::size_t i = 0; i < n; i += codes_at_once) {
    fetch_codes(next, i);
    Codes x;
    std::memcpy(&x, codes + i, sizeof x);
    Codes total = base;
    for (std::size_t k = 0; k < count; ++k) total += (x >= at[k]) & step[k];
    HalfCodes half[2];
    std::memcpy(half, &total, sizeof half);
    for (std::size_t k = 0; k < 2; ++k) {
      std::int32_t* const to = sum + i + k * rows_at_once;
      const auto points = (Words) __builtin_convertvector(half[k], SignedWords);
      store_words(to, load_words(to) + points * weight);
    }
  }
}

/// Numbers as two vectors of rows, in the order of `RealPair`.
template <std::size_t... k>
PARINDEX_KERNEL_BODY RealPair pair_of_words(SignedWords x, std::index_sequence<k...>) {
  using HalfWords = std::int32_t __attribute__((vector_size(4 * width)));
#if PARINDEX_KERNEL_WIDTH == 4
  // Of eight rows, as `load_pair` orders them.
  constexpr int first[] = {0, 1, 4, 5};
  constexpr int second[] = {2, 3, 6, 7};
#else
  constexpr int first[] = {static_cast<int>(k)...};
  constexpr int second[] = {static_cast<int>(width + k)...};
#endif
  const HalfWords a = __builtin_shufflevector(x, x, first[k]...);
  const HalfWords b = __builtin_shufflevector(x, x, second[k]...);
  return {__builtin_convertvector(a, Real), __builtin_convertvector(b, Real)};
}

template <Grid grid>
PARINDEX_KERNEL_BODY void prepared_proportion(const PreparedLeaf& leaf, const FixedLeaf& fixed,
                                              const std::int16_t* codes, const std::int16_t* next,
                                              std::size_t n, const QuickSink& out) {
  const QuickLeaf& quick = fixed.quick;
  const Real to_grid = broadcast(leaf.to_grid);
  const Real factor = broadcast(quick.grid_factor);
  const Real lower_factor = broadcast(quick.lower_factor);
  const Real offset = broadcast(quick.grid_offset);
  const auto cap = (SignedWords)all_words(static_cast<std::uint32_t>(quick.cap));
  const auto cut_points = (SignedWords)all_words(static_cast<std::uint32_t>(quick.cut_points));
  const auto cut = (SignedWords)all_words(static_cast<std::uint32_t>(leaf.cut));
  const Words weight = all_words(out.weight);
  std::int32_t* const sum = out.sum;
  // As in quick_proportion.
  const auto whole = [&](Real x, Real by) PARINDEX_KERNEL_LAMBDA {
    if constexpr (grid == Grid::shifted) {
      return (Mask)(multiply_add(x, by, offset) + magic);
    } else {
      return (Mask)multiply_add(x, by, broadcast(magic));
    }
  };
  for (std::size_t i = 0; i < n; i += rows_at_once) {
    if (i % codes_at_once == 0) fetch_codes(next, i);
    HalfCodes given;
    std::memcpy(&given, codes + i, sizeof given);
    const auto x = __builtin_convertvector(given, SignedWords);
    const RealPair pair = pair_of_words(x, std::make_index_sequence<width>());
    const Real a = pair.a * to_grid;
    const Real b = pair.b * to_grid;
    auto points = (SignedWords)low_words(whole(a, factor), whole(b, factor));
    if constexpr (grid == Grid::even) {
      const auto down = (SignedWords)low_words(whole(a, lower_factor), whole(b, lower_factor));
      points -= (points - down) & points;
    }
    points = points < cap ? points : cap;
    points = x >= cut ? points : cut_points;
    store_words(sum + i, load_words(sum + i) + (Words)points * weight);
  }
}

/// `n` is a multiple of `codes_at_once`.
PARINDEX_KERNEL_BODY void prepared_vectors(const PreparedLeaf& leaf, const FixedLeaf& fixed,
                                           const std::int16_t* codes, const std::int16_t* next,
                                           std::size_t n, const QuickSink& out) {
  if (leaf.form == PreparedLeaf::Form::proportion) {
    return fixed.how.even   ? prepared_proportion<Grid::even>(leaf, fixed, codes, next, n, out)
           : fixed.how.half ? prepared_proportion<Grid::nearest>(leaf, fixed, codes, next, n, out)
                            : prepared_proportion<Grid::shifted>(leaf, fixed, codes, next, n, out);
  }
  switch (leaf.count) {
    case 1: return prepared_steps<1>(leaf, codes, next, n, out);
    case 2: return prepared_steps<2>(leaf, codes, next, n, out);
    case 3: return prepared_steps<3>(leaf, codes, next, n, out);
    case 4: return prepared_steps<4>(leaf, codes, next, n, out);
    default: return prepared_steps<PreparedLeaf::most_steps>(leaf, codes, next, n, out);
  }
}
#endif

/// Adds the points of a quick leaf for codes that all have some; `next` are those of the column
/// that is read after this one.
PARINDEX_KERNEL_ENTRY void run_prepared(const PreparedLeaf& leaf,
                                        [[maybe_unused]] const FixedLeaf& fixed,
                                        const std::int16_t* codes,
                                        [[maybe_unused]] const std::int16_t* next, std::size_t n,
                                        const QuickSink& out) {
  std::size_t whole = 0;
#if PARINDEX_KERNEL_WIDTH > 1
  if (leaf.form != PreparedLeaf::Form::table) {
    whole = n / codes_at_once * codes_at_once;
    prepared_vectors(leaf, fixed, codes, next, whole, out);
  }
#endif
  prepared_table(leaf, codes + whole, n - whole, {out.sum + whole, out.weight, out.next});
}
