
// The form: what is filled in, its points, what is open, the draft and the file.
const find = (id) => document.getElementById(id);
const facts = JSON.parse(find("facts").textContent);
const words = facts.words;
const names = facts.units.map((one) => one.unit);
const sections = facts.leaves.map((leaf, at) => ({ ...leaf, section: find(`l${at}`) }));
const slot = ["parindex", facts.digest, facts.agency, facts.layer, ...names].join("\n");
const numeric = /^-?\d+(\.\d+)?$/;

for (const leaf of sections) {
  leaf.fields = [...leaf.section.querySelectorAll("[data-field]")];
  leaf.references = [...leaf.section.querySelectorAll("[data-reference]")];
  leaf.files = [...leaf.section.querySelectorAll("[data-file]")];
  leaf.note = leaf.section.querySelector("[data-note]");
  leaf.points = leaf.section.querySelector(".points");
  leaf.why = leaf.section.querySelector(".why");
}

// ---- answers ----

const blank = () => ({
  date: facts.date,
  author: "",
  // By unit and leaf: values by input, what is not accepted by input, evidence by id, and the note.
  units: names.map(() => sections.map(() => ({ values: {}, wrong: {}, evidence: {}, note: "" }))),
});
let state = blank();
let current = 0;
let plan = null;

const language = () => document.documentElement.lang;
const filled = (template, ...parts) => template.replace(/\{(\d)\}/g, (_, at) => parts[at]);
const texts = (key, ...parts) => words[key].map((each) => filled(each, ...parts));
const put = (element, both) => {
  element.replaceChildren();
  say(element, both);
};
const has = (leaf, unit) => {
  const group = facts.units[unit].group;
  return !leaf.only_for.length || !group || leaf.only_for.includes(group);
};

// What is typed, as the engine reads it; null if it is no number in the language of the page.
const read = (input, typed) => {
  const text = typed.trim().normalize("NFC");
  if (text === "" || input.type === "boolean" || input.type === "choice" || input.type === "date") return text;
  if (input.markers.includes(text)) return text;
  const sign = language() === "vi" ? "," : ".";
  const plain = text.replaceAll("−", "-");
  if (plain.includes(sign === "," ? "." : ",")) return null;
  const number = plain.replace(sign, ".");
  return numeric.test(number) ? number : null;
};
const shown = (text) => (numeric.test(text) && language() === "vi" ? text.replace(".", ",") : text);

// ---- points ----

const row = (unit) => {
  const values = { ...facts.units[unit] };
  sections.forEach((leaf, at) => {
    if (!has(leaf, unit)) return;
    for (const input of leaf.inputs) {
      const value = state.units[unit][at].values[input.name];
      if (value) values[input.column] = value;
    }
  });
  return values;
};

const isEmpty = (answer) => !Object.values(answer.values).some(Boolean);
const isWhole = (leaf, answer) => leaf.inputs.every((input) => answer.values[input.name]);

const present = (leaf, answer, node, explained) => {
  leaf.why.replaceChildren();
  leaf.isWrong = false;
  if (isEmpty(answer) || !node) return put(leaf.points, ["–", "–"]);
  if (leaf.depends) {
    put(leaf.points, ["–", "–"]);
    return say(leaf.why, words.depends);
  }
  if (node.status === "error" && !isWhole(leaf, answer)) {
    put(leaf.points, ["–", "–"]);
    return say(leaf.why, words.unfinished);
  }
  leaf.isWrong = node.status === "error";
  put(leaf.points, node.status === "ok" ? signed(node.points) : words[node.status]);
  leaf.why.append(...reasons(explained(), leaf.inside, words));
};

// Shows the points of the leaves in `which`, and why. Of all leaves, it is faster to explain the whole tree.
const rate = (which) => {
  if (plan === null) return;
  const scores = score(plan, [row(current)], { allowMissingColumns: true });
  try {
    const { nodes } = scores.units[0];
    const tree = new Map();
    const gather = (node) => {
      tree.set(node.code, node);
      node.children.forEach(gather);
    };
    if (which === sections) gather(explain(scores, names[current]));
    for (const leaf of which) {
      const explained = () => tree.get(leaf.code) ?? explain(scores, names[current], leaf.code);
      present(leaf, state.units[current][sections.indexOf(leaf)], nodes[leaf.code], explained);
    }
  } finally {
    scores.free();
  }
};

// ---- what is open ----

// The open parts of a leaf, each with the element to go to and what it is.
const openOf = (leaf, at, unit) => {
  const answer = state.units[unit][at];
  if (!has(leaf, unit)) return [];
  const found = [];
  leaf.inputs.forEach((input, place) => {
    if (answer.wrong[input.name]) found.push([leaf.fields[place], words.wrong]);
    else if (leaf.lead && !answer.values[input.name]) found.push([leaf.fields[place], ["", ""]]);
  });
  const proven = Object.values(answer.evidence).some((one) => one.reference || one.file);
  if (!isEmpty(answer) && leaf.evidence.length && !proven && !answer.note) {
    found.push([leaf.references[0], words.evidence]);
  }
  if (unit === current && leaf.isWrong) found.push([leaf.fields[0], words.wrong]);
  return found;
};

const showOpen = () => {
  const items = state.date ? [] : [[find("date"), words.date, ["", ""]]];
  sections.forEach((leaf, at) => {
    const open = openOf(leaf, at, current);
    const isUsed = has(leaf, current);
    leaf.section.hidden = !isUsed;
    const answer = state.units[current][at];
    const isWrong = leaf.isWrong || Object.values(answer.wrong).some(Boolean);
    leaf.section.dataset.state = isWrong ? "wrong" : open.length ? "open" : isEmpty(answer) ? "none" : "done";
    for (const [element, why] of open) {
      const label = element.labels[0];
      const asked = why === words.evidence ? ["", ""] : tags.map((tag) => (label.querySelector(`[lang=${tag}]`) ?? label).textContent);
      items.push([element, asked.map((text) => `${leaf.code} ${text}`.trim()), why]);
    }
  });
  const list = items.map(([element, name, why]) => {
    const item = make("li");
    const link = make("a");
    link.href = `#${element.id}`;
    say(link, name.map((text, at) => (why[at] ? `${text}: ${why[at]}` : text)));
    link.addEventListener("click", (event) => {
      event.preventDefault();
      element.focus();
    });
    item.append(link);
    return item;
  });
  find("open-list").replaceChildren(...list);
  let others = 0;
  names.forEach((_, unit) => {
    if (unit !== current) sections.forEach((leaf, at) => (others += openOf(leaf, at, unit).length));
  });
  const own = items.length ? texts("open", items.length) : words.complete;
  const rest = others ? texts("others", others) : null;
  put(find("open-count"), rest ? own.map((text, at) => `${text} · ${rest[at]}`) : own);
  return items.length + others;
};

// ---- what the page shows ----

const fillIn = () => {
  find("date").value = state.date;
  find("author").value = state.author;
  sections.forEach((leaf, at) => {
    const answer = state.units[current][at];
    leaf.inputs.forEach((input, place) => {
      const wrong = answer.wrong[input.name];
      leaf.fields[place].value = wrong || shown(answer.values[input.name] ?? "");
      mark(leaf.fields[place], Boolean(wrong));
    });
    leaf.evidence.forEach((id, place) => {
      leaf.references[place].value = answer.evidence[id]?.reference ?? "";
      leaf.files[place].value = answer.evidence[id]?.file ?? "";
    });
    leaf.note.value = answer.note;
  });
};

const mark = (field, isWrong) => {
  if (isWrong) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  field.title = isWrong ? words.number[tags.indexOf(language())] : "";
};

const refresh = (which = sections) => {
  try {
    rate(which);
  } catch (failure) {
    fail(failure);
  }
  return showOpen();
};

const fail = (failure) => {
  plan = null;
  find("failed").hidden = false;
  put(find("failed"), texts("failed", failure.message));
};

// ---- the draft and the file ----

const documentOf = () => ({
  parindex_form: facts.parindex_form,
  rubric: facts.rubric,
  edition: facts.edition,
  digest: facts.digest,
  agency: facts.agency,
  layer: facts.layer,
  date: state.date,
  author: state.author,
  units: facts.units,
  answers: names.flatMap((unit, n) => sections.flatMap((leaf, at) => (has(leaf, n) ? answersOf(unit, leaf, state.units[n][at]) : []))),
});

// The answers of a leaf; evidence and note belong to each, or to the first input if there is no value.
const answersOf = (unit, leaf, answer) => {
  const proofs = leaf.evidence
    .map((id) => ({ id, ...answer.evidence[id] }))
    .filter((one) => one.reference || one.file)
    .map((one) => ({
      id: one.id,
      reference: /^(có|yes)$/i.test(one.reference ?? "") ? "" : (one.reference ?? ""),
      ...(one.file ? { file: one.file } : {}),
    }));
  const given = leaf.inputs.filter((input) => answer.values[input.name]);
  if (!given.length && !proofs.length && !answer.note) return [];
  return (given.length ? given : leaf.inputs.slice(0, 1)).map((input) => ({
    unit,
    code: leaf.code,
    input: input.name,
    ...(answer.values[input.name] ? { value: answer.values[input.name] } : {}),
    ...(proofs.length ? { evidence: proofs } : {}),
    ...(answer.note ? { note: answer.note } : {}),
  }));
};

// The answers of a file; throws for a file of another form.
const stateOf = (text) => {
  const file = JSON.parse(text);
  for (const key of ["parindex_form", "rubric", "edition", "digest", "agency", "layer"]) {
    if (file[key] !== facts[key]) throw new Error(key);
  }
  const made = blank();
  made.date = String(file.date ?? "");
  made.author = String(file.author ?? "");
  for (const one of file.answers) {
    const at = sections.findIndex((leaf) => leaf.code === one.code);
    const answer = made.units[names.indexOf(one.unit)]?.[at];
    if (!answer || !sections[at].inputs.some((input) => input.name === one.input)) throw new Error("answers");
    if (one.value !== undefined) answer.values[one.input] = String(one.value);
    answer.note = String(one.note ?? "");
    for (const { id, reference, file: name } of one.evidence ?? []) {
      answer.evidence[id] = { reference: String(reference || (name ? "" : tags.at(0) === language() ? "có" : "yes")), file: String(name ?? "") };
    }
  }
  return made;
};

// A draft is the file that would be saved, with what is typed and not accepted: unit, leaf, input and text.
const keep = () => {
  const wrong = state.units.flatMap((unit, n) =>
    unit.flatMap((answer, at) => Object.entries(answer.wrong).map(([name, text]) => [n, at, name, text])),
  );
  try {
    localStorage.setItem(slot, JSON.stringify({ ...documentOf(), wrong: wrong.filter(([, , , text]) => text) }));
    return words.kept;
  } catch {
    return words.not_kept;
  }
};

const restore = () => {
  try {
    const kept = localStorage.getItem(slot);
    if (kept === null) return false;
    const made = stateOf(kept);
    for (const [n, at, name, text] of JSON.parse(kept).wrong) made.units[n][at].wrong[name] = text;
    state = made;
    return true;
  } catch {
    return false;
  }
};

const save = () => {
  const name = `${facts.agency}-${facts.layer}.json`;
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(documentOf(), null, 1), "\n"], { type: "application/json" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
  const open = showOpen();
  put(find("said"), open ? texts("saved_open", name, open) : texts("saved", name));
};

// ---- what people do ----

const change = (act) => {
  act();
  put(find("said"), keep());
};

sections.forEach((leaf, at) => {
  const own = () => state.units[current][at];
  leaf.inputs.forEach((input, place) => {
    const field = leaf.fields[place];
    field.addEventListener("input", () =>
      change(() => {
        const value = read(input, field.value);
        own().values[input.name] = value ?? "";
        own().wrong[input.name] = value === null ? field.value : "";
        mark(field, value === null);
        refresh([leaf]);
      }),
    );
  });
  leaf.evidence.forEach((id, place) => {
    const note = () =>
      change(() => {
        const [reference, file] = [leaf.references[place], leaf.files[place]].map((one) => one.value.trim().normalize("NFC"));
        own().evidence[id] = { reference, file };
        showOpen();
      });
    leaf.references[place].addEventListener("input", note);
    leaf.files[place].addEventListener("input", note);
  });
  leaf.note.addEventListener("input", () =>
    change(() => {
      own().note = leaf.note.value.trim().normalize("NFC");
      showOpen();
    }),
  );
});
for (const key of ["date", "author"]) {
  find(key).addEventListener("input", () =>
    change(() => {
      state[key] = find(key).value.trim().normalize("NFC");
      showOpen();
    }),
  );
}
find("unit").addEventListener("change", () => {
  current = Number(find("unit").value);
  fillIn();
  refresh();
});
find("language").addEventListener("change", fillIn);
find("save").addEventListener("click", save);
find("clear").addEventListener("click", () => {
  if (!confirm(words.clear[tags.indexOf(language())])) return;
  change(() => {
    state = blank();
    fillIn();
    refresh();
  });
});
find("load").addEventListener("change", async () => {
  const [file] = find("load").files;
  find("load").value = "";
  if (!file) return;
  try {
    state = stateOf(await file.text());
  } catch {
    return put(find("said"), texts("foreign", file.name));
  }
  fillIn();
  refresh();
  keep();
  put(find("said"), texts("opened", file.name));
});

if (restore()) put(find("said"), words.restored);
fillIn();
showOpen();
try {
  await init(await compiling);
  const rubric = Rubric.read(facts.source);
  plan = rubric.compile();
  rubric.free();
  refresh();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
} catch (failure) {
  fail(failure);
}
