# SPDX-License-Identifier: MIT
# parindex from R: source("parindex.R") loads parindex_r, which R CMD SHLIB builds beside this file.
.parindex <- dyn.load(paste0("parindex_r", .Platform$dynlib.ext))

# Calls a function of parindex_r. Issues are JSON: the message of a warning, or of an error of the class
# parindex_error.
.parindex_call <- function(name, ...) {
  got <- .Call(getNativeSymbolInfo(name, .parindex), ...)
  if (got$status == 0L) {
    if (nchar(got$said) > 2L) warning(got$said, call. = FALSE)
    return(got$value)
  }
  stop(structure(
    class = c("parindex_error", "error", "condition"),
    list(message = got$said, status = got$status, call = NULL)
  ))
}

# A data frame as rows in JSON. A double keeps the fewest digits that read back as the same number.
.parindex_rows <- function(data) {
  digits <- function(x) {
    short <- format(x, digits = 15, trim = TRUE)
    ifelse(as.numeric(short) == x, short, sprintf("%.17g", x))
  }
  quoted <- function(x) {
    x <- gsub("([\"\\\\])", "\\\\\\1", enc2utf8(as.character(x)))
    for (code in 1:31) x <- gsub(intToUtf8(code), sprintf("\\u%04x", code), x, fixed = TRUE)
    paste0("\"", x, "\"")
  }
  cell <- function(x) {
    text <- if (is.logical(x)) tolower(as.character(x))
      else if (is.numeric(x)) vapply(x, digits, "") else quoted(x)
    ifelse(is.na(x), "null", text)
  }
  members <- Map(function(name, x) paste0(quoted(name), ": ", cell(x)), names(data), data)
  paste0("[", paste0("{", do.call(paste, c(unname(members), sep = ", ")), "}", collapse = ", "), "]")
}

parindex_version <- function() .Call(getNativeSymbolInfo("version", .parindex))
# The plan of a rubric file.
parindex_load <- function(path) {
  .parindex_call("plan_compile", .parindex_call("rubric_load", path.expand(path)))
}
# Scores of a data frame with a column `unit` and the columns of the rubric.
parindex_score <- function(plan, data) .parindex_call("score_json", plan, .parindex_rows(data))
parindex_size <- function(scores) .Call(getNativeSymbolInfo("size", .parindex), scores)
# JSON: the results, the explanation of a unit, the ranking.
parindex_json <- function(scores) .parindex_call("scores_json", scores)
parindex_explain <- function(scores, unit, code = NA_character_) {
  .parindex_call("explain", scores, unit, code)
}
parindex_rank <- function(scores, code = NA_character_) .parindex_call("rank", scores, code)
