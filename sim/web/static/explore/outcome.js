// The answer: chances of each outcome, next to the unchanged scenario.
import { h } from "../dom.js";
import { isChanged, state } from "./state.js";
import { nameOf, OUTCOMES, percent, points } from "./words.js";

const MORE = { yes: "is more often in favour", no: "is more often against", abstain: "abstains more often" };
const LESS = { yes: "less often in favour", no: "less often against", abstain: "abstains less often" };
const SHOWN = ["adopted", "vetoed", "not_adopted", "withdrawn", "not_reached"];

/** The texts whose outcome is shown, in their order. */
export const texts = () => Object.keys(state.answer?.changed.drafts ?? state.central?.changed.votes ?? {});

export function outcomes() {
  const a = state.answer;
  if (!a) return h("p", { class: "hint" }, state.question ? "Computing …" : "");
  const list = Object.keys(a.changed.drafts);
  const multi = isChanged();
  return [
    ...list.map((draft) => card(draft, a, multi)),
    a.changed.world && state.about.plan ? planCard(a, multi) : null,
    h("p", { key: "how", class: "hint" }, `Shares of ${a.worlds.toLocaleString("en")} simulated worlds on the same luck, with 95 % intervals. `,
      multi ? "Grey: the unchanged scenario. " : "", state.stage === "refined" ? "" : "Being refined …"),
  ];
}

function card(draft, a, multi) {
  const now = a.changed.drafts[draft];
  const was = a.unchanged.drafts[draft];
  const text = state.about.texts.find((t) => t.symbol === draft);
  const rows = SHOWN.filter((o) => Math.max(now[o].share, was?.[o].share ?? 0) >= 0.005 || o === "adopted");
  return h("div", { key: draft, class: "outcome-card" },
    h("h3", null, draft, text ? h("small", null, ` ${text.title}`) : null),
    rows.map((o) => bar(`${draft} ${OUTCOMES[o]}`, OUTCOMES[o], now[o], multi ? was?.[o] : null, multi ? a.change[draft]?.[o] : null, o)));
}

function planCard(a, multi) {
  const now = a.changed.world, was = a.unchanged.world;
  return h("details", { key: "plan", class: "fold outcome-card" }, h("summary", null, `The plan is carried out in ${percent(now.carried_out.share)} of the worlds${multi ? ` (${percent(was.carried_out.share)})` : ""}`),
    h("div", null, bar("plan", "Carried out", now.carried_out, multi ? was.carried_out : null, multi ? a.plan : null, "adopted"),
      state.about.plan.parties.filter((p) => now.accepted[p.key]).map((p) => bar(p.key, `${p.name} accepts`, now.accepted[p.key], multi ? was.accepted[p.key] : null, null, "adopted"))));
}

/** One share: a bar with its interval, the unchanged one in grey under it, and the words. */
function bar(key, label, now, was, change, kind) {
  const words = `${label}: ${percent(now.share)}, between ${percent(now.low)} and ${percent(now.high)}${was ? `; unchanged ${percent(was.share)}${change ? `, ${points(change.value)}` : ""}` : ""}`;
  const w = (x) => 200 * x;
  return h("div", { key, class: `bar-row ${kind}` },
    h("span", { class: "bar-label" }, label),
    h("svg", { viewBox: `0 0 200 ${was ? 22 : 14}`, preserveAspectRatio: "none", role: "img", "aria-label": words },
      h("rect", { class: "ground", x: 0, y: 0, width: 200, height: was ? 22 : 14 }),
      h("rect", { class: "now", x: 0, y: 2, width: Math.max(0.6, w(now.share)), height: 10 }),
      was ? h("rect", { class: "base", x: 0, y: 14, width: Math.max(0.6, w(was.share)), height: 6 }) : null,
      h("rect", { class: "reach", x: w(now.low), y: 6, width: Math.max(0.8, w(now.high - now.low)), height: 2 })),
    h("span", { class: "bar-number", "aria-hidden": "true" }, h("strong", null, percent(now.share)), h("small", null, ` (${Math.round(100 * now.low)}–${Math.round(100 * now.high)})`),
      was ? h("small", { class: "beside" }, `${arrow(change)}was ${percent(was.share)}`) : null));
}

/** A sign for a change larger than chance explains. */
const arrow = (change) => (change && (change.low > 0 || change.high < 0) && Math.abs(change.value) >= 0.005 ? (change.value > 0 ? "▲ " : "▼ ") : "");

/** One line for the strip that stays in sight, and for screen readers. */
export function summary(spoken = false) {
  const a = state.answer;
  if (!a) return "";
  const multi = isChanged();
  return Object.keys(a.changed.drafts).filter((d) => a.changed.drafts[d].put || a.unchanged.drafts[d]?.put).map((d) => {
    const now = a.changed.drafts[d].adopted.share, was = a.unchanged.drafts[d]?.adopted.share;
    const beside = multi && was !== undefined ? (spoken ? `, ${percent(was)} unchanged` : ` (was ${percent(was)})`) : "";
    return `${d} adopted in ${percent(now)}${spoken ? " of the worlds" : ""}${beside}`;
  }).join(spoken ? ". " : " · ");
}

/** Members whose votes change, and why. */
export function moves() {
  if (!isChanged()) return h("p", { class: "hint" }, "Nothing is changed yet: move a slider, or choose something to start from.");
  const list = state.answer?.moves ?? [];
  if (state.stage !== "refined") return h("p", { class: "hint" }, "Computing …");
  if (!list.length) return h("p", { class: "hint" }, "Nobody votes otherwise by more than chance explains.");
  return h("ul", { class: "moves" }, list.map((m) => h("li", { key: `${m.member}${m.draft}` },
    h("button", { type: "button", class: "link", onclick: () => open(m.member) }, nameOf(m.member)), ` ${MORE[m.gains]} on ${m.draft} and ${LESS[m.loses]} (${percent(m.by)} of the worlds), most through ${m.through}`)));
}

let open = () => {};
/** Who opens a member. */
export function onOpen(run) { open = run; }
