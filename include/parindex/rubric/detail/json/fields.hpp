// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <parindex/rubric/detail/json/reader.hpp>
#include <parindex/rubric/detail/parts.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The keys of an object, from the description of its contents.
class FieldKeys {
 public:
  /// The keys of a given object; without one, of no particular object.
  explicit FieldKeys(const JsonValue* object = nullptr) : object_(object) {}

  template <class T>
  void operator()(FieldKey key, const T&, std::string_view = {}) {
    add(key, !IsOptional<T>::value);
  }
  template <class T>
  void optional(FieldKey key, const T&, std::string_view = {}) {
    add(key, false);
  }
  template <class T>
  void some(FieldKey key, const T&, std::string_view = {}, Ids = Ids::identifiers) {
    add(key, true);
  }
  void id(FieldKey key, const std::string&, Ids = Ids::identifiers) { add(key, true); }
  void identifier(FieldKey key, const std::string&, std::string_view = {}) { add(key, true); }
  void label(FieldKey key, const std::string&, bool needed, std::string_view = {}) {
    add(key, needed);
  }
  void labels(FieldKey key, const std::vector<std::string>&, std::string_view = {}) {
    add(key, false);
  }
  void text(FieldKey key, const std::string&, std::string_view = {}) { add(key, false); }
  void date(FieldKey key, Day, std::string_view = {}) { add(key, true); }
  void dates(FieldKey key, const std::vector<Day>&, std::string_view = {}) { add(key, false); }
  void word(FieldKey key, bool, const std::array<std::string_view, 2>&, std::string_view = {}) {
    add(key, true);
  }
  template <class Members>
  void object(FieldKey key, const Members&, std::string_view = {}) {
    add(key, true);
  }
  void tests(FieldKey key, const std::vector<Condition>&, std::string_view = {}) { add(key, true); }
  void ends(const std::optional<Bound>&, const std::optional<Bound>&) {
    keys.insert(keys.end(), {{"from"}, {"above"}, {"to"}, {"below"}});
  }
  void end(const Bound&) { keys.insert(keys.end(), {{"below"}, {"to"}}); }
  void line(std::string_view one, std::string_view first, std::string_view last, const Rational&,
            const Rational&) {
    if (object_ != nullptr && object_->find(one) != nullptr) {
      keys.push_back({one, true});
    } else {
      keys.insert(keys.end(), {{first, true}, {last, true}});
    }
  }

  Keys keys;

 private:
  void add(const FieldKey& key, bool required) { keys.push_back({key.name, required, key.since}); }

  const JsonValue* object_;
};

/// The keys of a kind in an object, without the key of the kind itself.
template <class Each>
Keys keys_of(const Each& each) {
  FieldKeys keys;
  fields(keys, each);
  return keys.keys;
}

template <class Reader, class Part>
void read_fields(Reader& in, const JsonValue& object, Part& out);

/// Reads the members of an object by its description, with the functions of a reader.
template <class Reader>
class FieldReader {
 public:
  FieldReader(Reader& in, const JsonValue& object) : in_(in), object_(object) {}

  template <class T>
  void operator()(std::string_view key, T& out, std::string_view = {}) {
    value(object_.find(key), out);
  }
  template <class T>
  void optional(std::string_view key, T& out, std::string_view = {}) {
    value(object_.find(key), out);
  }
  template <class T>
  void some(std::string_view key, T& out, std::string_view = {}, Ids = Ids::identifiers) {
    value(object_.find(key), out);  // the check counts them
  }
  void id(std::string_view key, std::string& out, Ids = Ids::identifiers) {
    in_.text(object_.find(key), out);
  }
  void identifier(std::string_view key, std::string& out, std::string_view = {}) {
    in_.identifier(object_.find(key), out);
  }
  void label(std::string_view key, std::string& out, bool, std::string_view = {}) {
    in_.identifier(object_.find(key), out);
  }
  void labels(std::string_view key, std::vector<std::string>& out, std::string_view = {}) {
    in_.list(object_.find(key),
             [&](const JsonValue& item) { in_.identifier(&item, out.emplace_back()); });
  }
  void text(std::string_view key, std::string& out, std::string_view = {}) {
    in_.text(object_.find(key), out);
  }
  void date(std::string_view key, Day& out, std::string_view = {}) {
    in_.day(object_.find(key), out);
  }
  void dates(std::string_view key, std::vector<Day>& out, std::string_view = {}) {
    in_.list(object_.find(key), [&](const JsonValue& item) { in_.day(&item, out.emplace_back()); });
  }
  void word(std::string_view key, bool& out, const std::array<std::string_view, 2>& words,
            std::string_view = {}) {
    in_.word(object_.find(key), out, {false, true}, [&](bool flag) { return words[flag]; });
  }
  template <class Members>
  void object(std::string_view key, const Members& members, std::string_view = {}) {
    const JsonValue* found = object_.find(key);
    if (found == nullptr) return;
    FieldKeys keys(found);
    members(keys);
    if (!in_.object(*found, keys.keys)) return;
    FieldReader within(in_, *found);
    members(within);
  }
  void tests(std::string_view key, std::vector<Condition>& out, std::string_view = {}) {
    in_.tests(object_.find(key), out);
  }
  void ends(std::optional<Bound>& lower, std::optional<Bound>& upper) {
    in_.ends(object_, lower, upper);
  }
  void end(Bound& out) {
    if (const JsonValue* end = in_.one_of(object_, {{"below"}, {"to"}}, true)) {
      in_.bound(*end, "to", out);
    }
  }
  void line(std::string_view one, std::string_view first, std::string_view last, Rational& from,
            Rational& to) {
    const bool even = object_.find(one) != nullptr;
    in_.number(object_.find(even ? one : first), from);
    in_.number(object_.find(even ? one : last), to);
  }

 private:
  template <class T>
  void value(const JsonValue* found, T& out) {
    if (found == nullptr) return;
    if constexpr (requires { in_.read_value(found, out); }) {
      in_.read_value(found, out);
    } else if constexpr (requires { words_of(T()); }) {
      in_.word(found, out, words_of(T()));
      if constexpr (requires { since_of(out); }) in_.came(since_of(out), *found, true);
    } else if constexpr (IsOptional<T>::value) {
      if constexpr (requires { words_of(typename IsOptional<T>::Of()); }) {
        in_.word(found, out, words_of(typename IsOptional<T>::Of()));
      } else {
        read_fields(in_, *found, out.emplace());
      }
    } else {
      in_.list(found, [&](const JsonValue& item) { one_of(item, out.emplace_back()); });
    }
  }

  template <class T>
  void one_of(const JsonValue& item, T& out) {
    if constexpr (requires { words_of(out); }) {
      in_.word(&item, out, words_of(out));
    } else {
      read_fields(in_, item, out);
    }
  }

  Reader& in_;
  const JsonValue& object_;
};

template <class Reader, class Part>
void read_fields(Reader& in, const JsonValue& object, Part& out) {
  FieldKeys keys(&object);
  fields(keys, std::as_const(out));
  if (!in.object(object, keys.keys)) return;
  FieldReader<Reader> reader(in, object);
  fields(reader, out);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
