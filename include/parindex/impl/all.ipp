// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/impl/error.ipp>
#include <parindex/impl/limits.ipp>
#include <parindex/impl/stop.ipp>
