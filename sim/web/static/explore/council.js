// The horseshoe: members' votes in the central world, with chances as rings; a press opens a member.
import { h } from "../dom.js";
import { isChanged, state } from "./state.js";
import { OUTCOMES, percent, VOTES } from "./words.js";

const SIGNS = { yes: "M-6 1 L-2 5 L6 -5", no: "M-5 -5 L5 5 M-5 5 L5 -5", abstain: "M-6 0 L6 0" };
const R = 14, RING = 19;

/** Places on a U of `n` seats around `centre`: x, y and the angle outwards. */
function places(n, bend, step, centre) {
  const quarter = (Math.PI / 2) * bend;
  const middle = Math.floor(n / 2);
  return Array.from({ length: n }, (_, i) => {
    const along = (i - middle) * step;
    if (Math.abs(along) <= quarter) {
      const a = along / bend;
      return { x: centre.x + bend * Math.sin(a), y: centre.y - bend * Math.cos(a), out: a - Math.PI / 2 };
    }
    const side = Math.sign(along);
    return { x: centre.x + side * bend, y: centre.y + Math.abs(along) - quarter, out: side > 0 ? 0 : Math.PI };
  });
}

/** The drawing for a place `width` pixels wide; `open` opens a member, `focus` has the keyboard. */
export function horseshoe(width, open, focus, move) {
  const chairs = state.about.chairs;
  const ballot = state.central?.changed.votes[state.draft];
  const before = state.central?.unchanged.votes[state.draft];
  const narrow = width < (chairs.length > 20 ? 640 : 470);
  const bend = Math.max(84, Math.min(190, width / 2 - (narrow ? 64 : 116)));
  const step = chairs.length > 20 ? Math.max(40, Math.min(44, (Math.PI * bend) / 13)) : 46;
  const centre = { x: width / 2, y: bend + (narrow ? 44 : 58) };
  const spots = places(chairs.length, bend, step, centre);
  const height = Math.max(...spots.map((s) => s.y)) + 46;
  const verdict = ballot ? `${state.draft} in the central world: ${tally(ballot)}, ${OUTCOMES[ballot.outcome]}` : `${state.draft}: no vote in the central world`;
  return h("svg", { class: "council", width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": verdict },
    h("path", { class: "band", d: `M${spots.map((s) => `${(s.x - 34 * Math.cos(s.out)).toFixed(1)} ${(s.y - 34 * Math.sin(s.out)).toFixed(1)}`).join(" L")}` }),
    middle(centre, bend, ballot, before),
    chairs.map((c, i) => chair(c, spots[i], { ballot, before, narrow, open, move, tab: i === focus, i })));
}

const tally = (b) => `${b.tally.yes} in favour, ${b.tally.no} against, ${b.tally.abstain} abstaining`;

function middle(centre, bend, ballot, before) {
  const small = bend < 120;
  if (!ballot) return h("text", { class: "middle sub", x: centre.x, y: centre.y }, `${OUTCOMES[state.central?.changed.fates[state.draft]] ?? "No vote"} in the central world`);
  const changed = before && isChanged() && tally(before) !== tally(ballot);
  const lines = [["symbol", state.draft, 0], ["tally", `${ballot.tally.yes}–${ballot.tally.no}–${ballot.tally.abstain}`, small ? 34 : 38],
    [`verdict ${ballot.outcome}`, OUTCOMES[ballot.outcome], small ? 24 : 26],
    before && changed ? ["sub", `was ${before.tally.yes}–${before.tally.no}–${before.tally.abstain}${before.outcome === ballot.outcome ? "" : `, ${OUTCOMES[before.outcome].toLowerCase()}`}`, 20] : ["sub", "for – against – abstaining", 20]];
  let y = centre.y - 44;
  return h("g", { "aria-hidden": "true" }, lines.map(([kind, t, dy], i) => { y += dy; return h("text", { key: i, class: `middle ${kind}${small ? " small" : ""}`, x: centre.x, y }, t); }));
}

function chair(c, spot, { ballot, before, narrow, open, move, tab, i }) {
  const vote = ballot?.votes[c.code];
  const was = before?.votes[c.code];
  const chances = state.answer?.changed.drafts[state.draft]?.votes[c.code];
  const moved = isChanged() && was && vote && was !== vote;
  const veto = vote === "no" && ballot.vetoes.includes(c.code);
  const label = `${c.name}: ${vote ? VOTES[vote] : "no vote"}${veto ? ", veto" : ""}${moved ? `; unchanged ${VOTES[was]}` : ""}${chances ? `. Over all worlds ${percent(chances.yes)} in favour, ${percent(chances.no)} against, ${percent(chances.abstain)} abstaining` : ""}${c.permanent ? ". Permanent member" : ""}${c.presides ? ". In the chair" : ""}`;
  const [dx, dy] = [Math.cos(spot.out), Math.sin(spot.out)];
  const anchor = Math.abs(dx) <= 0.35 ? "middle" : dx > 0 ? "start" : "end";
  const words = narrow ? [c.code] : c.short.length > 12 && c.short.includes(" ") ? halves(c.short) : [c.short];
  const lines = [...words.map((w) => [c.permanent ? "chair-name great" : "chair-name", w]), ...(narrow ? [] : [["chair-sub", veto ? "veto" : chances && vote ? percent(chances[vote] ?? 0) : ""]])].filter(([, t]) => t);
  const key = (e) => {
    if (e.key === "Enter" || e.key === " ") { e.preventDefault(); open(c.code); }
    const to = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
    if (to) { e.preventDefault(); move(i + to); }
  };
  const x = dx * 29, y = dy * 29 + 4 - (anchor === "middle" ? 13 : 6) * (lines.length - 1);
  return h("g", { key: c.code, class: `chair ${vote ?? "empty"}${state.member === c.code ? " opened" : ""}`, transform: `translate(${spot.x.toFixed(1)} ${spot.y.toFixed(1)})`, role: "button", tabindex: tab ? 0 : -1, "data-member": c.code, "aria-label": label, "aria-pressed": String(state.member === c.code), onclick: () => open(c.code), onkeydown: key },
    h("title", null, label), h("circle", { class: "touch", r: 22 }),
    chances ? ring(chances) : null, h("circle", { class: "disc", r: R }),
    SIGNS[vote] ? h("path", { class: "sign", d: SIGNS[vote] }) : null,
    c.presides ? h("rect", { class: "gavel", x: -7, y: 22, width: 14, height: 3 }) : null,
    moved ? h("g", { class: "moved-mark", transform: "translate(13 -13)" }, h("circle", { r: 7 }), h("text", { y: 4 }, "!")) : null,
    lines.map(([kind, t], k) => h("text", { key: k, class: kind, x, y: y + 13 * k, "text-anchor": anchor }, t)));
}

/** A long name on two lines. */
function halves(name) {
  const parts = name.split(" ");
  const half = Math.ceil(parts.length / 2);
  return [parts.slice(0, half).join(" "), parts.slice(half).join(" ")];
}

/** The chances of the three votes as parts of a ring. */
function ring(chances) {
  let from = 0;
  const length = 2 * Math.PI * RING;
  return h("g", { class: "ring-of-chances" }, ["yes", "abstain", "no"].map((vote) => {
    const part = h("circle", { key: vote, class: `part ${vote}`, r: RING, "stroke-dasharray": `${(chances[vote] * length).toFixed(2)} ${length.toFixed(2)}`, "stroke-dashoffset": (-from * length).toFixed(2), transform: "rotate(-90)" });
    from += chances[vote];
    return part;
  }));
}

export const key = () => [["yes", "✓ in favour"], ["no", "✗ against"], ["abstain", "– abstains"], ["", "ring: its chance of each vote over all worlds"], ["", "bold: permanent member"], ["", "bar: in the chair"], ["", "!: votes otherwise than unchanged"]].map(([kind, t]) => h("span", { key: t, class: `key-${kind}` }, t));
