// Private notes: the latest come with the view, earlier ones when somebody asks for them.
import { h } from "./dom.js";
import { send } from "./connection.js";
import { say, sayMany } from "./words.js";

const PAGE = 40; // notes in an answer
const MOST = 2000;

let known = []; // without gaps, up to the newest
let whose = "";
let asked = 0;

/** Put the notes of the view behind those that were shown before, unless some between are missing. */
function merge(mine) {
  const first = mine.notes[0].n;
  const meets = whose === (mine.seat ?? "") && known.at(-1)?.n >= first;
  whose = mine.seat ?? "";
  known = [...(meets ? known.filter((note) => note.n < first) : []), ...mine.notes].slice(-MOST);
}

/** Put earlier notes, from the room's answer, before those that are shown. */
export function tookNotes(body) {
  if (known[0]?.n === asked) known = [...body.notes, ...known];
  asked = 0;
}

async function ask() {
  asked = known[0].n;
  const answer = await send({ do: "earlier_notes", before: asked });
  if (answer.type !== "notes") asked = 0;
}

/** Private notes, newest first, and a button for those before them. */
export function noteList(mine) {
  if (!mine.notes?.length) return h("p", { class: "hint" }, say("No notes yet."));
  merge(mine);
  const left = mine.notes_more - (known.length - mine.notes.length);
  return [h("ul", { key: "notes", class: "log" }, [...known].reverse().map((n) => h("li", { key: n.n }, h("strong", null, say("{from} to {to}: ", { from: n.by, to: n.to })), n.text))),
    left > 0 ? h("button", { key: "earlier", type: "button", class: "small", "data-focus": "notes-earlier", onclick: () => { if (!asked) ask(); } }, sayMany("Show {n} earlier note", "Show {n} earlier notes", Math.min(left, PAGE))) : null];
}
