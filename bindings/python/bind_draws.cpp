// SPDX-License-Identifier: MIT
// Random numbers and ranks of draws, written into arrays of NumPy.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include <parindex/analysis/draw_ranks.hpp>
#include <parindex/analysis/generator.hpp>

#include "convert.hpp"
#include "sentences.hpp"

namespace parindex::python {

namespace {

/// The numbers of an array that is contiguous in rows.
template <class T>
std::span<T> numbers_of(const py::buffer_info& room) {
  using Number = std::remove_const_t<T>;
  py::ssize_t step = room.itemsize;
  bool flat = reinterpret_cast<std::uintptr_t>(room.ptr) % alignof(T) == 0;
  for (std::size_t axis = room.shape.size(); axis-- > 0;) {
    flat = flat && (room.shape[axis] == 1 || room.strides[axis] == step);
    step *= room.shape[axis];
  }
  const bool writable = std::is_const_v<T> || !room.readonly;
  if (room.size != 0 && !(flat && writable && room.item_type_is_equivalent_to<Number>())) {
    throw WrongTypeError(detail::sentence::the_buffer_does_not_fit_the_figures);
  }
  return {static_cast<T*>(room.ptr), static_cast<std::size_t>(room.size)};
}

/// Fills an array of so many rows and columns with what `make()` gives.
template <class T, class Make>
void fill(const py::buffer& out, std::size_t rows, std::size_t columns, const Make& make) {
  const py::buffer_info room = out.request();
  const std::span<T> to = numbers_of<T>(room);
  if (columns == 0 ? !to.empty() : to.size() % columns != 0 || to.size() / columns != rows) {
    throw WrongTypeError(detail::sentence::the_buffer_does_not_fit_the_figures);
  }
  const Unlocked unlocked;
  const std::vector<T> made = make();
  std::copy(made.begin(), made.end(), to.begin());
}

using Numbers = std::int64_t;

void write_ranks(const py::buffer& numerators, const std::optional<py::buffer>& denominators,
                 const py::buffer& valid, const std::optional<py::buffer>& groups, bool dense,
                 const py::buffer& out) {
  const py::buffer_info above = numerators.request();
  const py::buffer_info ranked = valid.request();
  const auto below = denominators ? std::optional(denominators->request()) : std::nullopt;
  const auto own = groups ? std::optional(groups->request()) : std::nullopt;
  if (above.ndim != 2) {
    throw WrongTypeError(detail::sentence::the_buffer_does_not_fit_the_figures);
  }
  DrawFigures figures{static_cast<std::size_t>(above.shape[0]),
                      static_cast<std::size_t>(above.shape[1]), numbers_of<const Numbers>(above)};
  const std::span<const bool> marks = numbers_of<const bool>(ranked);
  figures.valid = {reinterpret_cast<const unsigned char*>(marks.data()), marks.size()};
  if (below) figures.denominators = numbers_of<const Numbers>(*below);
  if (own) figures.groups = numbers_of<const std::uint32_t>(*own);
  fill<std::int32_t>(out, figures.draws, figures.units,
                     [&] { return draw_ranks(figures, dense ? Ties::dense : Ties::competition); });
}

}  // namespace

void bind_draws(py::module_& m) {
  bind_class<RandomStream>(m, "RandomStream")
      .def(
          "write_bits",
          [](const RandomStream& stream, unsigned bits, std::uint64_t first, std::size_t count,
             std::size_t size, unsigned attempt, const py::buffer& out) {
            fill<Numbers>(out, count, size,
                          [&] { return stream.bits(bits, first, count, size, attempt); });
          },
          py::arg("bits"), py::arg("first"), py::arg("count"), py::arg("size"), py::arg("attempt"),
          py::arg("out"), "Fills an array with numbers of some bits.")
      .def(
          "write_below",
          [](const RandomStream& stream, std::uint64_t limit, std::uint64_t first,
             std::size_t count, std::size_t size, const py::buffer& out) {
            fill<Numbers>(out, count, size,
                          [&] { return stream.below(limit, first, count, size); });
          },
          py::arg("limit"), py::arg("first"), py::arg("count"), py::arg("size"), py::arg("out"),
          "Fills an array with numbers below a limit.")
      .def(
          "write_simplex",
          [](const RandomStream& stream, std::size_t parts, unsigned bits, std::uint64_t first,
             std::size_t count, const py::buffer& out) {
            fill<Numbers>(out, count, parts,
                          [&] { return stream.simplex(parts, bits, first, count); });
          },
          py::arg("parts"), py::arg("bits"), py::arg("first"), py::arg("count"), py::arg("out"),
          "Fills an array with weights that add up to 2^bits.");
  m.def(
      "random_stream",
      [](std::uint64_t seed, std::string_view name) { return RandomStream(seed, name); },
      py::arg("seed"), py::arg("name"), "The random numbers of a name under a seed.");
  m.def("write_ranks", &write_ranks, py::arg("numerators"), py::arg("denominators"),
        py::arg("valid"), py::arg("groups"), py::kw_only(), py::arg("dense"), py::arg("out"),
        "Fills an array with the ranks of every draw.");
}

}  // namespace parindex::python
