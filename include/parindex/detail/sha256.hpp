// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/sha256_block.hpp>
#include <parindex/stop.hpp>
#include <parindex/version.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

PARINDEX_BEGIN_NAMESPACE
namespace detail {

/// SHA-256 (FIPS 180-4), for fingerprints of rubrics and results: the same on every machine, and
/// anybody can check it with `sha256sum`. Text is added in pieces; digest() may be called at any
/// time.
class Sha256 {
 public:
  constexpr void update(std::string_view bytes) noexcept {
    length_ += bytes.size();
    if (fill_ != 0) {
      const std::size_t taken = std::min(bytes.size(), block_.size() - fill_);
      std::copy_n(bytes.data(), taken, block_.data() + fill_);
      fill_ += taken;
      bytes.remove_prefix(taken);
      if (fill_ < block_.size()) return;
      compress_sha256(state_, block_.data(), 1);
      fill_ = 0;
    }
    const std::size_t blocks = bytes.size() / block_.size();
    compress_sha256(state_, bytes.data(), blocks);
    bytes.remove_prefix(blocks * block_.size());
    std::copy_n(bytes.data(), bytes.size(), block_.data());
    fill_ = bytes.size();
  }

  /// The state after everything so far and the padding: the digest in eight numbers.
  [[nodiscard]] constexpr Sha256State words() const noexcept {
    Sha256 last = *this;  // padding goes into a copy
    std::array<char, 128> padding{};
    padding[0] = '\x80';
    const std::size_t size = (fill_ < 56 ? 56 : 120) - fill_;
    const std::uint64_t bits = length_ * 8;
    for (std::size_t i = 0; i < 8; ++i) {
      padding[size + i] = static_cast<char>(static_cast<unsigned char>(bits >> (56 - 8 * i)));
    }
    last.update({padding.data(), size + 8});
    return last.state_;
  }

  /// 64 lower-case hexadecimal digits of everything so far; more may be added afterwards.
  [[nodiscard]] constexpr std::array<char, 64> digest() const noexcept {
    const Sha256State last = words();
    std::array<char, 64> hex{};
    for (std::size_t i = 0; i < hex.size(); ++i) {
      hex[i] = "0123456789abcdef"[last[i / 8] >> (28 - 4 * (i % 8)) & 15];
    }
    return hex;
  }

 private:
  // Fractional parts of the square roots of the first 8 primes (5.3.3).
  Sha256State state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<char, 64> block_{};
  std::size_t fill_ = 0;
  std::uint64_t length_ = 0;  // bytes
};

/// The SHA-256 of the text's bytes as 64 lower-case hexadecimal digits.
[[nodiscard]] inline std::string sha256(std::string_view bytes) {
  Sha256 hash;
  constexpr std::size_t piece = std::size_t{1} << 16;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    stop_point(5 * piece);
    hash.update(bytes.substr(at, piece));
  }
  const std::array<char, 64> hex = hash.digest();
  return std::string(hex.data(), hex.size());
}

}  // namespace detail
PARINDEX_END_NAMESPACE
