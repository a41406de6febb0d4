// Where the cards stand: beside their words where there is room, the open one all in sight.

import { $ } from "./dom.js";
import { shownRows } from "./words.js";

export const beside = matchMedia("(min-width: 62rem)");
beside.addEventListener("change", placeVisible);
// Rows get their true height when they come into sight, which moves all that is below them.
new ResizeObserver(placeVisible).observe($("transcript"));

export function placeVisible() {
  placeOpen();
  for (const row of shownRows()) {
    if (row.lastChild.className !== "margin") continue;
    const box = row.getBoundingClientRect();
    if (box.bottom > -200 && box.top < innerHeight + 200) place(row);
  }
}

/** Beside its words, and all of it in sight where that can be. */
function placeOpen() {
  const open = $("open");
  if (!open) return;
  if (!beside.matches) { open.removeAttribute("style"); return; }
  const row = open.previousSibling;
  const said = row.querySelector(".said").getBoundingClientRect();
  const mark = row.querySelector("mark.now")?.getClientRects()[0] ?? said;
  const box = $("transcript").getBoundingClientRect();
  const left = said.right + 24;
  open.style.left = `${left - box.left}px`;
  open.style.width = `${Math.min(400, row.getBoundingClientRect().right - left)}px`;
  const inSight = mark.top < innerHeight && mark.bottom > 0;
  const low = innerHeight - ($("player").hidden ? 12 : 78) - open.offsetHeight;
  const high = $("top").getBoundingClientRect().bottom + 8;
  const top = inSight ? Math.max(Math.min(mark.top - 12, low), Math.min(high, mark.top - 12)) : mark.top - 12;
  open.style.top = `${top - box.top}px`;
}

/** Cards stand beside their words; where those are near each other, one below the other. */
export function place(row) {
  const margin = row.querySelector(".margin");
  if (!margin) return;
  const cards = [...margin.children];
  if (!beside.matches) { for (const one of cards) one.style.marginTop = ""; return; }
  const top = row.getBoundingClientRect().top;
  const wanted = cards.map((one) => {
    const mark = one.dataset.id && row.querySelector(`mark[data-id="${CSS.escape(one.dataset.id)}"]`);
    return mark ? mark.getClientRects()[0].top - top - 10 : 0;
  });
  let bottom = 0;
  cards.forEach((one, index) => {
    const gap = Math.max(index ? 8 : 0, wanted[index] - bottom);
    one.style.marginTop = `${gap}px`;
    bottom += gap + one.offsetHeight;
  });
}
