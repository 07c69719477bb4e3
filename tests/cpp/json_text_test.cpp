// SPDX-License-Identifier: MIT
// Text that is not a rubric: malformed JSON, bytes that are not UTF-8, limits, hostile input.
#include <parindex/io/json.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "rubric_texts.hpp"

namespace px = parindex;
using rubric_texts::complete;
using rubric_texts::smallest;
using rubric_texts::with;

namespace {

px::Issue only(const std::string& text) {
  const px::Checked<px::Rubric> checked = px::read_rubric(text);
  EXPECT_FALSE(checked) << text.substr(0, 200);
  EXPECT_EQ(checked.issues().size(), 1u) << text.substr(0, 200);
  return checked.issues().empty() ? px::Issue{} : checked.issues().front();
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string with_number(const std::string& number) {
  return with(smallest, R"("no": "0")", "\"no\": " + number);
}

TEST(Malformed, SaysWhereAndWhatWasExpected) {
  struct Case {
    std::string text;
    std::size_t line;
    std::size_t column;
    const char* expected;
    const char* actual;
  };
  const Case cases[] = {
      {"", 1, 1, "an object", "no text"},
      {" \n ", 2, 2, "'[', '{', or a literal", "end of input"},
      {"{\"a\": 1", 1, 8, "',' or '}'", "end of input"},
      {"[1 2]", 1, 4, "',' or ']'", "number literal"},
      {"[1,,2]", 1, 4, "'[', '{', or a literal", "','"},
      {"[1, 2,]", 1, 7, "'[', '{', or a literal", "']'"},
      {"[1, 2}", 1, 6, "']'", "'}'"},
      {"{\"a\" 1}", 1, 6, "':'", "number literal"},
      {"{\"a\": }", 1, 7, "'[', '{', or a literal", "'}'"},
      {"{\"a\": 1,}", 1, 9, "string literal", "'}'"},
      {"{\n  'a': 1}", 2, 3, "string literal", "invalid literal"},
      {"{a: 1}", 1, 2, "string literal", "invalid literal"},
      {"[\"đ\", 12345 true]", 1, 13, "']'", "true literal"},
      {"[1] [2]", 1, 5, "end of input", "'['"},
      {"[01]", 1, 3, "']'", "number literal"},
      {"[-]", 1, 3, "digit after '-'", "invalid number"},
      {"[1.]", 1, 4, "digit after '.'", "invalid number"},
      {"[1e+]", 1, 5, "digit after exponent sign", "invalid number"},
      {"[tru]", 1, 5, "", "invalid literal"},
      {"[NaN]", 1, 2, "", "invalid literal"},
      {"[\"a\nb\"]", 1, 4, "", "control character"},
      {"[\"\\x\"]", 1, 4, "", "invalid string: forbidden character after backslash"},
      {"[\"\\ud800\"]", 1, 9, "", "invalid string: surrogate"},
      {"[\"abc", 1, 6, "", "missing closing quote"},
      {"// no\n[]", 1, 1, "", "invalid literal"},
      {std::string("{}\0{}", 5), 1, 3, "end of input", "a zero byte"},
      {std::string("[1,\0]", 5), 1, 4, "'[', '{', or a literal", "end of input"},
  };
  for (const Case& c : cases) {
    const px::Issue issue = only(c.text);
    EXPECT_EQ(issue.code, "json_malformed") << c.text;
    EXPECT_EQ(issue.pointer, "");
    EXPECT_EQ(std::pair(issue.line, issue.column), std::pair(c.line, c.column)) << c.text;
    EXPECT_NE(issue.expected.find(c.expected), std::string::npos) << c.text << issue.expected;
    EXPECT_NE(issue.actual.find(c.actual), std::string::npos) << c.text << issue.actual;
    EXPECT_EQ(issue.actual.find("last read"), std::string::npos) << issue.actual;
  }
}

TEST(Malformed, BytesThatAreNotUtf8) {
  for (const std::string bytes : {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                                  "\xe2\x82", "\x80", "\xf8\x88\x80\x80\x80"}) {
    for (const char* what : {"smallest", "\"code\"", "  \"nodes\""}) {
      const std::string text = with(smallest, what, "\xc4\x91" + bytes);
      const px::Issue issue = only(text);
      EXPECT_EQ(issue.code, "text_not_utf8");
      const std::size_t at = text.find("\xc4\x91");
      const std::size_t start = text.rfind('\n', at) + 1;
      EXPECT_EQ(issue.column, at - start + 2) << "the letter before it is one character";
      EXPECT_EQ(issue.line,
                static_cast<std::size_t>(1 + std::count(text.begin(), text.begin() + at, '\n')));
    }
  }
  EXPECT_TRUE(px::read_rubric("\xEF\xBB\xBF" + smallest)) << "a byte order mark is passed over";
  EXPECT_EQ(only("\xEF\xBB\xBF\xEF\xBB\xBF" + smallest).code, "json_malformed");
  EXPECT_EQ(only("\xFF\xFE{\0}\0").code, "text_not_utf8");
}

TEST(Limits, Depth) {
  const std::size_t limit = px::limits().json_depth;
  const auto nested = [](std::size_t depth) {
    return with(smallest, "\"edition\": \"2026\"",
                "\"edition\": " + repeated("[", depth) + repeated("]", depth));
  };
  EXPECT_EQ(only(nested(limit - 1)).code, "type_mismatch");  // the root is also a level
  const px::Issue issue = only(nested(limit));
  EXPECT_EQ(issue.code, "json_too_deep");
  EXPECT_EQ(issue.line, 2u);
  // A million levels: neither the reader nor the destruction of the tree may recurse that deep.
  EXPECT_EQ(only(std::string(1'000'000, '[')).code, "json_too_deep");
  EXPECT_EQ(only(repeated("{\"a\":", 1'000'000)).code, "json_too_deep");
  EXPECT_EQ(only(repeated("[{\"a\":", 500'000)).column, limit / 2 * 6 + 1);
}

TEST(Limits, DigitsOfANumber) {
  const std::string most(px::limits().constant_digits, '0');
  EXPECT_TRUE(px::read_rubric(with_number("\"" + most + "\"")));
  EXPECT_EQ(only(with_number("\"0" + most + "\"")).code, "number_too_long");
  const std::string many(10'000, '7');
  for (const std::string& number :
       {many, "-" + many, "0." + many, "\"" + many + "\"", "\"1/" + many + "\"",
        "\"" + many + "/3\"", std::string("1e101"), std::string("1e-101"),
        std::string("\"1e999999999999999999999\""), std::string("-1e-999999999999999999999"),
        std::string("1e99999999999999999999999"), "1" + std::string(400, '0'),
        std::string("\"1/1") + std::string(100, '0') + "\""}) {
    const px::Issue issue = only(with_number(number));
    EXPECT_EQ(issue.code, "number_too_long") << number.substr(0, 50);
    EXPECT_EQ(issue.line, 12u);
    EXPECT_EQ(issue.column, 69u) << number.substr(0, 50);
    EXPECT_LT(issue.actual.size(), 100u);
  }
}

TEST(Limits, WhatFitsCanBeReadBackHoweverItIsWritten) {
  // 2^-99 has 100 digits when written out, and 2^-100 one more.
  const auto half_to = [](const char* power) {
    return with(smallest, R"("no": "0")", "\"no\": \"1/" + std::string(power) + "\"");
  };
  const std::string text = with(half_to("633825300114114700748351602688"), R"("max": "1")",
                                R"("max": "1", "accept": {"minimum_above_zero": "tiny"})");
  const auto checked = px::read_rubric(text);
  ASSERT_TRUE(checked);
  EXPECT_TRUE(px::read_rubric(px::to_json(*checked)).value().draft() == checked->draft());
  EXPECT_EQ(only(half_to("1267650600228229401496703205376")).code, "number_too_long");
}

TEST(Limits, SizeOfAFile) {
  const std::string spaces(px::limits().file_bytes - smallest.size(), ' ');
  EXPECT_TRUE(px::read_rubric(smallest + spaces));
  EXPECT_EQ(only(smallest + spaces + " ").code, "file_too_large");
  std::string values = "[0";
  for (std::size_t i = 0; i < px::limits().json_values; ++i) values += ",0";
  EXPECT_EQ(only(values).code, "file_too_large");
}

// Quadratic time would take minutes here.
TEST(Hostile, IsRefusedWhateverItRepeats) {
  const std::size_t times = 50'000;
  std::string keys;
  for (std::size_t i = 0; i < times; ++i) keys += "\"key" + std::to_string(i) + "\": 0, ";
  const std::string open = smallest.substr(0, smallest.find('{') + 1);
  const std::string rest = smallest.substr(open.size());
  std::string nodes;
  for (std::size_t i = 0; i < times / 10; ++i) {
    nodes += R"({"code": 1, "max": "x", "rule": {"yes_no": {"yes": [], "no": "1"}}},)"
             "\n";
  }
  const std::string texts[] = {
      open + keys + rest,                             // unknown keys
      open + repeated("\"max\": 1, ", times) + rest,  // one key repeated
      with(smallest, R"("no": "0")", repeated("\"no\": [\"\", ", times)),
      with(smallest, "\"nodes\": [", "\"nodes\": [" + nodes),         // findings all over
      with(smallest, "smallest", repeated("\\u0000", times)),         // escapes
      with(smallest, "\"smallest\"", "1" + std::string(times, '0')),  // one long number
      with(smallest, "\"id\"", "\"" + std::string(times, 'k') + "\""),
  };
  for (const std::string& text : texts) {
    EXPECT_FALSE(px::read_rubric(text)) << text.substr(0, 100);
  }
}

/// Changes a text at random: flips, inserts, removes, doubles and swaps pieces of it.
std::string mutate(std::string text, std::mt19937& random) {
  const auto below = [&random](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
  const std::string tokens[] = {"\"",
                                "{",
                                "}",
                                "[",
                                "]",
                                ",",
                                ":",
                                "\\",
                                "null",
                                "true",
                                "1e400",
                                "-",
                                "/",
                                "\xff",
                                "\xc4\x91",
                                std::string(1, '\0'),
                                "9",
                                "\\u00e9",
                                "\"max\"",
                                "\"code\"",
                                "\"children\": ",
                                "1/0",
                                "[[[["};
  for (std::size_t i = 1 + below(4); i > 0 && !text.empty(); --i) {
    const std::size_t at = below(text.size());
    const std::size_t size = std::min(below(60), text.size() - at);
    switch (below(5)) {
      case 0: text[at] = static_cast<char>(random()); break;
      case 1: text.insert(at, tokens[below(std::size(tokens))]); break;
      case 2: text.erase(at, size); break;
      case 3: text.insert(below(text.size()), text.substr(at, size)); break;
      default: text.replace(at, size, tokens[below(std::size(tokens))]); break;
    }
  }
  return text;
}

// A small version of fuzz/json_fuzz.cpp, so that a crash is found without a fuzzer.
TEST(Hostile, MutatedRubricsNeverCrashAndAlwaysExplainThemselves) {
  std::mt19937 random(20260101);
  std::size_t read = 0;
  const int rounds = 6'000;  // the fuzzers try millions
  for (int i = 0; i < rounds; ++i) {
    const std::string text = mutate(i % 2 == 0 ? smallest : complete, random);
    const px::Checked<px::Rubric> checked = px::read_rubric(text);
    ASSERT_EQ(checked.has_value(), !px::has_errors(checked.issues())) << text;
    for (const px::Issue& issue : checked.issues()) {
      ASSERT_GT(issue.line, 0u) << issue.to_string() << text;
      ASSERT_GT(issue.column, 0u) << issue.to_string() << text;
    }
    if (!checked) continue;
    ++read;
    const auto again = px::read_rubric(px::to_json(*checked));
    ASSERT_TRUE(again) << text << px::to_json(*checked);
    ASSERT_TRUE(again->draft() == checked->draft()) << text;
  }
  // Some texts must remain valid, or the round trip above proves nothing.
  EXPECT_GT(read, 30u);
}

}  // namespace
