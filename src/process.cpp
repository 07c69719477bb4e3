// SPDX-License-Identifier: MIT
#include <parindex/process/impl/all.ipp>
