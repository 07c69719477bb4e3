// SPDX-License-Identifier: MIT
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/engine/digest.hpp>
#include <parindex/engine/score.hpp>

#include "convert.hpp"

namespace parindex::python {

namespace {

py::bytes part_of(const Scores& scores) {
  std::string bytes;
  {
    const Unlocked unlocked;
    bytes = scores.digest_part().bytes();
  }
  return py::bytes(bytes);
}

py::bytes merged(const std::vector<py::bytes>& given) {
  std::vector<DigestPart> parts;
  for (const py::bytes& bytes : given) {
    parts.push_back(DigestPart::from_bytes(std::string_view(bytes)));
  }
  return py::bytes(merge_digests(parts).bytes());
}

std::pair<std::uint64_t, std::string> rows_and_digest(const py::bytes& bytes) {
  const DigestPart part = DigestPart::from_bytes(std::string_view(bytes));
  return {part.rows(), part.digest()};
}

}  // namespace

void bind_digest(py::module_& m, py::class_<Scores>& scores) {
  scores.def("digest", &Scores::digest, NoGil())
      .def("digest_part", &part_of, "The bytes of a part for `merge_digests`.")
      .def("matches", &Scores::matches, py::arg("digest"), NoGil());
  m.def("merge_digests", &merged, py::arg("parts"), "The bytes of all parts as one.");
  m.def("rows_and_digest", &rows_and_digest, py::arg("part"),
        "How many rows a part covers, and their digest.");
}

}  // namespace parindex::python
