// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/numbers/impl/rational.ipp>
