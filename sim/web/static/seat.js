// The screen of a delegate, and of an observer, who sees all of it and predicts.
import { $, announce, fill, h, soon } from "./dom.js";
import { draft, keep, onDraft } from "./drafts.js";
import { connect, hello, nameOf, send } from "./connection.js";
import { changeForm, choice, submit } from "./controls.js";
import { actForms, ballotOf, I, notNow, SIGN } from "./acts.js";
import { ANSWER, announceNewest, askList, nowLines, results, spoken, testLine, textCards, toldList } from "./parts.js";
import { noteList, tookNotes } from "./notes.js";
import { tabs } from "./tabs.js";
import { debriefCards } from "./debrief.js";
import { drafting } from "./drafting.js";
import { brokenWords, coach, coached, heard, leads, speak } from "./coach.js";
import { say } from "./words.js";

const main = $("main");
const role = main.dataset.role;
const wide = matchMedia("(min-width: 48rem)");
let view = null;
let mine = null;
let compared = null;
let comparing = false;

/** Outcomes as one predicts them. */
const PREDICTED = { adopted: say("adopted"), vetoed: say("vetoed"), not_adopted: say("short of votes") };

const seatOf = (code) => hello().seats.find((x) => x.code === code);
const isMember = () => seatOf(mine.seat)?.kind === "member";

function turn() {
  if (role === "observer") return [h("p", { class: "hint" }, say("You watch. You can predict."))];
  if (!mine.seat) return [h("p", null, say("Wait: the teacher will give you a seat."))];
  const parts = [];
  if (view.phase === "meeting") {
    const orders = mine.orders ?? [];
    if (mine.vote && !orders.some((o) => o.act === "vote")) parts.push(h("p", { key: "cast", class: "cast" }, say("You have voted: {vote}.", { vote: I[mine.vote] })));
    parts.push(...actForms(orders, view, mine));
    if (!orders.length && !mine.vote) parts.push(h("p", { key: "none", class: "hint" }, say("Nothing is in order for you right now.")));
  }
  if (view.consulting) parts.push(...consult());
  if (mine.solo) parts.push(leads(view, mine));
  if (mine.seat === "PRESS") parts.push(press());
  if (!parts.length) parts.push(h("p", { key: "none", class: "hint" }, view.phase === "lobby" ? say("Read your brief and predict the ballots.") : say("Nothing to do now.")));
  return parts;
}

function consult() {
  const drafts = hello().drafts.filter((d) => view.texts[d.symbol] && !view.settled.includes(d.symbol));
  const open = drafts.filter((d) => !view.resting.includes(d.symbol));
  if (!isMember()) return [changeBox("ask", say("Suggest this clause"), open)];
  const own = open.filter((d) => view.sponsorship[d.symbol].sponsors.includes(mine.seat));
  const others = open.filter((d) => !view.sponsorship[d.symbol].sponsors.includes(mine.seat));
  return [
    ...drafts.map((d) => h("div", { key: `stand-${d.symbol}`, class: "row stand", role: "group", "aria-label": say("Where you stand on {text}", { text: d.symbol }) },
      h("span", null, say("{text}: you are", { text: d.symbol })), [["for", say("for it")], ["undecided", say("undecided")], ["against", say("against")]].map(([stand, label]) => h("button", {
        key: stand, type: "button", class: "small", "data-focus": `${d.symbol}-${stand}`, "aria-pressed": String(view.stands[d.symbol]?.[mine.seat] === stand),
        onclick: () => (mine.solo ? speak(d.symbol, stand) : send({ do: "stand", draft: d.symbol, stand })) }, label)))),
    ...(mine.solo ? drafts.map((d) => heard(d.symbol)) : []),
    own.length ? changeBox("revise", say("Change our own text"), own) : null,
    others.length ? changeBox("ask", say("Ask the sponsors for this clause"), others) : null,
  ];
}

function changeBox(what, label, drafts) {
  return h("details", { key: what, class: "fold", "data-focus": what, open: true }, h("summary", null, label),
    h("div", null, changeForm(what, drafts, view.texts, label, (change) => send({ do: what, change }))));
}

/** Acts of the partner on this seat, and a form for notes. */
function deeds() {
  if (!mine.partners?.length && !mine.deeds?.some((d) => d.who !== "you")) return [];
  return [h("h2", { key: "h" }, say("On your seat")), h("ul", { key: "list", class: "log" }, [...(mine.deeds ?? [])].reverse().map((d) => h("li", { key: d.n }, h("strong", null, say("{who}: ", { who: d.who })), d.what)))];
}

function notes() {
  const to = (mine.notes_to ?? []).map((code) => [code, nameOf(code)]);
  const sendIt = (form) => send({ do: "note", to: form.elements.to.value, text: form.elements.text.value });
  return [h("p", { key: "who", class: "hint" }, mine.notes_read ? say("Only the two seats see a note, and the teacher, who can read all of them.") : say("Only the two seats see a note; the teacher has chosen not to read them. They are kept in the log of the room until it ends and are not exported.")),
    to.length ? h("form", { key: "write", class: "change", onsubmit: (e) => submit("note-text", e, sendIt) }, h("label", { for: "note-to" }, say("To")), choice("note-to", to, to[0][0], { name: "to" }),
      h("label", { for: "note-text" }, say("Note")), h("input", { id: "note-text", name: "text", type: "text", maxlength: hello().longest.note, required: true, autocomplete: "off", "data-focus": "note-text", value: draft("note-text"), oninput: (e) => keep("note-text", e.target.value) }),
      h("div", { class: "row" }, h("button", { "data-focus": "note-go" }, say("Pass the note")))) : h("p", { key: "nobody", class: "hint" }, say("Nobody else has a seat yet.")),
    h("div", { key: "list" }, noteList(mine))];
}

function press() {
  const file = (form) => send({ do: "dispatch", text: form.elements.headline.value });
  return h("form", { key: "press", onsubmit: (e) => submit("headline", e, file).then((r) => r?.type === "ok" && announce(say("Headline filed"))) },
    h("label", { for: "headline" }, say("Headline (at most 12 words; the teacher puts it on the screen)")),
    h("input", { id: "headline", name: "headline", type: "text", maxlength: hello().longest.headline, required: true, autocomplete: "off", "data-focus": "headline", value: draft("headline"), oninput: (e) => keep("headline", e.target.value) }),
    h("div", { class: "row" }, h("button", { class: "primary" }, say("File"))));
}

function predictions() {
  const open = hello().drafts.filter((d) => d.put && view.predictions[d.symbol]?.open);
  if (!open.length) return h("p", { class: "hint" }, say("Predictions are closed: every ballot has begun, or its result was seen."));
  return open.map((d) => {
    const made = mine.predictions[d.symbol];
    const id = `p-${d.symbol}`;
    const sendIt = (form) => send({ do: "predict", draft: d.symbol, outcome: form.elements.outcome.value, yes: Number(form.elements.yes.value) });
    return h("form", { key: id, class: "row", onsubmit: (e) => submit(`${id}-`, e, sendIt) },
      h("strong", null, d.symbol), h("label", { for: `${id}-o` }, say("will be")),
      choice(`${id}-o`, Object.entries(PREDICTED), made?.outcome ?? "adopted", { name: "outcome" }),
      h("label", { for: `${id}-y` }, say("votes in favour")),
      h("input", { id: `${id}-y`, name: "yes", type: "number", min: 0, max: hello().chairs.length, required: true, "data-focus": `${id}-y`, value: draft(`${id}-y`, made?.yes ?? hello().quota), oninput: (e) => keep(`${id}-y`, e.target.value) }),
      h("button", { "data-focus": `${id}-go` }, made ? say("Change") : say("Predict")), made ? h("span", { class: "pill" }, say("yours: {outcome}, {yes}", { outcome: PREDICTED[made.outcome], yes: made.yes })) : null);
  });
}

/** For a single player: the debrief, which takes some seconds. */
function lookBack() {
  const compare = async () => { comparing = true; repaint(); await send({ do: "debrief" }); comparing = false; repaint(); };
  return [h("div", { key: "compare", class: "row" }, h("button", { type: "button", class: "primary", "data-focus": "compare", disabled: comparing, onclick: compare }, comparing ? say("The engine is at work") : say("Compare with the record and the engine")),
    h("a", { href: "export/debrief.html" }, say("The debrief, to print"))), ...(compared ? debriefCards(compared) : [])];
}

function answers(ask, i) {
  const sponsor = view.sponsorship[ask.draft]?.sponsors.includes(mine.seat);
  if (!sponsor || !view.consulting) return h("span", { class: "pill" }, ANSWER.open);
  const agreed = ask.awaits && ask.agreed.includes(mine.seat);
  return h("span", { class: "row" }, [[true, say("Take it in")], [false, say("Decline")]].slice(agreed ? 1 : 0).map(([accept, label]) => h("button", { key: label, type: "button", class: "small", "data-focus": `ask-${i}-${accept}`, onclick: () => send({ do: "answer", ask: i, accept }) }, label)));
}

/** The texts are a column of their own on a wide screen, and the first tab on a narrow one. */
function placeTexts() {
  const texts = $("panel-texts");
  const home = wide.matches ? main : $("side");
  if (texts.parentElement !== home) home.insertBefore(texts, wide.matches ? $("side") : $("panel-brief") ?? $("panel-asks"));
  texts.toggleAttribute("role", false);
  if (!wide.matches) texts.setAttribute("role", "tabpanel");
  else texts.hidden = false;
}

/** The parts of the brief are all open on a wide screen; on a narrow one the first alone. */
function foldBrief() {
  document.querySelectorAll("#panel-brief .part").forEach((part, place) => { part.open = wide.matches || place === 0; });
}

let opened = "";

/** Show that a vote is open at any scroll position, until this seat has voted. */
function cue() {
  const id = ballotOf(view);
  const waits = Boolean(id && mine.orders?.some((o) => o.act === "vote") && !mine.vote);
  const text = waits ? say("A vote is open: {question}", { question: view.meeting.question.text }) : "";
  fill("cue", waits ? [h("button", { key: id, type: "button", class: "cue", "data-focus": "cue", onclick: () => { $("turn").scrollIntoView({ block: "start" }); $("turn-h").focus(); } }, h("span", { "aria-hidden": "true" }, `${SIGN.yes}${SIGN.no}${SIGN.abstain} `), text, h("span", { class: "rest" }, say(" Go to your ballot")))] : []);
  document.title = waits ? `● ${text}` : document.body.dataset.title;
  if (waits && id !== opened) announce(text);
  opened = waits ? id : opened;
}

function paint() {
  if (!view) return;
  placeTexts();
  $("who").textContent = mine.seat ? nameOf(mine.seat) : role === "observer" ? say("Observer") : say("No seat yet");
  $("partner").textContent = mine.partners?.length ? say("with {people}", { people: mine.partners.join(", ") }) : "";
  $("turn-h").textContent = view.phase === "meeting" ? say("Your next act") : say("What you can do");
  fill("now-body", [testLine(view), ...nowLines(view)]);
  fill("turn-body", turn());
  cue();
  fill("texts-body", textCards(view));
  fill("notes-body", mine.seat ? notes() : []);
  fill("deeds-body", mine.seat ? deeds() : []);
  fill("coach-body", mine.solo ? coach(view, mine) : []);
  fill("draft-body", mine.seat ? drafting(view, mine, isMember()) : []);
  const openAsks = view.asks.filter((a) => !a.answer).length;
  const asked = view.consulting || view.asks.length;
  tabs([
    mine.solo && view.phase === "debrief" ? ["debrief", say("Debrief")] : null,
    wide.matches ? null : ["texts", say("Texts")], $("panel-brief") ? ["brief", say("Brief")] : null, asked ? ["asks", say("Asks"), openAsks] : null,
    mine.solo && ["negotiation", "meeting"].includes(view.phase) ? ["coach", say("Coach")] : null,
    mine.seat && isMember() && view.phase !== "lobby" ? ["draft", say("Draft")] : null,
    view.phase === "debrief" ? null : ["predict", say("Predict")], ["record", say("Record"), view.meeting?.ballots.length ?? 0], mine.seat ? ["notes", say("Notes"), mine.notes?.filter((n) => n.by !== nameOf(mine.seat)).length] : null, view.phase === "meeting" && mine.seat ? ["rules", say("Not in order")] : null,
  ].filter(Boolean));
  fill("debrief-body", mine.solo && view.phase === "debrief" ? lookBack() : []);
  fill("predict-body", predictions());
  fill("asks-body", askList(view, answers));
  fill("results-body", [...brokenWords(mine), results(view)]);
  fill("told-body", [spoken(view), toldList(view)]);
  fill("rules-body", notNow(mine.not_now));
  announceNewest(view);
}

const repaint = soon(paint);
onDraft(repaint);
wide.addEventListener("change", () => { foldBrief(); repaint(); });
foldBrief();
document.body.dataset.title = document.title;
connect(role, (v, m) => { view = v; mine = m; repaint(); }, (body) => {
  if (body.type === "coach") coached(body);
  else if (body.type === "notes") tookNotes(body);
  else if (body.type === "debrief") compared = body;
  else return;
  repaint();
});
