// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

#include <parindex/error.hpp>

/// The message of the error that a call throws.
inline std::string message_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const parindex::Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}
