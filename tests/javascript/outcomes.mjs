// SPDX-License-Identifier: MIT
// Does what standard input asks of the module in a folder, and prints what comes out, one JSON value a line:
//   node outcomes.mjs FOLDER < questions
// A question is a line {"rubric": text, "rows": text, "unit": name or null}.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { ParindexError, Rubric, explain, init, rank, score } = await import(
  pathToFileURL(`${process.argv[2]}/parindex.mjs`)
);
await init();

const ask = ({ rubric, rows, unit }) => {
  const read = Rubric.read(rubric);
  const plan = read.compile();
  const scores = score(plan, rows);
  try {
    if (unit === null) return scores.json();
    const ranked = JSON.parse(rubric).ranking ? rank(scores).entries : [];
    return {
      digest: scores.digest,
      fingerprint: plan.fingerprint,
      columns: plan.columns,
      explanation: JSON.stringify(explain(scores, unit)),
      ranks: ranked.map((one) => [one.unit, one.rank]),
    };
  } finally {
    for (const handle of [scores, plan, read]) handle.free();
  }
};

for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  let outcome;
  try {
    outcome = ask(JSON.parse(line));
  } catch (failure) {
    if (!(failure instanceof ParindexError) || failure.status !== "invalid") throw failure;
    outcome = failure.issues.map((one) => one.code);
  }
  console.log(JSON.stringify(outcome));
}
