// One connection that comes back, and what the server said last.
import { $, h, fill } from "./dom.js";
import { knowForms, say } from "./words.js";

export const PHASES = { lobby: say("before the start"), negotiation: say("consultations"), meeting: say("meeting"), debrief: say("debrief") };

const state = { socket: null, next: 1, waiting: new Map(), hello: null, view: null, skew: 0, tries: 0 };

export const hello = () => state.hello;
export const nameOf = (code) => state.hello?.seats.find((x) => x.code === code)?.name ?? code;

/** Milliseconds since 1970 on the server's clock. */
export const serverNow = () => Date.now() + state.skew;

/** Connect as `role`; `show(public, mine)` is called with every new view, `other` with the rest. */
export function connect(role, show, other = () => {}) {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/ws/${role}`);
  state.socket = socket;
  socket.addEventListener("message", (event) => {
    const body = JSON.parse(event.data);
    if (body.type === "hello") { state.hello = body.hello; knowForms(body.hello.forms); }
    else if (body.type === "view") {
      state.tries = 0;
      state.view = body;
      state.skew = Date.parse(body.public.now) - Date.now();
      status(say("connected"), true);
      frame(body.public);
      show(body.public, body.mine);
      document.body.dataset.n = body.public.n;
    } else if (body.type === "gone") location.href = "/";
    else {
      const done = state.waiting.get(body.id);
      state.waiting.delete(body.id);
      if (body.type === "refused") problem(body); else if (body.type === "ok") problem(null);
      done?.(body);
      other(body);
    }
  });
  socket.addEventListener("close", (event) => {
    for (const done of state.waiting.values()) done({ type: "lost" });
    if (state.waiting.size) problem({ lost: true });
    state.waiting.clear();
    if (event.code === 4401) { location.href = role === "teacher" ? "/teacher" : "/"; return; }
    if (event.code === 4409) { status(say("open in another window"), false); return; }
    status(say("connection lost, trying again"), false);
    state.tries += 1;
    setTimeout(() => connect(role, show, other), Math.min(5000, 300 * 2 ** Math.min(state.tries, 5)) * (0.7 + Math.random() * 0.6));
  });
}

/** Send a message; the promise gives the server's answer. */
export function send(body) {
  return new Promise((done) => {
    if (state.socket?.readyState !== WebSocket.OPEN) { problem({ lost: true }); done({ type: "lost" }); return; }
    const id = state.next++;
    state.waiting.set(id, done);
    state.socket.send(JSON.stringify({ id, ...body }));
  });
}

/** Show why something was refused, and what would be in order instead. */
export function problem(body) {
  const box = $("problem");
  if (!box) return;
  box.hidden = !body;
  if (!body) { fill("problem", []); return; }
  if (body.lost) { fill("problem", [say("The connection is lost and this may not have arrived. What you typed is kept; send it again when the connection is back.")]); return; }
  fill("problem", [h("p", null, body.rule ? say("Not in order ({rule}): {why}", { rule: body.rule, why: body.why }) : say("Not in order: {why}", { why: body.why })),
    body.instead?.length ? [h("p", null, say("In order instead:")), h("ul", null, body.instead.map((x) => h("li", { key: x }, x)))] : null,
    h("button", { class: "small", type: "button", onclick: () => problem(null) }, say("Close"))]);
}

function status(text, good) {
  const pill = $("status");
  if (!pill || pill.textContent === text) return;
  pill.textContent = text;
  pill.classList.toggle("off", !good);
}

function frame(view) {
  const phase = $("phase");
  if (phase) {
    const at = view.closed ? say("closed") : PHASES[view.phase];
    phase.textContent = view.paused ? say("{phase}, paused", { phase: at }) : at;
  }
  document.body.dataset.phase = view.phase;
}

/** Seconds left on a countdown that runs until an instant, or that stands still with some left. */
export function secondsLeft(clock) {
  if (!clock) return null;
  const left = clock.left ?? (Date.parse(clock.until) - serverNow()) / 1000;
  return Math.max(0, Math.round(left));
}

export const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

setInterval(() => {
  const shown = $("timer");
  if (!shown || !state.view) return;
  const left = secondsLeft(state.view.public.timer);
  const text = left === null ? "" : minutes(left);
  if (shown.textContent !== text) shown.textContent = text;
  shown.classList.toggle("over", left === 0);
  const speech = $("speech-clock");
  const floor = state.view.public.meeting?.floor;
  if (speech && floor) {
    const spoken = Math.max(0, Math.round(floor.spoken + (floor.since ? (serverNow() - Date.parse(floor.since)) / 1000 : 0)));
    if (speech.textContent !== minutes(spoken)) speech.textContent = minutes(spoken);
  }
}, 250);
