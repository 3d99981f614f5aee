// What every screen shares: elements from text alone, one connection that comes back, a clock.

/** An element; children are text or elements, so nothing typed by anybody becomes markup. */
export function h(tag, attributes = {}, ...children) {
  return build(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function s(tag, attributes = {}, ...children) {
  return build(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function build(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat(3).filter((c) => c !== null && c !== undefined && c !== false).map(
    (c) => (c instanceof Node ? c : String(c))));
  return element;
}

/** Redraw `element` only when `data` has changed, so that nobody loses a half-filled form. */
export function draw(element, data, make) {
  if (!element) return;
  const key = JSON.stringify(data);
  if (element.dataset.key === key) return;
  const active = document.activeElement;
  const focus = element.contains(active) ? active.dataset.focus : null;
  const folded = new Map([...element.querySelectorAll("details[data-focus]")].map((d) => [d.dataset.focus, d.open]));
  element.dataset.key = key;
  element.replaceChildren(...[make()].flat(3).filter(Boolean));
  for (const d of element.querySelectorAll("details[data-focus]")) d.open = folded.get(d.dataset.focus) ?? d.open;
  if (focus) [...element.querySelectorAll("[data-focus]")].find((e) => e.dataset.focus === focus)?.focus();
}

export const $ = (id) => document.getElementById(id);

/** Say something to screen readers, once. */
export function announce(text) {
  const live = $("live");
  if (live && live.textContent !== text) live.textContent = text;
}

export const PHASES = { lobby: "before the start", negotiation: "consultations", meeting: "meeting", debrief: "debrief" };

const state = { socket: null, next: 1, waiting: new Map(), hello: null, view: null, skew: 0, tries: 0 };

export const hello = () => state.hello;
export const nameOf = (code) => state.hello?.seats.find((x) => x.code === code)?.name ?? code;

/** Connect as `role`; `show(hello, public, mine)` is called with every new view. */
export function connect(role, show, other = () => {}) {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/ws/${role}`);
  state.socket = socket;
  socket.addEventListener("message", (event) => {
    const body = JSON.parse(event.data);
    if (body.type === "hello") state.hello = body.hello;
    else if (body.type === "view") {
      state.tries = 0;
      state.view = body;
      state.skew = Date.parse(body.public.now) - Date.now();
      status("connected", true);
      frame(body.public);
      show(state.hello, body.public, body.mine);
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
    state.waiting.clear();
    if (event.code === 4401) { location.href = role === "teacher" ? "/teacher" : "/"; return; }
    status("connection lost, trying again", false);
    state.tries += 1;
    setTimeout(() => connect(role, show, other), Math.min(5000, 300 * 2 ** Math.min(state.tries, 5)) * (0.7 + Math.random() * 0.6));
  });
}

/** Send a message; the promise gives the server's answer. */
export function send(body) {
  return new Promise((done) => {
    if (state.socket?.readyState !== WebSocket.OPEN) { problem({ why: "no connection; it was not sent" }); done({ type: "lost" }); return; }
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
  box.replaceChildren();
  if (!body) return;
  box.append(`Not in order${body.rule ? ` (${body.rule})` : ""}: ${body.why}`);
  if (body.instead?.length) box.append(h("ul", {}, body.instead.map((x) => h("li", {}, x))));
}

function status(text, good) {
  const pill = $("status");
  if (!pill || pill.textContent === text) return;
  pill.textContent = text;
  pill.classList.toggle("off", !good);
}

function frame(view) {
  const phase = $("phase");
  if (phase) phase.textContent = (view.closed ? "closed" : PHASES[view.phase]) + (view.paused ? ", paused" : "");
  document.body.dataset.phase = view.phase;
}

setInterval(() => {
  const clock = $("timer");
  if (!clock || !state.view) return;
  const until = state.view.public.timer;
  const left = until ? Math.max(0, Math.round((Date.parse(until) - Date.now() - state.skew) / 1000)) : null;
  const text = left === null ? "" : `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  if (clock.textContent !== text) clock.textContent = text;
}, 250);
