// Controls of forms. Each shows its draft if there is one, otherwise the room's value.
import { draft, drafted, forget, keep } from "./drafts.js";
import { h } from "./dom.js";
import { hello } from "./connection.js";
import { say } from "./words.js";

const capital = (text) => `${text[0].toUpperCase()}${text.slice(1)}`;

/** A control of the form `key` for a field of an act. */
export function control(key, field) {
  const id = `${key}-${field.name}`;
  const label = h("label", { for: id }, capital(field.label));
  if (field.kind === "check") return h("div", { key: id }, h("label", { class: "plain" }, h("input", { type: "checkbox", name: field.name, id, "data-focus": id, checked: field.required || draft(id, false), disabled: field.required || undefined, onchange: (e) => keep(id, e.target.checked) }), ` ${capital(field.label)}`));
  if (field.kind === "select" && field.several) return checks(id, field);
  if (field.kind === "select") return h("div", { key: id }, label, choice(id, field.options, field.options[0]?.[0], { name: field.name }));
  const typed = { id, name: field.name, maxlength: field.most, "data-focus": id, value: draft(id, field.value ?? ""), oninput: (e) => keep(id, e.target.value), required: field.required || undefined };
  return h("div", { key: id }, label, field.long ? h("textarea", { ...typed, rows: 4 }) : h("input", { ...typed, type: "text", autocomplete: "off" }), field.several ? h("small", null, say("Several are parted by semicolons.")) : null);
}

/** A select list. A removed choice stays visible until the selection changes. */
export function choice(id, options, otherwise, more = {}) {
  const value = String(draft(id, otherwise ?? ""));
  const known = options.some(([v]) => String(v) === value);
  return h("select", { id, "data-focus": id, ...more, value, onchange: (e) => { keep(id, e.target.value); more.onchange?.(e); } },
    options.map(([v, text]) => h("option", { key: v, value: v }, text)),
    known || !drafted(id) ? null : h("option", { key: "gone", value, disabled: true }, say("{choice} (no longer possible)", { choice: value })));
}

function checks(id, field) {
  const chosen = draft(id, []);
  const flip = (value, on) => keep(id, on ? [...chosen, value] : chosen.filter((x) => x !== value));
  return h("fieldset", { key: id, class: "checks" }, h("legend", null, capital(field.label)), field.options.filter(([v]) => v !== "").map(([value, text]) =>
    h("label", { key: value, class: "plain" }, h("input", { type: "checkbox", name: field.name, value, "data-focus": `${id}-${value}`, checked: chosen.includes(value), onchange: (e) => flip(value, e.target.checked) }), ` ${chosen.includes(value) && chosen.length > 1 ? `${chosen.indexOf(value) + 1}. ` : ""}${text}`)));
}

/** The current values of a form, read from its elements, so that what is sent is what is shown. */
export function gather(key, fields, form) {
  const data = {};
  for (const field of fields) {
    const inputs = [...form.querySelectorAll(`[name="${CSS.escape(field.name)}"]`)];
    if (!inputs.length) continue;
    if (field.kind === "check") data[field.name] = inputs[0].checked;
    else if (field.kind === "select" && field.several) { const on = draft(`${key}-${field.name}`, []).filter((v) => inputs.some((x) => x.value === v)); if (on.length) data[field.name] = on; }
    else if (field.several) { const parts = inputs[0].value.split(";").map((x) => x.trim()).filter(Boolean); if (parts.length) data[field.name] = parts; }
    else if (inputs[0].value) data[field.name] = inputs[0].value;
  }
  return data;
}

/** Send a form; its drafts (keys that begin with `gone`) are deleted once it was accepted. */
export async function submit(gone, event, act) {
  event.preventDefault();
  const answer = await act(event.target);
  if (answer?.type === "ok") forget(gone);
  return answer;
}

/** Index of the clause nearest to a number; -1 if the text is silent. */
export function nearest(issue, value) {
  if (value === null || value === undefined) return -1;
  return issue.clauses.reduce((best, c, i) => (Math.abs(c.value - value) < Math.abs(issue.clauses[best].value - value) ? i : best), 0);
}

/** A form for a clause of a text: `go(change, wording)` is called with what the form shows when it is sent. */
export function changeForm(key, drafts, texts, label, go, wordsToo = false) {
  const issues = hello().issues;
  const symbols = drafts.map((d) => [d.symbol, `${d.symbol}: ${d.title}`]);
  const at = among(draft(`${key}-draft`, symbols[0][0]), symbols.map(([s]) => s));
  const issue = issues.find((x) => x.issue === draft(`${key}-issue`, issues[0].issue)) ?? issues[0];
  const row = (texts[at] ?? []).find((r) => r.issue === issue.issue && r.value !== null);
  const id = `${key}-clause`;
  const near = nearest(issue, row?.value);
  // The clause belongs to its text and issue: another issue has its own draft.
  const own = `${key}-clause@${at}@${issue.issue}`;
  const value = draft(own, near < 0 ? "" : String(near));
  const words = value === "" ? say("The text would say nothing on this.") : issue.clauses[Number(value)]?.wording;
  const read = (form) => ({ draft: form.elements.draft.value, issue: form.elements.issue.value, value: form.elements.clause.value === "" ? null : issues.find((x) => x.issue === form.elements.issue.value).clauses[Number(form.elements.clause.value)].value });
  return h("form", { key, class: "change", onsubmit: (e) => submit(`${key}-clause@`, e, (form) => go(read(form), form.elements.wording?.value)) },
    h("label", { for: `${key}-draft` }, say("Text")), choice(`${key}-draft`, symbols, at, { name: "draft" }),
    h("label", { for: `${key}-issue` }, say("Issue")), choice(`${key}-issue`, issues.map((x) => [x.issue, x.title]), issue.issue, { name: "issue" }),
    h("p", null, h("small", null, row ? say("{text} says now: {clause}", { text: at, clause: row.wording }) : say("{text} says nothing on this now.", { text: at }))),
    h("label", { for: id }, say("Clause")),
    h("select", { id, name: "clause", "data-focus": id, "aria-describedby": `${key}-words`, value, onchange: (e) => keep(own, e.target.value) },
      h("option", { key: "silent", value: "" }, say("(silent)")), issue.clauses.map((c, i) => h("option", { key: i, value: String(i) }, c.wording))),
    h("p", { class: "wording", id: `${key}-words` }, words),
    wordsToo && value !== "" ? [h("label", { key: "wl", for: `${key}-own` }, say("In your own words (may stay empty)")), h("textarea", { key: "w", id: `${key}-own`, name: "wording", rows: 3, maxlength: hello().longest.paragraph, "data-focus": `${key}-own`, value: draft(`${key}-clause@words`), oninput: (e) => keep(`${key}-clause@words`, e.target.value) })] : null,
    h("div", { class: "row" }, h("button", { class: "primary", "data-focus": `${key}-go` }, label)));
}

const among = (value, known) => (known.includes(value) ? value : known[0]);
