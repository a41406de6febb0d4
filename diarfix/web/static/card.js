// A suggestion in the margin: a line while it waits, all of it when it is looked at.

import { bdi, badge, counted, el, percent, who } from "./dom.js";
import { hint } from "./keys.js";
import { speakerOf, store, turnAt } from "./store.js";

const AROUND = 8;
const LONGEST = 60;
const SIGNS = { move: "→ ", flip: "⇄ ", merge: "is ", name: "named " };
export const FATES = {
  made: "made, it was safe", accepted: "accepted", rejected: "rejected", changed: "accepted, changed", "by hand": "settled by hand",
};

/** A line of the margin. */
export function line(item) {
  const to = speakerOf(item.new);
  const fate = item.state === "open" ? "" : FATES[item.state];
  return el("button", {
    class: `card ${kind(item)} s${to.hue}`, type: "button", "data-id": item.id, "data-do": "open",
    "aria-label": `${fate || "Suggestion"}: ${summary(item)}, ${percent(item.confidence)} sure`,
  },
  el("span", { class: "what" }, SIGNS[item.kind],
    badge(to), " ", bdi(to.label)),
  el("span", { class: "soft num" }, fate ? `${fate}` : percent(item.confidence)));
}

/** The state as a class: "by hand" is two words. */
export const kind = (item) => `is-${item.state.replace(" ", "-")}`;

/** What it would do, in words. */
export function summary(item) {
  const [from, to] = [item.old, item.new];
  if (item.kind === "flip") return `${from} and ${to} change places from here on`;
  if (item.kind === "merge") return `${from} is the same person as ${to}`;
  if (item.kind === "name") return `${from} is named ${to}`;
  return `${counted(item.end - item.start, "word")} from ${from} to ${to}`;
}

/** All about the suggestion that is looked at. */
export function whole(item) {
  const to = speakerOf(item.new);
  return el("section", {
    class: `card open ${kind(item)} s${to.hue}`, "data-id": item.id, tabindex: "-1", "aria-label": `Suggestion: ${summary(item)}`,
  },
  el("h2", {}, title(item)),
  el("p", { class: "sure" }, el("meter", { min: 0, max: 1, value: item.confidence, "aria-label": "Confidence" }),
    el("span", { class: "num" }, `${percent(item.confidence)} sure`),
    item.state === "open" ? null : el("span", { class: "fate" }, FATES[item.state])),
  item.kind === "move" ? [sample(item, "Before", item.old), sample(item, "After", item.new)] : null,
  el("div", { class: "buttons" }, buttons(item)), reasons(item));
}

function title(item) {
  if (item.kind === "move") return [counted(item.end - item.start, "word"), " for ", who(speakerOf(item.new)), "?"];
  if (item.kind === "flip") return [who(speakerOf(item.old)), " and ", who(speakerOf(item.new)), " exchanged from here on?"];
  return [who(speakerOf(item.old)), item.kind === "merge" ? " is " : " is named ", who(speakerOf(item.new)), "?"];
}

function reasons(item) {
  if (!item.reasons.length) return el("p", { class: "reasons" }, "No single rule speaks for it; the labels around it do.");
  const most = Math.max(...item.reasons.map((why) => Math.abs(why.weight))) || 1;
  return el("ul", { class: "reasons", "aria-label": "Evidence" }, item.reasons.slice(0, 4).map((why) => el("li", {},
    el("span", { class: `bar ${why.weight < 0 ? "against" : "for"}`, title: `${why.weight.toFixed(2)} log-odds` },
      bar(Math.abs(why.weight) / most)),
    el("span", {}, bdi(why.message), " ", el("code", {}, why.code)))));
}

function bar(share) {
  const inner = el("i");
  inner.style.width = `${Math.round(100 * share)}%`;
  return inner;
}

function buttons(item) {
  const make = (action, text, kind = "") => el("button", { type: "button", class: kind, "data-do": action }, text, hint(action));
  if (item.state !== "open") {
    const [action, text] = ["rejected", "by hand"].includes(item.state) ? ["accept", "Accept"] : ["reject", "Reject"];
    return [make(action, text), make("choose", "Someone else"), item.state === "changed" ? nudges(item) : null,
      item.by ? make("clear", "Ask again") : null, make("play", "Play")].filter((one) => one && visible(one));
  }
  return [make("accept", "Accept", "yes"), make("reject", "Reject", "no"), make("choose", "Someone else"),
    make("alike", "All like this"), ["move", "flip"].includes(item.kind) ? nudges(item) : null,
    make("play", "Play"), make("note", "Note")]
    .filter((one) => one && visible(one));
}

const visible = (button) => store.audio || button.dataset.do !== "play";

function nudges(item) {
  const make = (action, sign, label) => el("button", { type: "button", "data-do": action, "aria-label": label, title: label }, sign);
  return el("span", { class: "nudges", role: "group", "aria-label": "Move the ends" },
    el("span", { "aria-hidden": "true" }, "start"),
    make("start-back", "⇤", "Start one word earlier"), make("start-on", "⇥", "Start one word later"),
    ...(item.kind === "flip" ? [] : [el("span", { "aria-hidden": "true" }, "end"),
      make("end-back", "⇤", "End one word earlier"), make("end-on", "⇥", "End one word later")]));
}

/** The words under `label`, with what stands around them: turn by turn. */
function sample(item, name, label) {
  const first = Math.max(0, item.start - AROUND);
  const last = Math.min(store.words.length, item.end + AROUND);
  const parts = [];
  for (let at = first; at < last; at += 1) {
    const inside = at >= item.start && at < item.end;
    if (inside && item.end - item.start > LONGEST && at >= item.start + 25 && at < item.end - 25) {
      if (at === item.start + 25) parts[parts.length - 1].words.push(["…", false]);
      continue;
    }
    const speaker = inside ? label : store.turns[turnAt(at)].speaker;
    const fresh = !inside && at > first && store.turns[turnAt(at)].start === at && at !== item.end && at !== item.start;
    if (!parts.length || parts[parts.length - 1].speaker !== speaker || fresh) parts.push({ speaker, words: [] });
    parts[parts.length - 1].words.push([store.words[at], inside]);
  }
  return el("div", { class: `sample ${name.toLowerCase()}` }, el("h3", {}, name), parts.map((part) => el("p", {},
    badge(speakerOf(part.speaker)), el("span", { class: "hide" }, `${part.speaker}: `), " ", el("bdi", {}, runs(part.words)))));
}

function runs(words) {
  const made = [];
  for (const [word, inside] of words) {
    const last = made[made.length - 1];
    if (last && last.inside === inside) last.text.push(word);
    else made.push({ inside, text: [word] });
  }
  return made.flatMap(({ inside, text }) => [inside ? el("b", {}, text.join(" ")) : text.join(" "), " "]);
}
