// Numbers and paths in words.
import { state } from "./state.js";

/** The clause for a value: an anchor's wording, or the two between which it lies. */
export function clause(anchors, value) {
  let near = anchors[0];
  for (const a of anchors) if (Math.abs(a.value - value) < Math.abs(near.value - value)) near = a;
  if (Math.abs(near.value - value) <= 0.02) return near.words;
  const other = near.value < value ? anchors.find((a) => a.value >= value) : [...anchors].reverse().find((a) => a.value <= value);
  return other ? `Nearer “${near.words}” than “${other.words}”` : near.words;
}

/** A formatted share. */
export function percent(share) {
  const p = 100 * share;
  if (p > 0 && p < 0.5) return "<1 %";
  if (p < 100 && p > 99.5) return ">99 %";
  return `${Math.round(p)} %`;
}

/** A change of a share, with its sign. */
export function points(change) {
  const p = Math.round(100 * change);
  if (p === 0) return Math.abs(change) > 0.0005 ? (change > 0 ? "up by less than 1 point" : "down by less than 1 point") : "no change";
  return `${p > 0 ? "up" : "down"} ${Math.abs(p)} ${Math.abs(p) === 1 ? "point" : "points"}`;
}

export const VOTES = { yes: "in favour", no: "against", abstain: "abstains", absent: "absent", not_participating: "does not take part" };
export const OUTCOMES = { adopted: "Adopted", vetoed: "Vetoed", not_adopted: "Too few votes", withdrawn: "Withdrawn", not_reached: "Not put to the vote" };

export const chairOf = (code) => state.about?.chairs.find((c) => c.code === code);
export const nameOf = (code) => chairOf(code)?.short ?? code;
export const scaleOf = (issue) => state.about?.scales.find((s) => s.issue === issue);

const PARTS = { gain: "what the plan gives it", fighting: "what fighting on is worth to it", trust: "how much it counts on guarantees" };

/** A change in words: what, and to what. */
export function told(path, value) {
  const parts = cut(path);
  const about = state.about;
  const tail = parts.at(-1);
  const scale = scaleOf(tail);
  const worded = () => (value === "null" ? "left out" : scale ? clause(scale.anchors, Number(value)) : value);
  if (parts[0] === "drafts" && parts[2] === "text") return [`${parts[1]}: ${scale?.title ?? tail}`, worded()];
  if (parts[0] === "drafts" && tail === "may") return [`${parts[1]}: changes by its sponsors`, value ? `they may ${value}` : "none: the text stays as it is"];
  if (parts[0] === "drafts" && tail === "binding") return [`${parts[1]}: Chapter VII`, value === "true" ? "binding" : "not binding"];
  if (parts[0] === "members" && parts[2] === "positions") return [`${nameOf(parts[1])} on “${scale?.title ?? tail}”`, worded()];
  if (parts[0] === "pins") return [`${nameOf(parts[1])} on ${parts[2]}`, `${VOTES[value] ?? value}, whatever it wants`];
  if (path === "council.institution") return ["The rule of the Council", about?.institutions.find((i) => i.key === value)?.title ?? value];
  if (path === "council.secret_ballot") return ["Secret ballot", value === "true" ? "yes" : "no"];
  if (parts[0] === "events") return [about?.events.find((e) => e.key === parts[1])?.title ?? parts[1], value === "true" ? "happens" : "does not happen"];
  if (path === "plan") return ["The plan", "left out"];
  if (parts[0] === "plan") return [`The plan: ${scale?.title ?? tail}`, worded()];
  if (parts[0] === "parties") return [`${about?.plan?.parties.find((p) => p.key === parts[1])?.name ?? parts[1]}: ${PARTS[tail] ?? tail}`, value];
  return [path, value === "null" ? "left out" : value];
}

/** A path cut at its dots; symbols of drafts have none. */
const cut = (path) => path.split(".");
