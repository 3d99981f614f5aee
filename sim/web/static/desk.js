// The teacher's desk.
import { $, announce, connect, draw, h, hello, nameOf, PHASES, send } from "./common.js";
import { askList, nowLines, orderForms, results, textCards, toldList } from "./parts.js";

const ORDER = ["lobby", "negotiation", "meeting", "debrief"];
const START = { negotiation: "Begin the consultations", meeting: "Open the meeting", debrief: "Go to the debrief" };

function lead(view, mine) {
  const next = ORDER.slice(ORDER.indexOf(view.phase) + 1);
  return [
    h("div", { class: "row" }, next.map((to, i) => h("button", { class: i ? "" : "primary", "data-focus": `phase-${to}`, onclick: () => send({ do: "phase", to }) }, START[to]))),
    h("div", { class: "row" },
      h("button", { "data-focus": "step", onclick: () => send({ do: "step" }) }, "Step"),
      h("button", { "data-focus": "pause", "aria-pressed": String(view.paused), onclick: () => send({ do: "pause", paused: !view.paused }) }, view.paused ? "Go on" : "Pause"),
      h("button", { "data-focus": "undo", disabled: !mine.can_undo, onclick: () => send({ do: "undo" }) }, "Take back the last act")),
    h("label", { for: "pace" }, "Simulated members act every"),
    h("select", { id: "pace", "data-focus": "pace", onchange: (e) => send({ do: "pace", seconds: Number(e.target.value) }) },
      [[0, "only when I press Step"], [0.5, "half a second"], [1, "second"], [3, "3 seconds"], [6, "6 seconds"], [15, "15 seconds"]].map(([v, t]) => h("option", { value: v, selected: v === view.pace }, t))),
    h("label", { for: "gavel" }, `The chair (${nameOf(mine.chair)}) is conducted by`),
    h("select", { id: "gavel", "data-focus": "gavel", onchange: (e) => send({ do: "gavel", to: e.target.value }) },
      [["seat", "its delegation (or the engine)"], ["teacher", "me"], ["engine", "the engine"]].map(([v, t]) => h("option", { value: v, selected: v === view.gavel }, t))),
    h("label", { for: "clock" }, "Countdown on all screens"),
    h("div", { class: "row", id: "clock" }, [[60, "1 min"], [120, "2 min"], [300, "5 min"], [600, "10 min"], [0, "off"]].map(([s, t]) => h("button", { class: "small", "data-focus": `timer-${s}`, onclick: () => send({ do: "timer", seconds: s }) }, t))),
  ];
}

function refused(mine) {
  const act = mine.refused;
  if (!act) return null;
  const { act: kind, by, ...data } = act;
  const seat = hello().seats.find((x) => x.code === by)?.code;
  if (!seat) return null;
  return h("div", { class: "card" }, h("p", {}, `${nameOf(by)} was refused: ${kind.replaceAll("_", " ")}.`),
    h("button", { "data-focus": "override", onclick: () => send({ do: "override", act: kind, seat, data }) }, "Allow it against the rule (logged as override)"));
}

function seats(view, mine) {
  const rows = hello().seats.map((seat) => {
    const at = view.seats[seat.code];
    const people = mine.people.filter((p) => p.seat === seat.code).map((p) => p.name || "no name");
    const who = people.length ? people.join(", ") : at.locked ? "the engine (locked)" : seat.kind === "member" ? "the engine" : "nobody";
    return h("tr", {}, h("th", { scope: "row" }, seat.name), h("td", {}, who, people.length && !at.online ? h("span", { class: "pill off" }, "offline") : null),
      h("td", {}, h("button", { class: "small", "data-focus": `lock-${seat.code}`, "aria-pressed": String(at.locked), "aria-label": `Lock ${seat.name}`, onclick: () => send({ do: "lock", seat: seat.code, locked: !at.locked }) }, at.locked ? "Unlock" : "Lock")));
  });
  const waiting = mine.people.map((p) => {
    const id = `assign-${p.key}`;
    return h("div", { class: "row" }, h("label", { for: id }, p.name || "no name"), h("select", { id, "data-focus": id, onchange: (e) => send({ do: "assign", person: p.key, seat: e.target.value || null }) },
      h("option", { value: "", selected: !p.seat }, "(waits)"), hello().seats.map((x) => h("option", { value: x.code, selected: p.seat === x.code }, x.name))));
  });
  return [h("div", { class: "scroll" }, h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Seat"), h("th", { scope: "col" }, "Played by"), h("th", { scope: "col" }, ""))), h("tbody", {}, rows))),
    waiting.length ? h("details", { "data-focus": "assign" }, h("summary", {}, "Move people"), h("div", {}, waiting)) : null];
}

function press(mine) {
  if (!mine.dispatches.length) return h("p", { class: "hint" }, "No headlines yet.");
  return h("ul", { class: "log" }, mine.dispatches.map((d, i) => h("li", {}, `${d.text} `, h("button", { class: "small", "data-focus": `print-${i}`, "aria-pressed": String(d.shown), onclick: () => send({ do: "print", dispatch: i, shown: !d.shown }) }, d.shown ? "Take off the screen" : "Put on the screen"))));
}

let last = 0;

connect("teacher", (_, view, mine) => {
  draw($("lead-body"), [view.phase, view.paused, view.pace, view.gavel, mine.can_undo, mine.chair], () => lead(view, mine));
  draw($("now-body"), [view.phase, view.meeting, view.predictions, view.closed], () => [...nowLines(view), h("p", {}, h("small", {}, Object.entries(view.predictions).map(([d, p]) => `${d}: ${p.made} predictions`).join(" · ")))]);
  draw($("turn-body"), [mine.orders, mine.refused, mine.chair, view.meeting?.order, view.texts], () => [
    refused(mine), view.phase === "meeting" ? h("p", { class: "hint" }, `You may act for ${nameOf(mine.chair)}. In order now:`) : h("p", { class: "hint" }, `The meeting has not begun (${PHASES[view.phase]}).`), ...orderForms(mine.orders, view, mine.chair)]);
  draw($("seats-body"), [view.seats, mine.people], () => seats(view, mine));
  draw($("told-body"), view.told, () => toldList(view));
  draw($("results-body"), [view.meeting?.ballots, view.predictions], () => results(view));
  draw($("texts-body"), [view.texts, view.stands], () => textCards(view));
  draw($("asks-body"), [view.asks, view.phase], () => askList(view, (ask, i) => view.phase !== "negotiation" ? null : h("span", { class: "row" }, [[true, "Take it in"], [false, "Decline"]].map(([accept, label]) => h("button", { class: "small", "data-focus": `ask-${i}-${accept}`, onclick: () => send({ do: "answer", ask: i, accept }) }, label)))));
  draw($("press-body"), mine.dispatches, () => press(mine));
  const newest = view.told.at(-1);
  if (newest && newest.n > last) { last = newest.n; announce(`${newest.by}: ${newest.effect || newest.reason}`); }
});

const end = $("close");
end.addEventListener("click", async () => {
  if (end.dataset.sure !== "yes") {
    end.dataset.sure = "yes";
    end.textContent = "Press again: everything not exported is deleted";
    setTimeout(() => { end.dataset.sure = ""; end.textContent = "End the room"; }, 6000);
    return;
  }
  await send({ do: "close" });
});
