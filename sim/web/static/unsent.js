// Messages without an answer: kept, shown, and sent again under the same number, so that the
// room does it once.
import { fill, h } from "./dom.js";
import { hello, nameOf } from "./connection.js";
import { I } from "./acts.js";
import { say } from "./words.js";

const waiting = new Map();
let next = 1;

export const anyUnsent = () => waiting.size > 0;

/** Keep a message with the number of its view; returns the existing promise if the same message is already waiting. */
export function keepUnsent(message, context, transmit) {
  const key = JSON.stringify(message);
  for (const entry of waiting.values()) if (entry.key === key) return entry.promise;
  const body = { seen: context.view?.n, ...message };
  const entry = { id: next++, key, body, words: inWords(body, context), tried: false };
  entry.promise = new Promise((done) => { entry.done = done; });
  waiting.set(entry.id, entry);
  hand(entry, transmit);
  return entry.promise;
}

function hand(entry, transmit) {
  if (transmit({ id: entry.id, ...entry.body })) { entry.tried = true; entry.at = Date.now(); }
}

/** Send waiting messages again; sent ones only after `age` milliseconds. */
export function sendWaiting(transmit, age = 0) {
  for (const entry of waiting.values()) if (!entry.tried || Date.now() - entry.at >= age) hand(entry, transmit);
}

/** Handle the answer to a message; false if no such message is waiting. */
export function answered(body) {
  const entry = waiting.get(body.id);
  waiting.delete(body.id);
  entry?.done(body);
  return Boolean(entry);
}

/** Drop waiting messages: all, or only those that another server may have received. */
export function dropUnsent({ tried = false } = {}) {
  const gone = [...waiting.values()].filter((entry) => !tried || entry.tried);
  for (const entry of gone) { waiting.delete(entry.id); entry.done({ type: "lost" }); }
  return gone.map((entry) => entry.words);
}

/** Show that the connection is lost and what was not sent; `away` false removes the notice. */
export function showUnsent(away) {
  const box = document.getElementById("unsent");
  if (!box) return;
  box.hidden = !away;
  const list = [...waiting.values()];
  fill("unsent", away ? [h("p", { key: "away" }, say("The room does not answer. What you typed is kept.")),
    list.length ? [h("p", { key: "h" }, say("Not sent yet:")), h("ul", { key: "list" }, list.map((entry) => h("li", { key: entry.id }, entry.words))),
      h("p", { key: "then" }, say("It is sent once, when the connection is back.")),
      h("button", { key: "drop", class: "small", type: "button", "data-focus": "unsent-drop", onclick: () => { dropUnsent(); showUnsent(true); } }, say("Do not send it"))] : null] : []);
}

const short = (text) => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

/** A message in words. */
function inWords(body, { view, mine } = {}) {
  const issue = body.change && (hello()?.issues.find((x) => x.issue === body.change.issue)?.title ?? body.change.issue);
  const draft = body.draft ?? body.change?.draft;
  if (body.do === "act" && body.act === "vote") return say("Your vote on {question}: {vote}", { question: view?.meeting?.question?.text ?? "", vote: I[body.data.vote] ?? body.data.vote });
  if (body.do === "act") {
    const act = mine?.orders?.find((x) => x.act === body.act)?.label ?? body.act.replaceAll("_", " ");
    const typed = Object.values(body.data ?? {}).find((x) => typeof x === "string" && x.length > 20);
    if (typed) return say("{act}: “{text}”", { act, text: short(typed) });
    return issue ? say("{act}: {draft}, {issue}", { act, draft, issue }) : act;
  }
  switch (body.do) {
    case "stand": return say("Where you stand on {text}", { text: draft });
    case "ask": return say("What you ask the sponsors of {draft}: {issue}", { draft, issue });
    case "revise": return say("The change of your own text {draft}: {issue}", { draft, issue });
    case "answer": return say("Your answer to what was asked for");
    case "predict": return say("Your prediction of {draft}", { draft });
    case "note": return say("A note to {seat:the}: “{text}”", { seat: nameOf(body.to), text: short(body.text) });
    case "earlier_notes": return say("Earlier notes");
    case "dispatch": return say("A headline: “{text}”", { text: short(body.text) });
    case "begin": return body.title ? say("A draft of your own: “{title}”", { title: short(body.title) }) : say("A draft of your own");
    case "write": return say("A paragraph of {draft}: “{text}”", { draft, text: short(body.text) });
    case "tie": return say("The clause to which a paragraph of {draft} is tied", { draft });
    case "strike": return say("Striking out a paragraph of {draft}", { draft });
    case "shift": return say("Moving a paragraph of {draft}", { draft });
    case "circulate": return say("Circulating {draft}", { draft });
    case "coach": return say("Your question to the coach");
    case "sound": return say("Sounding out {member:the} on {draft}", { member: nameOf(body.member), draft });
    case "heard": return say("Members moved by your statement on {draft}", { draft });
    case "phase": case "step": return say("Letting the room go on");
    default: return say("A setting of the room");
  }
}
