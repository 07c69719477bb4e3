// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <parindex/detail/text.hpp>
#include <parindex/stop.hpp>
#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Where JSON goes, one call per token: into a text or into a tree. What writes both is compiled
/// once.
class JsonOut {
 public:
  virtual void begin_object() = 0;
  virtual void end_object() = 0;
  virtual void begin_array() = 0;
  virtual void end_array() = 0;
  virtual void key(std::string_view name) = 0;
  virtual void null() = 0;
  virtual void boolean(bool value) = 0;
  virtual void integer(std::size_t value) = 0;
  /// A value that is already JSON.
  virtual void raw(std::string_view json) = 0;
  virtual void string(std::string_view text) = 0;

 protected:
  JsonOut() = default;
  JsonOut(const JsonOut&) = default;
  JsonOut(JsonOut&&) = default;
  JsonOut& operator=(const JsonOut&) = default;
  JsonOut& operator=(JsonOut&&) = default;
  ~JsonOut() = default;
};

/// Writes compact JSON text. It writes commas and colons itself.
class JsonWriter final : public JsonOut {
 public:
  void begin_object() override { open('{'); }
  void end_object() override { out_ += '}'; }
  void begin_array() override { open('['); }
  void end_array() override { out_ += ']'; }
  void key(std::string_view name) override {
    string(name);
    out_ += ':';
  }

  void null() override { literal("null"); }
  void boolean(bool value) override { literal(value ? "true" : "false"); }
  void integer(std::size_t value) override { literal(std::to_string(value)); }
  void raw(std::string_view json) override { literal(json); }
  void string(std::string_view text) override {
    stop_point(50 + text.size());
    separate();
    out_ += '"';
    while (!text.empty()) {
      const std::size_t valid = utf8_valid_prefix(text);
      for (const char c : text.substr(0, valid)) character(c);
      if (valid == text.size()) break;
      // Text from code may contain any bytes, and the output must still be JSON.
      out_ += "\\ufffd";
      text.remove_prefix(valid + 1);
    }
    out_ += '"';
  }

  /// The members of the open object, as JSON with the comma before them.
  void append(std::string_view members) { out_ += members; }

  std::string take() { return std::move(out_); }

 private:
  void open(char bracket) {
    stop_point(50);
    separate();
    out_ += bracket;
  }
  void literal(std::string_view word) {
    separate();
    out_ += word;
  }
  // A text ends with its quote, so these last characters are always structure: no state is needed.
  void separate() {
    if (out_.empty()) return;
    const char last = out_.back();
    if (last != '{' && last != '[' && last != ':') out_ += ',';
  }
  void character(char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    switch (c) {
      case '"': out_ += "\\\""; return;
      case '\\': out_ += "\\\\"; return;
      case '\n': out_ += "\\n"; return;
      case '\r': out_ += "\\r"; return;
      case '\t': out_ += "\\t"; return;
      default: break;
    }
    if (static_cast<unsigned char>(c) >= 0x20) {
      out_ += c;
    } else {
      out_ += "\\u00";
      out_ += digits[static_cast<std::size_t>(c) / 16];
      out_ += digits[static_cast<std::size_t>(c) % 16];
    }
  }

  std::string out_;
};

/// The end of the string that starts at `begin`, after its quote.
inline std::size_t json_string_end(std::string_view text, std::size_t begin) {
  std::size_t i = begin + 1;
  for (; i < text.size() && text[i] != '"'; ++i) {
    if (text[i] == '\\') ++i;
  }
  return i < text.size() ? i + 1 : text.size();
}

/// The end of the object or array that starts at `begin`, or npos if it takes more than `room`
/// characters on one line.
inline std::size_t json_flat_end(std::string_view text, std::size_t begin, std::size_t room) {
  std::size_t depth = 0;
  std::size_t spaces = 0;  // one after each comma and colon
  for (std::size_t i = begin; i < text.size() && i - begin + spaces <= room;) {
    const char c = text[i];
    i = c == '"' ? json_string_end(text, i) : i + 1;
    if (c == '{' || c == '[') ++depth;
    if (c == ',' || c == ':') ++spaces;
    if ((c == '}' || c == ']') && --depth == 0) {
      return i - begin + spaces <= room ? i : std::string_view::npos;
    }
  }
  return std::string_view::npos;
}

/// Formats compact JSON for people. An object or array that fits on the line stays on it; otherwise
/// each of its parts gets its own line.
inline std::string indent_json(std::string_view compact, std::size_t width = 100) {
  std::string out;
  std::size_t level = 0;
  std::size_t line = 0;  // where the current line starts in `out`
  std::size_t flat = 0;  // everything up to here stays on the current line
  const auto break_line = [&] {
    out += '\n';
    line = out.size();
    out.append(2 * level, ' ');
  };
  for (std::size_t i = 0; i < compact.size();) {
    const char c = compact[i];
    if (c == '"') {
      const std::size_t end = json_string_end(compact, i);
      out += compact.substr(i, end - i);
      i = end;
      continue;
    }
    const bool opens = c == '{' || c == '[';
    if (opens && i >= flat) {
      stop_point(500);
      const std::size_t used = out.size() - line;
      const std::size_t end = json_flat_end(compact, i, used < width ? width - used : 0);
      const bool empty = compact[i + 1] == '}' || compact[i + 1] == ']';
      if (end != std::string_view::npos) flat = end;
      if (empty) flat = i + 2;
    }
    const bool inside_flat = i < flat;
    if (!inside_flat && (c == '}' || c == ']')) {
      --level;
      break_line();
    }
    out += c;
    ++i;
    if (c == ':' || (inside_flat && c == ',')) out += ' ';
    if (!inside_flat && opens) ++level;
    if (!inside_flat && (opens || c == ',')) break_line();
  }
  out += '\n';
  return out;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
