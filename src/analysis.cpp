// SPDX-License-Identifier: MIT
#include <parindex/analysis/impl/all.ipp>
