// Elements from data. Text only ever goes in as text.

/** An element: `props` are attributes; `on…` are listeners, `class`, `hidden` and booleans as expected. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const $ = (id) => document.getElementById(id);

/** Text that leaves the direction of its neighbours alone. */
export const bdi = (text) => el("bdi", {}, text);

/** A speaker's letter on its colour, and the name. */
export const badge = (speaker) => el("span", { class: `badge s${speaker.hue}`, "aria-hidden": "true" }, speaker.key);
export const who = (speaker) => el("span", { class: "who" }, badge(speaker), bdi(speaker.label));

export const percent = (share) => `${Math.min(99, Math.round(100 * share))} %`;

export const counted = (n, one, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/** Seconds as h:mm:ss. */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (n) => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}

/** Tell those who cannot see it. Twice the same is told twice. */
export function say(text) {
  $("live").textContent = "";
  requestAnimationFrame(() => { $("live").textContent = text; });
}
