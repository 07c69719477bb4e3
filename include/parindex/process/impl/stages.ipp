// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/process/stages.hpp>

PARINDEX_BEGIN_NAMESPACE

std::string_view to_string(StageStatus status) {
  switch (status) {
    case StageStatus::upcoming: return "upcoming";
    case StageStatus::open: return "open";
    case StageStatus::reopened: return "reopened";
    case StageStatus::closed: return "closed";
  }
  return "";
}

PARINDEX_END_NAMESPACE
