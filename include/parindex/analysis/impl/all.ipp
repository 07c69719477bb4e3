// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/analysis/impl/generator.ipp>
