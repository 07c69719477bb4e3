// SPDX-License-Identifier: MIT
#pragma once

// One file for each kind of rule, with everything that the library does with it. A kind that lacks
// one of the functions does not compile. by_group, whose cases are rules of these kinds, comes
// after them.
#include <parindex/rubric/rules/all_of.hpp>
#include <parindex/rubric/rules/bands.hpp>
#include <parindex/rubric/rules/checklist.hpp>
#include <parindex/rubric/rules/choice.hpp>
#include <parindex/rubric/rules/custom.hpp>
#include <parindex/rubric/rules/decision_table.hpp>
#include <parindex/rubric/rules/deduction.hpp>
#include <parindex/rubric/rules/direct.hpp>
#include <parindex/rubric/rules/formula.hpp>
#include <parindex/rubric/rules/goalposts.hpp>
#include <parindex/rubric/rules/imported.hpp>
#include <parindex/rubric/rules/increments.hpp>
#include <parindex/rubric/rules/levels.hpp>
#include <parindex/rubric/rules/linear.hpp>
#include <parindex/rubric/rules/per_unit.hpp>
#include <parindex/rubric/rules/proportional.hpp>
#include <parindex/rubric/rules/survey.hpp>
#include <parindex/rubric/rules/target.hpp>
#include <parindex/rubric/rules/yes_no.hpp>
