// SPDX-License-Identifier: MIT
// Scores in a thread that another one stops, as the button "cancel" of an application would.
#include <parindex/io/json.hpp>
#include <parindex/parindex.hpp>
#include <parindex/stop.hpp>

#include <chrono>
#include <cstddef>
#include <iostream>
#include <thread>
#include <vector>

namespace px = parindex;

int main() {
  using namespace std::chrono_literals;
  const px::Plan plan = px::compile(px::load_rubric("rubrics/vn-ca-mau-2013.json"));
  px::Table table;
  table.columns = {{"1.1.4.done", std::vector<px::Cell>(100'000, px::Cell(9))},
                   {"1.1.4.planned", std::vector<px::Cell>(100'000, px::Cell(10))}};

  std::jthread worker([&](std::stop_token token) {
    const px::StopScope scope({.token = token, .deadline = std::chrono::steady_clock::now() + 60s});
    try {
      for (std::size_t runs = 1;; ++runs) {
        const px::Scores scores =
            px::score(plan, table, {.allow_missing_columns = true, .threads = 2});
        std::cout << runs << " times " << scores.size() << " units\n";
      }
    } catch (const px::StoppedError& stopped) {
      std::cout << stopped.what() << '\n';
    }
  });
  worker.request_stop();
}
