// SPDX-License-Identifier: MIT
#include <parindex/testing/src.hpp>
