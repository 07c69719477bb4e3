// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/testing/impl/boundary_cases.ipp>
#include <parindex/testing/impl/cases.ipp>
#include <parindex/testing/impl/coverage.ipp>
#include <parindex/testing/impl/mutate.ipp>
#include <parindex/testing/impl/runner.ipp>
