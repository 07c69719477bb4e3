# SPDX-License-Identifier: MIT
# Loads a rubric, scores two units, and says why the first has its points.
#   Rscript score_rubric.R RUBRIC.json    the values below are those of rubrics/vn-ca-mau-2013.json
source("parindex.R")

units <- data.frame(
  unit = c("A", "B"), check.names = FALSE,
  "1.1.1" = "on_time", "1.1.2.tasks" = TRUE, "1.1.2.funding" = TRUE, "1.1.3" = TRUE,
  "1.1.4.done" = c(9, 91), "1.1.4.planned" = c(10, 100),
  "1.2.1.q1" = TRUE, "1.2.1.six_months" = TRUE, "1.2.1.q3" = TRUE, "1.2.1.year" = c(FALSE, TRUE),
  "1.2.2" = TRUE
)
plan <- parindex_load(commandArgs(trailingOnly = TRUE)[1])
scores <- parindex_score(plan, units)
cat(sprintf("parindex %s, %d units\n", parindex_version(), parindex_size(scores)))
cat(parindex_json(scores), "\n", sep = "")
cat(parindex_explain(scores, "A", "1.1.4"), "\n", sep = "")
