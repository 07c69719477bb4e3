// Explanations of the engine as elements, in both languages. Only texts are set.
const tags = ["vi", "en"];

const make = (name, kind) => {
  const element = document.createElement(name);
  if (kind) element.className = kind;
  return element;
};

const say = (element, texts) => {
  if (texts[0] === texts[1]) return element.append(texts[0]);
  tags.forEach((tag, at) => {
    const span = make("span");
    span.lang = tag;
    span.textContent = texts[at];
    element.append(span);
  });
};

const inBoth = (titles) => tags.map((tag) => titles[tag] || Object.values(titles)[0] || "");
const signed = (text) => [text.replace(/(\d)\.(?=\d)/g, "$1,"), text];

// Titles of inputs, items and options in place of their names, and numbers in place of the names in a
// quantity; yes and no in each language.
const titled = (titles, words) => {
  const known = new Map(Object.entries(titles));
  const names = [...known.keys()].sort((one, other) => other.length - one.length);
  const quoted = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const pattern = names.length ? new RegExp(`(?<![\\p{L}\\p{N}_.])(?:${quoted})(?![\\p{L}\\p{N}_(])`, "gu") : null;
  return (text, at) => {
    const replaced = pattern ? text.replace(pattern, (name) => known.get(name)[at]) : text;
    return replaced.replace(/= (yes|no)\b/g, (_, flag) => `= ${words[flag][at]}`);
  };
};

// The steps of a node as lines; `inside` has the titles of its inputs, items and options.
const reasons = (node, inside, words) => {
  const named = titled(inside, words);
  const counted = titled(Object.fromEntries(node.inputs.map((one) => [one.name, [one.value, one.value]])), words);
  return node.steps
    .filter((step) => step.kind !== "status")
    .map((step) => {
      const replace = step.kind === "quantity" ? counted : named;
      const line = make("div", "reason");
      const title = inBoth(step.title).map((text) => (text ? ` (${text})` : ""));
      say(line, [signed(replace(step.text_vi, 0))[0] + title[0], replace(step.text, 1) + title[1]]);
      return line;
    });
};
