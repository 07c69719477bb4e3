// SPDX-License-Identifier: MIT
// The features of a newer format of rubric files, using a part with a key of format 2.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <parindex/detail/json_text.hpp>
#include <parindex/detail/json_writer.hpp>
#include <parindex/rubric/detail/canonical.hpp>
#include <parindex/rubric/detail/json/fields.hpp>
#include <parindex/rubric/detail/json/rules.hpp>
#include <parindex/rubric/detail/json/schema.hpp>
#include <parindex/rubric/json.hpp>

namespace {

namespace px = parindex;
namespace detail = parindex::detail;

struct Part {
  px::Rational first;
  std::optional<px::Rational> later;
};

template <class To>
void fields(To& to, detail::Is<Part> auto& part) {
  to("first", part.first);
  to(detail::since(2, "later"), part.later, "Half of it.");
}

struct Reader : detail::RuleReader {
  Reader(const detail::JsonValue& root, std::size_t format) : RuleReader(root) { format_ = format; }
};

struct Writer : detail::CanonicalWriter {
  explicit Writer(detail::JsonOut& json) : CanonicalWriter(json) {}
  using CanonicalWriter::format_;
  using CanonicalWriter::value;
};

/// A file with this format, and its issues.
px::Issues read(std::string_view text, std::size_t format, Part& out) {
  const auto json = detail::parse_json(text);
  Reader reader(*json, format);
  detail::read_fields(reader, *json, out);
  detail::LineCounter lines(text);
  return reader.placed(&lines);
}

TEST(Format, AnOlderFileHasNoNewerKey) {
  Part part;
  const px::Issues issues = read("{\"first\": 1,\n \"later\": 2}", 1, part);
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(
      issues[0].to_string(),
      "error format_version at /later (line 2, column 2): This needs rubric format 2 or later; "
      "state that format; expected \"parindex\": 2, found \"later\"");
  EXPECT_EQ(issues[0].to_string("vi").find("Rubric"), std::string::npos);
  EXPECT_TRUE(read(R"({"first": 1})", 1, part).empty());
}

TEST(Format, ANewerFileHasAllKeys) {
  Part part;
  EXPECT_TRUE(read(R"({"first": 1, "later": 2})", 2, part).empty());
  EXPECT_EQ(part.later, px::Rational(2));
}

TEST(Format, TheTextNeedsTheLowestThatHasWhatIsSaid) {
  detail::JsonWriter json;
  Writer old(json);
  old.value(Part{1, std::nullopt});
  EXPECT_EQ(old.format_, 1u);
  detail::JsonWriter other;
  Writer later(other);
  later.value(Part{1, px::Rational(2)});
  EXPECT_EQ(later.format_, 2u);
}

TEST(Format, IsStatedAtTheHead) {
  std::string text = R"({"parindex":1,"id":"a"})";
  detail::state_format(text, 12);
  EXPECT_EQ(text, R"({"parindex":12,"id":"a"})");
  detail::JsonValue tree = *detail::parse_json(text);
  detail::state_format(tree, 3);
  EXPECT_EQ(tree.children[0].text, "3");
}

TEST(Format, TheSchemaSaysWhichBroughtAKey) {
  detail::JsonWriter out;
  out.begin_object();
  detail::SchemaFields(out).object_of(Part());
  out.end_object();
  EXPECT_NE(out.take().find(R"("description":"Half of it. Since format 2.")"), std::string::npos);
}

TEST(Format, OfAnyOtherFileIsRefused) {
  const auto refused = [](const std::string& stated) {
    const px::Issues issues = px::read_rubric("{\"parindex\": " + stated + "}").issues();
    return issues.at(0).code + ": " + issues.at(0).message;
  };
  const std::string later = "format_version: The format of the file is newer than parindex " +
                            std::string(px::version) + "; install a later version";
  EXPECT_EQ(refused(std::to_string(detail::newest_rubric_format + 1)), later);
  EXPECT_EQ(refused("1e3"), later);
  const std::string other = "format_version: Unsupported format version";
  for (const char* const stated : {"0", "-1", "1.5", "99999999999999999999.5"}) {
    EXPECT_EQ(refused(stated), other) << stated;
  }
}

}  // namespace
