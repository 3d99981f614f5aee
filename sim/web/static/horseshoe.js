// The table of the Council as it votes: one drawing, redrawn where a hand went up.
import { h } from "./dom.js";
import { hello, nameOf } from "./connection.js";
import { verdict } from "./parts.js";
import { say, sayIn } from "./words.js";

const SIGNS = { yes: "M-7 1 L-2 6 L7 -6", no: "M-6 -6 L6 6 M-6 6 L6 -6", abstain: "M-7 0 L7 0" };
const WORDS = { yes: say("in favour"), no: say("against"), abstain: sayIn("of a member", "abstains"), absent: say("absent"), not_participating: say("does not take part") };
const STEP = { symbol: 20, tally: 36, sub: 18, verdict: 24 };

/** The newest ballot, unless another vote is open. */
const shownBallot = (m) => (!m || m.question?.voting ? null : m.ballots.at(-1) ?? null);

export function horseshoe(view) {
  const chairs = hello().chairs;
  const ballot = shownBallot(view.meeting);
  const xs = chairs.map((c) => c.x), ys = chairs.map((c) => c.y);
  const [left, right, top, foot] = [Math.min(...xs) - 135, Math.max(...xs) + 135, Math.min(...ys) - 62, Math.max(...ys) + 45];
  const voted = new Set(view.meeting?.question?.voting ? view.meeting.voted : []);
  const label = ballot ? say("{question}: {yes} in favour, {no} against, {abstain} abstaining. {verdict}", { question: ballot.question, ...ballot.tally, verdict: verdict(ballot).whole }) : say("The Council at its table");
  const inner = chairs.map((c) => { const a = (c.out * Math.PI) / 180; return [c.x - 38 * Math.cos(a), c.y - 38 * Math.sin(a)]; });
  return h("svg", { viewBox: `${left} ${top} ${right - left} ${foot - top}`, role: "img", "aria-label": label },
    h("path", { class: "band", d: `M${inner.map((p) => p.map((v) => v.toFixed(1)).join(" ")).join(" L")}` }), chairs.map((c) => chair(c, view, ballot, voted)), middle(view, ballot));
}

function chair(c, view, ballot, voted) {
  const vote = ballot?.votes[c.code];
  const seat = view.seats[c.code];
  const presides = c.code === (view.meeting?.chair ?? hello().president);
  const speaks = view.meeting?.floor?.code === c.code;
  const said = vote ? WORDS[vote] : voted.has(c.code) ? say("has voted") : seat.people ? say("a delegation") : say("simulated");
  const kind = vote ?? (voted.has(c.code) ? "hand" : seat.people ? "" : "empty");
  const a = (c.out * Math.PI) / 180;
  const [dx, dy] = [Math.cos(a), Math.sin(a)];
  const anchor = dx > 0.35 ? "start" : dx < -0.35 ? "end" : "middle";
  const veto = vote === "no" && ballot?.outcome === "vetoed" && ballot.vetoes.includes(nameOf(c.code));
  const words = c.name.length > 13 && anchor === "middle" ? c.name.split(/ |(?<=-)/) : [c.name];
  if (veto) words.push(say("(veto)"));
  const lift = anchor === "middle" ? -12 * (words.length - 1) - 4 : -6 * (words.length - 1);
  return h("g", { key: c.code, class: `chair ${kind}${speaks ? " speaks" : ""}`, transform: `translate(${c.x} ${c.y})` },
    h("title", null, `${nameOf(c.code)}: ${[said, veto && say("(veto)"), c.permanent && say("permanent member"), presides && say("in the chair"), speaks && say("has the floor")].filter(Boolean).join(", ")}`),
    h("circle", { class: "disc", r: 16 }), c.permanent ? h("circle", { class: "ring", r: 20 }) : null,
    SIGNS[vote] ? h("path", { class: "sign", d: SIGNS[vote] }) : seat.people && !vote ? h("circle", { class: "dot", r: 4 }) : null,
    presides ? h("rect", { class: "gavel", x: -8, y: 23, width: 16, height: 4 }) : null,
    words.map((w, i) => h("text", { key: i, class: "chair-name", x: dx * 26, y: dy * 26 + 4 + lift + 12 * i, "text-anchor": anchor }, w)));
}

/** Text wrapped to the space between the arms of the table. */
function folded(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1) && lines.at(-1).length + word.length >= most) lines.push("");
    lines[lines.length - 1] = `${lines.at(-1)} ${word}`.trim();
  }
  return lines;
}

function middle(view, ballot) {
  const m = view.meeting;
  const tally = ballot?.tally;
  const { decided, how } = ballot ? verdict(ballot) : {};
  let lines = [];
  if (ballot) lines = [["symbol", ballot.kind === "proposal" ? ballot.subject : ballot.question], ["tally", `${tally.yes}–${tally.no}–${tally.abstain}`], ["sub", say("in favour – against – abstaining")], [`verdict ${ballot.outcome}`, decided], ...folded(how ?? "", 34).map((part) => ["sub", part]), ["sub", ballot.rule]];
  else if (m?.question?.voting) lines = [["sub", say("Vote on")], ["symbol", m.question.text], ["tally", say("{n} of {all}", { n: m.voted.length, all: hello().chairs.length })], ["sub", say("have voted")]];
  let y = -52;
  return lines.filter(([, t]) => t).map(([kind, t], i) => { y += STEP[kind.split(" ")[0]]; return h("text", { key: i, class: `middle ${kind}`, x: 0, y }, t); });
}

export const key = () => [say("✓ in favour"), say("✗ against"), say("– abstains"), say("second ring: permanent member"), say("bar: in the chair"), say("dashed: simulated"), say("dot: a delegation")].map((t) => h("span", { key: t }, t));

const ROW = 27;

/** The same table with three votes a seat: outside the class's, then the recorded one, then the engine's. */
export function threeVotes(text) {
  const chairs = hello().chairs;
  const grow = 1.35;
  const at = chairs.map((c) => ({ ...c, x: c.x * grow, y: c.y * grow }));
  const xs = at.map((c) => c.x), ys = at.map((c) => c.y);
  const [left, right, top, foot] = [Math.min(...xs) - 125, Math.max(...xs) + 125, Math.min(...ys) - 52, Math.max(...ys) + 34];
  return h("svg", { class: "three-votes", viewBox: `${left} ${top} ${right - left} ${foot - top}`, role: "img", "aria-label": [`${text.symbol}:`, ...text.results].join(" ") },
    at.map((c) => seatOfThree(c, text.votes[c.code] ?? [])), h("text", { class: "middle symbol", x: 0, y: 0 }, text.symbol));
}

function seatOfThree(c, votes) {
  const a = (c.out * Math.PI) / 180;
  const [dx, dy] = [Math.cos(a), Math.sin(a)];
  const known = votes.filter(Boolean);
  const differ = new Set(known).size > 1;
  const anchor = dx > 0.35 ? "start" : dx < -0.35 ? "end" : "middle";
  const said = [say("your meeting"), say("the record"), say("the engine")].map((who, i) => (votes[i] ? `${who} ${WORDS[votes[i]]}` : null)).filter(Boolean);
  return h("g", { key: c.code, transform: `translate(${c.x} ${c.y})` }, h("title", null, `${nameOf(c.code)}: ${said.join(", ")}`),
    differ ? h("rect", { class: "differ", x: -16, y: -16, width: 32, height: 2 * ROW + 32, rx: 5, transform: `rotate(${c.out + 90})` }) : null,
    [0, 1, 2].map((i) => h("g", { key: i, class: `chair ${votes[i] || "empty"}`, transform: `translate(${-dx * ROW * i} ${-dy * ROW * i})` },
      h("circle", { class: "disc", r: 11 }), SIGNS[votes[i]] ? h("path", { class: "sign", d: SIGNS[votes[i]], transform: "scale(.7)" }) : null)),
    c.permanent ? h("g", { class: "chair" }, h("circle", { class: "ring", r: 14 })) : null,
    h("text", { class: "chair-name", x: dx * 22, y: dy * 22 + (anchor === "middle" ? -2 : 4), "text-anchor": anchor }, c.name));
}
