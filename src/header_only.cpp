// SPDX-License-Identifier: MIT
#include <parindex/src.hpp>
