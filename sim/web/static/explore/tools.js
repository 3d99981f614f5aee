// Tools for a question: largest effects, smallest change that flips an outcome, saving.
import { announce, h } from "../dom.js";
import { ask, begin, changed, isChanged, restore, state, toAddress, wire } from "./state.js";
import { chairOf, percent, points, told } from "./words.js";
import { cancel, request } from "./wire.js";

const NAME = "council-explorer-arms";

/** Every change in words, each with a way back. */
export function changeList() {
  if (!isChanged()) return h("p", { class: "hint" }, "None: this is the scenario as it is.");
  const variant = state.question.variant;
  return h("ul", { class: "changes" },
    variant ? h("li", { key: "v" }, h("span", null, h("strong", null, "Start from"), ` ${state.about?.title ?? variant}`), h("button", { type: "button", class: "small", "aria-label": "Start from the case itself", onclick: () => ask((q) => { q.variant = ""; }) }, "Take back")) : null,
    [...state.question.changes].map(([path, value]) => { const [what, to] = told(path, value); return h("li", { key: path }, h("span", null, h("strong", null, what), `: ${to}`), h("button", { type: "button", class: "small", "aria-label": `Take back: ${what}`, onclick: () => restore(path) }, "Take back")); }));
}

/** Progress of a long request, with a button to stop it. */
function progress(what, label) {
  const at = state.busy[what];
  if (!at) return null;
  const share = at.of ? Math.min(1, at.done / at.of) : 0;
  return h("div", { class: "row progress", role: "status" }, h("progress", { max: 1, value: share, "aria-label": label }), h("span", null, at.of ? `${label}: ${Math.round(100 * share)} %` : `${label} …`), h("button", { type: "button", class: "small", onclick: () => cancel(what) }, "Cancel"));
}

export function mostPanel() {
  const many = state.question.changes.size + (state.question.variant ? 1 : 0);
  const parts = state.parts;
  return [
    h("p", { key: "h", class: "hint" }, "Each change is taken back by itself, on the same luck: what is lost is what it did."),
    h("button", { key: "go", type: "button", disabled: !many || Boolean(state.busy.strongest), "data-do": "strongest", onclick: () => request("strongest", { question: wire(state.question) }, { long: true, is: (is) => { state.parts = is; announce("What changed it most is there."); changed(); } }) }, "What changed it most?"),
    progress("strongest", "Taking changes back"),
    parts ? h("ol", { key: "list", class: "parts" }, parts.parts.map((p) => h("li", { key: p.change }, h("strong", null, p.change ? told(...split(p.change)).join(": ") : "What it starts from"),
      h("ul", null, Object.entries(p.effect).map(([draft, e]) => h("li", { key: draft }, `${draft}: chance of adoption ${points(e.value)}`, e.low <= 0 && e.high >= 0 ? " (no more than chance)" : "")))))) : null,
  ];
}

const split = (change) => { const at = change.indexOf("="); return [change.slice(0, at), change.slice(at + 1)]; };

const goal = { draft: "", goal: "adopted", change: "text" };

export function turnPanel() {
  const texts = state.about.texts.filter((t) => t.put);
  if (!texts.some((t) => t.symbol === goal.draft)) goal.draft = texts[0]?.symbol ?? "";
  const pick = (key, label, options) => [h("label", { key: `${key}-l`, for: `turn-${key}` }, label), h("select", { key, id: `turn-${key}`, value: goal[key], onchange: (e) => { goal[key] = e.target.value; changed(); } }, options.map(([v, t]) => h("option", { key: v, value: v }, t)))];
  const goals = [["adopted", "it is adopted"], ["vetoed", "it is vetoed"], ["not_adopted", "it fails for want of votes"],
    ...state.about.chairs.filter((c) => c.permanent).flatMap((c) => [["yes", "votes in favour"], ["abstain", "abstains"], ["no", "votes against"]].map(([v, t]) => [`${c.code}=${v}`, `${c.short} ${t}`])),
    ...(state.about.plan ? [["plan=carried_out", "the plan is carried out"]] : [])];
  const found = state.turned;
  const run = () => request("turn", { question: wire(state.question), ...goal }, { long: true, is: (is) => { state.turned = { ...is, asked: { ...goal } }; announce(is.turns.length ? "The smallest change is found." : is.certificate); changed(); } });
  return [
    ...pick("draft", "Which text", texts.map((t) => [t.symbol, `${t.symbol} (${t.title})`])),
    ...pick("goal", "What should come about", goals),
    ...pick("change", "What may change", [["text", "its text"], ["preferences", "what a member wants"], ["institution", "the rules of the Council"]]),
    h("div", { key: "row", class: "row" }, h("button", { type: "button", "data-do": "turn", disabled: Boolean(state.busy.turn), onclick: run }, "What would turn it?")),
    progress("turn", "Searching"),
    found ? h("div", { key: "found", class: "found" },
      found.turns.slice(0, 4).map((t, i) => h("div", { key: i, class: "card" }, h("ul", null, t.changes.map((c) => h("li", { key: c }, told(...split(c)).join(": ")))),
        h("p", { class: "hint" }, `Then ${t.tally[0]} in favour, ${t.tally[1]} abstaining, ${t.tally[2]} against; it turns ${t.turns.map((code) => chairOf(code)?.short ?? code).join(", ") || "no vote"}.`),
        h("button", { type: "button", class: "small", onclick: () => ask((q) => { for (const c of [...found.fixed, ...t.changes]) q.changes.set(...split(c)); }) }, "Try it"))),
      h("p", { class: "hint" }, found.certificate)) : null,
  ];
}

const NAMING = "council-explorer-naming";
const naming = { name: "", title: "", ...keptNaming() };

/** Name and title as they were typed before the page was loaded again. */
function keptNaming() { try { return JSON.parse(sessionStorage.getItem(NAMING) ?? "{}"); } catch { return {}; } }

function nameIt(key, text) {
  naming[key] = text;
  try { sessionStorage.setItem(NAMING, JSON.stringify(naming)); } catch { /* kept as long as the page */ }
}

/** Hand a text to the browser as a file. */
function download(name, text, kind) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([text], { type: kind })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

const say = (text) => { state.told = text; announce(text); changed(); };

async function copy(text, what) {
  try { await navigator.clipboard.writeText(text); say(`${what} is copied.`); } catch { say(`This browser does not let the page copy; mark the text and copy it yourself: ${text}`); }
}

export function keepPanel() {
  const name = () => naming.name || "my-question";
  const save = (write) => request("save", { question: wire(state.question), name: name(), title: naming.title, write }, { is: (is) => {
    state.saved = is;
    if (!write) for (const f of is.files) download(f.name, f.text, "application/yaml");
    say(write ? is.written.length ? `Saved: ${is.written.join(", ")}` : "Only the machine that serves this page can save here; download it instead." : "Downloaded.");
  } });
  const report = () => request("report", { question: wire(state.question) }, { long: true, is: (is) => { download(`${name()}.html`, is.text, "text/html"); say(`The report is downloaded as ${name()}.html.`); } });
  const field = (key, label, more) => [h("label", { key: `${key}-l`, for: `keep-${key}` }, label), h("input", { key, id: `keep-${key}`, value: naming[key], maxlength: 80, autocomplete: "off", oninput: (e) => nameIt(key, e.target.value), ...more })];
  return [
    ...field("name", "Name (letters, digits, hyphens)", { placeholder: "my-question", spellcheck: "false" }),
    ...field("title", "Title, in your words", { placeholder: "The text without the ban on flights" }),
    h("div", { key: "row", class: "row" }, h("button", { type: "button", "data-do": "save", onclick: () => save(true) }, "Save as a variant"), h("button", { type: "button", "data-do": "download", onclick: () => save(false) }, "Download it"),
      h("button", { type: "button", "data-do": "report", disabled: Boolean(state.busy.report), onclick: report }, "Write a report"), h("button", { type: "button", "data-do": "link", onclick: () => copy(`${location.origin}/${toAddress(state.question)}`, "The link") }, "Copy the link")),
    progress("report", "Computing the report"),
    h("p", { key: "told", class: "hint", "data-told": "" }, state.told),
    h("p", { key: "f", class: "hint" }, `Files are saved in ${state.hello.folder}, on the machine that serves this page.`),
    h("details", { key: "cmd", class: "fold", ontoggle: (e) => { if (e.target.open) tell(); } }, h("summary", null, "The same question on the command line"),
      h("div", null, h("pre", { tabindex: 0 }, state.commands.join("\n")), h("button", { type: "button", class: "small", onclick: () => copy(state.commands.join("\n"), "The command") }, "Copy the command"))),
  ];
}

export function tell() { request("tell", { question: wire(state.question) }, { is: (is) => { state.commands = is.commands; changed(); } }); }

// Arms: answers that are kept by name, on this machine, to be compared.

export function loadArms() { try { state.arms = JSON.parse(localStorage.getItem(NAME) ?? "[]"); } catch { state.arms = []; } }
const store = () => { try { localStorage.setItem(NAME, JSON.stringify(state.arms)); } catch { /* kept as long as the page */ } };

export function armsPanel() {
  const a = state.answer;
  const keep = () => {
    const drafts = Object.fromEntries(Object.entries(a.changed.drafts).map(([d, f]) => [d, { adopted: f.adopted, vetoed: f.vetoed, tally: f.tally }]));
    const name = naming.name || (isChanged() ? [...state.question.changes].map(([p, v]) => told(p, v).join(": ")).join("; ").slice(0, 90) || state.about.title : "Unchanged");
    state.arms = [...state.arms, { name, address: toAddress(state.question), worlds: a.worlds, drafts, case: state.question.scenario || state.question.matter?.dossier }];
    store(); say(`Kept as “${name}”.`);
  };
  const here = state.arms.filter((x) => x.case === (state.question.scenario || state.question.matter?.dossier));
  const drafts = [...new Set(here.flatMap((x) => Object.keys(x.drafts)))];
  const cell = (s) => (s ? `${percent(s.share)} (${Math.round(100 * s.low)}–${Math.round(100 * s.high)})` : "–");
  return [
    h("button", { key: "keep", type: "button", "data-do": "keep", disabled: !a, onclick: keep }, "Keep this answer to compare"),
    here.length ? h("div", { key: "t", class: "scroll", tabindex: 0, role: "region", "aria-label": "Answers kept" }, h("table", { class: "arms" }, h("thead", null, h("tr", null, h("th", { scope: "col" }, "Kept as"), drafts.map((d) => h("th", { key: d, scope: "col" }, `${d} adopted`)), h("th", { scope: "col" }, h("span", { class: "visually-hidden" }, "What to do")))),
      h("tbody", null, a ? h("tr", { key: "unchanged" }, h("th", { scope: "row" }, "Unchanged"), drafts.map((d) => h("td", { key: d }, cell(a.unchanged.drafts[d]?.adopted))), h("td", null)) : null, here.map((x, i) => h("tr", { key: i }, h("th", { scope: "row" }, x.name), drafts.map((d) => h("td", { key: d }, cell(x.drafts[d]?.adopted))),
        h("td", null, h("a", { href: x.address }, "Open"), " ", h("button", { type: "button", class: "small", "aria-label": `Remove ${x.name}`, onclick: () => { state.arms = state.arms.filter((y) => y !== x); store(); changed(); } }, "Remove"))))))) : h("p", { key: "none", class: "hint" }, "Nothing is kept of this case yet. Kept answers stay in this browser."),
  ];
}

export { begin };
