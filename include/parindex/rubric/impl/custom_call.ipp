// SPDX-License-Identifier: MIT
#pragma once

#include <variant>

#include <parindex/error.hpp>
#include <parindex/rubric/custom_call.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

template <class T>
const T& custom_input(const CustomCall& call, std::string_view input, const char* what) {
  const auto found = call.inputs.find(input);
  const auto* value = found == call.inputs.end() ? nullptr : std::get_if<T>(&found->second);
  if (!value) throw Error(say(sentence::no_input_of_type, std::string(input), what));
  return *value;
}

}  // namespace detail

const Rational& CustomCall::number(std::string_view input) const {
  return detail::custom_input<Rational>(*this, input, "number");
}
bool CustomCall::flag(std::string_view input) const {
  return detail::custom_input<bool>(*this, input, "boolean");
}
const std::string& CustomCall::option(std::string_view input) const {
  return detail::custom_input<std::string>(*this, input, "choice");
}
std::chrono::sys_days CustomCall::date(std::string_view input) const {
  return detail::custom_input<std::chrono::sys_days>(*this, input, "date");
}

const Rational& CustomCall::parameter(std::string_view name) const {
  const auto found = parameters.find(name);
  if (found == parameters.end())
    throw Error(detail::say(detail::sentence::no_parameter_called, std::string(name)));
  return found->second;
}

PARINDEX_END_NAMESPACE
