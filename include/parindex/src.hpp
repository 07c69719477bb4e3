// SPDX-License-Identifier: MIT
#pragma once

/// The bodies of the library: include it in exactly one file of a program that does not link
/// parindex::parindex. The target parindex::header_only has such a file and needs no other.
#include <parindex/impl/all.ipp>

#include <parindex/engine/impl/all.ipp>
#include <parindex/io/impl/all.ipp>
#include <parindex/numbers/impl/all.ipp>
#include <parindex/process/impl/all.ipp>
#include <parindex/results/impl/all.ipp>
#include <parindex/rubric/impl/all.ipp>
#include <parindex/testing/impl/all.ipp>
