// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/engine/detail/table_builder.hpp>
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

/// The memory that the columns of a table refer to.
struct ArrowBatches {
  std::vector<std::unique_ptr<ArrowOwner<ArrowArray>>> batches;
};

/// Turns batches into a table. Collects every issue instead of stopping at the first.
class ArrowReader {
 public:
  explicit ArrowReader(const ColumnRoles& roles) : roles_(roles) {}

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
    const std::string batch_number = std::to_string(owner_->batches.size() + 1);
    const auto refuse = [&](const Detail& found, const std::string& field = {}) {
      add(issue::table_malformed,
          say(sentence::the_layout_of_batch_does_not_match_its_schema, batch_number), {}, found,
          field);
      return false;
    };
    if (array.n_children != static_cast<std::int64_t>(columns_.size()) ||
        (array.n_children > 0 && !array.children)) {
      return refuse(say(sentence::a_batch_of_columns, std::to_string(array.n_children)));
    }
    if (array.length < 0 || array.offset < 0 || array.length > arrow_rows_limit ||
        array.offset > arrow_rows_limit - array.length) {
      return refuse(say(sentence::a_batch_of_rows_from_row, std::to_string(array.length),
                        std::to_string(array.offset)));
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      stop_point(5 * static_cast<std::size_t>(array.length));
      const ArrowArray* const child = array.children[i];
      const Detail problem = child ? column_problem(*child, types_[i], array.offset, array.length)
                                   : Detail(sentence::a_column_without_an_array);
      if (!problem.empty()) return refuse(problem, columns_[i].name);
    }
    if (has_null_rows(array)) return refuse(sentence::a_batch_with_rows_that_are_null);
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
    if (issues_.has_errors()) return refused();
    TableBuilder builder(roles_, issues_);
    for (NamedColumn& column : columns_) {
      builder.add(Column::over(std::move(column.name), std::move(column.values)));
    }
    Table table = builder.finish();
    if (issues_.has_errors()) return refused();
    return Checked<Table>(std::move(table), issues_.take());
  }

 private:
  Checked<Table> refused() {
    return Checked<Table>(issues_.take(), sentence::the_arrow_data_cannot_be_read);
  }

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

  /// The validity of a struct is that of its rows; a count below 0 means that the producer did not
  /// count.
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

  static Detail column_problem(const ArrowArray& array, const ArrowType& type, std::int64_t offset,
                               std::int64_t rows) {
    const ArrowKind kind = type.dictionary ? type.index : type.kind;
    Detail problem = ArrowChunk::layout_problem(array, kind, offset + rows);
    if (!problem.empty()) return problem;
    const ArrowChunk values(array, kind, offset, rows);
    if (!type.dictionary) return values.content_problem();
    if (!array.dictionary) return sentence::a_dictionary_column_without_a_dictionary;
    const std::int64_t size = array.dictionary->length;
    problem = ArrowChunk::layout_problem(*array.dictionary, type.kind, size);
    if (problem.empty()) problem = dictionary_of(array, type).content_problem();
    if (!problem.empty()) return say(sentence::a_dictionary_with, problem);
    for (std::int64_t i = 0; i < rows; ++i) {
      if (values.is_null(i)) continue;
      const auto index = values.integer(i);
      if (!index || *index < 0 || *index >= size) {
        return say(sentence::an_index_beyond_its_dictionary_in_row, std::to_string(i + 1));
      }
    }
    return {};
  }

  const ColumnRoles& roles_;
  std::shared_ptr<ArrowBatches> owner_ = std::make_shared<ArrowBatches>();
  std::vector<ArrowType> types_;
  std::vector<NamedColumn> columns_;
  IssueLog issues_;
};

}  // namespace detail

Checked<Table> read_arrow(ArrowArrayStream* stream, const ColumnRoles& roles) {
  detail::ArrowOwner<ArrowArrayStream> source(stream);  // first: it is released whatever happens
  detail::ArrowReader reader(roles);
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

Checked<Table> read_arrow(ArrowSchema* schema, ArrowArray* array, const ColumnRoles& roles) {
  detail::ArrowOwner<ArrowSchema> type(schema);  // first: both are released whatever happens
  detail::ArrowOwner<ArrowArray> values(array);
  detail::ArrowReader reader(roles);
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
