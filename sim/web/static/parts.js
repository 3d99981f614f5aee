// Pieces that several screens show: forms of what is in order, texts with changes, rulings, results.
import { announce, h, hello, nameOf, send } from "./common.js";

const SIGN = { yes: "✓", no: "✗", abstain: "–", absent: "∅", not_participating: "∅" };
const WORD = { yes: "in favour", no: "against", abstain: "abstaining", absent: "absent", not_participating: "not taking part" };
export const OUTCOME = { adopted: "Adopted", vetoed: "Not adopted: vetoed", not_adopted: "Not adopted: short of votes", withdrawn: "Withdrawn", not_reached: "Not put" };

/** Index of the clause nearest to a number; -1 where the text is silent. */
export function nearest(issue, value) {
  if (value === null || value === undefined) return -1;
  return issue.clauses.reduce((best, c, i) => (Math.abs(c.value - value) < Math.abs(issue.clauses[best].value - value) ? i : best), 0);
}

/** The clause bank of an issue as options; the value travels as its index. */
export function clauseSelect(id, issue, current, silence = true) {
  const near = nearest(issue, current);
  const options = issue.clauses.map((c, i) => h("option", { value: i, selected: i === near }, c.wording));
  if (silence) options.unshift(h("option", { value: "", selected: current === null || current === undefined }, "(silent)"));
  return h("select", { id, "data-focus": id }, options);
}

export function clauseValue(select, issue) {
  return select.value === "" ? null : issue.clauses[Number(select.value)].value;
}

/** A form for choosing a clause of a draft: `go(change)` is called with it. */
export function changeForm(prefix, drafts, texts, label, go) {
  const at = { draft: drafts[0]?.symbol, issue: hello().issues[0].issue };
  const box = h("form");
  const paint = () => {
    const issue = hello().issues.find((x) => x.issue === at.issue);
    const now = (texts[at.draft] ?? []).find((r) => r.issue === at.issue)?.value ?? null;
    const clause = clauseSelect(`${prefix}-clause`, issue, now);
    const draft = h("select", { id: `${prefix}-draft`, "data-focus": `${prefix}-draft`, onchange: (e) => { at.draft = e.target.value; paint(); } },
      drafts.map((d) => h("option", { value: d.symbol, selected: d.symbol === at.draft }, d.symbol)));
    const which = h("select", { id: `${prefix}-issue`, "data-focus": `${prefix}-issue`, onchange: (e) => { at.issue = e.target.value; paint(); } },
      hello().issues.map((x) => h("option", { value: x.issue, selected: x.issue === at.issue }, x.title)));
    const focus = document.activeElement?.dataset?.focus;
    const words = () => { const row = clauseValue(clause, issue); return issue.clauses.find((c) => c.value === row)?.wording ?? "The text would say nothing on this."; };
    const row = (texts[at.draft] ?? []).find((r) => r.issue === at.issue && r.value !== null);
    const chosen = h("p", { class: "wording", id: `${prefix}-words` }, words());
    clause.setAttribute("aria-describedby", chosen.id);
    clause.addEventListener("change", () => { chosen.textContent = words(); });
    box.replaceChildren(
      h("label", { for: draft.id }, "Text"), draft,
      h("label", { for: which.id }, "Issue"), which,
      h("p", {}, h("small", {}, `${at.draft} says now: ${row?.wording ?? "nothing on this."}`)),
      h("label", { for: clause.id }, "Clause"), clause, chosen,
      h("div", { class: "row" }, h("button", { class: "primary", "data-focus": `${prefix}-go` }, label)));
    [...box.querySelectorAll("[data-focus]")].find((e) => e.dataset.focus === focus)?.focus();
    box.onsubmit = (e) => { e.preventDefault(); go({ draft: at.draft, issue: at.issue, value: clauseValue(clause, issue) }); };
  };
  paint();
  return box;
}

/** What is in order now, one form for each act; `seat` only from the teacher's desk. */
export function orderForms(orders, view, seat = undefined) {
  const whom = seat ? { seat } : {};
  return orders.map((order) => {
    if (order.act === "vote") return voteButtons(order, view, whom);
    const run = (data, change) => send({ do: "act", act: order.act, data, ...(change ? { change } : {}), ...whom });
    const title = [order.label, h("span", { class: "rule" }, order.rule)];
    const mun = order.mun ? h("p", {}, h("small", {}, `In model UN: ${order.mun}`)) : null;
    if (order.fields.some((f) => f.kind === "clause")) {
      const drafts = hello().drafts.filter((d) => view.meeting.order.includes(d.symbol));
      if (!drafts.length) return null;
      return h("details", { "data-focus": order.act }, h("summary", {}, title), h("div", {}, mun, changeForm(`amend`, drafts, view.texts, order.label, (change) => run({}, change))));
    }
    if (!order.fields.length) return h("div", { class: "row" }, h("button", { "data-act": order.act, "data-focus": `go-${order.act}`, onclick: (e) => sure(e.target, order, view) && run({}) }, order.label), h("span", { class: "rule" }, order.rule), mun);
    const controls = order.fields.map((f) => control(order.act, f));
    const form = h("form", { onsubmit: (e) => { e.preventDefault(); run(gather(order, form)); } },
      mun, controls, h("div", { class: "row" }, h("button", { "data-act": order.act, "data-focus": `go-${order.act}` }, order.label)));
    return h("details", { "data-focus": order.act, open: orders.length === 1 }, h("summary", {}, title), form);
  });
}

/** Whether to go on: a vote that some have not cast is closed by a second press only. */
function sure(button, order, view) {
  const missing = order.act === "announce" ? hello().chairs.length - view.meeting.voted.length : 0;
  if (!missing || button.dataset.sure) return true;
  button.dataset.sure = "yes";
  button.textContent = `${missing} ${missing === 1 ? "member has" : "members have"} not voted: press again to close the vote`;
  announce(button.textContent);
  setTimeout(() => { delete button.dataset.sure; button.textContent = order.label; }, 6000);
  return false;
}

function voteButtons(order, view, whom) {
  const on = view.meeting?.question?.text ?? "";
  return h("div", {}, h("p", {}, `Your vote on ${on}:`),
    h("div", { class: "votes", role: "group", "aria-label": `Your vote on ${on}` }, order.fields[0].options.map(([value, label]) =>
      h("button", { class: value, "data-vote": value, "data-focus": `vote-${value}`, onclick: () => send({ do: "act", act: "vote", data: { vote: value }, ...whom }) },
        h("span", { "aria-hidden": "true" }, `${SIGN[value]} `), label))));
}

function control(act, field) {
  const id = `${act}-${field.name}`;
  const label = `${field.label[0].toUpperCase()}${field.label.slice(1)}`;
  if (field.kind === "check") return h("div", {}, h("label", {}, h("input", { type: "checkbox", name: field.name, id, "data-focus": id }), ` ${label}`));
  if (field.kind === "select") return h("div", {}, h("label", { for: id }, field.name === "proposal" ? "Text" : label), h("select", { id, name: field.name, "data-focus": id }, field.options.map(([v, t]) => h("option", { value: v }, t))));
  return h("div", {}, h("label", { for: id }, label), h("input", { id, name: field.name, maxlength: 200, "data-focus": id }));
}

function gather(order, form) {
  const data = {};
  for (const field of order.fields) {
    const input = form.elements[field.name];
    if (!input) continue;
    if (field.kind === "check") data[field.name] = input.checked;
    else if (field.several) { const parts = input.value.split(";").map((x) => x.trim()).filter(Boolean); if (parts.length) data[field.name] = parts; }
    else if (input.value) data[field.name] = input.value;
  }
  return data;
}

/** What cannot be done now, and why. */
export function notNow(list) {
  if (!list?.length) return null;
  return h("details", { "data-focus": "not-now" }, h("summary", {}, "Not in order now, and why"),
    h("ul", {}, list.map((x) => h("li", {}, x.label, h("span", { class: "rule" }, x.rule), h("br"), h("small", {}, x.reason)))));
}

/** The texts as they stand, with what was changed since they were tabled. */
export function textCards(view, open = true) {
  const drafts = hello().drafts.filter((d) => view.texts[d.symbol]);
  return h("div", { class: "texts" }, drafts.map((d) => h("details", { class: "text", open, "data-focus": `text-${d.symbol}` },
    h("summary", {}, `${d.symbol} `, h("small", {}, `${d.title} · ${d.sponsors.map(nameOf).join(", ")}`)),
    h("ol", {}, view.texts[d.symbol].map((row) => {
      const title = hello().issues.find((x) => x.issue === row.issue)?.title ?? row.issue;
      const number = row.value === null ? null : h("small", {}, ` ${row.value.toFixed(2)}`);
      return h("li", {}, h("strong", {}, `${title}. `),
        row.was ? [h("del", {}, row.was), " ", h("ins", {}, row.wording)] : row.wording, number);
    })), stands(view, d.symbol))));
}

function stands(view, draft) {
  const told = view.stands[draft];
  if (!told) return null;
  const group = (want) => Object.entries(told).filter(([, v]) => v === want).map(([code]) => nameOf(code));
  const line = (word, names) => (names.length ? h("p", {}, h("small", {}, `${word}: ${names.join(", ")}`)) : null);
  return [line("Say they are for it", group("for")), line("Against", group("against")), line("Undecided", group("undecided"))];
}

/** The last rulings, newest first. */
export function toldList(view, most = 14) {
  if (!view.told.length) return h("p", { class: "hint" }, "Nothing yet.");
  return h("ol", { class: "log", reversed: true }, view.told.slice(-most).reverse().map((t) => h("li", { class: t.in_order ? "" : "no" },
    h("strong", {}, `${t.by}: `), t.in_order ? t.effect || t.reason : `refused. ${t.reason}`, h("span", { class: "rule" }, t.rule),
    t.override ? h("strong", {}, " (teacher's override)") : null)));
}

/** Results of the ballots, newest first, with the rule that decided. */
export function results(view) {
  const ballots = view.meeting?.ballots ?? [];
  if (!ballots.length) return h("p", { class: "hint" }, "No vote has been taken.");
  return [...ballots].reverse().map((b) => h("div", { class: `result ${b.outcome}` },
    h("p", {}, h("strong", {}, `${b.question}: ${b.tally.yes}-${b.tally.no}-${b.tally.abstain}. ${verdict(b)}`)),
    h("p", {}, b.reason, h("span", { class: "rule" }, b.rule)),
    Object.keys(WORD).map((v) => { const who = Object.entries(b.votes).filter(([, x]) => x === v).map(([c]) => nameOf(c)); return who.length ? h("p", {}, h("small", {}, `${SIGN[v]} ${WORD[v]}: ${who.join(", ")}`)) : null; }),
    guesses(view, b)));
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
  return h("p", {}, h("small", {}, `${right} of ${p.made} predicted the result; votes in favour predicted: ${p.yes.join(", ")}.`));
}

/** What is going on, in a few lines. */
export function nowLines(view) {
  const m = view.meeting;
  if (view.closed) return [h("p", {}, "The room is closed. Thank you.")];
  if (view.phase === "lobby") return [h("p", {}, "Take your seats and read your briefs.")];
  if (view.phase === "negotiation") return [h("p", {}, `Consultations: say where you stand, ask for clauses. A text needs ${hello().quota} in favour and no permanent member against.`)];
  if (view.phase === "debrief" || !m) return [h("p", {}, "Debrief: compare with what you predicted.")];
  const lines = [h("p", {}, `In the chair: ${nameOf(m.chair)}.`)];
  if (m.phase === "waiting") lines.push(h("p", {}, "The meeting has not been called yet."));
  if (m.phase === "suspended") lines.push(h("p", {}, "The meeting is suspended."));
  if (m.phase === "closed") lines.push(h("p", {}, "The meeting has risen."));
  if (m.question) lines.push(h("p", { class: "big" }, m.question.voting ? `Vote: ${m.question.text}` : `Before the Council: ${m.question.text}`));
  if (m.question?.voting) lines.push(h("p", {}, `${m.voted.length} of ${hello().chairs.length} hands counted. ${m.question.procedural ? `Procedural: ${hello().quota} votes, no veto.` : `Substantive: ${hello().quota} votes, and no permanent member against.`}`));
  if (m.point) lines.push(h("p", {}, `Point of order: ${m.point}.`));
  if (m.speakers.length) lines.push(h("p", {}, `Speakers: ${m.speakers.join(", ")}.`));
  if (m.motions.length) lines.push(h("p", {}, `Motions, in order: ${m.motions.map((x) => `${x.what} (${x.by})`).join("; ")}.`));
  if (m.amendments.length) lines.push(h("ul", {}, m.amendments.map((a) => h("li", {}, `${a.symbol}, ${a.by}: ${a.title}`))));
  if (!m.question && m.order.length) lines.push(h("p", {}, `Texts in order: ${m.order.join(", ")}.`));
  return lines;
}

/** Consultations for the whole room: who stands where, what was changed, what is asked. */
export function consultations(view) {
  const sign = { for: "✓", undecided: "?", against: "✗" };
  return hello().drafts.filter((d) => view.texts[d.symbol]).map((d) => {
    const told = Object.entries(view.stands[d.symbol] ?? {});
    const group = (want) => told.filter(([, v]) => v === want).map(([code]) => nameOf(code));
    const silent = hello().chairs.length - told.filter(([code]) => hello().chairs.some((c) => c.code === code)).length;
    const asks = view.asks.filter((a) => a.draft === d.symbol).slice(-3).reverse();
    return h("div", { class: "standing" }, h("h3", {}, `${d.symbol} `, h("small", {}, d.title)),
      h("p", { class: "counts" }, Object.keys(sign).map((want) => h("span", { class: want }, `${sign[want]} ${group(want).length} ${want}`)), h("span", { class: "rest" }, `${silent} have not said`)),
      Object.keys(sign).map((want) => (group(want).length ? h("p", {}, h("small", {}, `${sign[want]} ${group(want).join(", ")}`)) : null)),
      view.texts[d.symbol].filter((r) => r.was).map((r) => h("p", {}, h("strong", {}, `${hello().issues.find((x) => x.issue === r.issue)?.title}. `), h("del", {}, r.was), " ", h("ins", {}, r.wording))),
      asks.map((a) => h("p", {}, h("strong", {}, `${nameOf(a.by)} asks: `), `${a.title}: ${a.wording} `, h("span", { class: "pill" }, a.answer || "open"))));
  });
}

/** Asks for changes; `answer` draws buttons where the reader may answer. */
export function askList(view, answer = () => null) {
  if (!view.asks.length) return h("p", { class: "hint" }, "Nobody has asked for a change.");
  return h("ul", { class: "log" }, view.asks.map((a, i) => h("li", {},
    h("strong", {}, `${nameOf(a.by)}, ${a.draft}: `), `${a.title}: ${a.wording} `,
    a.answer ? h("span", { class: "pill" }, a.answer) : answer(a, i), a.why ? h("p", {}, h("small", {}, a.why)) : null)));
}
