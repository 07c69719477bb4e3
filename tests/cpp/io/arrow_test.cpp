// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "arrow_sample.hpp"
#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

using Cells = std::vector<px::Cell>;
constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
const px::ColumnRoles no_roles{std::nullopt, "", ""};

/// Batches that share a schema, through a stream; every release is checked at destruction.
px::Checked<px::Table> read(ArrowProducer& producer, const std::vector<ArrowNode>& batches,
                            const px::ColumnRoles& roles = no_roles) {
  ArrowArrayStream stream;
  producer.export_stream(batches, &stream);
  auto read = px::read_arrow(&stream, roles);
  EXPECT_EQ(stream.release, nullptr) << "the stream was not moved from";
  return read;
}

px::Cell num(const char* text) { return px::Cell(*px::Rational::parse(text)); }

/// Compares a column with cells in every way of reading it.
void expect_cells(const px::ColumnSource& column, const Cells& want, const std::string& how) {
  ASSERT_EQ(column.size(), want.size()) << how;
  std::vector<double> buffer(want.size());
  const double* const numbers = column.numbers(0, want.size(), buffer.data());
  for (std::size_t row = 0; row < want.size(); ++row) {
    const px::Cell cell = column.at(row);
    EXPECT_EQ(cell, want[row]) << how << ", row " << row << ": " << cell.to_string() << ", not "
                               << want[row].to_string();
    // The double is either the same number or absent; a text may be a number.
    if (numbers[row] == numbers[row] && !std::isinf(numbers[row])) {
      const auto* text = std::get_if<std::string>(&want[row].value());
      EXPECT_EQ(px::Cell(numbers[row]), text ? num(text->c_str()) : want[row])
          << how << ", row " << row;
    }
  }
  std::vector<double> flags(want.size());
  const double* const flag = column.flags(0, want.size(), flags.data());
  std::vector<double> places(want.size());
  const std::vector<std::string> options{"a", "7", "a long text in a buffer", "2024-02-29"};
  column.positions(0, want.size(), options, places.data());
  for (std::size_t row = 0; row < want.size(); ++row) {
    if (const auto* yes = std::get_if<bool>(&want[row].value())) {
      EXPECT_EQ(flag[row], *yes ? 1 : 0) << how << ", row " << row;
    } else if (flag[row] == 0 || flag[row] == 1) {
      EXPECT_EQ(px::Cell(flag[row]), want[row]) << how << ", row " << row;
    }
    const auto* text = std::get_if<std::string>(&want[row].value());
    for (std::size_t k = 0; text && k < options.size(); ++k) {
      EXPECT_EQ(places[row] == static_cast<double>(k), *text == options[k]) << how << row;
    }
  }
}

/// Reads a column in all layouts that the format allows for the same values.
void expect_column(ArrowNode column, const Cells& want) {
  ASSERT_GE(want.size(), 3u);
  const auto rows = static_cast<std::int64_t>(want.size());
  column.name = "x";
  const auto sliced = [&](std::int64_t begin, std::int64_t count) {
    auto batch = batch_of({column});
    batch.offset = begin;
    batch.length = count;
    return batch;
  };
  auto shifted = column;
  shifted.offset = 1;
  shifted.length -= 1;
  auto both = batch_of({shifted});
  both.offset = 1;
  both.length -= 1;
  auto misaligned = column;
  misaligned.misaligned = 1;
  for (ArrowNode& values : misaligned.dictionary) values.misaligned = 3;
  struct {
    const char* how;
    std::vector<ArrowNode> batches;
    std::size_t skipped;
  } const layouts[] = {
      {"plain", {sliced(0, rows)}, 0},
      {"with an offset in the column", {batch_of({shifted})}, 1},
      {"with an offset in the batch", {sliced(2, rows - 2)}, 2},
      {"with offsets in both", {both}, 2},
      {"in chunks",
       {sliced(0, 0), sliced(0, 2), sliced(2, 0), sliced(2, 1), sliced(3, rows - 3)},
       0},
      {"misaligned", {batch_of({misaligned})}, 0}};
  for (const auto& layout : layouts) {
    ArrowProducer producer;
    {
      auto checked = read(producer, layout.batches);
      ASSERT_TRUE(checked) << layout.how << ": " << checked.issues()[0].to_string();
      const Cells rest(want.begin() + static_cast<std::ptrdiff_t>(layout.skipped), want.end());
      expect_cells(*checked->columns.at(0).source, rest, column.format + " " + layout.how);
    }
    EXPECT_TRUE(producer.all_released_once()) << layout.how;
  }
}

/// The same with some values null, over arbitrary contents.
void expect_column_and_nulls(const ArrowNode& column, Cells want) {
  expect_column(column, want);
  std::vector<bool> valid(want.size(), true);
  for (std::size_t i = 0; i < want.size(); i += 2) {
    valid[i] = false;
    want[i] = px::Missing{};
  }
  expect_column(with_nulls(column, valid), want);
  expect_column(with_nulls(column, valid, static_cast<std::int64_t>((want.size() + 1) / 2)), want);
}

template <class T>
void expect_integers(const char* format) {
  constexpr T low = std::numeric_limits<T>::min();
  constexpr T high = std::numeric_limits<T>::max();
  expect_column_and_nulls(fixed_column<T>(format, {0, 1, 7, low, high, T(high - 1)}),
                          {0, 1, 7, px::Cell(low), px::Cell(high), px::Cell(T(high - 1))});
}

TEST(ArrowTypes, Integers) {
  expect_integers<std::int8_t>("c");
  expect_integers<std::int16_t>("s");
  expect_integers<std::int32_t>("i");
  expect_integers<std::int64_t>("l");
  expect_integers<std::uint8_t>("C");
  expect_integers<std::uint16_t>("S");
  expect_integers<std::uint32_t>("I");
  expect_integers<std::uint64_t>("L");
  // Neighbours of 2^53, beyond which doubles skip whole numbers.
  constexpr std::int64_t at = std::int64_t{1} << 53;
  expect_column_and_nulls(fixed_column<std::int64_t>("l", {at - 1, at, at + 1, -at, 1 - at}),
                          {at - 1, at, at + 1, -at, 1 - at});
}

TEST(ArrowTypes, FloatsMeanTheirShortestDecimals) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  expect_column_and_nulls(
      fixed_column<double>("g", {0.1, -0.0, 5e-324, 1e22, infinity, std::nan("")}),
      {num("0.1"), 0, num("5e-324"), num("1e22"), infinity, std::nan("")});
  expect_column_and_nulls(
      fixed_column<float>("f", {0.1F, 16777216.F, -2.5e-8F, -INFINITY, std::nanf(""), 0}),
      {num("0.1"), 16777216, num("-2.5e-8"), -infinity, std::nan(""), 0});
}

/// Two's complement of a number of 64 bits in `width` bytes.
ArrowNode decimal_column(std::string format, std::size_t width,
                         const std::vector<std::int64_t>& values) {
  Bytes bytes;
  for (const std::int64_t value : values) {
    for (std::size_t i = 0; i < width; ++i) {
      // An arithmetic shift repeats the sign.
      bytes.push_back(
          static_cast<std::uint8_t>((value >> std::min<std::size_t>(8 * i, 63)) & 0xFF));
    }
  }
  ArrowNode node;
  node.format = std::move(format);
  node.length = static_cast<std::int64_t>(values.size());
  node.buffers = {std::nullopt, std::move(bytes)};
  return node;
}

TEST(ArrowTypes, DecimalsOfEveryWidth) {
  for (const std::size_t width : {4u, 8u, 16u, 32u}) {
    const std::string bits = "," + std::to_string(8 * width);
    const std::vector<std::int64_t> values{0, 725, -725, 1, -1, 999'999'999};
    const Cells two{0, num("7.25"), num("-7.25"), num("0.01"), num("-0.01"), num("9999999.99")};
    const Cells up{0, num("725e3"), num("-725e3"), num("1e3"), num("-1e3"), num("999999999e3")};
    expect_column_and_nulls(decimal_column("d:9,2" + bits, width, values), two);
    expect_column_and_nulls(decimal_column("d:9,-3" + bits, width, values), up);
  }
  // The width is optional. With 15 digits or more the double may mean another decimal.
  expect_column_and_nulls(
      decimal_column("d:38,0", 16, {lowest, highest, 1'000'000'000'000'000, 999'999'999'999'999}),
      {lowest, highest, 1'000'000'000'000'000, 999'999'999'999'999});
  expect_column_and_nulls(
      decimal_column("d:19,18", 16, {lowest, highest, 300, -1}),
      {num("-9.223372036854775808"), num("9.223372036854775807"), num("3e-16"), num("-1e-18")});
  expect_column(decimal_column("d:38,38", 16, {123, -123, 0}),
                {num("123e-38"), num("-123e-38"), 0});

  // What polars calls an integer of 128 bits has the same form.
  expect_column_and_nulls(decimal_column("_pli128", 16, {lowest, highest, 7, -7}),
                          {lowest, highest, 7, -7});

  // All bits of the wide values.
  auto wide = decimal_column("d:76,0,256", 32, {0, 0, 0});
  (*wide.buffers[1])[31] = 0x80;  // -2^255
  for (std::size_t i = 32; i < 63; ++i) (*wide.buffers[1])[i] = 0xFF;
  (*wide.buffers[1])[63] = 0x7F;   // 2^255 - 1
  (*wide.buffers[1])[64 + 8] = 1;  // 2^64, whose low word alone would be 0
  const px::Rational power = px::Rational(2).pow(255);
  expect_column(wide, {px::Cell(-power), px::Cell(power - 1), px::Cell(px::Rational(2).pow(64))});
}

TEST(ArrowTypes, BooleansAndNull) {
  expect_column_and_nulls(
      bool_column({true, false, true, true, false, false, true, true, false, true}),
      {true, false, true, true, false, false, true, true, false, true});
  expect_column(null_column(4), Cells(4));
  auto counted_otherwise = null_column(4);
  counted_otherwise.null_count = 0;
  expect_column(counted_otherwise, Cells(4));
  // As polars and producers of before Arrow 1.0 write it.
  auto with_bitmap = null_column(4);
  with_bitmap.buffers = {std::nullopt};
  expect_column(with_bitmap, Cells(4));
}

TEST(ArrowTypes, TimestampsAtMidnightAreDates) {
  constexpr std::int64_t day = 86'400;
  constexpr std::int64_t leap = 19782 * day;
  for (const auto& [format, ticks] : {std::pair<const char*, std::int64_t>{"tss:", 1},
                                      {"tsm:", 1'000},
                                      {"tsu:", 1'000'000},
                                      {"tsn:", 1'000'000'000}}) {
    expect_column_and_nulls(
        fixed_column<std::int64_t>(format,
                                   {0, -day * ticks, leap * ticks, (leap + 3661) * ticks, -ticks}),
        {"1970-01-01", "1969-12-31", "2024-02-29", "2024-02-29T01:01:01", "1969-12-31T23:59:59"});
  }
  expect_column(
      fixed_column<std::int64_t>("tsm:", {1, 1500, -1}),
      {"1970-01-01T00:00:00.001000", "1970-01-01T00:00:01.500000", "1969-12-31T23:59:59.999000"});
  expect_column(fixed_column<std::int64_t>("tsn:", {1, 1000, -1}),
                {"1970-01-01T00:00:00.000000001", "1970-01-01T00:00:00.000001",
                 "1969-12-31T23:59:59.999999999"});
  for (const char* format : {"tss:", "tsm:", "tsu:", "tsn:"}) {
    ArrowProducer producer;
    const auto table =
        read(producer, {batch_of({fixed_column(format, std::vector{lowest, highest})})});
    for (const std::size_t row : {0U, 1U}) {
      EXPECT_FALSE(table->columns.at(0).source->at(row).is_missing());
    }
  }
}

TEST(ArrowTypes, HalvesMeanTheirShortestDecimals) {
  expect_column_and_nulls(
      fixed_column<std::uint16_t>("e", {0x2E66, 0xAE66, 0x3C00, 0x7BFF, 0x0001, 0x2400, 0x8000}),
      {num("0.1"), num("-0.1"), 1, 65500, num("6e-8"), num("0.01563"), 0});
}

const std::vector<std::string> texts{"a",
                                     "",
                                     "một, hai, ba",
                                     "thirteen byte",
                                     "a long text in a buffer",
                                     "another long text in a buffer",
                                     "7"};
const Cells text_cells(texts.begin(), texts.end());

TEST(ArrowTypes, Texts) {
  expect_column_and_nulls(text_column<std::int32_t>(texts), text_cells);
  expect_column_and_nulls(text_column<std::int64_t>(texts), text_cells);
  expect_column_and_nulls(view_column(texts), text_cells);
  // Columns with only short views need no further buffer, and empty texts need none.
  auto views = view_column({"a", "b", ""});
  views.buffers.resize(2);
  views.buffers.push_back(std::nullopt);
  expect_column(views, {"a", "b", ""});
  auto empty = text_column<std::int32_t>({"", "", ""});
  empty.buffers[2] = std::nullopt;
  expect_column(empty, {"", "", ""});
  // The contents under a null have no meaning.
  views = view_column(texts);
  for (std::size_t i = 0; i < 12; ++i) (*views.buffers[1])[4 * 16 + i] = 0xEE;
  auto want = text_cells;
  want[4] = px::Missing{};
  expect_column(with_nulls(views, {true, true, true, true, false, true, true}), want);
}

TEST(ArrowTypes, Dates) {
  expect_column_and_nulls(fixed_column<std::int32_t>("tdD", {0, -1, 19782, -719528, 2932896}),
                          {"1970-01-01", "1969-12-31", "2024-02-29", "0000-01-01", "9999-12-31"});
  expect_column_and_nulls(
      fixed_column<std::int64_t>("tdm", {0, -1, 1709164800000, -86400000, 86399999}),
      {"1970-01-01", "1969-12-31", "2024-02-29", "1969-12-31", "1970-01-01"});
  expect_column(fixed_column<std::int32_t>("tdD", {-719529, -1'000'000, 19782}),
                {"-0001-12-31", "-0768-02-04", "2024-02-29"});
  // The widest types: it is only required that they give some text.
  ArrowProducer producer;
  const auto table =
      read(producer, {batch_of({fixed_column("tdm", std::vector{lowest, highest})})});
  EXPECT_FALSE(table->columns.at(0).source->at(0).is_missing());
}

TEST(ArrowTypes, Dictionaries) {
  const std::vector<std::uint8_t> some{0, 6, 4, 1, 5};
  const Cells want{texts[0], texts[6], texts[4], texts[1], texts[5]};
  for (const ArrowNode& values :
       {text_column<std::int32_t>(texts), text_column<std::int64_t>(texts), view_column(texts)}) {
    expect_column_and_nulls(dictionary_column<std::uint8_t>("C", some, values), want);
    expect_column_and_nulls(
        dictionary_column<std::int32_t>("i", {some.begin(), some.end()}, values), want);
    expect_column_and_nulls(
        dictionary_column<std::uint64_t>("L", {some.begin(), some.end()}, values), want);
  }
  // Nulls in the dictionary are also nulls; other types than text are rare but valid.
  auto holes = text_column<std::int32_t>({"a", "b", "7"});
  expect_column(
      dictionary_column<std::int8_t>("c", {0, 1, 2, 1}, with_nulls(holes, {true, false, true})),
      {"a", px::Missing{}, "7", px::Missing{}});
  expect_column_and_nulls(
      dictionary_column<std::int16_t>("s", {1, 0, 1, 1}, fixed_column<double>("g", {0.1, 7})),
      {7, num("0.1"), 7, 7});
  expect_column_and_nulls(
      dictionary_column<std::int64_t>("l", {1, 0, 1}, decimal_column("d:5,1", 16, {5, -25})),
      {num("-2.5"), num("0.5"), num("-2.5")});
  expect_column_and_nulls(
      dictionary_column<std::uint16_t>("S", {1, 0, 1}, bool_column({true, false})),
      {false, true, false});
  // A dictionary with its own offset, and an index under a null that is out of range.
  auto shifted = text_column<std::int32_t>({"unused", "a", "7"});
  shifted.offset = 1;
  shifted.length = 2;
  expect_column(with_nulls(dictionary_column<std::int32_t>("i", {1, 0, 99, -5}, shifted),
                           {true, true, false, false}),
                {"7", "a", px::Missing{}, px::Missing{}});
}

TEST(ArrowTypes, DoublesAreReadWhereTheyAre) {
  ArrowProducer producer;
  ArrowSchema schema;
  ArrowArray array;
  auto column = named(fixed_column<double>("g", {1, 2, 3, 4}), "x");
  column.offset = 1;
  column.length = 3;
  const auto batch = batch_of({column});
  producer.export_schema(batch, &schema);
  producer.export_array(batch, &array);
  const auto* const there = static_cast<const double*>(array.children[0]->buffers[1]);
  {
    const px::Table table = px::read_arrow(&schema, &array, no_roles);
    const px::ColumnSource& source = *table.columns.at(0).source;
    double buffer[3];
    EXPECT_EQ(source.in_place(0), there + 1);
    EXPECT_EQ(source.in_place(2), there + 3);
    EXPECT_EQ(source.in_place(3), nullptr);
    EXPECT_EQ(source.numbers(1, 2, buffer), there + 2);
    EXPECT_FALSE(producer.all_released_once()) << "the table still reads the batch";
  }
  EXPECT_TRUE(producer.all_released_once());

  // Where a run crosses two chunks, or a null hides a value, it is copied.
  const auto chunked = read(producer, {batch_of({fixed_column<double>("g", {1, 2})}),
                                       batch_of({fixed_column<double>("g", {3, 4})})});
  double buffer[2];
  const px::ColumnSource& source = *chunked->columns.at(0).source;
  EXPECT_EQ(source.numbers(0, 2, buffer), source.in_place(0));
  EXPECT_EQ(source.numbers(1, 2, buffer), buffer);
  EXPECT_EQ(buffer[0], 2);
  EXPECT_EQ(buffer[1], 3);
  const auto holes =
      read(producer, {batch_of({with_nulls(fixed_column<double>("g", {1, 2}), {true, false})})});
  EXPECT_EQ(holes->columns.at(0).source->in_place(0), nullptr);
}

// ---- What is refused ----------------------------------------------------------------------------

/// Expects one issue that contains these words, and that everything is released once.
void expect_refused(const std::vector<ArrowNode>& batches, std::string_view code,
                    const std::string& words, const px::ColumnRoles& roles = no_roles) {
  ArrowProducer producer;
  {
    const auto checked = read(producer, batches, roles);
    ASSERT_FALSE(checked) << words;
    EXPECT_EQ(checked.issues().size(), 1u);
    EXPECT_EQ(checked.issues()[0].code, code);
    EXPECT_NE(checked.issues()[0].to_string().find(words), std::string::npos)
        << checked.issues()[0].to_string() << "\ndoes not say: " << words;
  }
  EXPECT_TRUE(producer.all_released_once()) << words;
}

void expect_malformed(const ArrowNode& batch, const std::string& words) {
  expect_refused({batch}, "table_malformed", words);
}

ArrowNode doubles(std::string name = "x") {
  return named(fixed_column<double>("g", {1, 2, 3}), std::move(name));
}

TEST(ArrowRefuses, WhatIsNoTable) {
  expect_malformed(doubles(), "not a table");
  auto batch = batch_of({doubles()});
  batch.without_format = true;
  expect_malformed(batch, "not a table");
  batch = batch_of({doubles()});
  batch.n_children = -1;
  expect_malformed(batch, "not a table");
  batch.n_children = 1;
  batch.without_children = true;
  expect_malformed(batch, "not a table");
}

TEST(ArrowRefuses, BatchesUnlikeTheirSchema) {
  const auto good = batch_of({doubles()});
  auto wrong = good;
  wrong.n_children = 2;
  expect_refused({good, wrong}, "table_malformed", "layout of batch 2");
  wrong = good;
  wrong.without_children = true;
  expect_refused({good, wrong}, "table_malformed", "a batch of 1 columns");
  for (const auto& [offset, length] : {std::pair{-1L, 3L},
                                       {0L, -3L},
                                       {highest, 1L},
                                       {1L, highest},
                                       {highest / 8, 3L},
                                       {0L, highest / 8}}) {
    wrong = good;
    wrong.offset = offset;
    wrong.length = length;
    expect_malformed(wrong, "a batch of");
  }
  wrong = good;
  wrong.length = 4;
  expect_malformed(wrong, "shorter than its batch");
  wrong.length = 3;
  wrong.offset = 1;
  expect_malformed(wrong, "shorter than its batch");
}

TEST(ArrowRefuses, StreamsWithoutFunctions) {
  for (const bool schema : {true, false}) {
    ArrowProducer producer;
    ArrowArrayStream stream;
    producer.export_stream({batch_of({doubles()})}, &stream);
    if (schema) stream.get_schema = nullptr;
    if (!schema) stream.get_next = nullptr;
    const auto read = px::read_arrow(&stream, no_roles);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.issues()[0].code, "table_malformed");
    EXPECT_EQ(stream.release, nullptr);
    EXPECT_TRUE(producer.all_released_once());
  }
}

TEST(ArrowRefuses, RowsThatAreNullAsAWhole) {
  auto batch = batch_of({doubles()});
  batch.null_count = 1;
  expect_malformed(batch, "null as a whole");
  batch.null_count = -1;  // not counted
  batch.buffers[0] = bits_of({true, true, false});
  expect_malformed(batch, "null as a whole");
  batch.length = 2;
  ArrowProducer producer;
  EXPECT_TRUE(read(producer, {batch}));
}

TEST(ArrowRefuses, ColumnsThatLieAboutTheirLayout) {
  const auto with = [](auto change, ArrowNode column = doubles()) {
    column.name = "x";
    change(column);
    auto batch = batch_of({column});
    batch.length = 3;
    return batch;
  };
  using Node = ArrowNode;
  expect_malformed(with([](Node& c) { c.offset = -1; }), "a column of 3 rows from row -1");
  expect_malformed(with([](Node& c) { c.length = -3; }), "a column of -3 rows");
  expect_malformed(with([](Node& c) { c.offset = highest; }), "a column of 3 rows from row 9");
  // Bytes are also counted in 64 bits: from here on, eight per value are too many.
  expect_malformed(with([](Node& c) { c.offset = highest / 8; }), "a column of 3 rows from row 11");
  expect_malformed(with([](Node& c) { c.length = highest / 8; }), "a column of 11");
  expect_malformed(with([](Node& c) { c.n_buffers = 1; }), "a column with 1 buffers");
  expect_malformed(with([](Node& c) { c.n_buffers = 3; }), "a column with 3 buffers");
  expect_malformed(with([](Node& c) { c.n_buffers = -1; }), "a column with -1 buffers");
  expect_malformed(with([](Node& c) { c.without_buffers = true; }), "without buffers");
  expect_malformed(with([](Node& c) { c.buffers[1] = std::nullopt; }), "without values");
  expect_malformed(with([](Node& c) { c.null_count = 1; }), "without a validity bitmap");
  expect_malformed(with([](Node& c) { c.n_buffers = 2; }, null_column(3)), "with 2 buffers");
}

TEST(ArrowRefuses, TextsOutsideTheirBuffers) {
  const auto with = [](ArrowNode column) {
    column.name = "x";
    return batch_of({std::move(column)});
  };
  const auto offsets = [&](auto... values) {
    auto column = text_column<std::int32_t>({"a", "b", "c"});
    column.buffers[1] = bytes_of(std::vector<std::int32_t>{values...});
    return with(std::move(column));
  };
  expect_malformed(offsets(0, 2, 1, 3), "decreasing offsets");
  expect_malformed(offsets(-1, 1, 2, 3), "a negative offset");
  auto wide = text_column<std::int64_t>({"a", "b", "c"});
  wide.buffers[1] = bytes_of(std::vector<std::int64_t>{0, lowest, 2, 3});
  expect_malformed(with(wide), "decreasing offsets");
  auto column = text_column<std::int32_t>({"a", "b", "c"});
  column.buffers[2] = std::nullopt;
  expect_malformed(with(column), "without text");

  const auto views = [&](StringView view) {
    auto lying = view_column(texts);
    std::memcpy(lying.buffers[1]->data() + 16 * 3, &view, sizeof view);
    return lying;
  };
  for (const StringView view : {StringView{-1, {0, 0, 0}}, StringView{13, {0, 2, 0}},
                                StringView{13, {0, -1, 0}}, StringView{13, {0, 0, -1}},
                                StringView{13, {0, 0, 30}}, StringView{2147483647, {0, 0, 30}}}) {
    expect_malformed(with(views(view)), "a text outside its buffer in row 4");
    expect_malformed(with(dictionary_column<std::int8_t>("c", {0}, views(view))),
                     "a dictionary with a text outside its buffer in row 4");
  }
  auto missing = view_column(texts);
  missing.buffers[2] = std::nullopt;
  expect_malformed(with(missing), "outside its buffer");
  missing = view_column(texts);
  missing.buffers[4] = std::nullopt;
  expect_malformed(with(missing), "outside its buffer");
}

TEST(ArrowRefuses, IndicesOutsideTheirDictionary) {
  const auto with = [](auto format, auto indices) {
    return batch_of(
        {named(dictionary_column(format, indices, text_column<std::int32_t>({"a", "b"})), "x")});
  };
  expect_malformed(with("i", std::vector<std::int32_t>{0, 2}), "beyond its dictionary in row 2");
  expect_malformed(with("c", std::vector<std::int8_t>{-1, 0}), "beyond its dictionary in row 1");
  expect_malformed(with("L", std::vector<std::uint64_t>{std::uint64_t{1} << 63}), "in row 1");
  auto batch = with("i", std::vector<std::int32_t>{0, 1});
  batch.children[0].dictionary[0].length = -1;
  expect_malformed(batch, "a dictionary with a column of -1 rows");
  // An array without the dictionary that its schema declares.
  const auto good = with("i", std::vector<std::int32_t>{0, 1});
  auto without = good;
  without.children[0].dictionary.clear();
  expect_refused({good, without}, "table_malformed", "without a dictionary");
}

TEST(ArrowRefuses, ColumnsThatAreRead) {
  const px::Plan plan = px::compile(px::check(draft(1, {yes_no_leaf("1", 1)})));
  for (const char* format : {"tsx:", "+l", "z", "E", "w:4", "d:", "d:5", "d:5,2,64,1", "d:x,2",
                             "d:9,2,63", "d:9,1000", "", "ii"}) {
    auto column = named(bool_column({true}), "1");
    column.format = format;
    column.n_buffers = 77;
    ArrowProducer producer;
    {
      auto table = read(producer, {batch_of({column})});
      ASSERT_TRUE(table) << format;
      const auto scores = px::score(plan, *table);
      ASSERT_FALSE(scores) << format;
      EXPECT_EQ(scores.issues().at(0).code, "value_type");
      EXPECT_EQ(scores.issues().at(0).field, "1");
      EXPECT_EQ(scores.issues().at(0).actual, std::string("Arrow type ") + format);
      // The same column does no harm next to the columns that the rubric reads.
      table = read(producer, {batch_of({named(bool_column({true}), "1"), named(column, "2")})});
      const auto beside = px::score(plan, *table, {.allow_unknown_columns = true});
      ASSERT_TRUE(beside) << format;
      EXPECT_EQ(beside->total(0).points, 1);
    }
    EXPECT_TRUE(producer.all_released_once()) << format;
  }
  // Dictionaries of these types, with these indices, and dictionaries of dictionaries.
  const auto values = text_column<std::int32_t>({"a"});
  auto strange = values;
  strange.format = "tsu:UTC";
  for (const ArrowNode& column :
       {dictionary_column<float>("f", {0}, values),
        dictionary_column<std::int8_t>("c", {0}, strange),
        dictionary_column<std::int8_t>("c", {0},
                                       dictionary_column<std::int8_t>("c", {0}, values))}) {
    ArrowProducer producer;
    const auto table = read(producer, {batch_of({named(column, "1")})});
    EXPECT_FALSE(px::score(plan, *table));
  }
  auto zoned = named(fixed_column<std::int64_t>("tsu:Asia/Ho_Chi_Minh", {0}), "1");
  ArrowProducer in_a_zone;
  const auto with_zone = px::score(plan, *read(in_a_zone, {batch_of({zoned})}));
  ASSERT_FALSE(with_zone);
  EXPECT_EQ(with_zone.issues().at(0).actual,
            "times in the time zone Asia/Ho_Chi_Minh; convert the column to dates");
  auto format_missing = named(bool_column({true}), "1");
  format_missing.without_format = true;
  ArrowProducer producer;
  EXPECT_FALSE(px::score(plan, *read(producer, {batch_of({format_missing})})));
}

TEST(ArrowStreams, ThatFail) {
  const auto batch = batch_of({doubles()});
  for (const int where : {-1, 0, 1, 2}) {
    ArrowProducer producer;
    {
      ArrowArrayStream stream;
      producer.export_stream({batch, batch}, &stream, where < 0, static_cast<std::size_t>(where));
      const auto checked = px::read_arrow(&stream, no_roles);
      ASSERT_FALSE(checked);
      ASSERT_EQ(checked.issues().size(), 1u);
      EXPECT_EQ(checked.issues()[0].code, "table_malformed");
      EXPECT_EQ(checked.issues()[0].actual, "the disk is full");
      EXPECT_EQ(stream.release, nullptr);
    }
    EXPECT_TRUE(producer.all_released_once()) << where;
  }
  ArrowProducer producer;
  ArrowArrayStream stream;
  producer.export_stream({batch}, &stream, true);
  stream.get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
  try {
    px::read_arrow(&stream).value();
    FAIL();
  } catch (const px::DataError& error) {
    EXPECT_EQ(error.issues().at(0).actual, "no message");
  }
}

TEST(ArrowStreams, ThatWereReleased) {
  ArrowArrayStream stream{};
  EXPECT_EQ(px::read_arrow(&stream).issues().at(0).code, "table_malformed");
  ArrowProducer producer;
  ArrowSchema schema{};
  ArrowArray array{};
  producer.export_schema(batch_of({doubles()}), &schema);
  EXPECT_EQ(px::read_arrow(&schema, &array).issues().at(0).code, "table_malformed");
  EXPECT_EQ(schema.release, nullptr);
  producer.export_array(batch_of({doubles()}), &array);
  EXPECT_EQ(px::read_arrow(&schema, &array).issues().at(0).code, "table_malformed");
  EXPECT_TRUE(producer.all_released_once());
}

TEST(ArrowStreams, WithoutRows) {
  const px::Plan plan = px::compile(px::check(draft(1, {yes_no_leaf("1", 1)})));
  ArrowProducer producer;
  auto empty =
      batch_of({named(bool_column({}), "1"), named(text_column<std::int32_t>({}), "unit")});
  empty.children[0].buffers = {std::nullopt, std::nullopt};
  empty.children[1].buffers = {std::nullopt, std::nullopt, std::nullopt};
  for (const std::vector<ArrowNode>& batches : {std::vector{empty}, {empty, empty}}) {
    const auto table = read(producer, batches, {});
    ASSERT_TRUE(table);
    EXPECT_EQ(table->rows(), 0u);
    EXPECT_EQ(px::score(plan, *table).issues().at(0).code, "table_empty");
  }
  EXPECT_TRUE(producer.all_released_once()) << "an empty batch is not worth keeping";
}

// ---- Columns about units ------------------------------------------------------------------------

TEST(ArrowRoles, NameTheRows) {
  ArrowProducer producer;
  const auto batch =
      batch_of({named(text_column<std::int32_t>({"A", "B", "C"}), "tỉnh"),
                named(fixed_column<std::int16_t>("s", {1, 2, 2}), "group"),
                named(with_nulls(bool_column({true, false, true}), {true, true, false}), "ranked"),
                named(bool_column({true, true, false}), "1")});
  const auto table = read(producer, {batch, batch}, {.unit = "tỉnh"});
  ASSERT_TRUE(table);
  EXPECT_EQ(table->units, (std::vector<std::string>{"A", "B", "C", "A", "B", "C"}));
  EXPECT_EQ(table->groups, (std::vector<std::string>{"1", "2", "2", "1", "2", "2"}));
  EXPECT_EQ(table->unranked, (std::vector<bool>{false, true, false, false, true, false}))
      << "nothing said means ranked";
  ASSERT_EQ(table->columns.size(), 1u);
  expect_refused({batch}, "column_missing", "The column with the names of the units is missing",
                 {});
  // No roles: every column is a data column.
  EXPECT_EQ(read(producer, {batch}).value().columns.size(), 4u);
}

TEST(ArrowRoles, RefuseWhatIsNoName) {
  const auto units = named(text_column<std::int32_t>({"A", "B"}), "unit");
  expect_refused({batch_of({named(fixed_column<double>("g", {1, NAN}), "unit")})}, "value_type",
                 "row 2 (2), column \"unit\": The value is not a name", {});
  expect_refused({batch_of({named(bool_column({true}), "unit")})}, "value_type", "is not a name",
                 {});
  expect_refused({batch_of({named(text_column<std::int32_t>({"A", "B\xFF"}), "unit")})},
                 "text_not_utf8", "row 2", {});
  expect_refused({batch_of({units, named(text_column<std::int32_t>({"maybe", "no"}), "ranked")})},
                 "value_type", "row 1 (A), column \"ranked\"", {});
  expect_refused({batch_of({units, named(fixed_column<double>("g", {1, NAN}), "ranked")})},
                 "value_not_finite", "row 2 (B), column \"ranked\"", {});
  expect_refused({batch_of({units, units})}, "column_duplicate", "column \"unit\"", {});
  auto strange = units;
  strange.format = "z";
  expect_refused({batch_of({strange})}, "value_type", "Arrow type z", {});
}

}  // namespace
