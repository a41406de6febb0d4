// The top of the page: how far the review is, who is there, what is shown.

import { $, badge, bdi, counted, el, percent } from "./dom.js";
import { hint } from "./keys.js";
import { queue, store } from "./store.js";

const button = (action, text, props = {}) => el("button", { type: "button", "data-do": action, ...props }, text, hint(action));

export function draw() {
  $("name").textContent = store.name;
  document.title = `${store.progress.left ? `(${store.progress.left}) ` : ""}${store.name}: diarfix review`;
  const { left, done } = store.progress;
  $("progress").replaceChildren(
    el("progress", { max: Math.max(1, done + left), value: done, "aria-label": "Decided" }),
    el("span", { class: "num" }, left ? `${done} decided, ${left} to go` : done ? `all ${done} decided` : "nothing to decide"));
  $("tools").replaceChildren(
    button("previous", "Previous"), button("next", "Next"),
    button("undo", "Undo", { disabled: !store.undo, title: store.undo ? counted(store.undo, "step") : "Nothing to undo" }),
    button("redo", "Redo", { disabled: !store.redo, title: store.redo ? counted(store.redo, "step") : "Nothing to redo" }),
    button("filter", "Filter", { "aria-expanded": String(!$("filters").hidden), "aria-controls": "filters" }),
    button("write", store.written ? "Written" : "Write", { title: `Write the corrected transcript to ${store.target}` }),
    store.lost.length ? button("lost", `${store.lost.length} lost`, { title: "What was decided earlier and fits no longer" }) : "",
    button("help", "Keys"));
  $("cast").replaceChildren(...store.cast.filter((speaker) => speaker.words).map((speaker) => el("li", {},
    el("button", { type: "button", "data-do": "rename", "data-label": speaker.label, title: "Rename, or make one with someone else" },
      badge(speaker), bdi(speaker.label), el("span", { class: "soft num" }, percent(speaker.words / store.words.length))))));
  if (!$("filters").hidden) drawFilters();
}

export function drawFilters() {
  const { filter } = store;
  const codes = [...new Set(store.items.flatMap((item) => item.codes))].sort();
  const pick = (name, label, choices) => el("label", {}, `${label} `, el("select", { name },
    choices.map(([value, text]) => el("option", { value, selected: String(filter[name] ?? store[name]) === String(value) }, text))));
  const count = el("output", { class: "soft" }, counted(queue().length, "suggestion"));
  const focused = document.activeElement?.name;
  $("filters").replaceChildren(
    pick("state", "Show", [["open", "those that wait"], ["decided", "those decided or made"], ["all", "all"]]),
    pick("code", "Rule", [["", "any"], ...codes.map((code) => [code, code])]),
    pick("speaker", "Speaker", [["", "any"], ...store.cast.map((one) => [one.label, one.label])]),
    pick("least", "Confidence from", [0, 0.5, 0.6, 0.7, 0.8, 0.9].map((least) => [least, least ? percent(least) : "any"])),
    pick("order", "Order", [["worth", "most useful first"], ["place", "as in the text"]]), count);
  if (focused) $("filters").elements[focused]?.focus();
}
