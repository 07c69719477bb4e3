// SPDX-License-Identifier: MIT
#pragma once

/// The implementation of the room testing, for a program that includes <parindex/src.hpp> in
/// another file. It takes a compiler half as long as all other rooms together, and only tests of
/// rubrics call it.
#include <parindex/testing/impl/all.ipp>
