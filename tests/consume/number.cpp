// SPDX-License-Identifier: MIT
// A separate program that includes one header, without the library: it needs only compile time.
#include <parindex/numbers/rational.hpp>

#include <iostream>

int main() {
  const auto wide = parindex::Rational::ratio(1, 3).pow(100);  // beyond 64 bits, which needs Boost
  if (wide * parindex::Rational(3).pow(100) != 1) {
    std::cerr << "1/3^100 * 3^100 is " << (wide * parindex::Rational(3).pow(100)).to_string()
              << '\n';
    return 1;
  }
  std::cout << wide.to_string().size() << " characters\n";
  return 0;
}
