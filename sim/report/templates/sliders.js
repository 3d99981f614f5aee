'use strict';
(() => {
const $ = id => document.getElementById(id);
const S = JSON.parse($('surface').textContent);
const bytes = Uint8Array.from(atob(S.chances), c => c.charCodeAt(0));
const chances = new Uint16Array(bytes.buffer);
const D = S.drafts.length, M = S.members.length, counts = D * S.kinds + 1, votes = 2 * D * M;
const size = counts + votes, whole = S.arms * size;
let next = 0;
// A state: for each arm the counts of worlds, then the chances of yes and no of each draft.
function state() {
  const row = S.counts[next], out = new Float64Array(whole);
  for (let a = 0; a < S.arms; a++) {
    for (let k = 0; k < counts; k++) out[a * size + k] = row[a * counts + k];
    for (let k = 0; k < votes; k++)
      out[a * size + counts + k] = chances[(next * S.arms + a) * votes + k];
  }
  next++;
  return out;
}
const base = state();
const alone = S.levers.map(l => l.values.map(state));
const pairs = S.pairs.map(([i, j]) => S.levers[i].values.map(() => S.levers[j].values.map(state)));
const mix = (a, b, t) => t === 0 ? a : t === 1 ? b : a.map((v, k) => v + t * (b[k] - v));
function along(rows, place) {
  const below = Math.min(Math.floor(place), rows.length - 2);
  return mix(rows[below], rows[below + 1], place - below);
}
function at(places) {
  const fixed = places.map((p, i) => i).filter(i => places[i] !== null);
  const single = new Map(fixed.map(i => [i, along(alone[i], places[i])]));
  const out = Float64Array.from(base);
  for (const one of single.values()) for (let k = 0; k < whole; k++) out[k] += one[k] - base[k];
  S.pairs.forEach(([i, j], n) => {
    if (places[i] === null || places[j] === null) return;
    const both = along(pairs[n].map(row => along(row, places[j])), places[i]);
    const one = single.get(i), two = single.get(j);
    for (let k = 0; k < whole; k++) out[k] += both[k] - one[k] - two[k] + base[k];
  });
  return bounded(out);
}
function bounded(out) {
  for (let a = 0; a < S.arms; a++) {
    const start = a * size;
    for (let d = 0; d < D; d++) {
      const first = start + d * S.kinds;
      let sum = 0;
      for (let k = first; k < first + S.kinds; k++) sum += out[k] = Math.max(0, out[k]);
      if (sum !== S.worlds)
        for (let k = first; k < first + S.kinds; k++) out[k] *= S.worlds / sum;
      const yes = start + counts + 2 * d * M;
      for (let k = yes; k < yes + M; k++) {
        const y = Math.min(S.unit, Math.max(0, out[k]));
        const n = Math.min(S.unit, Math.max(0, out[k + M]));
        const over = Math.max(1, (y + n) / S.unit);
        out[k] = y / over;
        out[k + M] = n / over;
      }
    }
    const plan = start + counts - 1;
    out[plan] = Math.min(S.worlds, Math.max(0, out[plan]));
  }
  return out;
}
const places = S.levers.map(() => null);
const share = (x, of) => (100 * x / of).toFixed(1) + '%';
function value(lever, place) {
  const v = S.levers[lever].values, below = Math.min(Math.floor(place), v.length - 2);
  return +(v[below] + (place - below) * (v[below + 1] - v[below])).toPrecision(4);
}
// The words of the nearest point of the lever's scale, where it has one.
function inWords(lever, at) {
  const scale = S.levers[lever].scale;
  if (!scale.length) return '';
  const [point, words] = scale.reduce((a, b) =>
    Math.abs(b[0] - at) < Math.abs(a[0] - at) - 1e-9 ? b : a);
  return (Math.abs(point - at) <= 0.02 ? '' : 'About: ') + words;
}
function told() {
  const fixed = places.map((p, i) => i).filter(i => places[i] !== null);
  const worlds = S.worlds.toLocaleString('en');
  const words = fixed.map(i => `${S.levers[i].label} at ${value(i, places[i])}`).join('; ');
  if (!fixed.length) return ['', `As coded: computed over ${worlds} worlds.`];
  const pair = S.pairs.some(([i, j]) => fixed.length === 2 && fixed[0] === i && fixed[1] === j);
  const kind = fixed.length === 1 ? 'alone' : pair ? 'pairs' : 'more';
  if (kind !== 'more' && fixed.every(i => Number.isInteger(places[i])))
    return ['', `Computed over ${worlds} worlds: ${words}.`];
  const error = kind === 'alone' ? S.errors.alone[fixed[0]] : S.errors[kind];
  const how = kind === 'more' ? 'Combined from single numbers and pairs'
    : 'Interpolated between computed points';
  const off = `the shares were off by ${error[0].toFixed(1)} points on average and at most ` +
    `${error[1].toFixed(1)} at ${error[2]} points held back`;
  return ['read', `${how} (${off}): ${words}.`];
}
function show() {
  const now = at(places), moved = places.some(p => p !== null);
  for (const row of document.querySelectorAll('#sliders tr[data-place]')) {
    const k = +row.dataset.place, cells = row.querySelectorAll('td');
    for (let a = 0; a < S.arms; a++) {
      const count = now[a * size + k];
      cells[a].textContent = share(count, S.worlds);
      cells[a].dataset.count = count;
      cells[a].classList.toggle('moved', moved && count !== base[a * size + k]);
    }
    const off = 100 * (now[size + k] - now[k]) / S.worlds;
    const points = (off < 0 ? '−' : '+') + Math.abs(off).toFixed(1);
    cells[S.arms].textContent = S.arms > 1 ? points.replace(/^.0\.0$/, '0')
      : share(base[k], S.worlds);
  }
  for (const row of document.querySelectorAll('#slider-members tr[data-member]')) {
    const cells = row.querySelectorAll('td');
    S.drafts.forEach((_, d) => {
      const [was, is] = [base, now].map(s => chance(s, d, row.dataset.member, S.arms - 1));
      cells[d].textContent = is === null ? 'not put' : share(is[0], S.unit) +
        (was === null ? '' : ` (${share(was[0], S.unit)})`);
    });
  }
  const [kind, words] = told();
  $('slider-status').className = kind;
  $('slider-status').textContent = words;
  $('all-as-coded').disabled = !moved;
}
function chance(s, d, code, arm) {
  const m = S.members.findIndex(([c]) => c === code), start = arm * size;
  const put = S.put.reduce((sum, k) => sum + s[start + d * S.kinds + k], 0);
  const yes = s[start + counts + 2 * d * M + m], no = s[start + counts + (2 * d + 1) * M + m];
  return put <= 0 || m < 0 ? null : [yes, Math.max(0, S.unit - yes - no), no];
}
const inputs = S.levers.map((_, i) => $(`lever-${i}`));
const buttons = inputs.map(input => input.parentElement.querySelector('button'));
const coded = inputs.map((_, i) => $(`lever-${i}-at`).textContent);
const starts = inputs.map(input => +input.defaultValue);
function fix(i, place) {
  places[i] = place;
  const button = buttons[i];
  const words = place === null ? coded[i]
    : `${value(i, place)}${Number.isInteger(place) ? ', computed' : ', interpolated'}`;
  $(`lever-${i}-at`).textContent = words;
  $(`lever-${i}-words`).textContent = place === null ? '' : inWords(i, value(i, place));
  inputs[i].setAttribute('aria-valuetext', words);
  inputs[i].classList.toggle('coded', place === null);
  if (place === null) {
    if (document.activeElement === button) inputs[i].focus();
    inputs[i].value = starts[i];
  }
  button.disabled = place === null;
}
inputs.forEach((input, i) => {
  const ticks = element('div');
  ticks.className = 'ticks';
  ticks.setAttribute('aria-hidden', 'true');
  S.levers[i].values.forEach(() => ticks.append(document.createElement('i')));
  input.after(ticks);
  input.addEventListener('input', () => { fix(i, input.value / S.steps); show(); });
  buttons[i].addEventListener('click', () => {
    fix(i, null); show();
  });
  fix(i, null);
});
$('all-as-coded').addEventListener('click', () => {
  inputs.forEach((_, i) => fix(i, null));
  inputs[0].focus();
  show();
});
function element(tag, text, parent) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (parent) parent.append(made);
  return made;
}
function strongest(code) {
  const arm = S.arms - 1, found = [];
  S.levers.forEach((lever, i) => S.drafts.forEach((draft, d) => {
    const yes = alone[i].map(s => chance(s, d, code, arm)).filter(c => c).map(c => c[0]);
    if (yes.length) found.push([Math.max(...yes) - Math.min(...yes), lever.label, draft]);
  }));
  return found.sort((a, b) => b[0] - a[0]).slice(0, 3).filter(one => one[0] > 0);
}
function card(code) {
  const body = $('member-card-body');
  body.replaceChildren();
  $('member-card-name').textContent = (S.members.find(([c]) => c === code) || [code, code])[1];
  const now = at(places), table = element('table', '', body);
  element('caption', 'Mean chances of each vote, and as coded', table);
  const head = element('tr', '', element('thead', '', table));
  for (const words of ['Draft', 'Yes', 'Abstention', 'No'])
    Object.assign(element('th', words, head), {scope: 'col', className: words === 'Draft' ? '' : 'n'});
  const rows = element('tbody', '', table);
  S.drafts.forEach((draft, d) => {
    for (let a = 0; a < S.arms; a++) {
      const [was, is] = [base, now].map(s => chance(s, d, code, a));
      const row = element('tr', '', rows);
      const arm = S.arms > 1 ? [', base', ', what if'][a] : '';
      element('th', draft + arm, row).scope = 'row';
      for (let k = 0; k < 3; k++)
        element('td', is === null ? 'not put' : share(is[k], S.unit) +
          (was === null ? '' : ` (${share(was[k], S.unit)})`), row).className = 'n';
    }
  });
  const top = strongest(code);
  if (top.length) {
    element('h3', 'What moves its vote most, of the numbers with a slider', body);
    const list = element('ul', '', body);
    for (const [far, label, draft] of top)
      element('li', `${label}: ${share(far, S.unit).slice(0, -1)} points of yes on ${draft}`, list);
  }
  for (const told of document.querySelectorAll(`main [data-about="${CSS.escape(code)}"]`)) {
    const part = told.cloneNode(true), where = told.closest('section').querySelector('h2');
    part.removeAttribute('data-about');
    for (const marked of part.querySelectorAll('[id]')) marked.removeAttribute('id');
    for (const link of part.querySelectorAll('a'))
      link.addEventListener('click', () => $('member-card').close());
    element('h3', where.textContent, body);
    if (part.tagName === 'DETAILS') part.open = true;
    body.append(part);
  }
  $('member-card').showModal();
}
for (const button of document.querySelectorAll('button.seat'))
  button.addEventListener('click', () => card(button.dataset.member));
for (const seat of document.querySelectorAll('svg.figure [data-key]')) {
  seat.setAttribute('role', 'button');
  seat.setAttribute('tabindex', '0');
  seat.setAttribute('aria-haspopup', 'dialog');
  seat.addEventListener('click', () => card(seat.dataset.key));
  seat.addEventListener('keydown', event => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    card(seat.dataset.key);
  });
}
$('sliders').hidden = false;
document.querySelector('nav a[href="#sliders"]').parentElement.hidden = false;
show();
})();
