/* SPDX-License-Identifier: MIT */
/* The functions of parindex.h for R's .Call: parindex.R calls them. Text is UTF-8. */
#include <R.h>
#include <R_ext/Rdynload.h>
#include <Rinternals.h>

#include <parindex/parindex.h>

/* A text of the library as an R string; NA for none. Releases it. */
static SEXP to_string(parindex_text* text) {
  const SEXP made =
      PROTECT(text ? mkCharLenCE(parindex_text_data(text), (int)parindex_text_size(text), CE_UTF8)
                   : NA_STRING);
  const SEXP string = ScalarString(made);
  parindex_text_free(text);
  UNPROTECT(1);
  return string;
}

/* The result of a call: a list of status, value and the issues or the text of the error. */
static SEXP result(parindex_status status, SEXP value, parindex_text* issues) {
  const char* names[] = {"status", "value", "said", ""};
  const SEXP list = PROTECT(mkNamed(VECSXP, names));
  SET_VECTOR_ELT(list, 0, ScalarInteger((int)status));
  SET_VECTOR_ELT(list, 1, value);
  SET_VECTOR_ELT(
      list, 2, issues ? to_string(issues) : ScalarString(mkCharCE(parindex_last_error(), CE_UTF8)));
  UNPROTECT(1);
  return list;
}

static SEXP text_result(parindex_status status, parindex_text* text, parindex_text* issues) {
  const SEXP list = result(status, PROTECT(to_string(text)), issues);
  UNPROTECT(1);
  return list;
}

/* A handle that R's garbage collector releases. */
static SEXP handle_result(parindex_status status, void* handle, R_CFinalizer_t finalizer,
                          parindex_text* issues) {
  SEXP list;
  const SEXP pointer =
      PROTECT(handle ? R_MakeExternalPtr(handle, R_NilValue, R_NilValue) : R_NilValue);
  if (handle) R_RegisterCFinalizer(pointer, finalizer);
  list = result(status, pointer, issues);
  UNPROTECT(1);
  return list;
}

static void free_rubric(SEXP handle) {
  parindex_rubric_free(R_ExternalPtrAddr(handle));
  R_ClearExternalPtr(handle);
}
static void free_plan(SEXP handle) {
  parindex_plan_free(R_ExternalPtrAddr(handle));
  R_ClearExternalPtr(handle);
}
static void free_scores(SEXP handle) {
  parindex_scores_free(R_ExternalPtrAddr(handle));
  R_ClearExternalPtr(handle);
}

static const char* utf8(SEXP string) { return translateCharUTF8(STRING_ELT(string, 0)); }
static const char* utf8_or_null(SEXP string) {
  return STRING_ELT(string, 0) == NA_STRING ? NULL : utf8(string);
}

static SEXP rubric_load(SEXP path) {
  parindex_rubric* rubric;
  parindex_text* issues;
  const parindex_status status = parindex_rubric_load(utf8(path), &rubric, &issues);
  return handle_result(status, rubric, free_rubric, issues);
}

static SEXP plan_compile(SEXP rubric) {
  parindex_plan* plan;
  parindex_text* issues;
  const parindex_status status = parindex_plan_compile(R_ExternalPtrAddr(rubric), &plan, &issues);
  return handle_result(status, plan, free_plan, issues);
}

static SEXP score_json(SEXP plan, SEXP units) {
  parindex_scores* scores;
  parindex_text* issues;
  const char* text = utf8(units);
  const parindex_status status =
      parindex_score_json(R_ExternalPtrAddr(plan), text, strlen(text), NULL, &scores, &issues);
  return handle_result(status, scores, free_scores, issues);
}

static SEXP scores_json(SEXP scores) {
  parindex_text* text;
  const parindex_status status = parindex_scores_json(R_ExternalPtrAddr(scores), &text);
  return text_result(status, text, NULL);
}

static SEXP explain(SEXP scores, SEXP unit, SEXP code) {
  parindex_text* text;
  const parindex_status status =
      parindex_explain(R_ExternalPtrAddr(scores), utf8(unit), utf8_or_null(code), &text);
  return text_result(status, text, NULL);
}

static SEXP rank(SEXP scores, SEXP code) {
  parindex_text *text, *issues;
  const parindex_status status =
      parindex_rank(R_ExternalPtrAddr(scores), utf8_or_null(code), &text, &issues);
  return text_result(status, text, issues);
}

static SEXP size(SEXP scores) {
  return ScalarInteger((int)parindex_scores_size(R_ExternalPtrAddr(scores)));
}

static SEXP version(void) { return mkString(parindex_engine_version()); }

static const R_CallMethodDef calls[] = {{"rubric_load", (DL_FUNC)&rubric_load, 1},
                                        {"plan_compile", (DL_FUNC)&plan_compile, 1},
                                        {"score_json", (DL_FUNC)&score_json, 2},
                                        {"scores_json", (DL_FUNC)&scores_json, 1},
                                        {"explain", (DL_FUNC)&explain, 3},
                                        {"rank", (DL_FUNC)&rank, 2},
                                        {"size", (DL_FUNC)&size, 1},
                                        {"version", (DL_FUNC)&version, 0},
                                        {NULL, NULL, 0}};

void R_init_parindex_r(DllInfo* library) {
  R_registerRoutines(library, NULL, calls, NULL, NULL);
  R_useDynamicSymbols(library, FALSE);
}
