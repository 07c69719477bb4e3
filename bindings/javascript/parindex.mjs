// SPDX-License-Identifier: MIT
/**
 * parindex in JavaScript: the C++ engine as WebAssembly, in browsers and in Node. Figures are exact,
 * and the same to the last digit as those of C, C++ and Python.
 *
 * Call `init()` once. Objects that hold memory of the engine have `free()`; what is forgotten is
 * released when JavaScript collects it.
 */

const INTERFACE = 1; // PARINDEX_C_VERSION
const STATUS = ["ok", "invalid", "misuse", "stopped", "no_memory", "failed"];
const OPTIONS_SIZE = 40; // of parindex_score_options with pointers of 32 bits
const MOST_DEPTH = 1000; // of values that are written as JSON
const NOT_SUPPORTED = 52; // an errno of WASI: the module has no files

/** What every failed call throws. */
export class ParindexError extends Error {
  /**
   * @param {string} status why: `"invalid"`, `"misuse"`, `"stopped"`, `"no_memory"` or `"failed"`
   * @param {string} message a sentence in English
   * @param {object[]} issues for `"invalid"`: everything that is wrong, not only the first
   */
  constructor(status, message, issues = []) {
    super(message);
    this.name = "ParindexError";
    this.status = status;
    this.issues = Object.freeze(issues);
  }
}

/** The module in use: its functions, and how values go in and out. */
class Engine {
  constructor(exports) {
    this.c = exports;
    this.stopped = "";
    this.forgotten = new FinalizationRegistry(({ kind, pointer }) => this.free(kind, pointer));
  }

  /** Calls a function of the module. After a trap its memory cannot be trusted: nothing is called again. */
  run(name, ...args) {
    if (this.stopped) throw new ParindexError("failed", this.stopped);
    try {
      return this.c[name](...args);
    } catch (failure) {
      this.stopped = `the engine broke off in ${name} and cannot be used again: ${failure}`;
      throw new ParindexError("failed", this.stopped);
    }
  }

  allocate(size) {
    const pointer = this.run("malloc", size);
    if (pointer === 0) throw new ParindexError("no_memory", "out of memory");
    return pointer;
  }

  free(kind, pointer) {
    if (!this.stopped) this.run(`parindex_${kind}_free`, pointer);
  }

  /** Gives the memory that `use` asks for with its argument, and takes it back afterwards. */
  within(use) {
    const taken = [];
    const take = (size) => {
      taken.push(this.allocate(size));
      return taken.at(-1);
    };
    try {
      return use(take);
    } finally {
      if (!this.stopped) for (const pointer of taken) this.run("free", pointer);
    }
  }

  /** Copies a text into the module, with a NUL; its address and its number of bytes without the NUL. */
  put(take, text) {
    const bytes = new TextEncoder().encode(text);
    const pointer = take(bytes.length + 1);
    const memory = new Uint8Array(this.c.memory.buffer);
    memory.set(bytes, pointer);
    memory[pointer + bytes.length] = 0;
    return [pointer, bytes.length];
  }

  text(pointer, size) {
    return new TextDecoder().decode(new Uint8Array(this.c.memory.buffer, pointer, size));
  }

  /** The text up to a NUL. */
  textAt(pointer) {
    const memory = new Uint8Array(this.c.memory.buffer);
    return this.text(pointer, memory.indexOf(0, pointer) - pointer);
  }

  /** The content of a parindex_text, which is released; null for NULL. */
  takeText(pointer) {
    if (pointer === 0) return null;
    const data = this.run("parindex_text_data", pointer);
    const text = this.text(data, this.run("parindex_text_size", pointer));
    this.free("text", pointer);
    return text;
  }

  /** Calls a function that returns a status: what it makes, and its issues if it has any to give. */
  make(name, args, subject) {
    return this.within((take) => {
      const out = take(8);
      const ends = subject === undefined ? [out] : [out, out + 4];
      const view = () => new DataView(this.c.memory.buffer);
      for (const end of ends) view().setUint32(end, 0, true);
      const status = STATUS[this.run(name, ...args, ...ends)] ?? "failed";
      const found = subject === undefined ? null : this.takeText(view().getUint32(out + 4, true));
      const issues = JSON.parse(found ?? "[]");
      if (status === "ok") return { made: view().getUint32(out, true), issues };
      if (status === "invalid") throw new ParindexError(status, summary(subject, issues), issues);
      throw new ParindexError(status, this.textAt(this.run("parindex_last_error")));
    });
  }

  /** The text that a function without issues gives. */
  ask(name, ...args) {
    return this.takeText(this.make(name, args).made);
  }
}

function summary(subject, issues) {
  const first = issues[0];
  const more = issues.length > 1 ? `, and ${issues.length - 1} more` : "";
  return first ? `invalid ${subject}: ${first.message} (${first.code})${more}` : `invalid ${subject}`;
}

let engine = null;
let starting = null;

function running() {
  if (engine === null) throw new ParindexError("misuse", "call init() first, and wait for it");
  return engine;
}

/** What the module imports from its surroundings: a clock, and no files. */
function surroundings(memory) {
  const known = {
    // The last argument receives nanoseconds.
    clock_time_get: (...args) => {
      const now = BigInt(Math.round(performance.now() * 1e6));
      new DataView(memory().buffer).setBigUint64(args.at(-1), now, true);
      return 0;
    },
    environ_sizes_get: (count, size) => {
      const view = new DataView(memory().buffer);
      view.setUint32(count, 0, true);
      view.setUint32(size, 0, true);
      return 0;
    },
    environ_get: () => 0,
    emscripten_notify_memory_growth: () => {},
    proc_exit: (code) => {
      throw new Error(`exit ${code}`);
    },
  };
  return (name) => known[name] ?? (() => NOT_SUPPORTED);
}

async function compiled(source) {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  if (typeof Response !== "undefined" && source instanceof Response) {
    return WebAssembly.compileStreaming(source);
  }
  const address = new URL(source, import.meta.url);
  if (address.protocol !== "file:") return WebAssembly.compileStreaming(fetch(address));
  const { readFile } = await import("node:fs/promises");
  return WebAssembly.compile(await readFile(address));
}

async function start(source) {
  const module = await compiled(source);
  let exports;
  const give = surroundings(() => exports.memory);
  const imports = {};
  for (const { module: room, name } of WebAssembly.Module.imports(module)) {
    (imports[room] ??= {})[name] = give(name);
  }
  exports = (await WebAssembly.instantiate(module, imports)).exports;
  exports._initialize?.();
  const found = exports.parindex_c_version();
  if (found !== INTERFACE) {
    const said = `the module has interface ${found}, and this file needs ${INTERFACE}`;
    throw new ParindexError("misuse", said);
  }
  engine = new Engine(exports);
}

/**
 * Loads the engine; later calls wait for the first.
 * @param {string|URL|BufferSource|WebAssembly.Module|Response} [source] the module; by default the file
 *   `parindex.wasm` beside this one
 * @returns {Promise<void>}
 */
export function init(source = new URL("parindex.wasm", import.meta.url)) {
  starting ??= start(source).catch((failure) => {
    starting = null;
    throw failure;
  });
  return starting;
}

/** The version of the engine, such as `"0.2.0"`; it is part of every fingerprint. */
export function version() {
  const own = running();
  return own.textAt(own.run("parindex_engine_version"));
}

/** Memory of the engine that belongs to an object. */
class Handle {
  #engine = running();
  #kind;
  #pointer;

  constructor(kind, pointer) {
    this.#kind = kind;
    this.#pointer = pointer;
    this.#engine.forgotten.register(this, { kind, pointer }, this);
  }

  /** Releases the memory; the object cannot be used afterwards. Another call does nothing. */
  free() {
    if (this.#pointer === 0) return;
    this.#engine.forgotten.unregister(this);
    this.#engine.free(this.#kind, this.#pointer);
    this.#pointer = 0;
  }

  /** The address of the memory of `object`, which must be of a class. */
  static of(object, type) {
    const name = type.name.toLowerCase();
    if (!(object instanceof type)) throw new ParindexError("misuse", `expected ${name}: ${type.name}`);
    if (object.#pointer === 0) throw new ParindexError("misuse", `the ${name} was released by free()`);
    return object.#pointer;
  }
}
if (Symbol.dispose) Handle.prototype[Symbol.dispose] = Handle.prototype.free;

/** A checked rubric. */
export class Rubric extends Handle {
  /** The warnings of the check. */
  warnings;

  /** @private */
  constructor(pointer, warnings) {
    super("rubric", pointer);
    this.warnings = Object.freeze(warnings);
  }

  /**
   * Reads and checks a rubric.
   * @param {string|object} json JSON as text, which keeps every digit, or as an object, whose numbers
   *   mean their shortest decimal
   */
  static read(json) {
    const own = running();
    const { made, issues } = own.within((take) =>
      own.make("parindex_rubric_read", own.put(take, jsonOf(json)), "rubric"),
    );
    return new Rubric(made, issues);
  }

  /** The rubric as canonical JSON: equal rubrics give equal texts. */
  json() {
    return running().ask("parindex_rubric_json", Handle.of(this, Rubric));
  }

  /** Prepares the rubric for scoring. */
  compile() {
    const { made } = running().make("parindex_plan_compile", [Handle.of(this, Rubric)], "rubric");
    return new Plan(made);
  }
}

/** A rubric prepared for scoring. */
export class Plan extends Handle {
  /** @private */
  constructor(pointer) {
    super("plan", pointer);
  }

  /** The columns of the data: `name`, `code` of the leaf, `input` and `type` of each. */
  get columns() {
    return JSON.parse(running().ask("parindex_plan_columns", Handle.of(this, Plan)));
  }

  /** `sha256:` and 64 digits over the rubric and the version of the engine. */
  get fingerprint() {
    return running().ask("parindex_plan_fingerprint", Handle.of(this, Plan));
  }
}

/** The results of a table. */
export class Scores extends Handle {
  /** @private */
  constructor(pointer) {
    super("scores", pointer);
  }

  /** The number of units. */
  get size() {
    return running().run("parindex_scores_size", Handle.of(this, Scores));
  }

  /** The results as JSON: figures are exact, as text. The same text as in C and Python. */
  json() {
    return running().ask("parindex_scores_json", Handle.of(this, Scores));
  }

  /** The results of the units, in the order of the data. */
  get units() {
    return JSON.parse(this.json()).units;
  }

  /** What is wrong with the rows. */
  get issues() {
    return JSON.parse(running().ask("parindex_scores_issues", Handle.of(this, Scores)));
  }

  /** `rows:` and 64 digits over every result. */
  get digest() {
    return running().ask("parindex_scores_digest", Handle.of(this, Scores));
  }
}

/**
 * Scores a table. A bad value makes its row an error, see `Scores.issues`.
 * @param {Plan} plan
 * @param {string|object[]} units an object for each unit with the values of its columns; null is a
 *   missing value. Or the same as JSON text.
 * @param {object} [options]
 * @param {string|null} [options.unit] the column with the names; null: units have the number of their row
 * @param {string} [options.group] the column with the groups
 * @param {string} [options.ranked] the column that says whether a unit is ranked
 * @param {boolean} [options.allowMissingColumns] columns that the table lacks have missing values
 * @param {boolean} [options.allowUnknownColumns] columns that the rubric does not read are ignored
 * @param {number} [options.timeout] the longest time in milliseconds; 0: no limit
 * @returns {Scores}
 */
export function score(plan, units, options = {}) {
  const { unit = "unit", group = "group", ranked = "ranked", timeout = 0, ...others } = options;
  const { allowMissingColumns = false, allowUnknownColumns = false, ...unknown } = others;
  for (const name of Object.keys(unknown)) {
    throw new ParindexError("misuse", `score has no option ${name}`);
  }
  if (!(timeout >= 0 && timeout <= Number.MAX_SAFE_INTEGER)) {
    throw new ParindexError("misuse", "timeout must be a number of milliseconds, at least 0");
  }
  const own = running();
  return own.within((take) => {
    const pointer = Handle.of(plan, Plan);
    const name = (text, key) => (text === null ? 0 : own.put(take, textOf(text, key))[0]);
    const names = [name(unit, "unit"), name(group, "group"), name(ranked, "ranked")];
    const rows = own.put(take, jsonOf(units));
    const given = take(OPTIONS_SIZE);
    const view = new DataView(own.c.memory.buffer, given, OPTIONS_SIZE);
    const words = [OPTIONS_SIZE, ...names, Number(allowMissingColumns), Number(allowUnknownColumns), 1, 0];
    words.forEach((word, at) => view.setUint32(4 * at, word, true)); // 1: the number of threads
    view.setBigUint64(32, BigInt(Math.ceil(timeout)), true);
    return new Scores(own.make("parindex_score_json", [pointer, ...rows, given], "table").made);
  });
}

/**
 * Why a unit has the points of a node: the tree of its steps.
 * @param {Scores} scores
 * @param {string} unit
 * @param {string|null} [code] null: the total
 */
export function explain(scores, unit, code = null) {
  const own = running();
  return own.within((take) => {
    const pointer = Handle.of(scores, Scores);
    const of = own.put(take, textOf(unit, "unit"))[0];
    const at = code === null ? 0 : own.put(take, textOf(code, "code"))[0];
    return JSON.parse(own.ask("parindex_explain", pointer, of, at));
  });
}

/**
 * The ranking of a node by the rule that it declares.
 * @param {Scores} scores
 * @param {string|null} [code] null: the total
 */
export function rank(scores, code = null) {
  const own = running();
  return own.within((take) => {
    const pointer = Handle.of(scores, Scores);
    const at = code === null ? 0 : own.put(take, textOf(code, "code"))[0];
    const { made } = own.make("parindex_rank", [pointer, at], "ranking");
    return JSON.parse(own.takeText(made));
  });
}

/** A text in normal form C, which is how names are compared. */
function textOf(text, name) {
  if (typeof text !== "string") throw new ParindexError("misuse", `${name} must be a string`);
  if (/\p{Surrogate}/u.test(text)) throw new ParindexError("misuse", `${name} is not valid Unicode text`);
  if (text.includes("\0")) throw new ParindexError("misuse", `${name} has a NUL character`);
  return text.normalize("NFC");
}

function jsonOf(value) {
  if (typeof value !== "string") return written(value, "", 0);
  if (/\p{Surrogate}/u.test(value)) throw new ParindexError("misuse", "the JSON is not valid Unicode text");
  return value.normalize("NFC");
}

/** A value as JSON; unlike JSON.stringify, it refuses what would be lost. */
function written(value, place, depth) {
  const refuse = (what) => {
    throw new ParindexError("misuse", `${place || "the value"}: ${what}`);
  };
  if (depth > MOST_DEPTH) refuse("too deep");
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") {
    return Number.isFinite(value) ? JSON.stringify(value) : refuse(`${value} is not a number of JSON`);
  }
  if (typeof value === "string") {
    if (/\p{Surrogate}/u.test(value)) refuse("not valid Unicode text");
    return JSON.stringify(value.normalize("NFC"));
  }
  if (typeof value !== "object") refuse(`a ${typeof value} has no form in JSON`);
  if (typeof value.toJSON === "function") return written(value.toJSON(), place, depth + 1);
  if (Array.isArray(value)) {
    return `[${Array.from(value, (one, at) => written(one, `${place}/${at}`, depth + 1)).join(",")}]`;
  }
  const members = Object.entries(value).filter(([, one]) => one !== undefined);
  const texts = members.map(
    ([key, one]) => `${written(key, place, depth)}:${written(one, `${place}/${key}`, depth + 1)}`,
  );
  return `{${texts.join(",")}}`;
}
