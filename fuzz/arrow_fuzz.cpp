// SPDX-License-Identifier: MIT
// libFuzzer entry for the reader of Arrow data; run.sh builds and runs it.
//
// The input determines formats, counts, offsets, indices, nulls and their positions. It may state
// wrong values for all of them, except for what no reader can check: the size of a buffer, and the
// number of pointers in an array of children.
#include <parindex/io/arrow.hpp>
#include <parindex/parindex.hpp>
#include <parindex/rubric/build.hpp>

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "arrow_sample.hpp"

namespace {

namespace px = parindex;
using namespace px::literals;
using sample::ArrowNode;
using sample::Bytes;

void require(bool holds) {
  if (!holds) std::abort();
}

class Maker {
 public:
  Maker(const std::uint8_t* data, std::size_t size)
      : at_(data), end_(data + size), honest_(below(2) == 0) {}

  bool done() const { return at_ == end_; }
  std::size_t below(std::size_t n) { return next() % n; }
  /// The source of wrong values. Half of the inputs have none, so that many are read to the end.
  bool seldom() { return !honest_ && next() >= 240; }

  /// The columns and rows of a first batch; further batches usually share its schema.
  ArrowNode batch() {
    ArrowNode made;
    made.format = seldom() ? "g" : "+s";
    made.length = static_cast<std::int64_t>(below(14));
    made.offset = seldom() ? hostile() : static_cast<std::int64_t>(below(3));
    const std::size_t columns = below(7);
    const auto rows = static_cast<std::size_t>(made.length) + 2;
    for (std::size_t i = 0; i < columns; ++i) made.children.push_back(column(rows, true));
    made.buffers = {std::nullopt};
    if (seldom()) made.buffers = {bitmap(64)};
    if (seldom()) made.null_count = below(2) ? -1 : hostile();
    if (seldom()) made.length = hostile_length();
    // More rows than fit in memory, and the reader has no reason to reject them.
    const bool endless = made.length > 64 || made.offset > 64;
    if (endless && std::none_of(made.children.begin(), made.children.end(),
                                [](const ArrowNode& c) { return c.length <= 64; })) {
      made.length = 3;
      made.offset = 0;
    }
    if (seldom()) made.without_children = true;
    return made;
  }

  /// A further batch of the same schema.
  ArrowNode like(ArrowNode batch) {
    batch.offset = static_cast<std::int64_t>(below(3));
    if (seldom()) batch.n_children = -1;
    if (batch.children.empty()) return batch;
    ArrowNode& some = batch.children[below(batch.children.size())];
    if (seldom()) lie(some);
    if (seldom()) some.dictionary.clear();
    if (seldom()) batch.children.pop_back();
    return batch;
  }

 private:
  std::uint8_t next() { return at_ == end_ ? std::uint8_t{0} : *at_++; }

  std::int64_t hostile() {
    constexpr std::int64_t values[] = {std::numeric_limits<std::int64_t>::min(),
                                       std::numeric_limits<std::int64_t>::max(),
                                       -1,
                                       1,
                                       2,
                                       13,
                                       std::int64_t{1} << 31,
                                       std::int64_t{1} << 60};
    return values[below(8)];
  }
  std::int64_t hostile_length() {
    return below(2) ? hostile() : static_cast<std::int64_t>(below(40));
  }

  Bytes random(std::size_t size) {
    Bytes bytes(size);
    for (std::uint8_t& byte : bytes) byte = next();
    return bytes;
  }
  Bytes bitmap(std::size_t bits) { return random((bits + 7) / 8); }

  /// The formats with the number of bytes of a value; 0 is for formats with their own layout.
  ArrowNode column(std::size_t rows, bool may_be_dictionary) {
    struct Kind {
      const char* format;
      std::size_t width;
    };
    static constexpr Kind kinds[] = {{"g", 8},        {"l", 8},
                                     {"f", 4},        {"c", 1},
                                     {"C", 1},        {"s", 2},
                                     {"S", 2},        {"i", 4},
                                     {"I", 4},        {"L", 8},
                                     {"d:9,2,32", 4}, {"d:18,-3,64", 8},
                                     {"d:38,5", 16},  {"d:76,70,256", 32},
                                     {"tdD", 4},      {"tdm", 8},
                                     {"b", 0},        {"u", 0},
                                     {"U", 0},        {"vu", 0},
                                     {"n", 0},        {"i", 4}};
    static constexpr const char* names[] = {"1",      "2",     "3",   "4.done", "4.planned",
                                            "5",      "6.a",   "6.b", "unit",   "group",
                                            "ranked", "other", ""};
    ArrowNode node;
    const Kind& kind = kinds[below(std::size(kinds))];
    node.format = kind.format;
    name_ += 1 + below(3);  // duplicates are rare
    node.name = names[name_ % std::size(names)];
    node.offset = static_cast<std::int64_t>(below(4));
    node.length = static_cast<std::int64_t>(rows + below(3));
    const std::size_t places = rows + 6;  // never fewer than offset + length
    const std::string_view format = node.format;
    node.buffers = {std::nullopt, std::nullopt};
    if (format == "n") node.buffers.clear();
    if (format == "u") texts<std::int32_t>(node, places);
    if (format == "U") texts<std::int64_t>(node, places);
    if (format == "vu") views(node, places);
    if (format == "b") node.buffers[1] = bitmap(places);
    if (kind.width != 0) node.buffers[1] = values(kind.width, places);
    if (!node.buffers.empty() && below(2)) {
      node.buffers[0] = bitmap(places);
      node.null_count = below(2) ? -1 : static_cast<std::int64_t>(below(5));
    }
    const bool integer = format.size() == 1 && std::string_view("csilCSIL").find(format) < 8;
    if (may_be_dictionary && kind.width != 0 && (integer || seldom()) && below(2) == 0) {
      node.buffers[1] = indices(kind.width, places);
      node.dictionary.push_back(column(3 + below(3), false));
    }
    if (below(8) == 0) node.misaligned = 1;
    if (seldom()) lie(node);
    return node;
  }

  void lie(ArrowNode& node) {
    constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
    switch (below(9)) {
      case 0: node.offset = hostile() | lowest; break;
      case 1: node.offset = std::numeric_limits<std::int64_t>::max(); break;
      case 2: node.length = below(2) ? lowest : -1; break;
      case 3: node.length = static_cast<std::int64_t>(below(4)); break;
      // A column of views may have any number of buffers, and a wrong number would be a wrong size
      // of memory.
      case 4: node.n_buffers = node.format == "vu" ? 1 : static_cast<std::int64_t>(below(6)); break;
      case 5: node.without_buffers = true; break;
      case 6: node.null_count = hostile(); break;
      case 7: node.without_format = true; break;
      default:
        if (!node.buffers.empty()) node.buffers[below(node.buffers.size())] = std::nullopt;
    }
  }

  Bytes values(std::size_t width, std::size_t places) {
    Bytes bytes(width * places);
    for (std::size_t i = 0; i < places; ++i) {
      // Mostly small whole numbers, which the rubric accepts.
      std::uint8_t* const to = &bytes[i * width];
      const std::uint8_t how = next();
      if (how < 160) {
        to[0] = how % 12;
      } else if (how < 200 && width == 8) {
        const double number = how / 8.0;
        std::memcpy(to, &number, 8);
      } else {
        for (std::size_t k = 0; k < width; ++k) to[k] = next();
      }
    }
    return bytes;
  }

  Bytes indices(std::size_t width, std::size_t places) {
    Bytes bytes(width * places);
    for (std::size_t i = 0; i < places; ++i) {
      bytes[i * width] = static_cast<std::uint8_t>(below(3));
      if (seldom()) bytes[i * width + below(width)] = next();
    }
    return bytes;
  }

  template <class Offset>
  void texts(ArrowNode& node, std::size_t places) {
    std::vector<Offset> offsets{static_cast<Offset>(below(4))};
    while (offsets.size() <= places) {
      offsets.push_back(static_cast<Offset>(offsets.back() + static_cast<Offset>(below(4))));
    }
    const auto size = static_cast<std::size_t>(offsets.back());
    // Only lower: a higher offset may be the last one that is read.
    if (seldom()) offsets[below(offsets.size())] -= static_cast<Offset>(below(20));
    node.buffers[1] = sample::bytes_of(offsets);
    Bytes text(size);
    for (std::uint8_t& byte : text) byte = seldom() ? next() : "aby017. "[below(8)];
    node.buffers.push_back(std::move(text));
  }

  void views(ArrowNode& node, std::size_t places) {
    const std::size_t count = below(3);
    std::vector<std::int64_t> sizes;
    for (std::size_t k = 0; k < count; ++k) {
      node.buffers.push_back(random(13 + below(20)));
      sizes.push_back(static_cast<std::int64_t>(node.buffers.back()->size()));
    }
    node.buffers.push_back(sample::bytes_of(sizes));
    std::vector<sample::StringView> all(places);
    for (sample::StringView& view : all) {
      view.size = static_cast<std::int32_t>(below(18));
      view.rest[1] = static_cast<std::int32_t>(below(3));
      view.rest[2] = static_cast<std::int32_t>(below(5));
      if (seldom()) view.size = static_cast<std::int32_t>(hostile());
      if (seldom()) view.rest[1 + below(2)] = static_cast<std::int32_t>(hostile() >> below(32));
    }
    node.buffers[1] = sample::bytes_of(all);
  }

  const std::uint8_t* at_;
  const std::uint8_t* end_;
  const bool honest_;
  std::size_t name_ = 0;
};

const px::Plan& fuzz_plan() {
  static const px::Plan plan = [] {
    px::Input number;
    number.name = "value";
    number.min = 0;
    number.max = 100;
    px::Input done;
    done.name = "done";
    done.type = px::InputType::count;
    px::Input planned = done;
    planned.name = "planned";
    px::Quantity value;
    value.numerator = "value";
    px::Quantity share;
    share.kind = px::Quantity::Kind::percent;
    share.numerator = "done";
    share.denominator = "planned";
    share.when_zero = px::MissingPolicy::zero;
    const px::Bands bands{
        value,
        {{{}, px::Bound{"7.25"_dec, false}, 0, {}}, {px::Bound{"7.25"_dec, true}, {}, 2, {}}}};
    px::Proportional proportion;
    proportion.on = share;
    proportion.full_at = 100;
    proportion.cap = 1;
    using namespace px::build;
    const px::RubricDraft draft =
        rubric("fuzz")
            .edition("1")
            .max(10)
            .aggregation(sum())
            .missing(px::MissingPolicy::zero)
            .node(node("1").max(2).inputs(number).rule(bands))
            .node(node("2").max(1).rule(yes_no(1, 0)))
            .node(node("3").max(2).rule(choice().option("a", 2).option("7", 1).option("b", 0)))
            .node(node("4")
                      .max(1)
                      .inputs(done, planned)
                      .rule(proportion)
                      .rounding({2, px::RoundingMode::half_even}))
            .node(node("5")
                      .max(3)
                      .rule(direct(0, 3).step("0.25"_dec))
                      .missing(px::MissingPolicy::exclude))
            .node(node("6").max(1).rule(all_of(1, 0).item("a").item("b")));
    return px::compile(px::check(draft));
  }();
  return plan;
}

/// Every way of reading a column agrees with every other.
void check_column(const px::ColumnSource& column) {
  const std::size_t rows = column.size();
  std::vector<double> buffer(rows);
  std::vector<double> flags(rows);
  std::vector<double> places(rows);
  const std::vector<std::string> options{"a", "7", "b"};
  const double* const numbers = column.numbers(0, rows, buffer.data());
  const double* const flag = column.flags(0, rows, flags.data());
  column.positions(0, rows, options, places.data());
  for (std::size_t row = 0; row < rows; ++row) {
    const px::Cell cell = column.at(row);
    const auto* text = std::get_if<std::string>(&cell.value());
    if (numbers[row] == numbers[row]) {
      const px::Cell number(numbers[row]);
      require(text ? number == px::Cell(*px::Rational::parse(*text)) : number == cell);
    }
    if (text && places[row] == places[row]) {
      require(options[static_cast<std::size_t>(places[row])] == *text);
    }
    if (const auto* yes = std::get_if<bool>(&cell.value())) require(flag[row] == (*yes ? 1 : 0));
  }
}

void check_table(const px::Table& table) {
  for (const px::Column& column : table.columns) check_column(*column.source);
  px::ScoreOptions options;
  options.allow_missing_columns = true;
  options.allow_unknown_columns = true;
  options.threads = 1;
  const auto scores = px::score(fuzz_plan(), table, options);
  options.exact = true;
  const auto exact = px::score(fuzz_plan(), table, options);
  require(scores.has_value() == exact.has_value());
  if (!scores) return;
  require(scores->digest() == exact->digest());
  ArrowArrayStream stream;
  px::write_arrow(*scores, px::ArrowNumbers::float64, &stream);
  require(px::read_arrow(&stream).value().rows() == scores->size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Maker maker(data, size);
  std::vector<ArrowNode> batches{maker.batch()};
  while (!maker.done() && batches.size() < 4) batches.push_back(maker.like(batches[0]));
  sample::ArrowProducer producer;
  {
    ArrowArrayStream stream;
    const std::size_t fails_at = maker.seldom() ? maker.below(4) : 9;
    producer.export_stream(batches, &stream, maker.seldom(), fails_at);
    const px::Checked<px::Table> table =
        px::read_arrow(&stream, {maker.below(4) ? "" : "unit", "group", "ranked"});
    require(table.has_value() != px::has_errors(table.issues()));
    if (table) check_table(*table);
  }
  require(producer.all_released_once());
  return 0;
}
