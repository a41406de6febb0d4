// The cursor in the transcript: steps by word, line and turn, with or without selecting.

import { say } from "./dom.js";
import { itemOf, store, turnAt } from "./store.js";
import { paintCursor, rangeOf, reveal, spot, wordFrom } from "./words.js";

let selecting = false;

/** Select from here on, or let go. */
export function select(on = !selecting) {
  selecting = on;
  if (on) moveCursor(store.cursor ?? itemOf(store.current)?.start ?? 0);
  else { store.anchor = store.cursor; paintCursor(); }
  selecting = on;
}

const begin = () => itemOf(store.current)?.start ?? 0;

export function step(by, extend) {
  moveCursor(store.cursor === null ? begin() : store.cursor + by, extend);
}

export function stepTurn(by, extend) {
  const index = turnAt(store.cursor ?? begin()) + by;
  moveCursor(store.turns[Math.max(0, Math.min(store.turns.length - 1, index))].start, extend);
}

/** The word above or below the cursor's. */
export function stepLine(by, extend) {
  if (store.cursor === null) { moveCursor(begin(), extend); return; }
  const box = rangeOf(store.cursor, store.cursor + 1)?.getBoundingClientRect();
  const said = spot(store.cursor).row.querySelector(".said").getBoundingClientRect();
  const high = by < 0 ? box.top - 12 : box.bottom + 12;
  if (high < said.top || high > said.bottom) {
    const index = turnAt(store.cursor) + by;
    const turn = store.turns[index];
    if (turn) moveCursor(by < 0 ? turn.end - 1 : turn.start, extend);
    return;
  }
  const place = document.caretPositionFromPoint?.(box.left + 2, high);
  const word = place && wordFrom(place.offsetNode, place.offset);
  if (word !== null && word !== undefined) moveCursor(word, extend);
}

export function moveCursor(word, keepAnchor = selecting) {
  store.cursor = Math.max(0, Math.min(store.words.length - 1, word));
  if (!(keepAnchor || selecting)) store.anchor = store.cursor;
  paintCursor();
  reveal(store.cursor, "nearest");
  say(store.words[store.cursor]);
}
