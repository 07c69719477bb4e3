// SPDX-License-Identifier: MIT
#include <parindex/results/impl/all.ipp>
