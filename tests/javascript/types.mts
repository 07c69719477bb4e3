// SPDX-License-Identifier: MIT
// What the types accept and refuse; compiled beside parindex.d.mts by tests/python/test_javascript.py.
import {
  init, score, explain, rank, version, Rubric, Plan, Scores, ParindexError, type Issue, type UnitScore,
} from "./parindex.mjs";

await init();
await init(new URL("file:///parindex.wasm"));
await init(new Uint8Array(8));
const rubric: Rubric = Rubric.read({ parindex: 1 });
const plan: Plan = rubric.compile();
const units = [{ unit: "A", "1": true, "2": 3n, "3": null, "4": { no_value: "not_proven" } }];
const scores: Scores = score(plan, units, { allowMissingColumns: true, timeout: 5 });
const first: UnitScore = scores.units[0]!;
const points: string | null = first.nodes["1"]!.points;
try {
  score(plan, "[]");
} catch (failure) {
  if (!(failure instanceof ParindexError)) throw failure;
  const issues: readonly Issue[] = failure.issues;
  console.log(issues[0]!.code, failure.status === "misuse");
}
console.log(version(), points, explain(scores, "A", "1"), rank(scores).entries[0]!.rank);
scores.free();
// @ts-expect-error an unknown option
score(plan, [], { treads: 1 });
// @ts-expect-error a plan is made by compile()
new Plan();
// @ts-expect-error a function is no value
score(plan, [{ x: () => 1 }]);
