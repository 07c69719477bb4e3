// SPDX-License-Identifier: MIT
#pragma once

/// The implementation of the library: include it in exactly one file of a program that does not
/// link parindex::parindex, and <parindex/testing/src.hpp> in one more file if the program tests
/// rubrics. The target parindex::header_only adds both files.
#include <parindex/impl/all.ipp>

#include <parindex/analysis/impl/all.ipp>
#include <parindex/engine/impl/all.ipp>
#include <parindex/io/impl/all.ipp>
#include <parindex/numbers/impl/all.ipp>
#include <parindex/process/impl/all.ipp>
#include <parindex/results/impl/all.ipp>
#include <parindex/rubric/impl/all.ipp>
