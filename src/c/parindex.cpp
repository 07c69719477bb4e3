// SPDX-License-Identifier: MIT
#define PARINDEX_C_BUILDING
#include <parindex/parindex.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <parindex/detail/json_writer.hpp>
#include <parindex/io/json.hpp>
#include <parindex/parindex.hpp>
#include <parindex/stop.hpp>

#include "handles.hpp"

using parindex::c::from_handle;
using parindex::c::Misuse;
using parindex::c::release;
using parindex::c::to_handle;

struct parindex_text {
  explicit parindex_text(std::string text) : value(std::move(text)) {}
  std::string value;
};
struct parindex_rubric {
  explicit parindex_rubric(parindex::Rubric rubric) : value(std::move(rubric)) {}
  parindex::Rubric value;
};
struct parindex_plan {
  explicit parindex_plan(parindex::Plan plan) : value(std::move(plan)) {}
  parindex::Plan value;
};
struct parindex_scores {
  explicit parindex_scores(parindex::Scores scores) : value(std::move(scores)) {}
  parindex::Scores value;
};

namespace {

/// The text of parindex_last_error. It has a fixed size, so that it also works without memory.
char* last_error() {
  constexpr std::size_t room = 1024;
  thread_local char text[room] = "";
  return text;
}

void remember(const char* text) {
  constexpr std::size_t most = 1023;
  std::size_t size = std::strlen(text);
  if (size > most) {
    size = most;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  }
  std::memcpy(last_error(), text, size);
  last_error()[size] = '\0';
}

/// Runs a call: turns every exception into a status.
template <class Call>
parindex_status guarded(const Call& call) noexcept {
  last_error()[0] = '\0';
  try {
    return call();
  } catch (const Misuse& failure) {
    remember(failure.what());
    return PARINDEX_MISUSE;
  } catch (const parindex::StoppedError& failure) {
    remember(failure.what());
    return PARINDEX_STOPPED;
  } catch (const std::bad_alloc&) {
    remember("out of memory");
    return PARINDEX_NO_MEMORY;
  } catch (const std::exception& failure) {
    remember(failure.what());
    return PARINDEX_FAILED;
  } catch (...) {
    remember("unknown failure");
    return PARINDEX_FAILED;
  }
}

/// An argument that receives a result: set to NULL first.
template <class T>
T& result(T* out, const char* name) {
  if (out == nullptr) throw Misuse(std::string(name) + " is NULL");
  *out = nullptr;
  return *out;
}

std::string_view text_of(const char* data, std::size_t size, const char* name) {
  if (data == nullptr && size != 0) throw Misuse(std::string(name) + " is NULL");
  return {data == nullptr ? "" : data, size};
}

std::string_view text_of(const char* data, const char* name) {
  if (data == nullptr) throw Misuse(std::string(name) + " is NULL");
  return data;
}

parindex_text* make_text(std::string text) { return to_handle<parindex_text>(std::move(text)); }

parindex_status refuse(const parindex::Issues& found, parindex_text** issues) {
  if (issues != nullptr) *issues = make_text(parindex::to_json(found));
  return PARINDEX_INVALID;
}

/// Hands over what is made of a checked value, with its warnings; or only the issues.
template <class T, class Checked, class Make>
parindex_status deliver(const Checked& checked, T*& out, parindex_text** issues, const Make& make) {
  if (!checked) return refuse(checked.issues(), issues);
  T* const made = make(*checked);
  try {
    if (issues != nullptr) *issues = make_text(parindex::to_json(checked.issues()));
  } catch (...) {
    release(made);
    throw;
  }
  out = made;
  return PARINDEX_OK;
}

/// As above for a value that becomes a handle itself.
template <class T, class Checked>
parindex_status deliver(const Checked& checked, T*& out, parindex_text** issues) {
  return deliver(checked, out, issues, [](const auto& value) { return to_handle<T>(value); });
}

void clear(parindex_text** issues) {
  if (issues != nullptr) *issues = nullptr;
}

struct Options {
  parindex::ColumnRoles roles;
  parindex::ScoreOptions score;
  parindex::Stop stop;
};

bool flag(int value, const char* name) {
  if (value != 0 && value != 1) throw Misuse(std::string(name) + " is neither 0 nor 1");
  return value == 1;
}

Options options_of(const parindex_score_options* given) {
  const parindex_score_options standard = PARINDEX_SCORE_OPTIONS;
  if (given == nullptr) given = &standard;
  if (given->size != sizeof(parindex_score_options)) {
    throw Misuse(
        "options have " + std::to_string(given->size) + " bytes instead of " +
        std::to_string(sizeof(parindex_score_options)) +
        ": begin with PARINDEX_SCORE_OPTIONS, and compile with the header of this library");
  }
  Options options;
  if (given->unit == nullptr) {
    options.roles.unit = std::nullopt;
  } else {
    options.roles.unit = given->unit;
  }
  options.roles.group = text_of(given->group, "options.group");
  options.roles.ranked = text_of(given->ranked, "options.ranked");
  options.score.allow_missing_columns =
      flag(given->allow_missing_columns, "options.allow_missing_columns");
  options.score.allow_unknown_columns =
      flag(given->allow_unknown_columns, "options.allow_unknown_columns");
  options.score.threads = given->threads;
  if (given->timeout_ms != 0) {
    // Above this the sum below would overflow; nobody waits for so long.
    constexpr std::uint64_t a_century = 100ULL * 366 * 24 * 3600 * 1000;
    options.stop.deadline = std::chrono::steady_clock::now() +
                            std::chrono::milliseconds(std::min(given->timeout_ms, a_century));
  }
  return options;
}

parindex_status score(const parindex_plan* plan, const parindex::Checked<parindex::Table>& table,
                      const Options& options, parindex_scores*& scores, parindex_text** issues) {
  if (!table) return refuse(table.issues(), issues);
  return deliver(parindex::score(from_handle(plan, "plan"), *table, options.score), scores, issues);
}

std::size_t position_of(const parindex::Plan& plan, const char* code) {
  if (code == nullptr) return 0;
  const auto found = plan.find(code);
  if (!found) throw Misuse("code: the rubric has no node \"" + std::string(code) + "\"");
  return *found;
}

}  // namespace

extern "C" {

uint32_t parindex_c_version(void) { return PARINDEX_C_VERSION; }
const char* parindex_engine_version(void) { return parindex::version; }
const char* parindex_last_error(void) { return last_error(); }

const char* parindex_text_data(const parindex_text* text) {
  return text == nullptr ? "" : text->value.c_str();
}
size_t parindex_text_size(const parindex_text* text) {
  return text == nullptr ? 0 : text->value.size();
}
void parindex_text_free(parindex_text* text) { release(text); }

parindex_status parindex_rubric_read(const char* json, size_t size, parindex_rubric** rubric,
                                     parindex_text** issues) {
  return guarded([&] {
    clear(issues);
    auto& out = result(rubric, "rubric");
    return deliver(parindex::read_rubric(text_of(json, size, "json")), out, issues);
  });
}

parindex_status parindex_rubric_load(const char* path, parindex_rubric** rubric,
                                     parindex_text** issues) {
  return guarded([&] {
    clear(issues);
    auto& out = result(rubric, "rubric");
    return deliver(parindex::load_rubric(std::string(text_of(path, "path"))), out, issues);
  });
}

parindex_status parindex_rubric_json(const parindex_rubric* rubric, parindex_text** json) {
  return guarded([&] {
    auto& out = result(json, "json");
    out = make_text(parindex::to_json(from_handle(rubric, "rubric")));
    return PARINDEX_OK;
  });
}

void parindex_rubric_free(parindex_rubric* rubric) { release(rubric); }

parindex_status parindex_plan_compile(const parindex_rubric* rubric, parindex_plan** plan,
                                      parindex_text** issues) {
  return guarded([&] {
    clear(issues);
    auto& out = result(plan, "plan");
    return deliver(parindex::compile(from_handle(rubric, "rubric")), out, issues);
  });
}

parindex_status parindex_plan_columns(const parindex_plan* plan, parindex_text** json) {
  return guarded([&] {
    auto& out = result(json, "json");
    parindex::detail::JsonWriter writer;
    writer.begin_array();
    for (const parindex::PlanColumn& column : from_handle(plan, "plan").columns()) {
      writer.begin_object();
      writer.key("name");
      writer.string(column.name);
      writer.key("code");
      writer.string(column.code);
      writer.key("input");
      writer.string(column.input);
      writer.key("type");
      writer.string(parindex::to_string(column.type));
      writer.end_object();
    }
    writer.end_array();
    out = make_text(writer.take());
    return PARINDEX_OK;
  });
}

parindex_status parindex_plan_fingerprint(const parindex_plan* plan, parindex_text** fingerprint) {
  return guarded([&] {
    auto& out = result(fingerprint, "fingerprint");
    out = make_text(from_handle(plan, "plan").fingerprint());
    return PARINDEX_OK;
  });
}

void parindex_plan_free(parindex_plan* plan) { release(plan); }

parindex_status parindex_score_json(const parindex_plan* plan, const char* json, size_t size,
                                    const parindex_score_options* options, parindex_scores** scores,
                                    parindex_text** issues) {
  return guarded([&] {
    clear(issues);
    auto& out = result(scores, "scores");
    from_handle(plan, "plan");
    const Options given = options_of(options);
    const parindex::StopScope scope(given.stop);
    const auto table = parindex::read_json_table(text_of(json, size, "json"), given.roles);
    return score(plan, table, given, out, issues);
  });
}

parindex_status parindex_score_arrow(const parindex_plan* plan, struct ArrowArrayStream* data,
                                     const parindex_score_options* options,
                                     parindex_scores** scores, parindex_text** issues) {
  return guarded([&] {
    clear(issues);
    from_handle(plan, "plan");
    if (data == nullptr) throw Misuse("data is NULL");
    // Moved first, so that it is released however this ends.
    parindex::c::Stream stream(*data);
    auto& out = result(scores, "scores");
    const Options given = options_of(options);
    const parindex::StopScope scope(given.stop);
    return score(plan, parindex::read_arrow(stream.get(), given.roles), given, out, issues);
  });
}

size_t parindex_scores_size(const parindex_scores* scores) {
  return scores == nullptr ? 0 : scores->value.size();
}

parindex_status parindex_scores_issues(const parindex_scores* scores, parindex_text** json) {
  return guarded([&] {
    auto& out = result(json, "json");
    out = make_text(parindex::to_json(from_handle(scores, "scores").issues()));
    return PARINDEX_OK;
  });
}

parindex_status parindex_scores_json(const parindex_scores* scores, parindex_text** json) {
  return guarded([&] {
    auto& out = result(json, "json");
    const parindex::Scores& value = from_handle(scores, "scores");
    const parindex::Checked<parindex::Ranking> ranking = parindex::rank(value);
    out = make_text(parindex::to_json(value, ranking ? &*ranking : nullptr));
    return PARINDEX_OK;
  });
}

parindex_status parindex_scores_arrow(const parindex_scores* scores, parindex_numbers numbers,
                                      struct ArrowArrayStream* stream) {
  return guarded([&] {
    if (stream == nullptr) throw Misuse("stream is NULL");
    *stream = ArrowArrayStream{};
    if (numbers != PARINDEX_DECIMAL && numbers != PARINDEX_FLOAT64) {
      throw Misuse("numbers is neither PARINDEX_DECIMAL nor PARINDEX_FLOAT64");
    }
    const auto how = numbers == PARINDEX_DECIMAL ? parindex::ArrowNumbers::decimal
                                                 : parindex::ArrowNumbers::float64;
    parindex::write_arrow(from_handle(scores, "scores"), how, stream);
    return PARINDEX_OK;
  });
}

parindex_status parindex_scores_digest(const parindex_scores* scores, parindex_text** digest) {
  return guarded([&] {
    auto& out = result(digest, "digest");
    out = make_text(from_handle(scores, "scores").digest());
    return PARINDEX_OK;
  });
}

parindex_status parindex_explain(const parindex_scores* scores, const char* unit, const char* code,
                                 parindex_text** json) {
  return guarded([&] {
    auto& out = result(json, "json");
    const parindex::Scores& value = from_handle(scores, "scores");
    const auto row = value.find(text_of(unit, "unit"));
    if (!row) throw Misuse("unit: no unit is called \"" + std::string(unit) + "\"");
    const std::size_t position = position_of(value.plan(), code);
    out = make_text(parindex::to_json(parindex::explain_node(value, *row, position)));
    return PARINDEX_OK;
  });
}

parindex_status parindex_rank(const parindex_scores* scores, const char* code, parindex_text** json,
                              parindex_text** issues) {
  return guarded([&] {
    clear(issues);
    auto& out = result(json, "json");
    const parindex::Scores& value = from_handle(scores, "scores");
    position_of(value.plan(), code);
    return deliver(parindex::rank(value, code == nullptr ? "" : code), out, issues,
                   [&](const parindex::Ranking& ranking) {
                     return make_text(parindex::to_json(ranking, value));
                   });
  });
}

void parindex_scores_free(parindex_scores* scores) { release(scores); }

}  // extern "C"
