// Acts of a seat: the next one, other acts in order, and acts that are not in order.
import { announce, h } from "./dom.js";
import { ask, draft, forget, isAsked, keep } from "./drafts.js";
import { hello, send } from "./connection.js";
import { changeForm, control, gather, submit } from "./controls.js";
import { say, sayIn, sayMany } from "./words.js";

export const SIGN = { yes: "✓", no: "✗", abstain: "–", absent: "∅", not_participating: "∅" };
export const WORD = { yes: say("in favour"), no: say("against"), abstain: say("abstaining"), absent: say("absent"), not_participating: say("not taking part") };

/** The reader's own vote in words. */
export const I = { yes: say("in favour"), no: say("against"), abstain: sayIn("my vote", "abstain"), not_participating: say("not taking part") };

/** The open ballot; a vote, or closing it, names the ballot and is refused in any other. */
export function ballotOf(view) {
  return view.meeting?.question?.voting ? view.meeting.question.ballot : "";
}

/** A list of acts: the first one open, the others folded. Only the desk sets `seat`. */
export function actForms(orders, view, mine, seat = undefined) {
  const whom = seat ? { seat } : {};
  const list = orders.filter((o) => possible(o, view));
  // While a vote is open the chair has two duties: its own vote, and closing the ballot.
  const voting = list.filter((o) => ["vote", "announce"].includes(o.act));
  const leading = voting.length ? voting : list.slice(0, 1);
  const others = list.filter((o) => !leading.includes(o));
  return [
    ...leading.map((o) => h("div", { key: `next-${o.act}`, class: "next" }, actForm(o, view, mine, whom, true))),
    others.length ? h("details", { key: "others", class: "fold", "data-focus": "others" }, h("summary", null, sayMany("One other act is in order", "{n} other acts are in order", others.length)),
      h("div", null, others.map((o) => actForm(o, view, mine, whom, false)))) : null,
  ];
}

/** Texts that an amendment can be moved to: those still before the Council. */
const open = (view) => hello().drafts.filter((d) => view.meeting.order.includes(d.symbol));

const possible = (order, view) => !order.fields.some((f) => f.kind === "clause") || open(view).length;

function actForm(order, view, mine, whom, first) {
  if (order.act === "vote") return ballot(order, view, mine, whom);
  const key = `act.${order.act}`;
  // Two people at the chair may close a vote at once; the second must not close the next one.
  const closed = order.act === "announce" ? { ballot: ballotOf(view) } : {};
  const run = (data, change) => send({ do: "act", act: order.act, data, ...(change ? { change } : {}), ...closed, ...whom });
  const rule = h("span", { class: "rule" }, order.rule);
  const mun = order.mun ? h("p", null, h("small", null, say("In model UN: {what}", { what: order.mun }))) : null;
  const press = { "data-act": order.act, "data-focus": `go-${order.act}`, class: first ? "primary" : undefined };
  if (!order.fields.length) return h("div", { key, class: "row" }, act(order, view, press, () => run({})), rule, mun);
  const clause = order.fields.some((f) => f.kind === "clause");
  const form = clause ? changeForm(key, open(view), view.texts, order.label, (change, wording) => run(wording ? { wording } : {}, change), true) : h("form", { onsubmit: (e) => submit(`${key}-`, e, (target) => run(gather(key, order.fields, target))) },
    order.fields.map((f) => control(key, f)), h("div", { class: "row" }, h("button", press, order.label)));
  const title = [order.label, rule];
  if (first) return h("div", { key }, h("h3", null, title), mun, form);
  return h("details", { key, "data-focus": order.act }, h("summary", null, title), h("div", null, mun, form));
}

function act(order, view, press, run) {
  const missing = order.act === "announce" ? hello().chairs.length - view.meeting.voted.length : 0;
  if (!missing) return h("button", { type: "button", ...press, onclick: run }, order.label);
  return twice(`announce-${ballotOf(view)}`, order.label, sayMany("{n} member has not voted: press again to close the vote", "{n} members have not voted: press again to close the vote", missing), run, press);
}

/** A button that needs a second press within six seconds; its warning is always current. */
export function twice(key, label, warning, run, more = {}) {
  const press = () => {
    if (isAsked(key)) { ask(key, false); run(); return; }
    ask(key);
    announce(warning);
  };
  return h("button", { type: "button", ...more, onclick: press }, isAsked(key) ? warning : label);
}

const SAID = { for: say("You said in public that you are for it. This vote breaks your word."), against: say("You said in public that you are against it. This vote breaks your word.") };

/** Whether a vote contradicts this seat's public statement on the text. */
const breaks = (said, vote) => (said === "for" && ["no", "abstain"].includes(vote)) || (said === "against" && vote === "yes");

/** This seat's public statement on the text put to the vote; none on any other question about it. */
const said = (view, mine) => (view.meeting?.question?.kind === "proposal" ? mine.said?.[view.meeting.question.subject] : undefined);

/** The ballot: one press selects, another button casts; a new ballot starts without a selection. */
function ballot(order, view, mine, whom) {
  const id = ballotOf(view);
  const key = `ballot.${id}`;
  const on = view.meeting?.question?.text ?? "";
  const chosen = draft(key, "");
  const cast = mine.vote ?? "";
  const vote = async () => {
    const answer = await send({ do: "act", act: "vote", data: { vote: chosen }, ballot: id, ...whom });
    if (answer.type === "ok") { forget("ballot."); announce(say("You voted {vote} on {text}", { vote: I[chosen], text: on })); }
  };
  return h("div", { key, class: "ballot-paper" },
    h("h3", { id: "ballot-h" }, say("Your vote on {text}", { text: on })),
    cast ? h("p", { class: "cast" }, say("You have voted: {vote}. You can change it until the result is announced.", { vote: I[cast] })) : null,
    h("div", { class: "votes", role: "group", "aria-labelledby": "ballot-h" }, order.fields[0].options.map(([value, label]) =>
      h("button", { key: value, type: "button", class: value, "data-vote": value, "data-focus": `vote-${value}`, "aria-pressed": String((chosen || cast) === value), onclick: () => keep(key, value) },
        h("span", { "aria-hidden": "true" }, `${SIGN[value]} `), label))),
    breaks(said(view, mine), chosen) ? h("p", { key: "word", class: "word" }, SAID[said(view, mine)]) : null,
    h("div", { class: "row confirm", "aria-live": "polite" }, chosen && chosen !== cast
      ? [h("button", { key: "cast", type: "button", class: "primary", "data-focus": "vote-confirm", onclick: vote }, cast ? say("Change my vote: {vote}", { vote: I[chosen] }) : say("Cast my vote: {vote}", { vote: I[chosen] })),
        h("button", { key: "not", type: "button", "data-focus": "vote-not", onclick: () => forget(key) }, say("Not yet"))]
      : h("p", { key: "hint", class: "hint" }, cast ? say("Choose again to change it.") : say("Choose, then confirm."))));
}

/** Acts that are not in order, grouped by reason. */
export function notNow(list) {
  if (!list?.length) return h("p", { class: "hint" }, say("Nothing is ruled out."));
  const groups = new Map();
  for (const x of list) { const key = `${x.rule}: ${x.reason}`; groups.set(key, [...(groups.get(key) ?? []), x]); }
  return h("dl", { class: "not-now" }, [...groups].map(([key, acts]) => [h("dt", { key: `t-${key}` }, acts[0].reason[0].toUpperCase() + acts[0].reason.slice(1), h("span", { class: "rule" }, acts[0].rule)), h("dd", { key: `d-${key}` }, acts.length > 8 ? h("details", { class: "why" }, h("summary", null, sayMany("{n} act", "{n} acts", acts.length)), acts.map((x) => x.label).join(" · ")) : acts.map((x) => x.label).join(" · "))]));
}
