// SPDX-License-Identifier: MIT
// A few seconds of the fuzzer with random input, in every test run.
#include "../../../fuzz/arrow_fuzz.cpp"

#include <gtest/gtest.h>

#include <random>

namespace {

TEST(ArrowFuzz, RandomStructuresAreReadOrRefused) {
  std::mt19937_64 random(20260101);
  for (int run = 0; run < 20'000; ++run) {
    Bytes input(random() % 600);
    for (std::uint8_t& byte : input) byte = static_cast<std::uint8_t>(random());
    LLVMFuzzerTestOneInput(input.data(), input.size());
  }
}

}  // namespace
