// The screen of a delegate, and of an observer, who sees all of it and predicts.
import { $, announce, fill, h, soon } from "./dom.js";
import { draft, keep, onDraft } from "./drafts.js";
import { connect, hello, nameOf, send } from "./connection.js";
import { changeForm, choice, submit } from "./controls.js";
import { actForms, ballotOf, I, notNow, SIGN } from "./acts.js";
import { askList, noteList, nowLines, results, spoken, textCards, toldList } from "./parts.js";
import { tabs } from "./tabs.js";

const main = $("main");
const role = main.dataset.role;
const wide = matchMedia("(min-width: 48rem)");
let view = null;
let mine = null;

const seatOf = (code) => hello().seats.find((x) => x.code === code);
const isMember = () => seatOf(mine.seat)?.kind === "member";

function turn() {
  if (role === "observer") return [h("p", { class: "hint" }, "You watch. You can predict.")];
  if (!mine.seat) return [h("p", null, "Wait: the teacher will give you a seat.")];
  const parts = [];
  if (view.phase === "meeting") {
    const orders = mine.orders ?? [];
    if (mine.vote && !orders.some((o) => o.act === "vote")) parts.push(h("p", { key: "cast", class: "cast" }, `You have voted: ${I[mine.vote]}.`));
    parts.push(...actForms(orders, view, mine));
    if (!orders.length && !mine.vote) parts.push(h("p", { key: "none", class: "hint" }, "Nothing is in order for you right now."));
  }
  if (view.consulting) parts.push(...consult());
  if (mine.seat === "PRESS") parts.push(press());
  if (!parts.length) parts.push(h("p", { key: "none", class: "hint" }, view.phase === "lobby" ? "Read your brief and predict the ballots." : "Nothing to do now."));
  return parts;
}

function consult() {
  const drafts = hello().drafts.filter((d) => view.texts[d.symbol]);
  if (!isMember()) return [changeBox("ask", "Suggest this clause", drafts)];
  const own = drafts.filter((d) => d.sponsors.includes(mine.seat));
  const others = drafts.filter((d) => !d.sponsors.includes(mine.seat));
  return [
    ...drafts.map((d) => h("div", { key: `stand-${d.symbol}`, class: "row stand", role: "group", "aria-label": `Where you stand on ${d.symbol}` },
      h("span", null, `${d.symbol}: you are`), [["for", "for it"], ["undecided", "undecided"], ["against", "against"]].map(([stand, label]) => h("button", {
        key: stand, type: "button", class: "small", "data-focus": `${d.symbol}-${stand}`, "aria-pressed": String(view.stands[d.symbol]?.[mine.seat] === stand),
        onclick: () => send({ do: "stand", draft: d.symbol, stand }) }, label)))),
    own.length ? changeBox("revise", "Change our own text", own) : null,
    others.length ? changeBox("ask", "Ask the sponsors for this clause", others) : null,
  ];
}

function changeBox(what, label, drafts) {
  return h("details", { key: what, class: "fold", "data-focus": what, open: true }, h("summary", null, label),
    h("div", null, changeForm(what, drafts, view.texts, label, (change) => send({ do: what, change }))));
}

/** What the partner on this seat did, and a note to another seat. */
function deeds() {
  if (!mine.partners?.length && !mine.deeds?.some((d) => d.who !== "you")) return [];
  return [h("h2", { key: "h" }, "On your seat"), h("ul", { key: "list", class: "log" }, [...(mine.deeds ?? [])].reverse().map((d) => h("li", { key: d.n }, h("strong", null, `${d.who}: `), d.what)))];
}

function notes() {
  const to = (mine.notes_to ?? []).map((code) => [code, nameOf(code)]);
  const sendIt = (form) => send({ do: "note", to: form.elements.to.value, text: form.elements.text.value });
  return [h("p", { key: "who", class: "hint" }, mine.notes_read ? "Only the two seats see a note, and the teacher, who can read all of them." : "Only the two seats see a note; the teacher has chosen not to read them. They lie in the log of the room until it ends, and in no export."),
    to.length ? h("form", { key: "write", class: "change", onsubmit: (e) => submit("note-text", e, sendIt) }, h("label", { for: "note-to" }, "To"), choice("note-to", to, to[0][0], { name: "to" }),
      h("label", { for: "note-text" }, "Note"), h("input", { id: "note-text", name: "text", type: "text", maxlength: 280, required: true, autocomplete: "off", "data-focus": "note-text", value: draft("note-text"), oninput: (e) => keep("note-text", e.target.value) }),
      h("div", { class: "row" }, h("button", { "data-focus": "note-go" }, "Pass the note"))) : h("p", { key: "nobody", class: "hint" }, "Nobody else has a seat yet."),
    h("div", { key: "list" }, noteList(mine.notes))];
}

function press() {
  const file = (form) => send({ do: "dispatch", text: form.elements.headline.value });
  return h("form", { key: "press", onsubmit: (e) => submit("headline", e, file).then((r) => r?.type === "ok" && announce("Headline filed")) },
    h("label", { for: "headline" }, "Headline (at most 12 words; the teacher puts it on the screen)"),
    h("input", { id: "headline", name: "headline", type: "text", maxlength: 140, required: true, autocomplete: "off", "data-focus": "headline", value: draft("headline"), oninput: (e) => keep("headline", e.target.value) }),
    h("div", { class: "row" }, h("button", { class: "primary" }, "File")));
}

function predictions() {
  const open = hello().drafts.filter((d) => d.put && view.predictions[d.symbol]?.open);
  if (!open.length) return h("p", { class: "hint" }, "All ballots have begun; predictions are closed.");
  return open.map((d) => {
    const made = mine.predictions[d.symbol];
    const id = `p-${d.symbol}`;
    const sendIt = (form) => send({ do: "predict", draft: d.symbol, outcome: form.elements.outcome.value, yes: Number(form.elements.yes.value) });
    return h("form", { key: id, class: "row", onsubmit: (e) => submit(`${id}-`, e, sendIt) },
      h("strong", null, d.symbol), h("label", { for: `${id}-o` }, "will be"),
      choice(`${id}-o`, [["adopted", "adopted"], ["vetoed", "vetoed"], ["not_adopted", "short of votes"]], made?.outcome ?? "adopted", { name: "outcome" }),
      h("label", { for: `${id}-y` }, "votes in favour"),
      h("input", { id: `${id}-y`, name: "yes", type: "number", min: 0, max: hello().chairs.length, required: true, "data-focus": `${id}-y`, value: draft(`${id}-y`, made?.yes ?? hello().quota), oninput: (e) => keep(`${id}-y`, e.target.value) }),
      h("button", { "data-focus": `${id}-go` }, made ? "Change" : "Predict"), made ? h("span", { class: "pill" }, `yours: ${made.outcome.replace("_", " ")}, ${made.yes}`) : null);
  });
}

function answers(ask, i) {
  const sponsor = hello().drafts.find((d) => d.symbol === ask.draft)?.sponsors.includes(mine.seat);
  if (!sponsor || !view.consulting) return h("span", { class: "pill" }, "open");
  return h("span", { class: "row" }, [[true, "Take it in"], [false, "Decline"]].map(([accept, label]) => h("button", { key: label, type: "button", class: "small", "data-focus": `ask-${i}-${accept}`, onclick: () => send({ do: "answer", ask: i, accept }) }, label)));
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

let told = 0;
let opened = "";

/** Say that a vote is open wherever somebody has scrolled, until this seat has voted. */
function cue() {
  const id = ballotOf(view);
  const waits = Boolean(id && mine.orders?.some((o) => o.act === "vote") && !mine.vote);
  const text = waits ? `A vote is open: ${view.meeting.question.text}` : "";
  fill("cue", waits ? [h("button", { key: id, type: "button", class: "cue", "data-focus": "cue", onclick: () => { $("turn").scrollIntoView({ block: "start" }); $("turn-h").focus(); } }, h("span", { "aria-hidden": "true" }, `${SIGN.yes}${SIGN.no}${SIGN.abstain} `), text, h("span", { class: "rest" }, " Go to your ballot"))] : []);
  document.title = waits ? `● ${text}` : document.body.dataset.title;
  if (waits && id !== opened) announce(text);
  opened = waits ? id : opened;
}

function paint() {
  if (!view) return;
  placeTexts();
  $("who").textContent = mine.seat ? nameOf(mine.seat) : role === "observer" ? "Observer" : "No seat yet";
  $("partner").textContent = mine.partners?.length ? `with ${mine.partners.join(", ")}` : "";
  $("turn-h").textContent = view.phase === "meeting" ? "Your next act" : "What you can do";
  fill("now-body", nowLines(view));
  fill("turn-body", turn());
  cue();
  fill("texts-body", textCards(view));
  fill("notes-body", mine.seat ? notes() : []);
  fill("deeds-body", mine.seat ? deeds() : []);
  const openAsks = view.asks.filter((a) => !a.answer).length;
  const asked = view.consulting || view.asks.length;
  tabs([
    wide.matches ? null : ["texts", "Texts"], $("panel-brief") ? ["brief", "Brief"] : null, asked ? ["asks", "Asks", openAsks] : null,
    view.phase === "debrief" ? null : ["predict", "Predict"], ["record", "Record", view.meeting?.ballots.length ?? 0], mine.seat ? ["notes", "Notes", mine.notes?.filter((n) => n.by !== nameOf(mine.seat)).length] : null, view.phase === "meeting" && mine.seat ? ["rules", "Not in order"] : null,
  ].filter(Boolean));
  fill("predict-body", predictions());
  fill("asks-body", askList(view, answers));
  fill("results-body", results(view));
  fill("told-body", [spoken(view), toldList(view)]);
  fill("rules-body", notNow(mine.not_now));
  const newest = view.told.at(-1);
  if (newest && newest.n > told) { told = newest.n; announce(`${newest.by}: ${newest.effect || newest.reason}`); }
}

const repaint = soon(paint);
onDraft(repaint);
wide.addEventListener("change", repaint);
document.body.dataset.title = document.title;
connect(role, (v, m) => { view = v; mine = m; repaint(); });
