// SPDX-License-Identifier: MIT
#pragma once

/// The bodies of the room testing, for a program that includes <parindex/src.hpp> in another file.
/// They take a compiler half as long as all the others together, and only tests of rubrics call
/// them.
#include <parindex/testing/impl/all.ipp>
