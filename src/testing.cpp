// SPDX-License-Identifier: MIT
#include <parindex/testing/impl/all.ipp>
