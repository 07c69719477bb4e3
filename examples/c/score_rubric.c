/* SPDX-License-Identifier: MIT */
/* Loads a rubric, scores two units, and says why the first has its points.
 *   score_rubric [RUBRIC.json]    the values below are those of rubrics/vn-ca-mau-2013.json */
#include <parindex/parindex.h>

#include <stdio.h>
#include <string.h>

static const char units[] =
    "[{\"unit\": \"A\", \"1.1.1\": \"on_time\", \"1.1.2.tasks\": true, \"1.1.2.funding\": true,"
    "  \"1.1.3\": true, \"1.1.4.done\": 9, \"1.1.4.planned\": 10, \"1.2.1.q1\": true,"
    "  \"1.2.1.six_months\": true, \"1.2.1.q3\": true, \"1.2.1.year\": false, \"1.2.2\": true},"
    " {\"unit\": \"B\", \"1.1.1\": \"on_time\", \"1.1.2.tasks\": true, \"1.1.2.funding\": true,"
    "  \"1.1.3\": true, \"1.1.4.done\": 91, \"1.1.4.planned\": 100, \"1.2.1.q1\": true,"
    "  \"1.2.1.six_months\": true, \"1.2.1.q3\": true, \"1.2.1.year\": true, \"1.2.2\": true}]";

/* Prints the issues of a call, or why it failed, and releases them; 1 if it failed. */
static int failed(parindex_status status, parindex_text* issues) {
  if (parindex_text_size(issues) > 2) fprintf(stderr, "%s\n", parindex_text_data(issues));
  if (status != PARINDEX_OK && status != PARINDEX_INVALID) {
    fprintf(stderr, "%s\n", parindex_last_error());
  }
  parindex_text_free(issues);
  return status != PARINDEX_OK;
}

static int print(parindex_status status, parindex_text* text) {
  if (failed(status, NULL)) return 1;
  printf("%s\n", parindex_text_data(text));
  parindex_text_free(text);
  return 0;
}

int main(int argc, char** argv) {
  parindex_rubric* rubric = NULL;
  parindex_plan* plan = NULL;
  parindex_scores* scores = NULL;
  parindex_text* text = NULL;
  parindex_status status;
  const char* path = argc > 1 ? argv[1] : "rubrics/vn-ca-mau-2013.json";
  int result = 1;

  status = parindex_rubric_load(path, &rubric, &text);
  if (failed(status, text)) goto end;
  status = parindex_plan_compile(rubric, &plan, &text);
  if (failed(status, text)) goto end;
  status = parindex_score_json(plan, units, strlen(units), NULL, &scores, &text);
  if (failed(status, text)) goto end;
  printf("parindex %s, %lu units\n", parindex_engine_version(),
         (unsigned long)parindex_scores_size(scores));

  status = parindex_scores_json(scores, &text);
  if (print(status, text)) goto end;
  status = parindex_explain(scores, "A", "1.1.4", &text);
  if (print(status, text)) goto end;
  result = 0;

end:
  parindex_scores_free(scores);
  parindex_plan_free(plan);
  parindex_rubric_free(rubric);
  return result;
}
