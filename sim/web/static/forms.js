// Forms rendered by the server: typed and ticked values are kept until they were accepted, as on
// a seat. `data-keep` names what is kept of a form, and `data-next` the page that follows when it
// was accepted; any other answer is shown in the place of this page's content.
import { draft, drafted, forget, keep, keptUnder } from "./drafts.js";
import { say } from "./words.js";

const SHOWN = /\S/;

/** The key of a control; buttons of one choice share it. */
const key = (form, control) => `${form.dataset.keep}/${control.name}`;

const controls = (form) => [...form.elements].filter((x) => x.name && ["text", "radio"].includes(x.type));

/** A description of a control, for when its form is gone. */
function inWords(control) {
  const question = control.closest("section")?.querySelector("h2")?.textContent;
  const label = control.labels?.[0]?.textContent.trim() ?? "";
  if (control.type === "text") return SHOWN.test(control.value) ? `${label}: ${control.value}` : "";
  return question ? `${question} ${label}` : label;
}

function restore(form) {
  for (const control of controls(form)) {
    if (!drafted(key(form, control))) continue;
    const { value } = draft(key(form, control));
    if (control.type === "radio") control.checked = control.value === value && !control.disabled;
    else control.value = value;
  }
}

/** Kept values of forms that the page does not show, as text. */
function showKept(main) {
  const box = main.querySelector("[data-kept]");
  if (!box) return;
  const words = keptUnder("").map(([, one]) => one.words).filter(Boolean);
  box.hidden = !words.length;
  box.querySelector("ul").replaceChildren(...words.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
}

function tell(form, why) {
  let line = form.querySelector("[data-problem]");
  if (!line) {
    line = Object.assign(document.createElement("p"), { className: "error" });
    line.setAttribute("role", "alert");
    line.dataset.problem = "";
    form.append(line);
  }
  line.textContent = why;
}

/** Send a form; its drafts go when it was accepted. */
async function hand(form) {
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    const place = new URL(answer.url);
    if (answer.redirected && /[^/]*$/.exec(place.pathname)[0] === form.dataset.next) {
      forget(`${form.dataset.keep}/`);
      location.assign(place);
      return;
    }
    if (answer.redirected) { location.assign(place); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = page.getElementById("main");
    if (!main) { tell(form, say("The room does not answer. What you typed is kept.")); return; }
    document.getElementById("main").replaceWith(main);
    prepare(main);
    scrollTo(0, 0);
    const alert = main.querySelector("[role=alert]");
    alert?.setAttribute("tabindex", "-1");
    alert?.focus();
  } catch {
    tell(form, say("The room does not answer. What you typed is kept."));
  } finally {
    button.disabled = false;
  }
}

function prepare(main) {
  for (const words of main.querySelectorAll("[data-script]")) words.hidden = false;
  for (const form of main.querySelectorAll("form[data-keep]")) {
    restore(form);
    form.addEventListener("input", ({ target }) => { if (controls(form).includes(target)) keep(key(form, target), { value: target.value, words: inWords(target) }); });
    form.addEventListener("submit", (event) => { event.preventDefault(); hand(form); });
  }
  showKept(main);
}

prepare(document.getElementById("main"));
