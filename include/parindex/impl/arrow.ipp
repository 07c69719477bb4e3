// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/arrow.hpp>
#include <parindex/detail/arrow_column.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/impl/score.ipp>

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
      return add(issue::table_malformed, "The Arrow data is not a table", "a struct",
                 schema.format ? schema.format : "nothing");
    }
    for (std::int64_t i = 0; i < schema.n_children; ++i) {
      const ArrowSchema* const child = schema.children[i];
      if (!child) return add(issue::table_malformed, "An Arrow column has no schema", "", "");
      const std::string name = child->name ? child->name : "";
      const auto type = arrow_type(*child);
      if (!type) {
        add(issue::value_type, "The Arrow type of the column cannot be read",
            "integers, floats, decimals, boolean, utf8, dates, null or a dictionary of these",
            child->format ? child->format : "nothing", name);
      }
      types_.push_back(type.value_or(ArrowType{}));
      columns_.push_back({name, std::make_shared<ArrowColumn>(owner_, types_.back())});
    }
  }

  /// False when no further batch is worth reading.
  bool read_batch(ArrowOwner<ArrowArray> batch) {
    if (has_errors(issues_)) return false;
    const ArrowArray& array = *batch;
    const std::string where = "batch " + std::to_string(owner_->batches.size() + 1);
    const auto refuse = [&](std::string found, const std::string& field = {}) {
      add(issue::table_malformed, "The layout of " + where + " does not match its schema", "",
          std::move(found), field);
      return false;
    };
    if (array.length < 0 || array.offset < 0 ||
        array.n_children != static_cast<std::int64_t>(columns_.size()) ||
        (array.n_children > 0 && !array.children)) {
      return refuse("a batch of " + std::to_string(array.n_children) + " columns and " +
                    std::to_string(array.length) + " rows");
    }
    if (array.null_count > 0) return refuse("a batch with rows that are null as a whole");
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const ArrowArray* const child = array.children[i];
      if (!child) return refuse("a column without an array", columns_[i].name);
      const ArrowType& type = types_[i];
      const ArrowKind kind = type.dictionary ? type.index : type.kind;
      std::string problem = ArrowChunk::problem(*child, kind, array.offset + array.length);
      if (problem.empty() && type.dictionary) {
        problem = dictionary_problem(*child, type, array.offset, array.length);
      }
      if (!problem.empty()) return refuse(problem, columns_[i].name);
    }
    if (array.length == 0) return true;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const ArrowArray& child = *array.children[i];
      const ArrowType& type = types_[i];
      std::optional<ArrowChunk> dictionary;
      if (type.dictionary) dictionary.emplace(*child.dictionary, type.kind, 0, child.dictionary->length);
      columns_[i].values->add(
          ArrowChunk(child, type.dictionary ? type.index : type.kind, array.offset, array.length),
          dictionary);
    }
    owner_->batches.push_back(std::make_unique<ArrowOwner<ArrowArray>>(std::move(batch)));
    return true;
  }

  void fail(std::string message, std::string found) {
    add(issue::table_malformed, std::move(message), "", std::move(found));
  }

  Checked<Table> done() {
    Table table;
    bool named = false;
    for (auto& column : columns_) {
      const ArrowColumn& values = *column.values;
      if (!names_.unit.empty() && column.name == names_.unit) {
        named = true;
        table.units = texts(values);
      } else if (column.name == names_.group && !names_.group.empty()) {
        table.groups = texts(values);
      } else if (column.name == names_.ranked && !names_.ranked.empty()) {
        read_ranked(values, table.unranked);
      } else {
        table.columns.push_back(Column::over(column.name, column.values));
      }
    }
    if (!named && !names_.unit.empty() && !has_errors(issues_)) {
      add(issue::unit_missing, "The table has no column of units", names_.unit, "none",
          names_.unit);
    }
    if (has_errors(issues_)) return Checked<Table>(std::move(issues_));
    return Checked<Table>(std::move(table), std::move(issues_));
  }

 private:
  struct NamedColumn {
    std::string name;
    std::shared_ptr<ArrowColumn> values;
  };

  void add(const IssueCode& code, std::string message, std::string expected, std::string actual,
           const std::string& field = {}, std::size_t row = 0) {
    Issue found = make_issue(code, std::move(message), std::move(expected), std::move(actual));
    found.field = field;
    found.row = row;
    issues_.push_back(std::move(found));
  }

  static std::string dictionary_problem(const ArrowArray& array, const ArrowType& type,
                                        std::int64_t offset, std::int64_t rows) {
    const ArrowArray* const values = array.dictionary;
    if (!values) return "a dictionary column without a dictionary";
    std::string problem = ArrowChunk::problem(*values, type.kind, values->length);
    if (!problem.empty() || values->length < 0) return "a dictionary with " + problem;
    const ArrowChunk indices(array, type.index, offset, rows);
    for (std::int64_t i = 0; i < rows; ++i) {
      if (indices.is_null(i)) continue;
      const auto index = indices.integer(i);
      if (!index || *index < 0 || *index >= values->length) {
        return "an index beyond its dictionary in row " + std::to_string(i + 1);
      }
    }
    return "";
  }

  // Text of any column; other types as their plain value, so that 2024 is a unit too.
  static std::vector<std::string> texts(const ArrowColumn& values) {
    std::vector<std::string> result;
    result.reserve(values.size());
    for (std::size_t row = 0; row < values.size(); ++row) {
      const Cell cell = values.at(row);
      const auto* text = std::get_if<std::string>(&cell.value());
      result.push_back(cell.is_missing() ? "" : text ? *text : cell.to_string());
    }
    return result;
  }

  void read_ranked(const ArrowColumn& values, std::vector<bool>& unranked) {
    std::vector<double> flag(1);
    for (std::size_t row = 0; row < values.size(); ++row) {
      const double* const ranked = values.flags(row, 1, flag.data());
      if (*ranked != 0 && *ranked != 1) {
        add(issue::value_type, "The row does not say whether it is ranked", "yes or no",
            values.at(row).to_string(), names_.ranked, row + 1);
      }
      unranked.push_back(*ranked == 0);
    }
  }

  const ArrowColumns& names_;
  std::shared_ptr<ArrowBatches> owner_ = std::make_shared<ArrowBatches>();
  std::vector<ArrowType> types_;
  std::vector<NamedColumn> columns_;
  Issues issues_;
};

}  // namespace detail

PARINDEX_INLINE Checked<Table> check_arrow(ArrowArrayStream* stream, const ArrowColumns& columns) {
  detail::ArrowReader reader(columns);
  detail::ArrowOwner<ArrowArrayStream> source(stream);
  if (source.released()) {
    reader.fail("The Arrow stream was released before it was read", "no stream");
    return reader.done();
  }
  const auto complain = [&](const char* what) {
    const char* const error = source->get_last_error ? source->get_last_error(&*source) : nullptr;
    reader.fail(what, error ? error : "no message");
  };
  ArrowSchema schema_slot{};
  if (source->get_schema(&*source, &schema_slot) != 0) {
    complain("The producer of the Arrow stream gave no schema");
    return reader.done();
  }
  detail::ArrowOwner<ArrowSchema> schema(&schema_slot);
  reader.read_schema(*schema);
  while (true) {
    ArrowArray slot{};
    if (source->get_next(&*source, &slot) != 0) {
      complain("The producer of the Arrow stream failed before its end");
      break;
    }
    if (!slot.release) break;  // the end
    if (!reader.read_batch(detail::ArrowOwner<ArrowArray>(&slot))) break;
  }
  return reader.done();
}

PARINDEX_INLINE Checked<Table> check_arrow(ArrowSchema* schema, ArrowArray* array,
                                           const ArrowColumns& columns) {
  detail::ArrowReader reader(columns);
  detail::ArrowOwner<ArrowSchema> type(schema);
  detail::ArrowOwner<ArrowArray> values(array);
  if (type.released() || values.released()) {
    reader.fail("The Arrow array was released before it was read", "no array");
    return reader.done();
  }
  reader.read_schema(*type);
  reader.read_batch(std::move(values));
  return reader.done();
}

namespace detail {

inline Table table_or_throw(Checked<Table> checked) {
  if (!checked) throw DataError("the Arrow data cannot be read", checked.issues());
  return std::move(checked).value();
}

}  // namespace detail

PARINDEX_INLINE Table read_arrow(ArrowArrayStream* stream, const ArrowColumns& columns) {
  return detail::table_or_throw(check_arrow(stream, columns));
}

PARINDEX_INLINE Table read_arrow(ArrowSchema* schema, ArrowArray* array,
                                 const ArrowColumns& columns) {
  return detail::table_or_throw(check_arrow(schema, array, columns));
}

PARINDEX_END_NAMESPACE

#include <parindex/impl/arrow_write.ipp>
