// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/engine/detail/read_cell.hpp>
#include <parindex/io/arrow.hpp>
#include <parindex/io/detail/arrow_column.hpp>
#include <parindex/io/detail/sentences.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Owns one Arrow structure: whoever moves it out of the producer must release it once.
template <class T>
class ArrowOwner {
 public:
  ArrowOwner() = default;
  explicit ArrowOwner(T* from) {
    if (!from) return;
    value_ = *from;
    from->release = nullptr;  // moved, as the specification says
  }
  ArrowOwner(ArrowOwner&& other) noexcept : value_(other.value_) { other.value_.release = nullptr; }
  ArrowOwner(const ArrowOwner&) = delete;
  ArrowOwner& operator=(const ArrowOwner&) = delete;
  ArrowOwner& operator=(ArrowOwner&&) = delete;
  ~ArrowOwner() {
    if (value_.release) value_.release(&value_);
  }

  T& operator*() { return value_; }
  T* operator->() { return &value_; }
  const T* operator->() const { return &value_; }
  bool released() const { return value_.release == nullptr; }

 private:
  T value_{};
};

/// Everything that the columns of a table point into.
struct ArrowBatches {
  std::vector<std::unique_ptr<ArrowOwner<ArrowArray>>> batches;
};

/// Turns batches into a table. Collects every issue instead of stopping at the first.
class ArrowReader {
 public:
  explicit ArrowReader(const ArrowColumns& names) : names_(names) {}

  void read_schema(const ArrowSchema& schema) {
    if (!schema.format || std::string_view(schema.format) != "+s" || schema.n_children < 0 ||
        (schema.n_children > 0 && !schema.children)) {
      return add(issue::table_malformed, sentence::the_arrow_data_is_not_a_table,
                 sentence::a_struct, schema.format ? Phrase(schema.format) : sentence::nothing);
    }
    for (std::int64_t i = 0; i < schema.n_children; ++i) {
      const ArrowSchema* const child = schema.children[i];
      if (!child)
        return add(issue::table_malformed, sentence::an_arrow_column_has_no_schema, {}, {});
      types_.push_back(arrow_type(*child));
      columns_.push_back(
          {child->name ? child->name : "", std::make_shared<ArrowColumn>(owner_, types_.back())});
    }
  }

  /// False when no further batch is worth reading.
  bool read_batch(ArrowOwner<ArrowArray> batch) {
    if (issues_.has_errors()) return false;
    const ArrowArray& array = *batch;
    const std::string where = "batch " + std::to_string(owner_->batches.size() + 1);
    const auto refuse = [&](std::string found, const std::string& field = {}) {
      add(issue::table_malformed, say(sentence::the_layout_of_does_not_match_its_schema, where), {},
          std::move(found), field);
      return false;
    };
    if (array.n_children != static_cast<std::int64_t>(columns_.size()) ||
        (array.n_children > 0 && !array.children)) {
      return refuse("a batch of " + std::to_string(array.n_children) + " columns");
    }
    if (array.length < 0 || array.offset < 0 || array.length > arrow_rows_limit ||
        array.offset > arrow_rows_limit - array.length) {
      return refuse("a batch of " + std::to_string(array.length) + " rows from row " +
                    std::to_string(array.offset));
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      stop_point(5 * static_cast<std::size_t>(array.length));
      const ArrowArray* const child = array.children[i];
      const std::string problem =
          child ? column_problem(*child, types_[i], array.offset, array.length)
                : "a column without an array";
      if (!problem.empty()) return refuse(problem, columns_[i].name);
    }
    if (has_null_rows(array)) return refuse("a batch with rows that are null as a whole");
    if (array.length == 0) return true;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const ArrowArray& child = *array.children[i];
      const ArrowType& type = types_[i];
      std::optional<ArrowChunk> dictionary;
      if (type.dictionary) dictionary = dictionary_of(child, type);
      columns_[i].values->add(
          ArrowChunk(child, type.dictionary ? type.index : type.kind, array.offset, array.length),
          dictionary);
    }
    owner_->batches.push_back(std::make_unique<ArrowOwner<ArrowArray>>(std::move(batch)));
    return true;
  }

  void fail(const Said& message, const Detail& found) {
    add(issue::table_malformed, message, {}, found);
  }

  Checked<Table> done() {
    Table table;
    bool named = false;
    bool grouped = false;
    bool restricted = false;
    for (auto& column : columns_) {
      const ArrowColumn& values = *column.values;
      if (is_role(column, names_.unit, named)) {
        table.units = labels(column);
      } else if (is_role(column, names_.group, grouped)) {
        table.groups = labels(column);
      } else if (is_role(column, names_.ranked, restricted)) {
        for (std::size_t row = 0; row < values.size(); ++row) {
          stop_point(200);
          table.unranked.push_back(!is_ranked(values.at(row), row));
        }
      } else {
        table.columns.push_back(Column::over(column.name, column.values));
      }
    }
    if (!named && !names_.unit.empty() && !issues_.has_errors()) {
      add(issue::column_missing, sentence::the_column_with_the_names_of_the_units_is, names_.unit,
          {}, names_.unit);
    }
    if (issues_.has_errors()) {
      return Checked<Table>(issues_.take(), sentence::the_arrow_data_cannot_be_read);
    }
    return Checked<Table>(std::move(table), issues_.take());
  }

 private:
  struct NamedColumn {
    std::string name;
    std::shared_ptr<ArrowColumn> values;
  };

  void add(const IssueCode& code, const Said& message, const Detail& expected, const Detail& actual,
           const std::string& field = {}, std::size_t row = 0) {
    Issue found = make_issue(code, message, expected, actual);
    found.field = field;
    found.row = row;
    issues_.add(std::move(found));
  }

  /// The validity of a struct is that of its rows; a count below 0 means that nobody counted.
  static bool has_null_rows(const ArrowArray& array) {
    if (array.null_count >= 0 || array.n_buffers < 1 || !array.buffers || !array.buffers[0]) {
      return array.null_count > 0;
    }
    const auto* const bitmap = static_cast<const std::uint8_t*>(array.buffers[0]);
    for (std::int64_t bit = array.offset; bit < array.offset + array.length; ++bit) {
      if (((bitmap[bit >> 3] >> (bit & 7)) & 1) == 0) return true;
    }
    return false;
  }

  static ArrowChunk dictionary_of(const ArrowArray& array, const ArrowType& type) {
    return ArrowChunk(*array.dictionary, type.kind, 0, array.dictionary->length);
  }

  static std::string column_problem(const ArrowArray& array, const ArrowType& type,
                                    std::int64_t offset, std::int64_t rows) {
    const ArrowKind kind = type.dictionary ? type.index : type.kind;
    std::string problem = ArrowChunk::layout_problem(array, kind, offset + rows);
    if (!problem.empty()) return problem;
    const ArrowChunk values(array, kind, offset, rows);
    if (!type.dictionary) return values.content_problem();
    if (!array.dictionary) return "a dictionary column without a dictionary";
    const std::int64_t size = array.dictionary->length;
    problem = ArrowChunk::layout_problem(*array.dictionary, type.kind, size);
    if (problem.empty()) problem = dictionary_of(array, type).content_problem();
    if (!problem.empty()) return "a dictionary with " + problem;
    for (std::int64_t i = 0; i < rows; ++i) {
      if (values.is_null(i)) continue;
      const auto index = values.integer(i);
      if (!index || *index < 0 || *index >= size) {
        return "an index beyond its dictionary in row " + std::to_string(i + 1);
      }
    }
    return "";
  }

  /// Whether a column is the one of this name about units; a second one is an issue.
  bool is_role(const NamedColumn& column, const std::string& name, bool& seen) {
    if (name.empty() || column.name != name) return false;
    if (seen) {
      add(issue::column_duplicate, sentence::two_columns_have_the_same_name,
          sentence::distinct_names, name, name);
    } else if (const std::string problem = column.values->problem(); !problem.empty()) {
      add(issue::value_type, sentence::the_values_have_a_type_that_cannot_be_read, {}, problem,
          name);
    }
    return seen = true;
  }

  /// Names of units or groups; numbers, such as the codes of provinces, are names too.
  std::vector<std::string> labels(const NamedColumn& column) {
    std::vector<std::string> result;
    result.reserve(column.values->size());
    for (std::size_t row = 0; row < column.values->size(); ++row) {
      stop_point(200);
      const Cell cell = column.values->at(row);
      const auto* const text = std::get_if<std::string>(&cell.value());
      if (text && utf8_valid_prefix(*text) != text->size()) {
        add(issue::text_not_utf8, say(sentence::is_not_valid_utf_8, sentence::the_name),
            as_is("UTF-8"), cell.to_string(), column.name, row + 1);
      } else if (!text && !cell.is_missing() && !std::get_if<Rational>(&cell.value())) {
        add(issue::value_type, sentence::the_value_is_not_a_name, sentence::text_or_a_number,
            cell.to_string(), column.name, row + 1);
      }
      result.push_back(text ? *text : cell.is_missing() ? "" : cell.to_string());
    }
    return result;
  }

  bool is_ranked(const Cell& cell, std::size_t row) {
    ColumnSpec yes_or_no;
    yes_or_no.type = InputType::boolean;
    Value value;
    if (no_value_of({}, cell)) return true;
    if (const IssueCode* const wrong = read_cell(yes_or_no, cell, value)) {
      add(*wrong, sentence::the_value_does_not_state_whether_ranked, describe(yes_or_no),
          cell.to_string(), names_.ranked, row + 1);
    }
    return value.flag;
  }

  const ArrowColumns& names_;
  std::shared_ptr<ArrowBatches> owner_ = std::make_shared<ArrowBatches>();
  std::vector<ArrowType> types_;
  std::vector<NamedColumn> columns_;
  IssueLog issues_;
};

}  // namespace detail

Checked<Table> read_arrow(ArrowArrayStream* stream, const ArrowColumns& columns) {
  detail::ArrowOwner<ArrowArrayStream> source(stream);  // first: it is released whatever happens
  detail::ArrowReader reader(columns);
  if (source.released()) {
    reader.fail(detail::sentence::the_arrow_stream_was_released_before_it_was,
                detail::sentence::no_stream);
    return reader.done();
  }
  if (!source->get_schema || !source->get_next) {
    reader.fail(detail::sentence::the_arrow_stream_cannot_be_read,
                detail::sentence::a_stream_without_callbacks);
    return reader.done();
  }
  const auto complain = [&](const detail::Said& what) {
    const char* const error = source->get_last_error ? source->get_last_error(&*source) : nullptr;
    reader.fail(what, error ? detail::Phrase(error) : detail::sentence::no_message);
  };
  ArrowSchema schema_slot{};
  if (source->get_schema(&*source, &schema_slot) != 0) {
    complain(detail::sentence::the_arrow_stream_gave_no_schema);
    return reader.done();
  }
  detail::ArrowOwner<ArrowSchema> schema(&schema_slot);
  reader.read_schema(*schema);
  while (true) {
    check_stop();
    ArrowArray slot{};
    if (source->get_next(&*source, &slot) != 0) {
      complain(detail::sentence::the_arrow_stream_failed_early);
      break;
    }
    if (!slot.release) break;  // the end
    if (!reader.read_batch(detail::ArrowOwner<ArrowArray>(&slot))) break;
  }
  return reader.done();
}

Checked<Table> read_arrow(ArrowSchema* schema, ArrowArray* array, const ArrowColumns& columns) {
  detail::ArrowOwner<ArrowSchema> type(schema);  // first: both are released whatever happens
  detail::ArrowOwner<ArrowArray> values(array);
  detail::ArrowReader reader(columns);
  if (type.released() || values.released()) {
    reader.fail(detail::sentence::the_arrow_array_was_released_before_it_was,
                detail::sentence::no_array);
    return reader.done();
  }
  reader.read_schema(*type);
  reader.read_batch(std::move(values));
  return reader.done();
}

PARINDEX_END_NAMESPACE
