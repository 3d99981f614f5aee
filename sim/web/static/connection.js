// A connection that reconnects, and the last view from the server.
import { $, h, fill } from "./dom.js";
import { knowForms, say } from "./words.js";
import { answered, anyUnsent, dropUnsent, keepUnsent, sendWaiting, showUnsent } from "./unsent.js";

export const PHASES = { lobby: say("before the start"), negotiation: say("consultations"), meeting: say("meeting"), debrief: say("debrief") };

// A heartbeat checks the room every second. After QUIET the page says so; after GIVE_UP it reconnects.
const BEAT = 1000, QUIET = 2250, GIVE_UP = 8000, CONNECTING = 6000, TICK = 250, AGAIN = 5000;
const page = [...crypto.getRandomValues(new Uint8Array(8))].map((x) => x.toString(16).padStart(2, "0")).join("");

const state = { socket: null, greeted: null, renew: null, hello: null, boot: null, view: null, skew: 0, tries: 0, owed: 0, beaten: 0, opened: 0, ticked: 0, away: true };

export const hello = () => state.hello;
export const nameOf = (code) => state.hello?.seats.find((x) => x.code === code)?.name ?? code;

/** Milliseconds since 1970 on the server's clock. */
const serverNow = () => Date.now() + state.skew;

/** Connect as `role`; `show(public, mine)` is called with every new view, `other` with the rest. */
export function connect(role, show, other = () => {}) {
  const place = new URL(`ws/${role}?page=${page}`, location.href);
  place.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(place);
  Object.assign(state, { socket, opened: performance.now(), owed: 0, beaten: 0 });
  let over = false;
  const again = (code) => {
    if (over) return;
    over = true;
    if (state.socket === socket) state.socket = null;
    socket.close();
    if (code === 4401) { location.href = role === "teacher" ? "teacher" : "./"; return; }
    if (code === 4409) { status(say("open in another window"), false); return; }
    away(say("connection lost, trying again"));
    state.tries += 1;
    setTimeout(() => connect(role, show, other), Math.min(5000, 300 * 2 ** Math.min(state.tries, 5)) * (0.7 + Math.random() * 0.6));
  };
  state.renew = () => again(0);
  socket.addEventListener("close", (event) => again(event.code));
  socket.addEventListener("message", (event) => {
    if (over) return; // what a connection that was given up brings late
    const body = JSON.parse(event.data);
    if (body.type === "beat") {
      state.owed = 0;
      if (state.view && state.away) back();
    } else if (body.type === "hello") {
      state.hello = body.hello;
      knowForms(body.hello.forms);
      const lost = state.boot && state.boot !== body.boot ? dropUnsent({ tried: true }) : [];
      const first = state.greeted !== socket;
      Object.assign(state, { boot: body.boot, greeted: socket });
      if (lost.length) problem({ lost });
      if (first) sendWaiting(transmit);
    } else if (body.type === "view") {
      state.tries = 0;
      state.view = body;
      state.skew = Date.parse(body.public.now) - Date.now();
      if (!state.owed) back();
      frame(body.public);
      show(body.public, body.mine);
      document.body.dataset.n = body.public.n;
    } else if (body.type === "gone") location.href = "./";
    else {
      // A message that was sent again may be answered twice; ignore the second answer.
      if (!answered(body) && body.id) return;
      if (body.type === "refused") problem(body); else if (body.type === "ok") problem(null);
      if (state.away) showUnsent(true);
      other(body);
    }
  });
}

/** Send a message; the promise resolves with the answer even if the connection breaks. */
export function send(body) {
  const promise = keepUnsent(body, { view: state.view?.public, mine: state.view?.mine }, transmit);
  if (state.away) showUnsent(true);
  return promise;
}

/** Hand a message to the connection; false when there is none. */
function transmit(message) {
  if (state.socket?.readyState !== WebSocket.OPEN || state.greeted !== state.socket) return false;
  state.socket.send(JSON.stringify(message));
  return true;
}

function away(text) {
  state.away = true;
  status(text, false);
  if (state.view) showUnsent(true);
}

function back() {
  state.away = false;
  status(say("connected"), true);
  showUnsent(false);
}

/** Check whether the room responds, and show it if not. */
function beat() {
  const now = performance.now();
  const slept = now - state.ticked > 4 * BEAT; // a lid was closed, or the browser held the page back
  state.ticked = now;
  const socket = state.socket;
  if (!socket || socket.readyState > WebSocket.OPEN) return;
  if (socket.readyState === WebSocket.CONNECTING) { if (now - state.opened > CONNECTING) state.renew(); return; }
  if (slept && state.owed) state.owed = now;
  if (now - state.beaten >= BEAT && !state.owed) {
    socket.send('{"beat":1}');
    Object.assign(state, { beaten: now, owed: now });
  }
  const silent = state.owed ? now - state.owed : 0;
  if (silent > GIVE_UP) state.renew();
  else if (silent > QUIET && !state.away) away(say("no answer from the room"));
  else if (!state.away) sendWaiting(transmit, AGAIN); // a message that was too many is said again
}

setInterval(beat, TICK);
addEventListener("beforeunload", (event) => { if (state.away && anyUnsent()) event.preventDefault(); });

/** Show why something was refused, and what would be in order instead. */
export function problem(body) {
  const box = $("problem");
  if (!box) return;
  box.hidden = !body;
  if (!body) { fill("problem", []); return; }
  if (body.lost) {
    fill("problem", [h("p", null, say("The room was started again, and this may not have arrived. Look at the record; send again what is not there:")), h("ul", null, body.lost.map((x) => h("li", { key: x }, x))), h("button", { class: "small", type: "button", onclick: () => problem(null) }, say("Close"))]);
    return;
  }
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

/** Seconds left on a running or stopped countdown. */
function secondsLeft(clock) {
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
