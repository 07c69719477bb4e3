// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <parindex/rubric/detail/canonical_writer.hpp>
#include <parindex/rubric/detail/names.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The canonical text of a draft or of a part of one, compact. Fingerprints are computed over these
/// bytes.
template <class T>
std::string canonical_json(const T& part) {
  return CanonicalWriter::as<JsonWriter>(part);
}
/// The tree of a draft, in which each name is replaced by its shared part or value.
inline JsonValue canonical_tree(const RubricDraft& draft) {
  return CanonicalWriter::as<JsonTreeWriter>(draft);
}
/// The same with the names that the author gave: the tree of the canonical text.
inline JsonValue named_tree(const RubricDraft& draft) {
  return with_names(draft, canonical_tree(draft));
}
inline std::string canonical_json(const RubricDraft& draft) {
  return has_names(draft) ? tree_text(named_tree(draft)) : CanonicalWriter::as<JsonWriter>(draft);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
