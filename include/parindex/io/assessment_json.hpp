// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <parindex/io/json.hpp>
#include <parindex/process/agency.hpp>
#include <parindex/process/assessment.hpp>
#include <parindex/process/layer_gap.hpp>
#include <parindex/process/snapshot.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Reads an assessment file and checks it against a plan. Returns the assessment with its warnings,
/// or every issue with JSON Pointer, line and column in the order of the file.
Checked<Assessment> read_assessment(const Plan& plan, std::string_view text);
/// The assessment as a file, indented; reading it back gives an equal one.
std::string to_json(const Assessment& assessment);

/// Reads a snapshot: its rubric is checked, the assessment is checked against it, and the
/// fingerprint must match its content (snapshot_mismatch). `options` has the custom rules
/// that the rubric uses.
Checked<Assessment> read_snapshot(std::string_view text, CompileOptions options = {});

/// Merges the submissions of a file `{"units": [...], "submissions": [{"agency",
/// "observations"}]}`, which may have the `stages`, `reopenings` and `observations` of a round as
/// well, see `merge`. Unreadable parts are among the issues.
Merged merge(const Plan& plan, std::string_view text, std::string_view layer);

/// `{"first", "second", "bias", "units": [{"unit", "leaves", "first", "second", "gap"}],
/// "components":
/// [{"code", "units", "first", "second", "bias"}], "cells": [{"unit", "code", "first", "second",
/// "gap"}]}`; numbers are exact text, and `second` is null for the final result.
std::string to_json(const LayerGap& gap, const Assessment& assessment);

PARINDEX_END_NAMESPACE
