// State of the page: the question with its history, the scenario, and the newest answer.

/** The state that every section draws. */
export const state = {
  hello: null, // version, where to begin, folder
  question: null, // { scenario | matter, variant, changes: Map(path -> value) }
  about: null, // the scenario that the changes are made to
  central: null, // { unchanged, changed }: the central worlds
  answer: null, // forecasts of both sides
  stage: "", // "", "central", "first", "more", "refined"
  error: null,
  draft: "", // the text whose ballot is shown
  member: "", // the member that is open
  card: null,
  parts: null, // what changed it most
  turned: null, // what would turn it
  busy: {}, // request -> { done, of } of what takes long
  told: "", // the last thing said to the user
  saved: null,
  commands: [],
  arms: [],
};

const undone = [];
const done = [];
let listeners = [];

/** Call `draw` whenever something changed. */
export function onChange(draw) { listeners.push(draw); }

/** Something changed: draw. */
export function changed() { for (const draw of listeners) draw(); }

const copy = (q) => ({ ...q, changes: new Map(q.changes) });

/** Whether the unchanged scenario is what is asked about. */
export const isChanged = () => state.question.changes.size > 0 || Boolean(state.question.variant);

export const canUndo = () => done.length > 0;
export const canRedo = () => undone.length > 0;

let grip = "";

/** Change the question; a drag, which names what it moves in `grip`, is one step to undo. */
export function ask(edit, gripped = "") {
  const next = copy(state.question);
  edit(next);
  if (!gripped || gripped !== grip) { done.push(state.question); undone.length = 0; }
  grip = gripped;
  if (done.length > 200) done.shift();
  put(next);
}

/** The drag is over. */
export function letGo() { grip = ""; }

export function undo() { if (done.length) { undone.push(state.question); grip = ""; put(done.pop()); } }
export function redo() { if (undone.length) { done.push(state.question); grip = ""; put(undone.pop()); } }

/** Replace the question. */
export function begin(question) { if (state.question) done.push(state.question); undone.length = 0; grip = ""; put(question); }

let put = () => {};

/** Who is called with every new question. */
export function onQuestion(take) { put = (question) => { state.question = question; take(question); changed(); }; }

/** Set a number or a word; setting the unchanged value removes the change. */
export function set(path, value, usual, gripped = "") {
  ask((q) => { if (String(value) === String(usual)) q.changes.delete(path); else q.changes.set(path, String(value)); }, gripped);
}

/** Take one change back. */
export function restore(path) { ask((q) => q.changes.delete(path)); }

/** The value at a path: the one set, or else the unchanged one. */
export const valueOf = (path, usual) => (state.question.changes.has(path) ? state.question.changes.get(path) : usual);

// The address: a link asks the same question on another machine of the same version.

/** The question as it stands behind the # of the address. */
export function toAddress(question) {
  const words = new URLSearchParams();
  if (question.matter) {
    words.set("dossier", question.matter.dossier);
    words.set("day", question.matter.day);
    for (const code of question.matter.sponsors) words.append("sponsor", code);
    for (const [issue, value] of Object.entries(question.matter.text)) words.append("text", `${issue}=${value}`);
  } else words.set("scenario", question.scenario);
  if (question.variant) words.set("variant", question.variant);
  for (const [path, value] of question.changes) words.append("S", `${path}=${value}`);
  if (state.hello) words.set("version", state.hello.version);
  return `#${words}`;
}

const pair = (text) => { const at = text.indexOf("="); return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)]; };

/** The question of an address, and the version that it was made with; null for none. */
export function fromAddress(hash) {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  const changes = new Map(words.getAll("S").map(pair));
  const rest = { variant: words.get("variant") ?? "", changes };
  const version = words.get("version") ?? "";
  if (words.get("scenario")) return { question: { scenario: words.get("scenario"), ...rest }, version };
  if (!words.get("dossier")) return null;
  const text = Object.fromEntries(words.getAll("text").map(pair).map(([k, v]) => [k, Number(v)]));
  const matter = { dossier: words.get("dossier"), day: words.get("day") ?? "", sponsors: words.getAll("sponsor"), text };
  return { question: { scenario: "", matter, ...rest }, version };
}

/** The question as the server takes it. */
export const wire = (q) => ({ scenario: q.matter ? "" : q.scenario, matter: q.matter ?? null, variant: q.variant, changes: [...q.changes].map(([path, value]) => `${path}=${value}`) });
