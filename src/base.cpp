// SPDX-License-Identifier: MIT
#include <parindex/impl/all.ipp>
