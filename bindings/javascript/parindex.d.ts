// SPDX-License-Identifier: MIT

/** Why a call failed. */
export type Status = "invalid" | "misuse" | "stopped" | "no_memory" | "failed";

/** One finding about a rubric or about data, with its place. */
export interface Issue {
  /** Stable; see the list of issues in the documentation. */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** One English sentence, without a full stop. */
  readonly message: string;
  readonly [detail: string]: unknown;
}

/** What every failed call throws. */
export class ParindexError extends Error {
  constructor(status: Status, message: string, issues?: Issue[]);
  readonly status: Status;
  /** For `"invalid"`: everything that is wrong, not only the first. */
  readonly issues: readonly Issue[];
}

/** Loads the engine; later calls wait for the first. By default from `parindex.wasm` beside the module. */
export function init(source?: string | URL | BufferSource | WebAssembly.Module | Response): Promise<void>;

/** The version of the engine, such as `"0.2.0"`; it is part of every fingerprint. */
export function version(): string;

/** Memory of the engine that belongs to an object. */
declare abstract class Handle {
  /** Releases the memory; the object cannot be used afterwards. Another call does nothing. */
  free(): void;
}

/** A checked rubric. */
export class Rubric extends Handle {
  private constructor();
  /** Reads and checks a rubric. As text every digit is kept; numbers of an object mean their shortest decimal. */
  static read(json: string | object): Rubric;
  /** The warnings of the check. */
  readonly warnings: readonly Issue[];
  /** The rubric as canonical JSON: equal rubrics give equal texts. */
  json(): string;
  /** Prepares the rubric for scoring. */
  compile(): Plan;
}

/** A column of the data. */
export interface Column {
  readonly name: string;
  /** Code of the leaf. */
  readonly code: string;
  readonly input: string;
  readonly type: "number" | "count" | "boolean" | "choice" | "date";
}

/** A rubric prepared for scoring. */
export class Plan extends Handle {
  private constructor();
  readonly columns: Column[];
  /** `sha256:` and 64 digits over the rubric and the version of the engine. */
  readonly fingerprint: string;
}

/** The figures of a node, exact, as text; null where there is none. */
export interface NodeFigures {
  readonly points: string | null;
  readonly max: string | null;
  readonly index: string | null;
  readonly status: string;
  readonly [more: string]: unknown;
}

/** The results of a unit. */
export interface UnitScore {
  readonly unit: string;
  readonly group: string | null;
  readonly points: string | null;
  readonly max: string | null;
  readonly index: string | null;
  readonly rank: number | null;
  /** By code. JavaScript puts codes that are whole numbers first. */
  readonly nodes: Readonly<Record<string, NodeFigures>>;
  readonly [more: string]: unknown;
}

/** The results of a table. */
export class Scores extends Handle {
  private constructor();
  /** The number of units. */
  readonly size: number;
  /** The results as JSON: figures are exact, as text. The same text as in C and Python. */
  json(): string;
  /** The results of the units, in the order of the data. */
  readonly units: UnitScore[];
  /** What is wrong with the rows. */
  readonly issues: Issue[];
  /** `rows:` and 64 digits over every result. */
  readonly digest: string;
}

/** A value of a column; null is a missing value. */
export type Value = string | number | bigint | boolean | null | { readonly no_value: string };

/** How a table is read and scored. */
export interface ScoreOptions {
  /** The column with the names; null: units have the number of their row. */
  unit?: string | null;
  /** The column with the groups. */
  group?: string;
  /** The column that says whether a unit is ranked. */
  ranked?: string;
  /** Columns that the table lacks have missing values. */
  allowMissingColumns?: boolean;
  /** Columns that the rubric does not read are ignored. */
  allowUnknownColumns?: boolean;
  /** The longest time in milliseconds; 0: no limit. */
  timeout?: number;
}

/** Scores a table. A bad value makes its row an error, see `Scores.issues`. */
export function score(
  plan: Plan,
  units: string | readonly Readonly<Record<string, Value | undefined>>[],
  options?: ScoreOptions,
): Scores;

/** The steps to the points of a node. */
export interface Explanation {
  readonly [part: string]: unknown;
}

/** Why a unit has the points of a node, by default of the total: the tree of its steps. */
export function explain(scores: Scores, unit: string, code?: string | null): Explanation;

/** The ranking of a node, by default of the total, by the rule that it declares. */
export function rank(scores: Scores, code?: string | null): {
  readonly entries: readonly { readonly unit: string; readonly rank: number | null; readonly [more: string]: unknown }[];
  readonly [more: string]: unknown;
};
