// SPDX-License-Identifier: MIT
#include <parindex/engine/impl/all.ipp>
