// The screen of a delegate, and of an observer, who sees all of it and predicts.
import { $, announce, connect, draw, h, hello, nameOf, send } from "./common.js";
import { askList, changeForm, notNow, nowLines, orderForms, results, textCards, toldList } from "./parts.js";

const role = document.getElementById("main").dataset.role;

function turn(view, mine) {
  if (role === "observer") return [h("p", { class: "hint" }, "You watch. You can predict.")];
  if (!mine.seat) return [h("p", {}, "Wait: the teacher will give you a seat.")];
  const parts = [];
  if (view.phase === "negotiation" && isMember(mine)) parts.push(...consult(view, mine));
  else if (view.phase === "negotiation") parts.push(changeBox("ask", "Suggest this clause", view, hello().drafts));
  if (view.phase === "meeting") {
    if (mine.vote) parts.push(h("p", {}, `You have voted: ${mine.vote.replace("_", " ")}.`));
    parts.push(...orderForms(mine.orders ?? [], view));
    if (!mine.orders?.length && !mine.vote) parts.push(h("p", { class: "hint" }, "Nothing is in order for you right now."));
    parts.push(notNow(mine.not_now));
  }
  if (mine.seat === "PRESS") parts.push(press());
  if (!parts.length) parts.push(h("p", { class: "hint" }, view.phase === "lobby" ? "Read your brief and predict both ballots." : "Nothing to do now."));
  return parts;
}

const isMember = (mine) => hello().seats.some((x) => x.code === mine.seat && x.kind === "member");

function consult(view, mine) {
  const parts = hello().drafts.filter((d) => view.texts[d.symbol]).map((d) => h("div", { class: "row", role: "group", "aria-label": `Where you stand on ${d.symbol}` },
    h("span", {}, `${d.symbol}: you are`), ["for", "undecided", "against"].map((stand) => h("button", {
      class: "small", "data-focus": `${d.symbol}-${stand}`, "aria-pressed": String(view.stands[d.symbol]?.[mine.seat] === stand),
      onclick: () => send({ do: "stand", draft: d.symbol, stand }) }, stand))));
  const own = hello().drafts.filter((d) => d.sponsors.includes(mine.seat));
  if (own.length) parts.push(changeBox("revise", "Change our own text", view, own));
  const others = hello().drafts.filter((d) => !d.sponsors.includes(mine.seat) && view.texts[d.symbol]);
  if (others.length) parts.push(changeBox("ask", "Ask the sponsors for this clause", view, others));
  return parts;
}

function changeBox(what, label, view, drafts) {
  return h("details", { "data-focus": what, open: true }, h("summary", {}, label),
    h("div", {}, changeForm(what, drafts.filter((d) => view.texts[d.symbol]), view.texts, label, (change) => send({ do: what, change }))));
}

function press() {
  const input = h("input", { id: "headline", maxlength: 140, "data-focus": "headline" });
  return h("form", { onsubmit: async (e) => { e.preventDefault(); const r = await send({ do: "dispatch", text: input.value }); if (r.type === "ok") { input.value = ""; announce("Headline filed"); } } },
    h("label", { for: "headline" }, "Headline (at most 12 words; the teacher puts it on the screen)"), input, h("div", { class: "row" }, h("button", { class: "primary" }, "File")));
}

function predictForms(view, mine) {
  const open = hello().drafts.filter((d) => d.put && view.predictions[d.symbol]?.open);
  if (!open.length) return h("p", { class: "hint" }, "All ballots have begun; predictions are closed.");
  return open.map((d) => {
    const made = mine.predictions[d.symbol];
    const id = `p-${d.symbol}`;
    const outcome = h("select", { id: `${id}-o`, "data-focus": `${id}-o` }, [["adopted", "adopted"], ["vetoed", "vetoed"], ["not_adopted", "short of votes"]].map(([v, t]) => h("option", { value: v, selected: made?.outcome === v }, t)));
    const yes = h("input", { id: `${id}-y`, type: "number", min: 0, max: hello().chairs.length, value: made?.yes ?? hello().quota, "data-focus": `${id}-y` });
    return h("form", { class: "row", onsubmit: (e) => { e.preventDefault(); send({ do: "predict", draft: d.symbol, outcome: outcome.value, yes: Number(yes.value) }); } },
      h("strong", {}, d.symbol), h("label", { for: outcome.id }, "will be"), outcome, h("label", { for: yes.id }, "votes in favour"), yes,
      h("button", { "data-focus": `${id}-go` }, made ? "Change" : "Predict"), made ? h("span", { class: "pill" }, `yours: ${made.outcome.replace("_", " ")}, ${made.yes}`) : null);
  });
}

function answerButtons(view, mine) {
  return (ask, i) => {
    const sponsor = hello().drafts.find((d) => d.symbol === ask.draft)?.sponsors.includes(mine.seat);
    if (!sponsor || view.phase !== "negotiation") return h("span", { class: "pill" }, "open");
    return h("span", { class: "row" }, [[true, "Take it in"], [false, "Decline"]].map(([accept, label]) => h("button", { class: "small", "data-focus": `ask-${i}-${accept}`, onclick: () => send({ do: "answer", ask: i, accept }) }, label)));
  };
}

let last = 0;
let phase = "";

/** Brief and texts are read before the meeting; then they are folded, one press away. */
function fold(now) {
  if (now === phase) return;
  phase = now;
  const brief = document.querySelector("details.brief-fold");
  if (brief && now !== "lobby") brief.open = false;
  if (now === "meeting") for (const text of document.querySelectorAll("details.text")) text.open = false;
}

connect(role, (_, view, mine) => {
  $("who").textContent = mine.seat ? nameOf(mine.seat) : role === "observer" ? "Observer" : "No seat yet";
  draw($("now-body"), [view.phase, view.meeting, view.closed], () => nowLines(view));
  draw($("turn-body"), [view.phase, mine, view.stands, view.texts, view.meeting?.question, view.meeting?.order], () => turn(view, mine));
  draw($("predict-body"), [view.predictions, mine.predictions], () => predictForms(view, mine));
  draw($("texts-body"), [view.texts, view.stands], () => textCards(view));
  draw($("asks-body"), [view.asks, view.phase, mine.seat], () => askList(view, answerButtons(view, mine)));
  draw($("results-body"), [view.meeting?.ballots, view.predictions], () => results(view));
  draw($("told-body"), view.told, () => toldList(view));
  fold(view.phase);
  const asked = view.phase === "meeting" || view.phase === "debrief";
  $("asks").hidden = asked && !view.asks.length;
  $("results").hidden = !view.meeting?.ballots.length;
  $("predict").hidden = view.phase === "debrief";
  const newest = view.told.at(-1);
  if (newest && newest.n > last) { last = newest.n; announce(`${newest.by}: ${newest.effect || newest.reason}`); }
});
