// Words in the reader's language. A page carries the messages of its language in the element
// "words"; without it, and where a message is missing, the English words of the code are shown.
const block = document.getElementById("words");
const words = block ? JSON.parse(block.textContent) : { language: "en", plural: "", messages: {} };

const PLACE = /\{(\w+)(?::(\w+))?\}/g;
let forms = {};

export const language = words.language;

/** Register the forms of State names: {name: {the: "the Russian Federation"}}. */
export function knowForms(known) { forms = known; }

const list = new Intl.ListFormat(language === "en" ? "en-GB" : language);
const lettered = (text, form) => {
  if (form === "low") return text.charAt(0).toLowerCase() + text.slice(1);
  return form === "cap" || /^[A-Z]/.test(form) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
};

function shown(value, form = "") {
  if (Array.isArray(value)) return list.format(value.map((x) => shown(x, form)));
  if (typeof value === "number") return value.toLocaleString(language);
  const text = String(value);
  return lettered(forms[text]?.[form.toLowerCase()] ?? text, form);
}

const fill = (template, values) => template.replace(PLACE, (_, name, form) => shown(values[name], form));
const found = (key, otherwise) => words.messages[key] ?? otherwise;

/** The message with its placeholders filled from `values`. */
export function say(message, values = {}) {
  return fill(found(message, [message])[0], values);
}

/** The same for a message with a context. */
export function sayIn(context, message, values = {}) {
  return fill(found(`${context}\u0004${message}`, [message])[0], values);
}

/** Singular or plural message; `n` is the number. */
export function sayMany(one, many, n, values = {}) {
  const told = found(one, null);
  if (!told) return fill(n === 1 ? one : many, { n, ...values });
  const at = Number(words.plural[n < words.plural.length ? n : 100 + (n % 100)] ?? 0);
  return fill(told[Math.min(at, told.length - 1)], { n, ...values });
}

/** The message as a list of nodes, with nodes for its placeholders. */
export function sayNodes(message, values) {
  return found(message, [message])[0].split(/(\{\w+(?::\w+)?\})/).filter(Boolean).map((part) => {
    const place = /^\{(\w+)(?::(\w+))?\}$/.exec(part);
    if (!place) return part;
    const value = values[place[1]];
    return typeof value === "object" && !Array.isArray(value) ? value : shown(value, place[2]);
  });
}
