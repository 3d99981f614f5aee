// Texts whose contrast is below WCAG AA, and controls and pictures that a screen reader cannot name.
function luminance(colour) {
  const f = colour.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2];
}
function channels(text) {
  const m = text.match(/[\d.]+/g).map(Number);
  return m.length > 3 && m[3] === 0 ? null : m.slice(0, 3);
}
function ground(element) {
  for (let e = element; e; e = e.parentElement) {
    const c = channels(getComputedStyle(e).backgroundColor);
    if (c) return c;
  }
  return channels(getComputedStyle(document.documentElement).backgroundColor) ?? [255, 255, 255];
}
function poorContrast() {
  const poor = [];
  for (const e of document.querySelectorAll("body *")) {
    const text = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!text || !e.getClientRects().length || e.closest("svg, .visually-hidden, .skip, :disabled")) continue;
    const style = getComputedStyle(e);
    const [a, b] = [luminance(channels(style.color)), luminance(ground(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) poor.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)}: ${e.textContent.slice(0, 40)}`);
  }
  return poor;
}
function nameless() {
  const named = (e) => e.getAttribute("aria-label") || e.textContent.trim() || e.getAttribute("alt")
    || (e.labels && [...e.labels].some((l) => l.textContent.trim())) || e.getAttribute("aria-labelledby");
  return [...document.querySelectorAll("button, a[href], input:not([type=hidden]), select, img, [role=img]")]
    .filter((e) => e.getClientRects().length && !named(e)).map((e) => e.outerHTML.slice(0, 120));
}
