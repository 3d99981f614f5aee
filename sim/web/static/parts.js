// Pieces that several screens show: what goes on, texts with their changes, rulings, results.
import { h } from "./dom.js";
import { hello, minutes, nameOf } from "./connection.js";
import { SIGN, WORD } from "./acts.js";

export const OUTCOME = { adopted: "Adopted", vetoed: "Not adopted: vetoed", not_adopted: "Not adopted: short of votes", withdrawn: "Withdrawn", not_reached: "Not put" };
const title = (issue) => hello().issues.find((x) => x.issue === issue)?.title ?? issue;

/** The texts as they stand, with what was changed since they were tabled. */
export function textCards(view, openCards = true) {
  const drafts = hello().drafts.filter((d) => view.texts[d.symbol]);
  return h("div", { class: "texts" }, drafts.map((d) => h("details", { key: d.symbol, class: "text", open: openCards, "data-focus": `text-${d.symbol}` },
    h("summary", null, `${d.symbol} `, h("small", null, `${d.title} · ${d.sponsors.map(nameOf).join(", ")}`)),
    h("ol", null, view.texts[d.symbol].map((row) => h("li", { key: row.issue }, h("strong", null, `${title(row.issue)}. `),
      row.was ? [h("del", null, row.was), " ", h("ins", null, row.wording)] : row.wording))), stands(view, d.symbol))));
}

function stands(view, draft) {
  const told = view.stands[draft];
  if (!told) return null;
  const group = (want) => Object.entries(told).filter(([, v]) => v === want).map(([code]) => nameOf(code));
  return [["Say they are for it", "for"], ["Against", "against"], ["Undecided", "undecided"]].map(([word, want]) => {
    const names = group(want);
    return names.length ? h("p", { key: want }, h("small", null, `${word}: ${names.join(", ")}`)) : null;
  });
}

/** The last rulings, newest first. */
export function toldList(view, most = 14) {
  if (!view.told.length) return h("p", { class: "hint" }, "Nothing yet.");
  return h("ol", { class: "log", reversed: true }, view.told.slice(-most).reverse().map((t) => h("li", { key: t.n, class: t.in_order ? undefined : "no" },
    h("strong", null, `${t.by}${t.person ? ` (${t.person})` : ""}: `), t.in_order ? t.effect || t.reason : `refused. ${t.reason}`, h("span", { class: "rule" }, t.rule), t.words ? h("q", { class: "said" }, t.words) : null,
    t.override ? h("strong", null, " (teacher's override)") : null)));
}

/** Private notes, newest first. */
export function noteList(notes) {
  if (!notes?.length) return h("p", { class: "hint" }, "No notes yet.");
  return h("ul", { class: "log" }, [...notes].reverse().map((n) => h("li", { key: n.n }, h("strong", null, `${n.by} to ${n.to}: `), n.text)));
}

/** How long everybody has spoken. */
export function spoken(view) {
  const times = view.meeting?.spoken ?? [];
  if (!times.length) return null;
  return h("p", { class: "hint" }, `Time at the floor: ${times.map((t) => `${t.name} ${minutes(t.seconds)}`).join(" · ")}`);
}

/** Results of the ballots, newest first, with the rule that decided. */
export function results(view, most = 99) {
  const ballots = view.meeting?.ballots ?? [];
  if (!ballots.length) return h("p", { class: "hint" }, "No vote has been taken.");
  return ballots.map((b, n) => h("div", { key: `ballot-${n}`, class: `result ${b.outcome}` },
    h("p", null, h("strong", null, `${b.question}: ${b.tally.yes}-${b.tally.no}-${b.tally.abstain}. ${verdict(b)}`)),
    h("p", null, b.reason, h("span", { class: "rule" }, b.rule)),
    Object.keys(WORD).map((v) => { const who = Object.entries(b.votes).filter(([, x]) => x === v).map(([c]) => nameOf(c)); return who.length ? h("p", { key: v }, h("small", null, `${SIGN[v]} ${WORD[v]}: ${who.join(", ")}`)) : null; }),
    guesses(view, b))).reverse().slice(0, most);
}

/** A seat's name as it stands within a sentence. */
const within = (name) => hello().seats.find((x) => x.name === name)?.within ?? name;

export function verdict(ballot) {
  if (ballot.kind !== "proposal" && ballot.kind !== "amendment") return ballot.carried ? "Carried" : "Not carried";
  return OUTCOME[ballot.outcome] + (ballot.vetoes.length ? ` by ${ballot.vetoes.map(within).join(" and ")}` : "");
}

function guesses(view, ballot) {
  const p = view.predictions[ballot.subject];
  if (ballot.kind !== "proposal" || !p?.outcomes) return null;
  const right = p.outcomes[ballot.outcome] ?? 0;
  return h("p", null, h("small", null, `${right} of ${p.made} predicted the result; votes in favour predicted: ${p.yes.join(", ")}.`));
}

const PLAIN = {
  lobby: "Take your seats and read your briefs.",
  waiting: "The meeting has not been called yet.", suspended: "The meeting is suspended; members consult.", closed: "The meeting has risen.",
};

/** What is going on, the most important first: the floor, the question, then what waits. */
export function nowLines(view) {
  const m = view.meeting;
  const line = (key, ...words) => h("p", { key }, words);
  if (view.closed) return [line("over", "The room is closed. Thank you.")];
  if (view.phase === "lobby") return [line("lobby", PLAIN.lobby)];
  if (view.phase === "negotiation") return [line("consult", `Consultations: say where you stand, ask for clauses. A text needs ${hello().quota} in favour and no permanent member against.`)];
  if (view.phase === "debrief" || !m) return [line("debrief", "Debrief: compare with what you predicted.")];
  const q = m.question;
  return [
    q ? h("p", { key: "question", class: "big" }, q.voting ? `Vote: ${q.text}` : `Before the Council: ${q.text}`) : null,
    q?.voting ? line("hands", `${m.voted.length} of ${hello().chairs.length} have voted. ${q.procedural ? `Procedural: ${hello().quota} votes, no veto.` : `Substantive: ${hello().quota} votes, and no permanent member against.`}`) : null,
    m.floor ? h("p", { key: "floor", class: "floor" }, h("strong", null, m.floor.name), " has the floor ", h("span", { id: "speech-clock", class: "timer" }, "")) : null,
    PLAIN[m.phase] ? line("state", PLAIN[m.phase]) : null,
    m.point ? line("point", `Point of order: ${m.point}.`) : null,
    m.speakers.length ? line("list", `Speakers: ${m.speakers.join(", ")}.`) : null,
    m.motions.length ? line("motions", `Motions, in order: ${m.motions.map((x) => `${x.what}${x.detail ? `, ${x.detail}` : ""} (${x.by})`).join("; ")}.`) : null,
    m.amendments.length ? h("ul", { key: "amendments" }, m.amendments.map((a) => h("li", { key: a.symbol }, `${a.symbol}, ${a.by}: ${a.title}`))) : null,
    !q && m.order.length ? line("order", `Texts in order: ${m.order.join(", ")}.`) : null,
    line("chair", h("small", null, `In the chair: ${nameOf(m.chair)}.`)),
  ];
}

/** Consultations for the whole room: who stands where, what was changed, what is asked. */
export function consultations(view) {
  const sign = { for: "✓", undecided: "?", against: "✗" };
  return hello().drafts.filter((d) => view.texts[d.symbol]).map((d) => {
    const told = Object.entries(view.stands[d.symbol] ?? {});
    const group = (want) => told.filter(([, v]) => v === want).map(([code]) => nameOf(code));
    const silent = hello().chairs.length - told.filter(([code]) => hello().chairs.some((c) => c.code === code)).length;
    const asks = view.asks.filter((a) => a.draft === d.symbol).slice(-3).reverse();
    return h("div", { key: d.symbol, class: "standing" }, h("h3", null, `${d.symbol} `, h("small", null, d.title)),
      h("p", { class: "counts" }, Object.keys(sign).map((want) => h("span", { key: want, class: want }, `${sign[want]} ${group(want).length} ${want}`)), h("span", { class: "rest" }, `${silent} have not said`)),
      Object.keys(sign).map((want) => (group(want).length ? h("p", { key: want }, h("small", null, `${sign[want]} ${group(want).join(", ")}`)) : null)),
      view.texts[d.symbol].filter((r) => r.was).map((r) => h("p", { key: r.issue }, h("strong", null, `${title(r.issue)}. `), h("del", null, r.was), " ", h("ins", null, r.wording))),
      asks.map((a) => h("p", { key: `ask-${a.n}` }, h("strong", null, `${nameOf(a.by)} asks: `), `${a.title}: ${a.wording} `, h("span", { class: "pill" }, a.answer || "open"))));
  });
}

/** Asks for changes, newest first; `answer` draws buttons where the reader may answer. */
export function askList(view, answer = () => null) {
  if (!view.asks.length) return h("p", { class: "hint" }, "Nobody has asked for a change.");
  return h("ul", { class: "log" }, view.asks.map((a) => h("li", { key: a.n },
    h("strong", null, `${nameOf(a.by)}, ${a.draft}: `), `${a.title}: ${a.wording} `,
    a.answer ? h("span", { class: "pill" }, a.answer) : answer(a, a.n), a.why ? h("p", null, h("small", null, a.why)) : null)).reverse());
}
