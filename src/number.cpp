// SPDX-License-Identifier: MIT
// The only compiled file that sees Boost: wide numbers cost every other file nothing.
#include <parindex/numbers/impl/rational.ipp>
