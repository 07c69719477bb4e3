/* SPDX-License-Identifier: MIT */
#ifndef PARINDEX_PARINDEX_H
#define PARINDEX_PARINDEX_H

/**
 * The C interface: rubrics, scores, explanations and ranks for programs in C and for languages that
 * call C functions. Link the library parindex_c.
 *
 * Conventions
 * - Every function that can fail returns a parindex_status and writes its result to its last
 *   arguments. If it fails, these are set to NULL, except `issues` (see below). No C++ exception
 *   leaves a function.
 * - Text goes in as an address and a number of bytes, in UTF-8; a NUL is not needed. Text comes out
 *   as a parindex_text, which ends with a NUL that its size does not count.
 * - `issues` may be NULL. If it is not, it receives a JSON array with an object for each finding
 *   (code, severity, message, expected, actual, place), also when the call succeeds: then these are
 *   warnings. It is NULL after PARINDEX_MISUSE, PARINDEX_NO_MEMORY, PARINDEX_STOPPED and
 *   PARINDEX_FAILED, for which parindex_last_error has the text.
 * - A handle belongs to the caller and is released by its own `_free` function, once, in any order:
 *   scores stay valid after their plan was released. NULL may be released.
 * - Threads: rubrics, plans, scores and texts are immutable, and several threads may use one at the
 *   same time. A handle must not be released while another thread uses it.
 *
 * Versions: a function or a member of a structure that is published here keeps its name, its
 * arguments and its meaning as long as PARINDEX_C_VERSION stays the same. New ones may be added.
 * One that is to go is first marked as deprecated here for at least one minor version of parindex.
 */

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32) && defined(PARINDEX_C_BUILDING)
#define PARINDEX_C_API __declspec(dllexport)
#elif defined(_WIN32)
#define PARINDEX_C_API __declspec(dllimport)
#elif defined(__GNUC__)
#define PARINDEX_C_API __attribute__((visibility("default")))
#else
#define PARINDEX_C_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** The version of this interface. */
#define PARINDEX_C_VERSION 1

/** The interface version of the library in use; differs from PARINDEX_C_VERSION for a program that
 * was compiled with another header. */
PARINDEX_C_API uint32_t parindex_c_version(void);
/** The version of the engine, such as "0.2.0"; part of every fingerprint. Valid for ever. */
PARINDEX_C_API const char* parindex_engine_version(void);

/** How a call ended. */
typedef enum parindex_status {
  PARINDEX_OK = 0,
  /** The rubric or the data have errors; `issues` lists all of them. */
  PARINDEX_INVALID = 1,
  /** An argument is wrong: a NULL, an unknown unit, a structure of another size, a released handle.
   */
  PARINDEX_MISUSE = 2,
  /** The time limit of the call was reached. */
  PARINDEX_STOPPED = 3,
  PARINDEX_NO_MEMORY = 4,
  /** Anything else, such as a stream that fails. */
  PARINDEX_FAILED = 5
} parindex_status;

/** Why the last call in this thread that returned neither PARINDEX_OK nor PARINDEX_INVALID failed:
 * a sentence in English. Valid until the next call in this thread. */
PARINDEX_C_API const char* parindex_last_error(void);

/** A text in UTF-8. */
typedef struct parindex_text parindex_text;
/** The bytes of a text, followed by a NUL; an empty string for NULL. Valid until it is released. */
PARINDEX_C_API const char* parindex_text_data(const parindex_text* text);
/** The number of bytes without the NUL; 0 for NULL. */
PARINDEX_C_API size_t parindex_text_size(const parindex_text* text);
PARINDEX_C_API void parindex_text_free(parindex_text* text);

/** A checked rubric. */
typedef struct parindex_rubric parindex_rubric;
/** Reads a rubric from JSON and checks it. */
PARINDEX_C_API parindex_status parindex_rubric_read(const char* json, size_t size,
                                                    parindex_rubric** rubric,
                                                    parindex_text** issues);
/** The same from a file; `path` is in UTF-8, on Windows too, and ends with a NUL. A file that
 * cannot be read is an issue. */
PARINDEX_C_API parindex_status parindex_rubric_load(const char* path, parindex_rubric** rubric,
                                                    parindex_text** issues);
/** The rubric as canonical JSON: equal rubrics give equal texts. */
PARINDEX_C_API parindex_status parindex_rubric_json(const parindex_rubric* rubric,
                                                    parindex_text** json);
PARINDEX_C_API void parindex_rubric_free(parindex_rubric* rubric);

/** A rubric prepared for scoring. */
typedef struct parindex_plan parindex_plan;
/** Compiles a rubric. One with custom rules is invalid here: this interface cannot give them. */
PARINDEX_C_API parindex_status parindex_plan_compile(const parindex_rubric* rubric,
                                                     parindex_plan** plan, parindex_text** issues);
/** A JSON array with an object for each data column that a table must have: name, code of the leaf,
 * input, type ("number", "count", "boolean", "choice", "date"). */
PARINDEX_C_API parindex_status parindex_plan_columns(const parindex_plan* plan,
                                                     parindex_text** json);
/** `sha256:` and 64 digits over the rubric and the engine version: equal fingerprints and equal
 * data give equal results. */
PARINDEX_C_API parindex_status parindex_plan_fingerprint(const parindex_plan* plan,
                                                         parindex_text** fingerprint);
PARINDEX_C_API void parindex_plan_free(parindex_plan* plan);

/** How a table is read and scored. Begin with PARINDEX_SCORE_OPTIONS, then change what you need. */
typedef struct parindex_score_options {
  /** sizeof(parindex_score_options) of the header that the program was compiled with. */
  size_t size;
  /** The column with the names of the units; NULL: units are called by the number of their row. */
  const char* unit;
  /** The column with the group of each unit, and the one that says whether it is ranked (yes or
   * no); a table may lack both. */
  const char* group;
  const char* ranked;
  /** 1: a column that the table lacks has missing values. 0: it is an issue. */
  int allow_missing_columns;
  /** 1: columns that the rubric does not read are ignored. 0: they are an issue. */
  int allow_unknown_columns;
  /** Number of threads, 0 for one per processor. No result depends on it. */
  unsigned threads;
  /** The longest time that the call may take in milliseconds; 0: no limit. */
  uint64_t timeout_ms;
} parindex_score_options;
/** The initial value of a parindex_score_options. */
#define PARINDEX_SCORE_OPTIONS \
  {sizeof(parindex_score_options), "unit", "group", "ranked", 0, 0, 0, 0}

/** The results of a table. */
typedef struct parindex_scores parindex_scores;
/** Scores a table in JSON: an array of objects, one for each unit, or an object with that array
 * under `units`. Numbers are exact, with all their digits; null is a missing value. `options` may
 * be NULL. A bad value makes its row an error, and is in parindex_scores_issues; `issues` are about
 * the table as a whole. */
PARINDEX_C_API parindex_status parindex_score_json(const parindex_plan* plan, const char* json,
                                                   size_t size,
                                                   const parindex_score_options* options,
                                                   parindex_scores** scores,
                                                   parindex_text** issues);

struct ArrowArrayStream;
/** Scores a table in the form of the Arrow C stream interface. The stream is moved from and
 * released, also if the call fails, unless `plan` or `data` is NULL. Values are not copied; the
 * batches are released together with the scores. */
PARINDEX_C_API parindex_status parindex_score_arrow(const parindex_plan* plan,
                                                    struct ArrowArrayStream* data,
                                                    const parindex_score_options* options,
                                                    parindex_scores** scores,
                                                    parindex_text** issues);
/** The number of units; 0 for NULL. */
PARINDEX_C_API size_t parindex_scores_size(const parindex_scores* scores);
/** A JSON array of the issues of the rows. */
PARINDEX_C_API parindex_status parindex_scores_issues(const parindex_scores* scores,
                                                      parindex_text** json);
/** The results as JSON: figures are exact, as text. Ranks by the rule that the rubric declares;
 * null without one. */
PARINDEX_C_API parindex_status parindex_scores_json(const parindex_scores* scores,
                                                    parindex_text** json);
/** How numbers are written to Arrow. */
typedef enum parindex_numbers {
  /** decimal128, exact. A value without a finite decimal form makes this an error. */
  PARINDEX_DECIMAL = 0,
  /** The nearest double. */
  PARINDEX_FLOAT64 = 1
} parindex_numbers;
/** The results as a stream of one record batch. `stream` is filled in; the caller releases it. */
PARINDEX_C_API parindex_status parindex_scores_arrow(const parindex_scores* scores,
                                                     parindex_numbers numbers,
                                                     struct ArrowArrayStream* stream);
/** `rows:` and 64 digits over every result: equal digests mean equal results to the last digit, of
 * the same units in any order. */
PARINDEX_C_API parindex_status parindex_scores_digest(const parindex_scores* scores,
                                                      parindex_text** digest);
/** Why a unit has the points of a node: the tree of its steps as JSON, with the sentences in
 * English and Vietnamese. `code` may be NULL for the total; `unit` and `code` end with a NUL. */
PARINDEX_C_API parindex_status parindex_explain(const parindex_scores* scores, const char* unit,
                                                const char* code, parindex_text** json);
/** The ranking of a node by the rule that it declares, as JSON; `code` may be NULL for the total.
 * PARINDEX_INVALID without such a rule. */
PARINDEX_C_API parindex_status parindex_rank(const parindex_scores* scores, const char* code,
                                             parindex_text** json, parindex_text** issues);
PARINDEX_C_API void parindex_scores_free(parindex_scores* scores);

#ifdef __cplusplus
}
#endif

#endif /* PARINDEX_PARINDEX_H */
