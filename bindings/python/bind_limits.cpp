// SPDX-License-Identifier: MIT
#include "convert.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace parindex::python {

namespace {

using LimitRow = std::tuple<std::string_view, std::size_t, std::string_view, std::string_view>;

std::vector<LimitRow> all_limits() {
  std::vector<LimitRow> rows;
  for (const LimitSpec& spec : limit_specs) {
    rows.emplace_back(spec.name, Limits{}.*spec.member, spec.issue, spec.counts);
  }
  return rows;
}

std::map<std::string_view, std::size_t> limits_in_force() {
  std::map<std::string_view, std::size_t> values;
  for (const LimitSpec& spec : limit_specs) values.emplace(spec.name, limits().*spec.member);
  return values;
}

void replace_limits(const std::map<std::string, std::size_t>& values) {
  Limits changed = limits();
  for (const LimitSpec& spec : limit_specs) {
    const auto found = values.find(std::string(spec.name));
    if (found != values.end()) changed.*spec.member = found->second;
  }
  set_limits(changed);
}

}  // namespace

void bind_limits(py::module_& m) {
  m.def("limit_specs", &all_limits,
        "Name, default, slug of the issue and what is limited, of each.");
  m.def("limits", &limits_in_force, "The current limits, by name.");
  m.def("set_limits", &replace_limits, py::arg("values"), "Replaces limits of the process.");
}

}  // namespace parindex::python
