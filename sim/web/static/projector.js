// The screen for the whole room: the table, what is before the Council, the texts; later the what-if.
import { $, fill, h, soon } from "./dom.js";
import { onDraft } from "./drafts.js";
import { connect } from "./connection.js";
import { debriefCards } from "./debrief.js";
import { horseshoe, key } from "./horseshoe.js";
import { announceNewest, consultations, nowLines, results, testLine, textCards, toldList } from "./parts.js";
import { shares, sliders } from "./whatif.js";
import { say } from "./words.js";

let view = null;
let answer = null;
let compared = null;

function paint() {
  if (!view) return;
  const debrief = view.phase === "debrief";
  $("lobby").hidden = view.phase !== "lobby";
  fill("key", key());
  fill("horseshoe", horseshoe(view));
  fill("now-body", [testLine(view, $("lobby").dataset.test), ...view.headlines.map((t, i) => h("p", { key: `headline-${i}`, class: "headline" }, t)), ...(view.phase === "lobby" ? [] : nowLines(view)), view.meeting?.ballots.length ? results(view, debrief ? 9 : 1) : null]);
  fill("consult-body", view.consulting ? consultations(view) : []);
  fill("told-body", view.told.length && !debrief ? [h("h3", { key: "h" }, say("Rulings")), toldList(view, 5)] : []);
  fill("texts-body", textCards(view));
  $("whatif").hidden = !debrief;
  if (debrief) fill("whatif-body", sliders(view));
  if (answer) fill("whatif-result", shares(answer));
  $("debrief").hidden = !debrief || !compared;
  if (compared) fill("debrief-body", debriefCards(compared));
  announceNewest(view);
}

const repaint = soon(paint);
onDraft(repaint);
connect("projector", (v) => { view = v; repaint(); }, (body) => {
  if (body.type === "debrief") compared = body;
  else if (body.type === "whatif") { $("whatif-result").removeAttribute("aria-busy"); answer = body; }
  else return;
  repaint();
});
