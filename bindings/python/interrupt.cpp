// SPDX-License-Identifier: MIT
#include "interrupt.hpp"
#include "sentences.hpp"

#include <chrono>
#include <cmath>
#include <memory>
#include <optional>

#include "convert.hpp"
#include "python_rule.hpp"

namespace parindex::python {

namespace {

using Clock = std::chrono::steady_clock;

/// Runs the handlers of pending signals; only in the main thread, as in Python. The check acquires
/// the interpreter lock, so it does not run every time.
bool run_signal_handlers() {
  constexpr std::chrono::milliseconds pause(20);
  static thread_local Clock::time_point next;
  const Clock::time_point now = Clock::now();
  if (now < next) return false;
  next = now + pause;
  const py::gil_scoped_acquire locked;
  if (PyErr_CheckSignals() != 0) {
    throw PythonInterrupt{std::make_shared<py::error_already_set>()};
  }
  return false;
}

/// A deadline for the code that runs while it is entered. The time counts from construction, and it
/// may be entered several times.
class TimeLimit {
 public:
  explicit TimeLimit(double seconds) {
    if (!(seconds >= 0)) throw Error(detail::sentence::a_timeout_must_be_a_number_of_seconds_0_or);
    constexpr double longest = 1e9;  // more than thirty years; more may overflow the clock
    if (seconds < longest) {
      deadline_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                     std::chrono::duration<double>(seconds));
    }
  }

  TimeLimit(const TimeLimit&) = delete;
  TimeLimit& operator=(const TimeLimit&) = delete;
  ~TimeLimit() {
    // A scope that still contains others, or that belongs to another thread, must stay.
    if (scope_ && !is_innermost()) static_cast<void>(scope_.release());
  }

  void enter() {
    if (scope_) throw Error(detail::sentence::the_time_limit_is_already_in_use);
    scope_ = std::make_unique<StopScope>(Stop{{}, deadline_, {}});
    try {
      check_stop();
    } catch (...) {
      scope_.reset();
      throw;
    }
  }
  void exit() {
    if (scope_ && !is_innermost()) {
      throw Error(detail::sentence::time_limits_must_end_in_the_thread_that);
    }
    scope_.reset();
  }

 private:
  bool is_innermost() const { return detail::stop_thread().scope == scope_.get(); }

  std::optional<Clock::time_point> deadline_;
  std::unique_ptr<StopScope> scope_;
};

}  // namespace

Interruptible::Interruptible() : scope_(Stop{{}, {}, run_signal_handlers}) {}

void bind_interrupt(py::module_& m) {
  bind_class<TimeLimit>(m, "TimeLimit")
      .def("__enter__", &TimeLimit::enter)
      .def(
          "__exit__",
          [](TimeLimit& limit, const py::object&, const py::object&, const py::object&) {
            limit.exit();
          },
          py::arg("type"), py::arg("value"), py::arg("trace"));
  m.def(
      "time_limit", [](double seconds) { return std::make_unique<TimeLimit>(seconds); },
      py::arg("seconds"), "A deadline for all calls inside its `with` block.");
  m.def(
      "step",
      [](py::object thing) {
        const Interruptible interruptible;
        check_stop();
        return thing;
      },
      py::arg("thing"),
      "The argument itself, after a check of signals and deadlines: for loops, and as a hook.");
}

}  // namespace parindex::python
