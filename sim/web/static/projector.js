// The screen for the whole room: the table, what is before the Council, the texts; later the what-if.
import { $, announce, connect, draw, h, hello, nameOf, s, send } from "./common.js";
import { consultations, nearest, nowLines, OUTCOME, results, textCards, toldList, verdict } from "./parts.js";

const SIGNS = { yes: "M-7 1 L-2 6 L7 -6", no: "M-6 -6 L6 6 M-6 6 L6 -6", abstain: "M-7 0 L7 0" };
const WORDS = { yes: "in favour", no: "against", abstain: "abstains", absent: "absent", not_participating: "does not take part" };

/** The newest ballot, unless another vote is open. */
function shownBallot(view) {
  const m = view.meeting;
  if (!m || m.question?.voting) return null;
  return m.ballots.at(-1) ?? null;
}

function horseshoe(view) {
  const chairs = hello().chairs;
  const ballot = shownBallot(view);
  const xs = chairs.map((c) => c.x), ys = chairs.map((c) => c.y);
  const [left, right, top, foot] = [Math.min(...xs) - 135, Math.max(...xs) + 135, Math.min(...ys) - 62, Math.max(...ys) + 45];
  const voted = new Set(view.meeting?.question?.voting ? view.meeting.voted : []);
  const label = ballot ? `${ballot.question}: ${ballot.tally.yes} in favour, ${ballot.tally.no} against, ${ballot.tally.abstain} abstaining. ${verdict(ballot)}` : "The Council at its table";
  const marks = chairs.map((c) => chair(c, view, ballot, voted));
  const inner = chairs.map((c) => { const a = (c.out * Math.PI) / 180; return [c.x - 38 * Math.cos(a), c.y - 38 * Math.sin(a)]; });
  return s("svg", { viewBox: `${left} ${top} ${right - left} ${foot - top}`, role: "img", "aria-label": label },
    s("path", { class: "band", d: `M${inner.map((p) => p.map((v) => v.toFixed(1)).join(" ")).join(" L")}` }), marks, middle(view, ballot));
}

function chair(c, view, ballot, voted) {
  const vote = ballot?.votes[c.code];
  const seat = view.seats[c.code];
  const presides = c.code === (view.meeting?.chair ?? hello().president);
  const said = vote ? WORDS[vote] : voted.has(c.code) ? "has voted" : seat.people ? "a delegation" : "simulated";
  const kind = vote ?? (voted.has(c.code) ? "hand" : seat.people ? "" : "empty");
  const a = (c.out * Math.PI) / 180;
  const [dx, dy] = [Math.cos(a), Math.sin(a)];
  const anchor = dx > 0.35 ? "start" : dx < -0.35 ? "end" : "middle";
  const veto = vote === "no" && ballot?.outcome === "vetoed" && ballot.vetoes.includes(nameOf(c.code));
  const words = c.name.length > 13 && anchor === "middle" ? c.name.split(" ") : [c.name];
  if (veto) words.push("(veto)");
  const lift = anchor === "middle" ? -12 * (words.length - 1) - 4 : -6 * (words.length - 1);
  return s("g", { class: `chair ${kind}`, transform: `translate(${c.x} ${c.y})` },
    s("title", {}, `${nameOf(c.code)}: ${said}${veto ? " (veto)" : ""}${c.permanent ? ", permanent member" : ""}${presides ? ", in the chair" : ""}`),
    s("circle", { class: "disc", r: 16 }), c.permanent ? s("circle", { class: "ring", r: 20 }) : null,
    SIGNS[vote] ? s("path", { class: "sign", d: SIGNS[vote] }) : seat.people && !vote ? s("circle", { class: "dot", r: 4 }) : null,
    presides ? s("rect", { class: "gavel", x: -8, y: 23, width: 16, height: 4 }) : null,
    words.map((w, i) => s("text", { class: "chair-name", x: dx * 26, y: dy * 26 + 4 + lift + 12 * i, "text-anchor": anchor }, w)));
}

function middle(view, ballot) {
  const m = view.meeting;
  const tally = ballot?.tally;
  const [decided, how] = ballot ? verdict(ballot).split(": ") : [];
  let lines = [];
  if (ballot) lines = [["symbol", ballot.question.replace(" as a whole", "")], ["tally", `${tally.yes}–${tally.no}–${tally.abstain}`], ["sub", "in favour – against – abstaining"], [`verdict ${ballot.outcome}`, decided], ["sub", how], ["sub", ballot.rule]];
  else if (m?.question?.voting) lines = [["sub", "Vote on"], ["symbol", m.question.text], ["tally", `${m.voted.length} of ${hello().chairs.length}`], ["sub", "have voted"]];
  const step = { symbol: 20, tally: 36, sub: 18, verdict: 24 };
  let y = -52;
  return lines.filter(([, t]) => t).map(([kind, t]) => { y += step[kind.split(" ")[0]]; return s("text", { class: `middle ${kind}`, x: 0, y }, t); });
}

function key() {
  return ["✓ in favour", "✗ against", "– abstains", "second ring: permanent member", "bar: in the chair", "dashed: simulated", "dot: a delegation"].map((t) => h("span", {}, t));
}

let chosen = {};
let pending = null;

function sliders(view) {
  const rows = hello().drafts.filter((d) => d.put && view.texts[d.symbol]).map((d) => h("div", {}, h("h3", {}, d.symbol), h("div", { class: "sliders" }, hello().issues.map((issue) => {
    const row = view.texts[d.symbol].find((r) => r.issue === issue.issue);
    const stops = [{ value: null, wording: "(silent)" }, ...issue.clauses];
    const near = 1 + nearest(issue, row?.value);
    const id = `w-${d.symbol}-${issue.issue}`;
    const out = h("output", { for: id }, row?.wording ?? "(silent)");
    const input = h("input", { type: "range", id, min: 0, max: stops.length - 1, step: 1, value: near, "aria-valuetext": stops[near].wording, "data-focus": id,
      oninput: (e) => { const stop = stops[Number(e.target.value)]; out.textContent = stop.wording; e.target.setAttribute("aria-valuetext", stop.wording);
        chosen[id] = { draft: d.symbol, issue: issue.issue, value: stop.value }; clearTimeout(pending); pending = setTimeout(ask, 350); } });
    return h("div", {}, h("label", { for: id }, issue.title), input, out);
  }))));
  return [h("p", { class: "hint" }, "Move a clause of a text as it stood in the end. The engine plays a thousand worlds each time; the members are simulated, all of them."), ...rows,
    h("div", { class: "row" }, h("button", { onclick: () => { chosen = {}; delete $("whatif-body").dataset.key; draw($("whatif-body"), [Date.now()], () => sliders(view)); ask(); } }, "Back to the text as it was"))];
}

async function ask() {
  $("whatif-result").setAttribute("aria-busy", "true");
  const answer = await send({ do: "whatif", changes: Object.values(chosen) });
  if (answer.type === "refused") setTimeout(ask, 800);
}

function shares(body) {
  const bar = (share, kind) => s("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" }, s("rect", { class: kind, x: 0, y: 0, width: 100 * share, height: 10 }));
  const percent = (x) => `${Math.round(100 * x)} %`;
  return Object.keys(body.changed).map((draft) => h("div", {}, h("h3", {}, draft),
    Object.keys(OUTCOME).filter((o) => (body.base[draft]?.[o] ?? 0) > 0.004 || (body.changed[draft]?.[o] ?? 0) > 0.004).map((o) => [
      h("p", { class: "outcome" }, OUTCOME[o]),
      h("div", { class: "share" }, h("span", {}, "as it was"), bar(body.base[draft]?.[o] ?? 0, "b"), h("span", {}, percent(body.base[draft]?.[o] ?? 0))),
      h("div", { class: "share" }, h("strong", {}, "with the change"), bar(body.changed[draft]?.[o] ?? 0, "c"), h("strong", {}, percent(body.changed[draft]?.[o] ?? 0)))])));
}

let last = 0;

connect("projector", (_, view) => {
  $("lobby").hidden = view.phase !== "lobby";
  draw($("key"), 1, key);
  draw($("horseshoe"), [view.meeting?.ballots.length, view.meeting?.question, view.meeting?.voted, view.meeting?.chair, view.seats], () => horseshoe(view));
  draw($("now-body"), [view.phase, view.meeting, view.headlines, view.predictions, view.closed], () => [
    ...view.headlines.map((t) => h("p", { class: "headline" }, t)), ...(view.phase === "lobby" ? [] : nowLines(view)), view.meeting?.ballots.length ? results(view).slice(0, view.phase === "debrief" ? 9 : 1) : null]);
  draw($("consult-body"), view.phase === "negotiation" && [view.stands, view.texts, view.asks], () => (view.phase === "negotiation" ? consultations(view) : []));
  draw($("told-body"), [view.told, view.phase], () => (view.told.length && view.phase !== "debrief" ? [h("h3", {}, "Rulings"), toldList(view, 5)] : []));
  draw($("texts-body"), [view.texts, view.stands], () => textCards(view));
  $("whatif").hidden = view.phase !== "debrief";
  if (view.phase === "debrief") draw($("whatif-body"), view.texts, () => sliders(view));
  const newest = view.told.at(-1);
  if (newest && newest.n > last) { last = newest.n; announce(`${newest.by}: ${newest.effect || newest.reason}`); }
}, (body) => {
  if (body.type !== "whatif") return;
  $("whatif-result").removeAttribute("aria-busy");
  delete $("whatif-result").dataset.key;
  draw($("whatif-result"), body, () => shares(body));
});
