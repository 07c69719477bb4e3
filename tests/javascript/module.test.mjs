// SPDX-License-Identifier: MIT
// What the module does with right and wrong arguments: PARINDEX_MODULE=FOLDER node --test module.test.mjs
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const folder = pathToFileURL(`${process.env.PARINDEX_MODULE}/`);
const { ParindexError, Plan, Rubric, Scores, explain, init, rank, score, version } = await import(
  new URL("parindex.mjs", folder)
);

const RUBRIC = {
  parindex: 1, id: "trial", edition: "2026", max: "3", aggregation: "sum", missing: "error",
  index_rounding: { digits: 2, mode: "half_up" },
  ranking: { on: "index", stage: "exact", ties: "competition", within: "all" },
  nodes: [
    { code: "1", max: "1", rule: { yes_no: { yes: "1", no: "0" } } },
    { code: "2", max: "2", title: { vi: "Điểm" }, rule: { direct: { min: "0", max: "2" } } },
  ],
};
const ROWS = [
  { unit: "Hà Nội", 1: true, 2: "1.25" },
  { unit: "Huế", 1: false, 2: 0.1 },
];

const refused = (act, status, message) =>
  assert.throws(act, (failure) => {
    assert.ok(failure instanceof ParindexError, String(failure));
    assert.equal(failure.status, status);
    assert.match(failure.message, message);
    return true;
  });
const planOf = (rubric = RUBRIC) => Rubric.read(rubric).compile();

test("nothing works before init", async () => {
  refused(() => Rubric.read(RUBRIC), "misuse", /call init\(\) first/);
  await assert.rejects(init(new Uint8Array([0, 1, 2])), WebAssembly.CompileError);
  await Promise.all([init(), init()]);
  assert.equal(version(), JSON.parse(await readFile(new URL("package.json", folder), "utf8")).version);
});

test("a table is scored and explained exactly", () => {
  const plan = planOf();
  assert.match(plan.fingerprint, /^sha256:[0-9a-f]{64}$/);
  assert.deepEqual(plan.columns[1], { name: "2", code: "2", input: "value", type: "number" });
  const scores = score(plan, ROWS);
  assert.equal(scores.size, 2);
  assert.deepEqual(scores.units.map((one) => [one.points, one.index]), [["2.25", "75.00"], ["0.1", "3.33"]]);
  assert.deepEqual(scores.issues, []);
  assert.deepEqual(rank(scores).entries.map((one) => [one.unit, one.rank]), [["Hà Nội", 1], ["Huế", 2]]);
  assert.equal(explain(scores, "Huế", "2").points, "0.1");
  assert.equal(explain(scores, "Huế").children.length, 2);
  assert.match(scores.digest, /^rows:[0-9a-f]{64}$/);
});

test("a handle is used until it is released, in any order", () => {
  const rubric = Rubric.read(JSON.stringify(RUBRIC));
  const plan = rubric.compile();
  const scores = score(plan, ROWS);
  const text = scores.json();
  rubric.free();
  plan.free();
  plan.free();
  assert.equal(scores.json(), text);
  scores.free();
  refused(() => rubric.compile(), "misuse", /the rubric was released/);
  refused(() => plan.columns, "misuse", /the plan was released/);
  refused(() => score(plan, ROWS), "misuse", /the plan was released/);
  refused(() => explain(scores, "Huế"), "misuse", /the scores was released|the scores were released/);
  refused(() => score(rubric, ROWS), "misuse", /expected plan/);
  refused(() => score({}, ROWS), "misuse", /expected plan/);
  if (Symbol.dispose) assert.equal(typeof Plan.prototype[Symbol.dispose], "function");
  assert.equal(typeof Scores, "function");
});

test("an invalid rubric throws with all of its issues", () => {
  const wrong = structuredClone(RUBRIC);
  wrong.nodes[0].max = "5";
  wrong.nodes[1].rule.direct.max = "-1";
  refused(() => Rubric.read(wrong), "invalid", /^invalid rubric: /);
  try {
    Rubric.read(wrong);
  } catch (failure) {
    assert.ok(failure.issues.length > 1);
    assert.ok(failure.issues.every((one) => one.code && one.message && one.severity));
    assert.ok(Object.isFrozen(failure.issues));
  }
  refused(() => Rubric.read("{"), "invalid", /json/);
  refused(() => Rubric.read({ ...RUBRIC, parindex: 99 }), "invalid", /version/);
});

test("an invalid table throws, and a bad value is an issue of its row", () => {
  const plan = planOf();
  refused(() => score(plan, [{ unit: "A", 1: true }]), "invalid", /column_missing/);
  const scores = score(plan, [{ unit: "A", 1: true, 2: "7" }, ROWS[0]]);
  assert.deepEqual(scores.issues.map((one) => [one.code, one.row]), [["value_above_maximum", 1]]);
  assert.equal(scores.units[1].points, "2.25");
});

test("options are checked", () => {
  const plan = planOf();
  refused(() => score(plan, ROWS, { treads: 1 }), "misuse", /no option treads/);
  refused(() => score(plan, ROWS, { timeout: -1 }), "misuse", /timeout/);
  refused(() => score(plan, ROWS, { unit: 5 }), "misuse", /unit must be a string/);
  assert.equal(score(plan, [{ unit: "A", 1: true }], { allowMissingColumns: true }).size, 1);
  assert.equal(score(plan, [{ ...ROWS[0], x: 1 }], { allowUnknownColumns: true }).size, 1);
  assert.deepEqual(score(plan, [{ 1: true, 2: 1 }], { unit: null }).units.map((one) => one.unit), ["1"]);
  assert.equal(score(plan, [{ "tên": "Huế", 1: true, 2: 1 }], { unit: "tên" }).units[0].unit, "Huế");
});

test("a time limit stops a call", () => {
  const nodes = Array.from({ length: 50 }, (_, at) => ({ code: String(at + 1), max: "1", rule: { yes_no: { yes: "1", no: "0" } } }));
  const plan = planOf({ ...RUBRIC, max: "50", nodes });
  const rows = JSON.stringify(Array.from({ length: 50_000 }, (_, at) => ({ unit: String(at) })));
  refused(() => score(plan, rows, { allowMissingColumns: true, timeout: 1 }), "stopped", /time allowed/);
});

test("numbers keep their digits, and what JSON would lose is refused", () => {
  const plan = planOf();
  const points = (value) => score(plan, [{ unit: "A", 1: true, 2: value }]).units[0].nodes[2].points;
  assert.equal(points(0.1 + 0.2), "0.30000000000000004");
  assert.equal(points(2n), "2");
  assert.equal(points({ toJSON: () => "1.0000000000000000000000000001" }), "1.0000000000000000000000000001");
  for (const value of [NaN, Infinity]) refused(() => points(value), "misuse", /\/0\/2: .*not a number of JSON/);
  for (const value of [() => 1, Symbol("x")]) refused(() => points(value), "misuse", /has no form in JSON/);
  refused(() => points("\ud800"), "misuse", /not valid Unicode/);
  refused(() => Rubric.read("\ud800"), "misuse", /not valid Unicode/);
  const circle = [];
  circle.push(circle);
  refused(() => score(plan, circle), "misuse", /too deep/);
  refused(() => score(plan, [undefined]), "misuse", /undefined has no form/);
});

test("names are compared in normal form C", () => {
  const scores = score(planOf(), [{ unit: "Hà Nội".normalize("NFD"), 1: true, 2: 1 }]);
  assert.equal(scores.units[0].unit, "Hà Nội".normalize("NFC"));
  assert.equal(explain(scores, "Hà Nội".normalize("NFD"), "2").points, "1");
  refused(() => explain(scores, "Hue"), "misuse", /no unit is called "Hue"/);
  refused(() => explain(scores, "Hà Nội", "9"), "misuse", /no node "9"/);
  refused(() => explain(scores, "a\0b"), "misuse", /NUL/);
});

test("a ranking that is not declared is refused with its issue", () => {
  const { ranking, ...rest } = RUBRIC;
  assert.ok(ranking);
  refused(() => rank(score(planOf(rest), ROWS)), "invalid", /^invalid ranking: /);
});

test("memory is given back, and grows if it must", () => {
  const plan = planOf();
  const rows = JSON.stringify(Array.from({ length: 20_000 }, (_, at) => ({ unit: `x${at}`, 1: true, 2: 1 })));
  for (let round = 0; round < 50; ++round) {
    const scores = score(plan, rows);
    assert.equal(scores.size, 20_000);
    scores.free();
  }
});
