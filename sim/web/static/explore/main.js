// The page: a question set with sliders, and its answer next to the unchanged scenario.
import { $, announce, fill, h, soon } from "../dom.js";
import { showBegin } from "./begin.js";
import { eventsPanel, planPanel, rulesPanel, textPanel } from "./clauses.js";
import { horseshoe, key } from "./council.js";
import { memberCard } from "./member.js";
import { moves, onOpen, outcomes, summary } from "./outcome.js";
import { ask, begin, canRedo, canUndo, changed, fromAddress, isChanged, onChange, onQuestion, redo, state, toAddress, undo, wire } from "./state.js";
import { armsPanel, changeList, keepPanel, loadArms, mostPanel, tell, turnPanel } from "./tools.js";
import { connect, request } from "./wire.js";

const tabs = { question: "", more: "most" };
let width = 600;
let focus = 0;
let underWay = false; // an answer has not come to its first forecast yet
let next = false; // the question changed meanwhile
let opened = ""; // what the page has the scenario of
let from = 0;

/** Ask the newest question; while an answer is on its way to its first forecast, ask when it is there. */
function pursue() {
  if (underWay) { next = true; return; }
  underWay = true;
  next = false;
  from = performance.now();
  const on = () => { underWay = false; if (next) pursue(); };
  const mine = toAddress(state.question);
  const sent = request("ask", { question: wire(state.question) }, {
    is: (step) => {
      state.error = null;
      state.stage = step.stage;
      if (step.stage === "central") state.central = { unchanged: step.unchanged, changed: step.changed };
      else {
        state.answer = step.answer;
        document.body.dataset.ms = String(Math.round(performance.now() - from));
        document.body.dataset.answered = mine;
        if (step.stage === "first") on();
        if (!next && step.stage !== "more") announce(summary(true));
      }
      changed();
    },
    error: (e) => { state.error = e; state.stage = ""; announce(e.what); changed(); },
    end: () => { if (underWay) on(); },
  });
  if (!sent) underWay = false;
}

function openScenario(question) {
  const start = JSON.stringify([question.scenario, question.matter ?? null, question.variant]);
  if (start === opened) return;
  opened = start;
  request("open", { question: { ...wire(question), changes: [] } }, {
    is: (about) => {
      state.about = about;
      const put = about.texts.filter((t) => t.put);
      if (!about.texts.some((t) => t.symbol === state.draft)) state.draft = (put[0] ?? about.texts[0]).symbol;
      if (!about.chairs.some((c) => c.code === state.member)) state.member = "";
      document.title = `${about.title} · Council explorer`;
      changed();
    },
    error: (e) => { state.error = e; opened = ""; changed(); },
  });
}

let cardSoon = 0;
let tellSoon = 0;
function openCard() {
  clearTimeout(cardSoon);
  if (!state.member) return;
  const member = state.member;
  cardSoon = setTimeout(() => request("card", { question: wire(state.question), member }, { is: (card) => { state.card = card; changed(); }, error: () => {} }), 120);
}

function open(code) {
  state.member = state.member === code ? "" : code;
  state.card = null;
  openCard();
  changed();
  if (state.member && window.matchMedia("(max-width: 47.9rem)").matches) $("member").scrollIntoView({ block: "start" });
}

/** A row of tabs over one panel. */
function tabRow(id, list, label) {
  const now = list.some(([k]) => k === tabs[id]) ? tabs[id] : list[0][0];
  tabs[id] = now;
  const names = list.map(([k]) => k);
  const move = (e) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (!step) return;
    e.preventDefault();
    tabs[id] = names[(names.indexOf(now) + step + names.length) % names.length];
    paint();
    $(`tab-${id}-${tabs[id]}`)?.focus();
  };
  return h("div", { role: "tablist", "aria-label": label, class: "tabs" }, list.map(([k, t]) => h("button", { key: k, type: "button", role: "tab", id: `tab-${id}-${k}`, "aria-selected": String(k === now), "aria-controls": `panel-${id}`, tabindex: k === now ? 0 : -1, onclick: () => { tabs[id] = k; paint(); }, onkeydown: move }, t)));
}

function questionPanel() {
  const about = state.about;
  const list = [...about.texts.map((t) => [t.symbol, t.symbol]), ["rules", "Rules"], ...(about.plan ? [["plan", "Plan and parties"]] : []), ...(about.events.length ? [["events", "Events"]] : [])];
  const row = tabRow("question", list, "What to change");
  const text = about.texts.find((t) => t.symbol === tabs.question);
  const body = text ? textPanel(text) : tabs.question === "rules" ? rulesPanel() : tabs.question === "plan" ? planPanel() : eventsPanel();
  return [row, h("div", { key: tabs.question, id: "panel-question", role: "tabpanel", "aria-labelledby": `tab-question-${tabs.question}` }, body)];
}

function morePanel() {
  const row = tabRow("more", [["most", "What changed it"], ["turn", "What would turn it"], ["keep", "Keep and share"], ["arms", `Compare${state.arms.length ? ` (${state.arms.length})` : ""}`]], "More");
  const body = { most: mostPanel, turn: turnPanel, keep: keepPanel, arms: armsPanel }[tabs.more]();
  return [row, h("div", { key: tabs.more, id: "panel-more", role: "tabpanel", "aria-labelledby": `tab-more-${tabs.more}` }, body)];
}

function casePanel() {
  const about = state.about, q = state.question;
  const variants = about.variants;
  return [
    h("h1", { key: "t" }, about.title), about.question ? h("p", { key: "q", class: "lead" }, about.question) : null,
    h("div", { key: "row", class: "row" }, h("button", { type: "button", "data-do": "another", onclick: showBegin }, "Another case or a new question"), isChanged() ? h("button", { type: "button", "data-do": "reset", onclick: () => ask((x) => { x.changes.clear(); x.variant = ""; }) }, "Back to unchanged") : null),
    variants.length ? [h("label", { key: "vl", for: "variant" }, "Start from"), h("select", { key: "v", id: "variant", value: q.variant, onchange: (e) => ask((x) => { x.variant = e.target.value; }) }, h("option", { value: "" }, "the case itself"), variants.map((v) => h("option", { key: v.key, value: v.key }, v.title)))] : null,
    h("p", { key: "n", class: "hint" }, `${about.assumed} of the ${about.numbers} numbers behind this case are assumed, without evidence. Open a member to see which.`),
  ];
}

function status() {
  if (!state.connected) return ["off", "Connection lost; trying again"];
  if (underWay && performance.now() - from > 3000) return ["", "Preparing the engine; the first time takes a minute"];
  if (underWay) return ["", "Computing …"];
  const few = ["first", "more"].includes(state.stage) ? "; refining …" : "";
  return ["", state.answer ? `${state.answer.worlds.toLocaleString("en")} worlds${few}` : ""];
}

function errorBox() {
  const e = state.error;
  $("problem").hidden = !e;
  fill("problem", e ? [h("strong", { key: "w" }, `${e.code}: ${e.what}`), e.why ? h("div", { key: "y" }, `Why: ${e.why}`) : null, e.remedy ? h("div", { key: "r" }, `Try: ${e.remedy}`) : null,
    h("div", { key: "b", class: "row" }, canUndo() ? h("button", { type: "button", class: "small", onclick: undo }, "Undo the last step") : null, h("button", { type: "button", class: "small", onclick: () => { state.error = null; changed(); } }, "Close"))] : []);
}

function paint() {
  const [kind, words] = status();
  fill("status", h("span", { class: `pill ${kind}` }, words));
  fill("history", [h("button", { key: "u", type: "button", class: "small", "data-do": "undo", disabled: !canUndo(), onclick: undo }, "Undo"), h("button", { key: "r", type: "button", class: "small", "data-do": "redo", disabled: !canRedo(), onclick: redo }, "Redo")]);
  errorBox();
  if (!state.about || !state.question) return;
  fill("strip", summary());
  fill("case-body", casePanel());
  fill("changes-body", changeList());
  fill("question-body", questionPanel());
  fill("outcome-body", outcomes());
  const put = state.about.texts.filter((t) => t.put);
  fill("table-body", [
    put.length > 1 ? h("div", { key: "pick", class: "row", role: "group", "aria-label": "Ballot shown" }, put.map((t) => h("button", { key: t.symbol, type: "button", class: "small", "aria-pressed": String(state.draft === t.symbol), "data-ballot": t.symbol, onclick: () => { state.draft = t.symbol; changed(); } }, t.symbol))) : null,
    h("div", { key: "svg" }, horseshoe(width, open, focus, (to) => { focus = (to + state.about.chairs.length) % state.about.chairs.length; paint(); document.querySelector(`[data-member="${state.about.chairs[focus].code}"]`)?.focus(); })),
    h("p", { key: "k", class: "key" }, key()),
  ]);
  fill("moves-body", moves());
  fill("member-body", memberCard(() => open(state.member)));
  fill("more-body", morePanel());
}

const repaint = soon(paint);
onChange(repaint);
onOpen(open);
onQuestion((question) => {
  const address = toAddress(question);
  if (location.hash !== address) history.replaceState(null, "", address);
  state.parts = null;
  state.told = "";
  state.commands = [];
  openScenario(question);
  openCard();
  pursue();
  clearTimeout(tellSoon);
  if (tabs.more === "keep") tellSoon = setTimeout(tell, 300);
});

function readAddress() {
  const found = fromAddress(location.hash);
  if (!found) { if (!state.question) { fill("case-body", [h("h1", { key: "t" }, "Council explorer"), h("button", { key: "b", type: "button", class: "primary", onclick: showBegin }, "Choose where to begin")]); showBegin(); } return; }
  if ($("begin").open) $("begin").close();
  if (found.version && found.version !== state.hello.version) announceVersion(found.version);
  if (!state.question || toAddress(state.question) !== toAddress(found.question)) begin(found.question);
}

function announceVersion(version) {
  state.error = { code: "Note", what: `this link was made with version ${version}; here runs ${state.hello.version}`, why: "numbers can differ between versions", remedy: "" };
}

addEventListener("hashchange", () => { if (state.hello) readAddress(); });
addEventListener("keydown", (e) => {
  if (!(e.ctrlKey || e.metaKey) || e.key.toLowerCase() !== "z" || /^(text|search|date)$/.test(e.target.type ?? "")) return;
  e.preventDefault();
  if (e.shiftKey) redo(); else undo();
});
new ResizeObserver(([entry]) => { width = Math.max(290, Math.floor(entry.contentRect.width)); repaint(); }).observe($("table-body"));
setInterval(() => { if (underWay) repaint(); }, 1000);
fill("case-body", [h("h1", { key: "t" }, "Council explorer"), h("p", { key: "n", class: "hint" }, "Connecting …")]);
loadArms();
connect(() => request("hello", {}, { is: (hello) => {
  state.hello = hello;
  underWay = false;
  opened = "";
  if (state.question) { openScenario(state.question); pursue(); } else readAddress();
  changed();
} }));
