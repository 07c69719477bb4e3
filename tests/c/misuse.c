/* SPDX-License-Identifier: MIT */
/* The C interface from strict C99: results, and every wrong argument. Run from the repository root.
 */
#include <parindex/parindex.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures = 0;

static void check(int holds, int line, const char* what) {
  if (holds) return;
  fprintf(stderr, "misuse.c:%d: %s; last error: %s\n", line, what, parindex_last_error());
  ++failures;
}
#define CHECK(condition) check((condition), __LINE__, #condition)

static int says(const parindex_text* text, const char* part) {
  return strstr(parindex_text_data(text), part) != NULL;
}

static const char document[] =
    "{\"parindex\": 1, \"id\": \"c\", \"edition\": \"1\", \"max\": \"3\", \"aggregation\": \"sum\","
    " \"missing\": \"error\", \"index_rounding\": \"exact\", \"ranking\": {\"on\": \"index\","
    " \"stage\": \"exact\", \"ties\": \"competition\", \"tie_break\": [], \"within\": \"all\"},"
    " \"nodes\": [{\"code\": \"1\", \"max\": \"1\", \"rule\": {\"yes_no\": {\"yes\": \"1\","
    " \"no\": \"0\"}}}, {\"code\": \"2\", \"max\": \"2\","
    " \"rule\": {\"direct\": {\"min\": \"0\", \"max\": \"2\"}}}]}";
static const char units[] =
    "[{\"unit\": \"A\", \"1\": true, \"2\": 0.1}, {\"unit\": \"B\", \"1\": false, \"2\": 3}]";

static parindex_rubric* rubric_of(void) {
  parindex_rubric* rubric = NULL;
  parindex_text* issues = NULL;
  const parindex_status status = parindex_rubric_read(document, strlen(document), &rubric, &issues);
  check(status == PARINDEX_OK, __LINE__, parindex_text_data(issues));
  parindex_text_free(issues);
  return rubric;
}

static void results(const parindex_plan* plan) {
  parindex_scores* scores = NULL;
  parindex_text* text = NULL;
  CHECK(parindex_score_json(plan, units, strlen(units), NULL, &scores, &text) == PARINDEX_OK);
  parindex_text_free(text);
  CHECK(parindex_scores_size(scores) == 2);
  CHECK(parindex_scores_json(scores, &text) == PARINDEX_OK);
  CHECK(says(text, "\"points\":\"1.1\""));
  CHECK(strlen(parindex_text_data(text)) == parindex_text_size(text));
  parindex_text_free(text);
  CHECK(parindex_scores_issues(scores, &text) == PARINDEX_OK);
  CHECK(says(text, "\"unit\":\"B\""));
  parindex_text_free(text);
  CHECK(parindex_explain(scores, "A", NULL, &text) == PARINDEX_OK);
  CHECK(says(text, "\"1.1\""));
  parindex_text_free(text);
  CHECK(parindex_rank(scores, NULL, &text, NULL) == PARINDEX_OK);
  CHECK(says(text, "\"rank\":1"));
  parindex_text_free(text);
  CHECK(parindex_scores_digest(scores, &text) == PARINDEX_OK);
  CHECK(strncmp(parindex_text_data(text), "rows:", 5) == 0);
  parindex_text_free(text);

  /* A node without a rule of ranking is invalid, an unknown one is a wrong argument. */
  text = NULL;
  {
    parindex_text* issues = NULL;
    CHECK(parindex_rank(scores, "1", &text, &issues) == PARINDEX_INVALID);
    CHECK(text == NULL && says(issues, "ranking_undeclared"));
    parindex_text_free(issues);
  }
  CHECK(parindex_rank(scores, "9", &text, NULL) == PARINDEX_MISUSE && text == NULL);
  CHECK(strstr(parindex_last_error(), "\"9\"") != NULL);
  CHECK(parindex_explain(scores, "Z", NULL, &text) == PARINDEX_MISUSE);
  CHECK(parindex_explain(scores, "A", "9", &text) == PARINDEX_MISUSE);
  CHECK(parindex_explain(scores, NULL, NULL, &text) == PARINDEX_MISUSE);
  CHECK(parindex_scores_json(scores, NULL) == PARINDEX_MISUSE);
  CHECK(parindex_scores_arrow(scores, PARINDEX_DECIMAL, NULL) == PARINDEX_MISUSE);
  parindex_scores_free(scores);
}

static void wrong_data(const parindex_plan* plan) {
  parindex_score_options options = PARINDEX_SCORE_OPTIONS;
  parindex_scores* scores = (parindex_scores*)1; /* must be overwritten */
  parindex_text* issues = NULL;
  const char* bad = "[{\"unit\": \"A\", \"1\": true}]";
  CHECK(parindex_score_json(plan, bad, strlen(bad), NULL, &scores, &issues) == PARINDEX_INVALID);
  CHECK(scores == NULL && says(issues, "column_missing"));
  parindex_text_free(issues);
  CHECK(parindex_score_json(plan, "[\xFF]", 3, NULL, &scores, &issues) == PARINDEX_INVALID);
  CHECK(says(issues, "text_not_utf8"));
  parindex_text_free(issues);
  CHECK(parindex_score_json(plan, NULL, 3, NULL, &scores, &issues) == PARINDEX_MISUSE);
  CHECK(issues == NULL);

  options.allow_missing_columns = 1;
  CHECK(parindex_score_json(plan, bad, strlen(bad), &options, &scores, NULL) == PARINDEX_OK);
  parindex_scores_free(scores);
  options.allow_missing_columns = 2;
  CHECK(parindex_score_json(plan, bad, strlen(bad), &options, &scores, NULL) == PARINDEX_MISUSE);
  options.allow_missing_columns = 0;
  options.size = 8;
  CHECK(parindex_score_json(plan, units, strlen(units), &options, &scores, NULL) ==
        PARINDEX_MISUSE);
  CHECK(strstr(parindex_last_error(), "8 bytes") != NULL);
  options.size = sizeof options;
  options.group = NULL;
  CHECK(parindex_score_json(plan, units, strlen(units), &options, &scores, NULL) ==
        PARINDEX_MISUSE);
  CHECK(parindex_score_arrow(plan, NULL, NULL, &scores, NULL) == PARINDEX_MISUSE);
}

static void wrong_rubrics(void) {
  parindex_rubric* rubric = NULL;
  parindex_text* issues = NULL;
  const char* other = "{\"parindex\": 99}";
  CHECK(parindex_rubric_read(other, strlen(other), &rubric, &issues) == PARINDEX_INVALID);
  CHECK(rubric == NULL && says(issues, "format_version"));
  parindex_text_free(issues);
  CHECK(parindex_rubric_load("no/such/file.json", &rubric, &issues) == PARINDEX_INVALID);
  CHECK(says(issues, "\"code\""));
  parindex_text_free(issues);
  /* Paths are UTF-8 on every system; this one has Vietnamese letters. */
  CHECK(parindex_rubric_load("tests/c/b\xE1\xBB\x99-ti\xC3\xAAu-ch\xC3\xAD.json", &rubric,
                             &issues) == PARINDEX_OK);
  parindex_text_free(issues);
  parindex_rubric_free(rubric);
  CHECK(parindex_rubric_load(NULL, &rubric, &issues) == PARINDEX_MISUSE);
  CHECK(parindex_rubric_read(document, strlen(document), NULL, &issues) == PARINDEX_MISUSE);
  CHECK(parindex_plan_compile(NULL, NULL, NULL) == PARINDEX_MISUSE);
}

/* With the argument "released" a debug build must report a released handle; see CMakeLists.txt. */
static int released(void) {
  parindex_rubric* rubric = rubric_of();
  parindex_text* text = NULL;
  parindex_rubric_free(rubric);
  return parindex_rubric_json(rubric, &text) == PARINDEX_MISUSE &&
                 strstr(parindex_last_error(), "released") != NULL
             ? EXIT_SUCCESS
             : EXIT_FAILURE;
}

int main(int argc, char** argv) {
  parindex_rubric* rubric;
  parindex_plan* plan = NULL;
  parindex_text* text = NULL;
  if (argc > 1 && strcmp(argv[1], "released") == 0) return released();
  CHECK(parindex_c_version() == PARINDEX_C_VERSION);
  rubric = rubric_of();
  CHECK(parindex_rubric_json(rubric, &text) == PARINDEX_OK && says(text, "\"id\""));
  parindex_text_free(text);
  CHECK(parindex_plan_compile(rubric, &plan, NULL) == PARINDEX_OK);
  parindex_rubric_free(rubric); /* the plan outlives its rubric */
  CHECK(parindex_plan_columns(plan, &text) == PARINDEX_OK && says(text, "\"type\":\"boolean\""));
  parindex_text_free(text);
  CHECK(parindex_plan_fingerprint(plan, &text) == PARINDEX_OK && says(text, "sha256:"));
  parindex_text_free(text);
  results(plan);
  wrong_data(plan);
  wrong_rubrics();
  parindex_plan_free(plan);
  parindex_plan_free(NULL);
  parindex_text_free(NULL);
  CHECK(parindex_text_size(NULL) == 0 && *parindex_text_data(NULL) == '\0');
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
