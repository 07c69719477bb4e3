// SPDX-License-Identifier: MIT
#include <parindex/numbers/impl/all.ipp>
