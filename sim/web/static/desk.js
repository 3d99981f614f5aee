// The teacher's desk.
import { $, fill, h, soon } from "./dom.js";
import { onDraft } from "./drafts.js";
import { debriefCards } from "./debrief.js";
import { connect, hello, nameOf, PHASES, send } from "./connection.js";
import { actForms, notNow, twice } from "./acts.js";
import { announceNewest, askList, nowLines, results, spoken, textCards, toldList } from "./parts.js";
import { noteList, tookNotes } from "./notes.js";
import { tabs } from "./tabs.js";
import { ties } from "./drafting.js";
import { say, sayMany } from "./words.js";

const START = { negotiation: say("Begin the consultations"), meeting: say("Open the meeting"), debrief: say("Go to the debrief") };
const PACES = [[0, say("only when I press Step")], [0.5, say("half a second")], ...[1, 3, 6, 15].map((n) => [n, sayMany("second", "{n} seconds", n)])];
const GAVEL = [["seat", say("its delegation (or the engine)")], ["teacher", say("me")], ["engine", say("the engine")]];
const CLOCKS = [...[1, 2, 5, 10].map((n) => [60 * n, say("{n} min", { n })]), [0, say("off")]];

let view = null;
let mine = null;
let compared = null;
let comparing = false;

/** A list that shows the room's setting and sends what is chosen. */
function setting(id, label, options, value, run) {
  return [h("label", { key: `${id}-l`, for: id }, label), h("select", { key: id, id, "data-focus": id, value: String(value), onchange: (e) => run(e.target.value) },
    options.map(([v, t]) => h("option", { key: v, value: String(v) }, t)))];
}

function lead() {
  const button = (key, label, body, more = {}) => h("button", { key, type: "button", "data-focus": key, ...more, onclick: () => send(body) }, label);
  return [
    h("div", { key: "phases", class: "row" }, mine.phases.map((to, i) => button(`phase-${to}`, to === "negotiation" && view.phase === "meeting" ? say("Back to consultations") : to === "meeting" && view.meeting ? say("Back to the meeting") : START[to], { do: "phase", to }, { class: i ? undefined : "primary" }))),
    h("div", { key: "steps", class: "row" }, button("step", say("Step"), { do: "step" }), button("pause", view.paused ? say("Go on") : say("Pause"), { do: "pause", paused: !view.paused }, { "aria-pressed": String(view.paused) }),
      button("undo", say("Take back the last act"), { do: "undo", to: mine.last }, { disabled: mine.last === null })),
    ...setting("pace", say("Simulated members act every"), PACES, view.pace, (v) => send({ do: "pace", seconds: Number(v) })),
    ...setting("gavel", say("The chair ({member}) is conducted by", { member: nameOf(mine.chair) }), GAVEL, view.gavel, (v) => send({ do: "gavel", to: v })),
    h("p", { key: "clock-l", id: "clock-l", class: "label-line" }, say("Countdown on all screens")),
    h("div", { key: "clock", class: "row", role: "group", "aria-labelledby": "clock-l" }, CLOCKS.map(([s, t]) => button(`timer-${s}`, t, { do: "timer", seconds: s }, { class: "small" }))),
  ];
}

function refused() {
  const act = mine.refused;
  const seat = act && hello().seats.find((x) => x.code === act.by)?.code;
  if (!seat) return null;
  const { act: kind, by, ...data } = act;
  return h("div", { key: "refused", class: "card" }, h("p", null, say("{member} was refused: {act}.", { member: nameOf(by), act: mine.refused_label })),
    h("button", { type: "button", "data-focus": "override", onclick: () => send({ do: "override", act: kind, seat, data }) }, say("Allow it against the rule (logged as override)")));
}

function seats() {
  const rows = hello().seats.map((seat) => {
    const at = view.seats[seat.code];
    const people = mine.people.filter((p) => p.seat === seat.code).map((p) => p.name || say("no name"));
    const who = people.length ? people.join(", ") : at.locked ? say("the engine (locked)") : seat.kind === "member" ? say("the engine") : say("nobody");
    return h("tr", { key: seat.code }, h("th", { scope: "row" }, seat.name), h("td", null, who, people.length && !at.online ? h("span", { class: "pill off" }, say("offline")) : null),
      h("td", null, h("button", { type: "button", class: "small", "data-focus": `lock-${seat.code}`, "aria-pressed": String(at.locked), "aria-label": at.locked ? say("Unlock {seat}", { seat: seat.name }) : say("Lock {seat}", { seat: seat.name }), onclick: () => send({ do: "lock", seat: seat.code, locked: !at.locked }) }, at.locked ? say("Unlock") : say("Lock"))));
  });
  return [h("div", { key: "table", class: "scroll" }, h("table", null, h("thead", null, h("tr", null, h("th", { scope: "col" }, say("Seat")), h("th", { scope: "col" }, say("Played by")), h("th", { scope: "col" }, h("span", { class: "visually-hidden" }, say("Lock"))))), h("tbody", null, rows))),
    mine.people.length ? h("details", { key: "move", class: "fold", "data-focus": "assign" }, h("summary", null, say("Move or remove people")), h("div", null, mine.people.map(moved))) : null];
}

function moved(person) {
  const id = `assign-${person.key}`;
  const called = person.name || (person.role === "observer" ? say("an observer without a name") : say("no name"));
  return h("div", { key: id, class: "row" }, h("label", { for: id }, called),
    person.role === "observer" ? h("span", { id, class: "pill" }, say("observer")) : h("select", { id, "data-focus": id, value: person.seat ?? "", onchange: (e) => send({ do: "assign", person: person.key, seat: e.target.value || null }) },
      h("option", { key: "", value: "" }, say("(waits)")), hello().seats.map((x) => h("option", { key: x.code, value: x.code }, x.name))),
    twice(`remove-${person.key}`, say("Remove"), say("Press again to remove {person}", { person: called }), () => send({ do: "remove", person: person.key }), { class: "small danger", "aria-label": say("Remove {person}", { person: called }) }));
}

/** Ask the engine, which takes some seconds; the answer is also sent to the projectors. */
async function compare() {
  comparing = true;
  repaint();
  await send({ do: "debrief" });
  comparing = false;
  repaint();
}

function comparison() {
  if (view.phase !== "debrief") return [h("p", { key: "later", class: "hint" }, say("The debrief comes after the meeting."))];
  return [h("button", { key: "compare", type: "button", class: "primary", "data-focus": "compare", disabled: comparing, onclick: compare }, comparing ? say("The engine is at work") : say("Show it here and on the projector")),
    h("p", { key: "hint", class: "hint" }, say("It reveals the record: collect predictions first.")), ...(compared ? debriefCards(compared) : [])];
}

const FORMS = { pre: say("before the lesson"), post: say("after the lesson") };

/** The test on the class's own devices: one form is open at a time. */
function classTest() {
  const open = view.test.open;
  return [h("p", { key: "hint", class: "hint" }, say("Everybody answers on a device of their own, under a code that they choose; no names, no accounts. What was right is shown when the second form is closed.")),
    ...Object.entries(FORMS).map(([form, when]) => h("div", { key: form, class: "row" },
      h("button", { type: "button", "data-focus": `test-${form}`, "aria-pressed": String(open === form), onclick: () => send({ do: "test", form: open === form ? "" : form }) }, open === form ? say("Close the test {when}", { when }) : say("Open the test {when}", { when })),
      h("span", { class: "pill" }, sayMany("{n} answered", "{n} answered", view.test.given[form] ?? 0)),
      h("a", { href: `export/${form}.csv` }, say("Answers (CSV)")),
      view.test.given[form] ? twice(`discard-${form}`, say("Discard the answers"), say("Press again: all answers to this test are discarded"), () => send({ do: "discard_answers", form }), { class: "small danger" }) : null)),
    h("p", { key: "gain", class: "hint" }, say("council teach gain PRE.csv POST.csv shows what was learnt."))];
}

function press() {
  if (!mine.dispatches.length) return h("p", { class: "hint" }, say("No headlines yet."));
  return h("ul", { class: "log" }, mine.dispatches.map((d, i) => h("li", { key: i }, `${d.text} `, h("button", { type: "button", class: "small", "data-focus": `print-${i}`, "aria-pressed": String(d.shown), onclick: () => send({ do: "print", dispatch: i, shown: !d.shown }) }, d.shown ? say("Take off the screen") : say("Put on the screen")))));
}

const answers = (ask, i) => (!view.consulting ? null : h("span", { class: "row" }, [[true, say("Take it in")], [false, say("Decline")]].map(([accept, label]) => h("button", { key: label, type: "button", class: "small", "data-focus": `ask-${i}-${accept}`, onclick: () => send({ do: "answer", ask: i, accept }) }, label))));

/** A button for each seat with many open asks. */
function clearAsks() {
  const counts = new Map();
  for (const a of view.asks) if (!a.answer) counts.set(a.by, (counts.get(a.by) ?? 0) + 1);
  return [...counts].filter(([, n]) => n > 2).map(([by, n]) => h("div", { key: `clear-${by}`, class: "row" }, twice(`clear-${by}`, say("Decline all {n} asks of {member:the}", { n, member: nameOf(by) }), say("Press again to decline them all"), () => send({ do: "clear_asks", seat: by }), { class: "small" })));
}


function paint() {
  if (!view) return;
  fill("lead-body", lead());
  fill("now-body", [...nowLines(view), h("p", { key: "made" }, h("small", null, Object.entries(view.predictions).map(([d, p]) => sayMany("{text}: {n} prediction", "{text}: {n} predictions", p.made, { text: d })).join(" · ")))]);
  fill("turn-body", [refused(), h("p", { key: "hint", class: "hint" }, view.phase === "meeting" ? say("You may act for {member:the}.", { member: nameOf(mine.chair) }) : say("The meeting is not sitting ({phase}).", { phase: PHASES[view.phase] })), ...actForms(mine.orders, view, {}, mine.chair)]);
  fill("seats-body", seats());
  fill("told-body", [spoken(view), toldList(view)]);
  fill("notes-body", [h("button", { key: "read", type: "button", class: "small", "data-focus": "notes-read", "aria-pressed": String(mine.notes_read), onclick: () => send({ do: "notes", read: !mine.notes_read }) }, mine.notes_read ? say("I read the notes (press to stop)") : say("I do not read the notes (press to read)")),
    h("p", { key: "said", class: "hint" }, say("Every seat is informed of this setting. You cannot read notes that were written while it was off.")), h("div", { key: "list" }, noteList(mine))]);
  fill("results-body", results(view));
  fill("debrief-body", comparison());
  fill("texts-body", textCards(view));
  fill("asks-body", [...clearAsks(), askList(view, answers)]);
  fill("rules-body", notNow(mine.not_now));
  fill("press-body", press());
  fill("test-body", classTest());
  fill("ties-body", ties(view, mine));
  fill("end-body", twice("close", say("End the room"), say("Press again: everything not exported is deleted"), () => send({ do: "close" }), { class: "danger", id: "close" }));
  const open = view.asks.filter((a) => !a.answer).length;
  tabs([["seats", say("Seats")], ["record", say("Record")], ...(view.phase === "debrief" ? [["debrief", say("Debrief")]] : []), ["texts", say("Texts")], ["asks", say("Asks"), open], ["ties", say("Drafts")], ["test", say("Test"), view.test.open ? view.test.given[view.test.open] ?? 0 : 0], ["press", say("Press"), mine.dispatches.filter((d) => !d.shown).length], ["notes", say("Notes")], ["rules", say("Not in order")], ["end", say("Take home, end")]]);
  announceNewest(view);
}

const repaint = soon(paint);
onDraft(repaint);
connect("teacher", (v, m) => { view = v; mine = m; repaint(); }, (body) => {
  if (body.type === "debrief") compared = body;
  else if (body.type === "notes") tookNotes(body);
  else return;
  repaint();
});
