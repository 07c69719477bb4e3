// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <set>
#include <unordered_set>
#include <utility>

#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/io/delimited.hpp>
#include <parindex/io/detail/delimited_columns.hpp>
#include <parindex/io/detail/delimited_rows.hpp>
#include <parindex/io/detail/sentences.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Finds the rows of a text. Reports every row of another width, and stops at quoting that cannot
/// be read.
class DelimitedReader {
 public:
  DelimitedReader(std::string_view text, std::shared_ptr<const void> owner,
                  const DelimitedFormat& format)
      : rows_(std::make_shared<DelimitedRows>()), header_(format.header) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.substr(0, mark.size()) == mark) text.remove_prefix(mark.size());
    rows_->text = text;
    rows_->owner = std::move(owner);
    rows_->delimiter = format.delimiter;
  }

  std::shared_ptr<const DelimitedRows> read() {
    const std::string_view text = rows_->text;
    if (const std::size_t valid = valid_prefix(text); valid != text.size()) {
      const std::string_view whole = text.substr(0, valid);
      line_ += static_cast<std::size_t>(std::count(whole.begin(), whole.end(), '\n'));
      add(issue::text_not_utf8, sentence::the_text_is_not_valid_utf_8, as_is("UTF-8"), {});
      return rows_;
    }
    DelimitedCursor cursor(text.data(), text.data() + text.size(), rows_->delimiter);
    for (std::size_t above = 1; above < header_ && !cursor.done(); ++above) {
      if (!read_row(cursor, [](const RawCell&) {})) return rows_;
    }
    const auto name = [&](const RawCell& cell) { rows_->heads.push_back(cell.text()); };
    if (cursor.done() || !read_row(cursor, name)) {
      if (issues_.empty()) {
        add(issue::table_empty, sentence::the_text_has_no_header, sentence::a_row_of_names, {});
      }
      return rows_;
    }
    rows_->first_line = line_;
    read_rows(cursor);
    return rows_;
  }

  IssueLog& issues() { return issues_; }

 private:
  void read_rows(DelimitedCursor& cursor) {
    const char* const base = rows_->text.data();
    const std::size_t width = rows_->width();
    rows_->starts.push_back(static_cast<std::size_t>(cursor.at() - base));
    std::size_t empty_row = 0;  // line of the first one that may still follow the last row
    while (!cursor.done()) {
      stop_point(2 * width);
      const std::size_t line = line_;
      std::size_t cells = 0;
      bool filled = false;
      const auto count = [&](const RawCell& cell) {
        ++cells;
        filled = filled || !cell.empty();
      };
      if (!read_row(cursor, count)) return;
      if (!filled && cells == 1 && width > 1) {  // an empty line
        if (empty_row == 0) empty_row = line;
        continue;
      }
      if (empty_row != 0) return malformed(sentence::a_row_is_empty, {}, empty_row);
      if (cells != width) {
        const Said message = sentence::the_row_has_another_number_of_cells;
        add(issue::table_malformed, message, as_is(std::to_string(width)),
            as_is(std::to_string(cells)), line);
      }
      rows_->breaks.insert(rows_->breaks.end(), line_ - line - 1, rows_->starts.size() - 1);
      rows_->starts.push_back(static_cast<std::size_t>(cursor.at() - base));
    }
  }

  /// One row; false when it cannot be read, which is an issue.
  template <class Take>
  bool read_row(DelimitedCursor& cursor, const Take& take) {
    using Next = DelimitedCursor::Next;
    RawCell cell;
    while (true) {
      const Next next = cursor.next(cell);
      if (next == Next::malformed) {
        malformed(cursor.done() ? Said(sentence::a_quote_is_not_closed)
                                : Said(sentence::a_character_cannot_be_here),
                  cursor.done() ? Phrase() : Phrase(shown(*cursor.at())), line_);
        return false;
      }
      take(cell);
      if (cell.quoted) {
        line_ += static_cast<std::size_t>(std::count(cell.begin, cell.end, '\n'));
      }
      if (next == Next::row) break;
    }
    ++line_;
    return true;
  }

  static std::string shown(char byte) {
    return byte == '\0' ? "NUL" : byte == '\r' ? "CR" : std::string(1, byte);
  }

  /// Most files are ASCII, which is skipped eight bytes at a time.
  static std::size_t valid_prefix(std::string_view text) {
    std::size_t at = 0;
    while (at + 8 <= text.size()) {
      std::uint64_t bytes = 0;
      std::memcpy(&bytes, text.data() + at, 8);
      if ((bytes & 0x8080808080808080U) == 0) {
        at += 8;
        continue;
      }
      // No character extends beyond the next line end.
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const std::size_t valid = utf8_valid_prefix(text.substr(at, end - at));
      if (valid != end - at) return at + valid;
      at = end;
      if (at < text.size()) ++at;
    }
    return at + utf8_valid_prefix(text.substr(at));
  }

  void malformed(const Said& message, const Detail& actual, std::size_t line) {
    add(issue::table_malformed, message, {}, actual, line);
  }

  void add(const IssueCode& code, const Said& message, const Detail& expected,
           const Detail& actual) {
    add(code, message, expected, actual, line_);
  }

  void add(const IssueCode& code, const Said& message, const Detail& expected, const Detail& actual,
           std::size_t line) {
    Issue found = make_issue(code, message, expected, actual);
    found.line = line;
    found.column = 1;
    issues_.add(std::move(found));
  }

  std::shared_ptr<DelimitedRows> rows_;
  std::size_t header_;
  std::size_t line_ = 1;
  IssueLog issues_;
};

/// The unusual texts of a column, and the place of the last one: equal texts often follow each
/// other.
class UnusualTexts {
 public:
  void add(const RawCell& cell) {
    const std::string_view text(cell.begin, cell.size());
    if (text == last_) return;
    last_ = text;
    if (!cell.doubled) {
      seen_.insert(text);
    } else {
      unquoted_.insert(cell.text());
    }
  }
  std::size_t size() const { return seen_.size() + unquoted_.size(); }
  std::vector<std::string> take() const {
    std::vector<std::string> texts(seen_.begin(), seen_.end());
    for (const std::string& text : unquoted_) {
      if (!seen_.contains(text)) texts.push_back(text);
    }
    std::sort(texts.begin(), texts.end());
    return texts;
  }

 private:
  std::string_view last_;
  std::unordered_set<std::string_view> seen_;
  std::set<std::string, std::less<>> unquoted_;
};

inline void check_forms(const DelimitedRows& rows, std::size_t forms) {
  if (forms != rows.width()) {
    throw Error(say(sentence::one_form_for_each_column, std::to_string(rows.width()),
                    std::to_string(forms)));
  }
}

inline void check_position(const DelimitedRows& rows, std::size_t column) {
  if (column >= rows.width()) {
    throw Error(say(sentence::no_column_at_position, std::to_string(column)));
  }
}

}  // namespace detail

const std::vector<std::string>& DelimitedText::heads() const noexcept { return rows_->heads; }

std::size_t DelimitedText::rows() const noexcept { return rows_->rows(); }

std::size_t DelimitedText::line(std::size_t row) const {
  const auto& breaks = rows_->breaks;
  const auto before = std::lower_bound(breaks.begin(), breaks.end(), row) - breaks.begin();
  return rows_->first_line + row + static_cast<std::size_t>(before);
}

std::string DelimitedText::cell(std::size_t row, std::size_t column) const {
  if (row >= rows()) throw Error(say(detail::sentence::no_row_at_position, std::to_string(row)));
  detail::check_position(*rows_, column);
  detail::DelimitedCursor cursor = rows_->cursor(row);
  detail::RawCell cell;
  for (std::size_t i = 0; i <= column; ++i) cursor.next(cell);
  return cell.text();
}

std::vector<std::string> DelimitedText::cells(std::size_t column) const {
  detail::check_position(*rows_, column);
  std::vector<std::string> found;
  found.reserve(rows());
  detail::RawCell cell;
  for (std::size_t row = 0; row < rows(); ++row) {
    detail::stop_point(100);
    detail::DelimitedCursor cursor = rows_->cursor(row);
    for (std::size_t i = 0; i <= column; ++i) cursor.next(cell);
    found.push_back(cell.text());
  }
  return found;
}

std::vector<std::vector<std::string>> DelimitedText::unusual(const std::vector<CellForm>& forms,
                                                             std::size_t most) const {
  detail::check_forms(*rows_, forms.size());
  std::vector<detail::UnusualTexts> found(forms.size());
  if (rows() == 0) return std::vector<std::vector<std::string>>(forms.size());
  detail::DelimitedCursor cursor = rows_->cursor(0);
  detail::RawCell cell;
  for (std::size_t row = 0; row < rows(); ++row) {
    detail::stop_point(10 * forms.size());
    for (std::size_t column = 0; column < forms.size(); ++column) {
      cursor.next(cell);
      const CellForm& form = forms[column];
      if (cell.empty() || detail::is_usual(cell, form)) continue;
      found[column].add(cell);
      if (found[column].size() > most) return {};
    }
  }
  std::vector<std::vector<std::string>> texts;
  for (const auto& column : found) texts.push_back(column.take());
  return texts;
}

std::vector<Column> DelimitedText::columns(std::vector<CellForm> forms) const {
  detail::check_forms(*rows_, forms.size());
  const auto values = std::make_shared<const detail::DelimitedValues>(rows_, std::move(forms));
  std::vector<Column> columns;
  for (std::size_t column = 0; column < rows_->width(); ++column) {
    columns.push_back(Column::over(rows_->heads[column],
                                   std::make_shared<detail::DelimitedColumn>(values, column)));
  }
  return columns;
}

Checked<DelimitedText> read_delimited(std::string_view text, std::shared_ptr<const void> owner,
                                      const DelimitedFormat& format) {
  detail::DelimitedReader reader(text, std::move(owner), format);
  auto rows = reader.read();
  if (!reader.issues().empty()) return reader.issues().take();
  return DelimitedText(std::move(rows));
}

Checked<DelimitedText> read_delimited(std::string text, const DelimitedFormat& format) {
  const auto owned = std::make_shared<const std::string>(std::move(text));
  return read_delimited(std::string_view(*owned), owned, format);
}

PARINDEX_END_NAMESPACE
