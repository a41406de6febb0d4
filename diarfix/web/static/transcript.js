// The transcript: its rows, and the current suggestion behind the row it is about.
// Rows out of sight are skipped by the browser (content-visibility), so that long episodes stay smooth.

import { whole } from "./card.js";
import { $, el } from "./dom.js";
import { beside, place, placeVisible } from "./margin.js";
import { makeRow, signature } from "./rows.js";
import { itemOf, matches, store, turnAt } from "./store.js";
import { paintCursor, reveal, showRows, shownRows } from "./words.js";

let rows = new Map(); // signature -> row

/** Show the state: rows that read the same stay as they are. */
export function draw() {
  const looking = document.activeElement?.closest("#open");
  const inside = itemsByTurn();
  const healed = new Map();
  for (const [word, text] of store.healed) {
    const at = turnAt(word);
    healed.set(at, [...(healed.get(at) ?? []), text]);
  }
  const noted = new Set(store.notes.map((note) => note.word));
  const kept = new Map();
  const list = store.turns.map((turn, index) => {
    const items = inside.get(index) ?? [];
    const notes = store.notes.filter((note) => note.word >= turn.start && note.word < turn.end);
    const sign = signature(turn, items, notes, healed.get(index));
    const row = rows.get(sign) ?? makeRow(turn, items, noted, notes, place);
    kept.set(sign, row);
    return row;
  });
  rows = kept;
  showRows(list);
  const main = $("transcript");
  let at = main.firstChild;
  for (const row of list) {
    if (row === at) at = at.nextSibling;
    else main.insertBefore(row, at);
  }
  while (at) { const next = at.nextSibling; at.remove(); at = next; }
  drawOpen(looking);
  paintCursor();
  requestAnimationFrame(placeVisible);
}

/** The current suggestion stands behind its turn, and beside it where there is room. */
function drawOpen(looking) {
  const item = store.current && itemOf(store.current);
  if (!item) return;
  const open = el("aside", { id: "open" }, whole(item));
  shownRows()[turnAt(item.start)].after(open);
  if (looking) open.firstChild.focus({ preventScroll: true });
}

function itemsByTurn() {
  const found = new Map();
  for (const item of store.items) {
    if (!matches(item) && item.id !== store.current) continue;
    const at = turnAt(item.start);
    if (!found.has(at)) found.set(at, []);
    found.get(at).push(item);
  }
  return found;
}

/** Make a suggestion the current one. */
export function goTo(id, focus = true) {
  const item = itemOf(id);
  if (!item) return;
  store.current = id;
  store.cursor = null;
  store.anchor = null;
  draw();
  reveal(item.start);
  requestAnimationFrame(() => {
    placeVisible();
    const open = $("open");
    if (focus) open?.firstChild.focus({ preventScroll: true });
    if (beside.matches || !open) return;
    const [box, high] = [open.getBoundingClientRect(), $("top").getBoundingClientRect().bottom];
    if (box.bottom > innerHeight - 12) scrollBy({ top: Math.min(box.bottom - innerHeight + 12, box.top - high - 130), behavior: "instant" });
  });
}
