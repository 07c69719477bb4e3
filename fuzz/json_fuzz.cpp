// SPDX-License-Identifier: MIT
// libFuzzer entry over the reader of rubric files. Build and run:
//
//   clang++ -std=c++20 -O1 -g -fsanitize=fuzzer,address,undefined -DPARINDEX_HEADER_ONLY \
//     -Iinclude -I<boost> -I<nlohmann> fuzz/json_fuzz.cpp -o json_fuzz
//   ./json_fuzz -max_len=20000 <folder that starts as a copy of rubrics/>
#include <parindex/json.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace px = parindex;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const px::Checked<px::Rubric> checked = px::check_rubric(text);
  // A text is either read or explained, and what was read can be written and read again.
  if (checked.has_value() == px::has_errors(checked.issues())) std::abort();
  if (!checked) return 0;
  const px::Checked<px::Rubric> again = px::check_rubric(px::to_json(*checked));
  if (!again || !(again->draft() == checked->draft())) std::abort();
  return 0;
}
