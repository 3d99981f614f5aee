// The connection: numbered requests, where a newer one replaces an older one.
import { changed, state } from "./state.js";

let socket = null;
let number = 0;
let wait = 500;
const waiting = new Map();
let opened = () => {};

/** Connect, and again whenever the connection is lost; `ready` is called each time. */
export function connect(ready) {
  opened = ready;
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  socket = new WebSocket(`${scheme}://${location.host}/ws`);
  socket.onopen = () => { wait = 500; state.connected = true; opened(); changed(); };
  socket.onmessage = (event) => take(JSON.parse(event.data));
  socket.onclose = () => {
    state.connected = false;
    for (const each of waiting.values()) each.end?.();
    waiting.clear();
    state.busy = {};
    changed();
    setTimeout(() => connect(opened), wait);
    wait = Math.min(8000, wait * 2);
  };
}

/** Ask the server; `is` takes each part of the answer, `error` what is wrong, `end` the end. */
export function request(what, body, { is, error = (e) => { state.error = e; changed(); }, end, long = false }) {
  if (socket?.readyState !== WebSocket.OPEN) return 0;
  number += 1;
  for (const [n, each] of waiting) if (each.what === what) { waiting.delete(n); each.end?.(); }
  waiting.set(number, { what, is, error, end, long });
  if (long) { state.busy = { ...state.busy, [what]: { done: 0, of: 0 } }; changed(); }
  socket.send(JSON.stringify({ n: number, do: what, ...body }));
  return number;
}

/** Stop waiting for an answer. */
export function cancel(what) {
  for (const [n, each] of waiting) if (each.what === what) { waiting.delete(n); each.end?.(); }
  done(what);
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ n: 0, do: "cancel", what }));
  changed();
}

function done(what) { const { [what]: _, ...rest } = state.busy; state.busy = rest; }

function take(message) {
  const each = waiting.get(message.n);
  if (!each) return; // an answer to an older question
  if (message.of !== undefined) { state.busy = { ...state.busy, [each.what]: { done: message.done, of: message.of } }; changed(); return; }
  if (message.is !== undefined) { each.is(message.is); return; }
  waiting.delete(message.n);
  if (each.long) done(each.what);
  if (message.error) each.error(message.error);
  each.end?.();
  changed();
}
