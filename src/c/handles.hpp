// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>
#include <stdexcept>
#include <string>
#include <unordered_set>
#include <utility>

#include <parindex/io/arrow.hpp>

namespace parindex::c {

/// A wrong argument of a call.
class Misuse : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

#ifndef NDEBUG

/// The handles that were not released. Debug builds look here before they use one: memory that was
/// released cannot say so itself.
class Living {
 public:
  static void add(const void* handle) {
    const std::lock_guard lock(mutex());
    all().insert(handle);
  }
  static bool has(const void* handle) {
    const std::lock_guard lock(mutex());
    return all().contains(handle);
  }
  static bool remove(const void* handle) {
    const std::lock_guard lock(mutex());
    return all().erase(handle) != 0;
  }

 private:
  static std::mutex& mutex() {
    static std::mutex only;
    return only;
  }
  static std::unordered_set<const void*>& all() {
    static std::unordered_set<const void*> only;
    return only;
  }
};

#endif

/// A new handle.
template <class T, class Value>
T* to_handle(Value value) {
  T* const made = new T(std::move(value));
#ifndef NDEBUG
  try {
    Living::add(made);
  } catch (...) {
    delete made;
    throw;
  }
#endif
  return made;
}

/// The value of a handle. Throws Misuse for NULL and, in debug builds, for a released handle.
template <class T>
const auto& from_handle(const T* handle, const char* name) {
  if (handle == nullptr) throw Misuse(std::string(name) + " is NULL");
#ifndef NDEBUG
  if (!Living::has(handle)) throw Misuse(std::string(name) + " was released");
#endif
  return handle->value;
}

/// Releases a handle. A debug build ends the program if it was released before: the call has no
/// other way to say so.
template <class T>
void release(T* handle) noexcept {
  if (handle == nullptr) return;
#ifndef NDEBUG
  if (!Living::remove(handle)) std::terminate();
#endif
  delete handle;
}

/// An Arrow stream that is released at the end, whoever has taken it by then.
class Stream {
 public:
  explicit Stream(ArrowArrayStream& moved) : stream_(std::exchange(moved, ArrowArrayStream{})) {}
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() {
    if (stream_.release != nullptr) stream_.release(&stream_);
  }
  ArrowArrayStream* get() { return &stream_; }

 private:
  ArrowArrayStream stream_;
};

}  // namespace parindex::c
