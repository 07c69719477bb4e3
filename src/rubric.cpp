// SPDX-License-Identifier: MIT
#include <parindex/rubric/impl/all.ipp>
