// SPDX-License-Identifier: MIT
// Loads a rubric, scores two units, and says why the first has its points.
//   node score_rubric.mjs [RUBRIC.json]    the values below are those of rubrics/vn-ca-mau-2013.json
import { readFile } from "node:fs/promises";
import { ParindexError, Rubric, explain, init, score, version } from "parindex";

const units = [
  {
    unit: "A", "1.1.1": "on_time", "1.1.2.tasks": true, "1.1.2.funding": true, "1.1.3": true, "1.1.4.done": 9,
    "1.1.4.planned": 10, "1.2.1.q1": true, "1.2.1.six_months": true, "1.2.1.q3": true, "1.2.1.year": false, "1.2.2": true,
  },
  {
    unit: "B", "1.1.1": "on_time", "1.1.2.tasks": true, "1.1.2.funding": true, "1.1.3": true, "1.1.4.done": 91,
    "1.1.4.planned": 100, "1.2.1.q1": true, "1.2.1.six_months": true, "1.2.1.q3": true, "1.2.1.year": true, "1.2.2": true,
  },
];

try {
  await init();
  const rubric = Rubric.read(await readFile(process.argv[2] ?? "rubrics/vn-ca-mau-2013.json", "utf8"));
  const plan = rubric.compile();
  const scores = score(plan, units);
  console.log(`parindex ${version()}, ${scores.size} units`);
  console.log(scores.json());
  console.log(JSON.stringify(explain(scores, "A", "1.1.4")));
  for (const handle of [scores, plan, rubric]) handle.free();
} catch (failure) {
  if (!(failure instanceof ParindexError)) throw failure;
  for (const issue of failure.issues) console.error(issue.code, issue.pointer, issue.message);
  console.error(failure.message);
  process.exitCode = 1;
}
