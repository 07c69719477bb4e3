// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/process/impl/agency.ipp>
#include <parindex/process/impl/assessment.ipp>
#include <parindex/process/impl/layer_gap.ipp>
#include <parindex/process/impl/snapshot.ipp>
#include <parindex/process/impl/stages.ipp>
