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

PARINDEX_KERNEL_BODY SignedWords widen(HalfCodes x) {
#ifdef PARINDEX_KERNEL_WIDEN
  return PARINDEX_KERNEL_WIDEN(x);
#else
  return __builtin_convertvector(x, SignedWords);
#endif
}

/// Fetches the codes of the next column, which follow in the tile: reading them as they are needed
/// would take longer than scoring them. A line has 32 codes. After the last codes nothing is read.
PARINDEX_KERNEL_BODY void fetch_codes(const std::int16_t* codes, std::size_t i) {
  constexpr std::size_t distance = 4096;
  if (codes_at_once >= 32 || i % 32 == 0) __builtin_prefetch(codes + i + distance, 0, 2);
}

template <std::size_t count>
PARINDEX_KERNEL_BODY void prepared_steps(const PreparedLeaf& leaf, const std::int16_t* codes,
                                         std::size_t n, const QuickSink& out) {
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
    fetch_codes(codes, i);
    Codes x;
    std::memcpy(&x, codes + i, sizeof x);
    Codes total = base;
    for (std::size_t k = 0; k < count; ++k) total += (x >= at[k]) & step[k];
    HalfCodes half[2];
    std::memcpy(half, &total, sizeof half);
    for (std::size_t k = 0; k < 2; ++k) {
      std::int32_t* const to = sum + i + k * rows_at_once;
      const auto points = (Words)widen(half[k]);
      store_words(to, load_words(to) + points * weight);
    }
  }
}

PARINDEX_KERNEL_BODY void prepared_proportion(const PreparedLeaf& leaf, const FixedLeaf& fixed,
                                              const std::int16_t* codes, std::size_t n,
                                              const QuickSink& out) {
  using Singles = float __attribute__((vector_size(8 * width)));
  const Singles factor = Singles{} + leaf.factor;
  const Singles offset = Singles{} + leaf.offset;
  const auto cap = (SignedWords)all_words(static_cast<std::uint32_t>(fixed.quick.cap));
  const auto cut_points =
      (SignedWords)all_words(static_cast<std::uint32_t>(fixed.quick.cut_points));
  const auto cut = (SignedWords)all_words(static_cast<std::uint32_t>(leaf.cut));
  const Words weight = all_words(out.weight);
  std::int32_t* const sum = out.sum;
  for (std::size_t i = 0; i < n; i += rows_at_once) {
    fetch_codes(codes, i);
    HalfCodes given;
    std::memcpy(&given, codes + i, sizeof given);
    const SignedWords x = widen(given);
    const Singles scaled = __builtin_convertvector(x, Singles) * factor + offset;
    SignedWords points = __builtin_convertvector(scaled, SignedWords);
    points = points < cap ? points : cap;
    points = x >= cut ? points : cut_points;
    store_words(sum + i, load_words(sum + i) + (Words)points * weight);
  }
}

/// `n` is a multiple of `codes_at_once`.
PARINDEX_KERNEL_BODY void prepared_vectors(const PreparedLeaf& leaf, const FixedLeaf& fixed,
                                           const std::int16_t* codes, std::size_t n,
                                           const QuickSink& out) {
  if (leaf.form == PreparedLeaf::Form::proportion) {
    return prepared_proportion(leaf, fixed, codes, n, out);
  }
  switch (leaf.count) {
    case 1: return prepared_steps<1>(leaf, codes, n, out);
    case 2: return prepared_steps<2>(leaf, codes, n, out);
    case 3: return prepared_steps<3>(leaf, codes, n, out);
    case 4: return prepared_steps<4>(leaf, codes, n, out);
    default: return prepared_steps<PreparedLeaf::most_steps>(leaf, codes, n, out);
  }
}
#endif

/// Adds the points of a quick leaf for codes that all have some.
PARINDEX_KERNEL_ENTRY void run_prepared(const PreparedLeaf& leaf,
                                        [[maybe_unused]] const FixedLeaf& fixed,
                                        const std::int16_t* codes, std::size_t n,
                                        const QuickSink& out) {
  std::size_t whole = 0;
#if PARINDEX_KERNEL_WIDTH > 1
  if (leaf.form != PreparedLeaf::Form::table) {
    whole = n / codes_at_once * codes_at_once;
    prepared_vectors(leaf, fixed, codes, whole, out);
  }
#endif
  prepared_table(leaf, codes + whole, n - whole, {out.sum + whole, out.weight, out.next});
}
