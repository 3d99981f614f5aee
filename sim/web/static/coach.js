// For a single player: control the room, ask the coach, sound out members.
import { h } from "./dom.js";
import { hello, nameOf, send } from "./connection.js";
import { choice } from "./controls.js";
import { say, sayMany } from "./words.js";

let answer = null;
let sounded = null;
let asking = false;
let told = null;

/** Store the engine's answer. */
export function coached(body) {
  asking = false;
  if (body.advice) answer = { ...body.advice, n: document.body.dataset.n };
  if (body.sounded) sounded = body.sounded;
  if (body.heard) told = body.heard;
}

const ON = () => ({ negotiation: say("Begin the consultations"), meeting: say("Open the meeting"), debrief: say("Go to the debrief") });

/** Buttons that the teacher has in a class. */
export function leads(view, mine) {
  const to = mine.phases?.[0];
  const closed = view.phase !== "meeting" || view.meeting?.phase === "closed";
  return h("div", { key: "leads", class: "row" },
    view.phase === "meeting" ? h("button", { key: "step", type: "button", "data-focus": "solo-step", onclick: () => send({ do: "step" }) }, say("Let the meeting go on")) : null,
    to ? h("button", { key: "on", type: "button", class: closed ? "primary" : undefined, "data-focus": `solo-${to}`, onclick: () => send({ do: "phase", to }) }, ON()[to]) : null);
}

/** After a public statement: the members it moved, and its commitment. */
export async function speak(draft, stand) {
  const done = await send({ do: "stand", draft, stand });
  if (done.type === "ok") await ask({ do: "heard", draft });
}

/** Effects of the last public statement on a text. */
export function heard(draft) {
  return told?.draft === draft ? h("div", { key: `heard-${draft}`, class: "hint", "aria-live": "polite" }, told.lines.map((line, i) => h("p", { key: i }, line))) : null;
}

async function ask(body) {
  asking = true;
  const told = await send(body);
  if (told.type !== "coach") asking = false;
}

const percent = (x) => `${(100 * Math.min(Math.max(x, 0), 1)).toFixed(1)}\u00a0%`;
const signed = (x) => `${x < 0 ? "−" : "+"}${Math.abs(x).toFixed(4)}`;

function moves(model) {
  return [h("p", { key: "how", class: "hint" }, sayMany("Computed in {n} world with the same random draws. Intervals are 95% intervals. Worth is the share of your member's aims that you achieve, at most 1.", "Computed in {n} worlds with the same random draws. Intervals are 95% intervals. Worth is the share of your member's aims that you achieve, at most 1.", model.worlds)),
    h("ul", { key: "aims" }, model.drafts.map((d) => h("li", { key: d.draft }, say("{text}: chance of adoption {chance}; if adopted, worth {worth} to you.", { text: d.draft, chance: percent(d.chance), worth: signed(d.worth) })))),
    h("dl", { key: "moves", class: "advice" }, model.moves.map((m) => [h("dt", { key: `t-${m.words}` }, m.words),
      h("dd", { key: `d-${m.words}` }, h("span", { class: !m.sure ? undefined : m.worth > 0 ? "gain" : "loss" }, say("worth {worth} [{low}, {high}]", { worth: signed(m.worth), low: signed(m.worth_low), high: signed(m.worth_high) })), m.sure ? null : say(" (not distinguishable from no change)"),
        h("br"), say("{text} adopted: {before} to {after} [{low}, {high}]. ", { text: m.draft, before: percent(m.before), after: percent(m.after), low: percent(m.low), high: percent(m.high) }), m.because)])),
    model.unweighed.length ? h("p", { key: "left", class: "hint" }, say("Not evaluated for lack of time: {moves}.", { moves: model.unweighed })) : null];
}

function advice(stale) {
  if (!answer) return null;
  return h("div", { key: "advice", "aria-live": "polite" },
    stale ? h("p", { class: "hint" }, say("The room has moved on since this answer; ask again.")) : null,
    h("h3", null, say("By the law, now")), h("dl", { class: "advice" }, answer.law.map((one, i) => [h("dt", { key: `t${i}` }, one.label, h("span", { class: "rule" }, one.rule)), h("dd", { key: `d${i}` }, one.leads)])),
    answer.aims.length ? [h("h3", { key: "ah" }, say("What your member wants most")), h("ul", { key: "al" }, answer.aims.map((a) => h("li", { key: a.title }, say("{title}: {wording}", { title: a.title, wording: a.wording }))))] : null,
    answer.model ? [h("h3", { key: "mh" }, say("By the model")), ...moves(answer.model)] : null,
    h("h3", null, say("What the model does not consider")), h("ul", null, answer.limits.map((l) => h("li", { key: l }, l))));
}

/** A member's reply: sentences, and its reasons as a list. */
function said(lines) {
  const reasons = lines.filter((line) => line.startsWith("- "));
  const [first, ...rest] = lines.filter((line) => !line.startsWith("- "));
  return [h("p", { key: "first" }, first), reasons.length ? h("ul", { key: "why" }, reasons.map((line) => h("li", { key: line }, line.slice(2)))) : null, rest.map((line) => h("p", { key: line }, line))];
}

/** Votes that contradicted this seat's public statements. */
export function brokenWords(mine) {
  const of = { for: say("for"), against: say("against") };
  return (mine.broken ?? []).map((b) => h("p", { key: `broken-${b.draft}`, class: "word" }, say("You said in public that you were {stand} {text}, and voted otherwise.", { stand: of[b.said], text: b.draft })));
}

/** The panel: a button to ask, members to sound out, and the last answers. */
export function coach(view, mine) {
  const texts = hello().drafts.filter((d) => view.texts[d.symbol]).map((d) => [d.symbol, d.symbol]);
  const members = hello().seats.filter((s) => s.kind === "member" && s.code !== mine.seat && !view.seats[s.code].people).map((s) => [s.code, s.name]);
  const sound = (e) => { e.preventDefault(); ask({ do: "sound", member: e.target.elements.member.value, draft: e.target.elements.draft.value }); };
  return [h("div", { key: "ask", class: "row" }, h("button", { type: "button", class: "primary", "data-focus": "coach-ask", "aria-busy": String(asking), onclick: () => ask({ do: "coach" }) }, asking ? say("The model is at work …") : say("What could I do?"))),
    advice(answer && answer.n !== String(view.n)),
    members.length && texts.length ? h("form", { key: "sound", class: "change", onsubmit: sound }, h("h3", null, say("Sound out a member")), h("label", { for: "sound-member" }, say("Whom")), choice("sound-member", members, members[0][0], { name: "member" }),
      h("label", { for: "sound-draft" }, say("On the text")), choice("sound-draft", texts, texts[0][0], { name: "draft" }), h("div", { class: "row" }, h("button", { "data-focus": "sound-go" }, say("Ask in private")))) : null,
    sounded ? h("div", { key: "sounded", "aria-live": "polite" }, h("h3", null, nameOf(sounded.member)), said(sounded.lines)) : null];
}
