// Parts shared by several screens: current business, texts with changes, rulings, results.
import { announce, h } from "./dom.js";
import { hello, minutes, nameOf } from "./connection.js";
import { SIGN, WORD } from "./acts.js";
import { printedLines } from "./drafting.js";
import { say, sayIn, sayMany, sayNodes } from "./words.js";

export const OUTCOME = { adopted: say("Adopted"), vetoed: say("Not adopted: vetoed"), not_adopted: say("Not adopted: short of votes"), withdrawn: say("Withdrawn"), not_reached: say("Not put") };
/** The answer to an ask. */
export const ANSWER = { open: sayIn("of an ask", "open"), accepted: sayIn("of an ask", "accepted"), declined: sayIn("of an ask", "declined"), lapsed: sayIn("of an ask", "lapsed") };
const title = (issue) => hello().issues.find((x) => x.issue === issue)?.title ?? issue;

/** The texts as they stand, with what was changed since they were tabled. */
export function textCards(view, openCards = true) {
  const drafts = hello().drafts.filter((d) => view.texts[d.symbol]);
  return h("div", { class: "texts" }, drafts.map((d) => h("details", { key: d.symbol, class: "text", open: openCards, "data-focus": `text-${d.symbol}` },
    h("summary", null, `${d.symbol} `, h("small", null, `${d.title} · ${view.sponsorship[d.symbol].names.map(nameOf).join(", ")}`)),
    written(view, d.symbol), clauses(view, d.symbol), stands(view, d.symbol))));
}

/** The draft in its sponsors' words, if written. */
function written(view, draft) {
  const paper = view.papers?.[draft];
  return paper ? printedLines(paper.lines) : null;
}

/** The clauses of a text without written paragraphs, and the changed ones. */
function clauses(view, draft) {
  const said = new Set((view.papers?.[draft]?.lines ?? []).map((line) => line.issue));
  const rows = view.texts[draft].filter((row) => row.was || !said.has(row.issue));
  return rows.length ? h("ol", null, rows.map((row) => h("li", { key: row.issue }, h("strong", null, `${title(row.issue)}. `),
    row.was ? [h("del", null, row.was), " ", h("ins", null, row.wording)] : row.wording))) : null;
}

function stands(view, draft) {
  const told = view.stands[draft];
  if (!told) return null;
  const group = (want) => Object.entries(told).filter(([, v]) => v === want).map(([code]) => nameOf(code));
  return [[say("Say they are for it"), "for"], [say("Against"), "against"], [say("Undecided"), "undecided"]].map(([word, want]) => {
    const names = group(want);
    return names.length ? h("p", { key: want }, h("small", null, say("{what}: {names}", { what: word, names: names.join(", ") }))) : null;
  });
}

/** That a test is open: a link on a seat, on the room's screen the address. */
export function testLine(view, address = "") {
  if (!view.test.open) return null;
  const what = view.test.open === "pre" ? say("The test before the lesson is open.") : say("The test after the lesson is open.");
  return h("p", { key: "test" }, what, " ", address || h("a", { href: "test", "data-focus": "test" }, say("Answer it")));
}

/** The last rulings, newest first. */
export function toldList(view, most = 14) {
  if (!view.told.length) return h("p", { class: "hint" }, say("Nothing yet."));
  return h("ol", { class: "log", reversed: true }, view.told.slice(-most).reverse().map((t) => h("li", { key: t.n, class: t.in_order ? undefined : "no" },
    h("strong", null, say("{who}: ", { who: t.person ? `${t.by} (${t.person})` : t.by })), t.in_order ? t.effect || t.reason : say("refused. {why}", { why: t.reason }), h("span", { class: "rule" }, t.rule), t.words ? h("q", { class: "said" }, t.words) : null,
    t.override ? h("strong", null, say(" (teacher's override)")) : null)));
}

/** How long everybody has spoken. */
export function spoken(view) {
  const times = view.meeting?.spoken ?? [];
  if (!times.length) return null;
  return h("p", { class: "hint" }, say("Time at the floor: {times}", { times: times.map((t) => `${t.name} ${minutes(t.seconds)}`).join(" · ") }));
}

/** Results of the ballots, newest first, with the rule that decided. */
export function results(view, most = 99) {
  const ballots = view.meeting?.ballots ?? [];
  if (!ballots.length) return h("p", { class: "hint" }, say("No vote has been taken."));
  return ballots.map((b, n) => h("div", { key: `ballot-${n}`, class: `result ${b.outcome}` },
    h("p", null, h("strong", null, say("{question}: {tally}. {verdict}", { question: b.question, tally: `${b.tally.yes}-${b.tally.no}-${b.tally.abstain}`, verdict: verdict(b).whole }))),
    h("p", null, b.reason, h("span", { class: "rule" }, b.rule)),
    Object.keys(WORD).map((v) => { const who = Object.entries(b.votes).filter(([, x]) => x === v).map(([c]) => nameOf(c)); return who.length ? h("p", { key: v }, h("small", null, `${SIGN[v]} ${say("{what}: {names}", { what: WORD[v], names: who.join(", ") })}`)) : null; }),
    guesses(view, b))).reverse().slice(0, most);
}

/** The result of a ballot: {decided, how, whole}; `how` only if a text failed. */
export function verdict(ballot) {
  const plain = (decided) => ({ decided, whole: decided });
  if (ballot.kind !== "proposal" && ballot.kind !== "amendment") return plain(ballot.carried ? say("Carried") : say("Not carried"));
  if (ballot.outcome === "not_adopted") return { decided: say("Not adopted"), how: say("short of votes"), whole: OUTCOME.not_adopted };
  if (ballot.outcome !== "vetoed") return plain(OUTCOME[ballot.outcome]);
  const members = { members: ballot.vetoes };
  return { decided: say("Not adopted"), how: say("vetoed by {members:the}", members), whole: say("Not adopted: vetoed by {members:the}", members) };
}

function guesses(view, ballot) {
  const p = view.predictions[ballot.subject];
  if (ballot.kind !== "proposal" || !p?.outcomes) return null;
  const right = p.outcomes[ballot.outcome] ?? 0;
  return h("p", null, h("small", null, say("{right} of {all} predicted the result; votes in favour predicted: {numbers}.", { right, all: p.made, numbers: p.yes.join(", ") })));
}

const PLAIN = {
  lobby: say("Take your seats and read your briefs."),
  waiting: say("The meeting has not been called yet."), suspended: say("The meeting is suspended; members consult."), closed: say("The meeting has risen."),
};

/** Current business, most important first: the floor, the question, pending items. */
export function nowLines(view) {
  const m = view.meeting;
  const line = (key, ...words) => h("p", { key }, words);
  if (view.closed) return [line("over", say("The room is closed. Thank you."))];
  if (view.phase === "lobby") return [line("lobby", PLAIN.lobby)];
  if (view.phase === "negotiation") return [line("consult", say("Consultations: say where you stand, ask for clauses."), " ", hello().needs)];
  if (view.phase === "debrief" || !m) return [line("debrief", say("Debrief: compare with what you predicted."))];
  const q = m.question;
  return [
    q ? h("p", { key: "question", class: "big" }, q.voting ? say("Vote: {question}", { question: q.text }) : say("Before the Council: {question}", { question: q.text })) : null,
    m.nature_asked ? line("nature", say("Settled first: whether {what} is a question of procedure. The President rules on it, or puts it to the vote.", { what: m.nature_asked })) : null,
    q?.voting && !m.interrupted ? line("hands", say("{n} of {all} have voted.", { n: m.voted.length, all: hello().chairs.length }), " ", q.needs) : null,
    m.floor ? h("p", { key: "floor", class: "floor" }, sayNodes("{member} has the floor {clock}", { member: h("strong", null, m.floor.name), clock: h("span", { id: "speech-clock", class: "timer" }, "") })) : null,
    PLAIN[m.phase] ? line("state", PLAIN[m.phase]) : null,
    m.point ? line("point", say("Point of order: {who}.", { who: m.point })) : null,
    m.speakers.length ? line("list", say("Speakers: {names}.", { names: m.speakers.join(", ") })) : null,
    m.motions.length ? line("motions", say("Motions, in order: {motions}.", { motions: m.motions.map((x) => `${x.what}${x.detail ? `, ${x.detail}` : ""} (${x.by})`).join("; ") })) : null,
    m.amendments.length ? h("ul", { key: "amendments" }, m.amendments.map((a) => h("li", { key: a.symbol }, say("{symbol}, {by}: {title}", { symbol: a.symbol, by: a.by, title: a.title }), a.words ? h("q", { class: "said" }, a.words) : null))) : null,
    !q && m.order.length ? line("order", say("Texts in order: {texts}.", { texts: m.order.join(", ") })) : null,
    line("chair", h("small", null, say("In the chair: {member}.", { member: nameOf(m.chair) }))),
  ];
}

/** Consultations for the whole room: positions, changes and asks. */
export function consultations(view) {
  const sign = { for: "✓", undecided: "?", against: "✗" };
  const count = { for: (n) => say("{n} for", { n }), undecided: (n) => say("{n} undecided", { n }), against: (n) => say("{n} against", { n }) };
  return hello().drafts.filter((d) => view.texts[d.symbol]).map((d) => {
    const told = Object.entries(view.stands[d.symbol] ?? {});
    const group = (want) => told.filter(([, v]) => v === want).map(([code]) => nameOf(code));
    const silent = hello().chairs.length - told.filter(([code]) => hello().chairs.some((c) => c.code === code)).length;
    const asks = view.asks.filter((a) => a.draft === d.symbol).slice(-3).reverse();
    return h("div", { key: d.symbol, class: "standing" }, h("h3", null, `${d.symbol} `, h("small", null, d.title)),
      h("p", { class: "counts" }, Object.keys(sign).map((want) => h("span", { key: want, class: want }, `${sign[want]} ${count[want](group(want).length)}`)), h("span", { class: "rest" }, sayMany("{n} has not said", "{n} have not said", silent))),
      Object.keys(sign).map((want) => (group(want).length ? h("p", { key: want }, h("small", null, `${sign[want]} ${group(want).join(", ")}`)) : null)),
      view.texts[d.symbol].filter((r) => r.was).map((r) => h("p", { key: r.issue }, h("strong", null, `${title(r.issue)}. `), h("del", null, r.was), " ", h("ins", null, r.wording))),
      asks.map((a) => h("p", { key: `ask-${a.n}` }, h("strong", null, say("{member} asks: ", { member: nameOf(a.by) })), say("{issue}: {clause} ", { issue: a.title, clause: a.wording }), h("span", { class: "pill" }, a.answer ? ANSWER[a.answer] : ANSWER.open))));
  });
}

/** Asks for changes, newest first; `answer` draws buttons where the reader may answer. */
export function askList(view, answer = () => null) {
  if (!view.asks.length) return h("p", { class: "hint" }, say("Nobody has asked for a change."));
  return h("ul", { class: "log" }, view.asks.map((a) => h("li", { key: a.n },
    h("strong", null, say("{member}, {text}: ", { member: nameOf(a.by), text: a.draft })), say("{issue}: {clause} ", { issue: a.title, clause: a.wording }),
    a.answer ? h("span", { class: "pill" }, ANSWER[a.answer]) : answer(a, a.n), a.why ? h("p", null, h("small", null, a.why)) : null, a.awaits ? h("p", null, h("small", null, a.awaits)) : null)).reverse());
}

let told = 0;

/** Say the newest ruling to screen readers; or that one was taken back, which no longer holds. */
export function announceNewest(view) {
  const newest = view.told.at(-1), n = newest?.n ?? 0;
  if (n > told) announce(say("{who}: {what}", { who: newest.by, what: newest.effect || newest.reason }));
  else if (n < told) announce(say("The last act was taken back."));
  told = n;
}
