// SPDX-License-Identifier: MIT
#include <parindex/io/impl/all.ipp>
