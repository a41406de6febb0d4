// Where words stand on the page, and back: places, ranges, highlights, and bringing a word into sight.

import { $ } from "./dom.js";
import { store, turnAt } from "./store.js";

let list = []; // the rows that show the turns, in order

export const shownRows = () => list;
export const showRows = (rows) => { list = rows; };

/** Where a word stands in the page: `{ node, begin, end }`, or null. */
export function spot(word) {
  const row = list[turnAt(word)];
  const piece = row?.querySelector(".said").pieces.find((one) => word >= one.start && word < one.end);
  if (!piece) return null;
  let begin = 0;
  for (let at = piece.start; at < word; at += 1) begin += store.words[at].length + 1;
  return { row, node: piece.node, begin, end: begin + store.words[word].length };
}

/** The word at a place of the page, or null. */
export function wordFrom(node, offset) {
  const said = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest(".said");
  const piece = said?.pieces?.find((one) => one.node === node);
  if (!piece) return null;
  let begin = 0;
  for (let at = piece.start; at < piece.end; at += 1) {
    begin += store.words[at].length + 1;
    if (offset < begin) return at;
  }
  return piece.end - 1;
}

export function rangeOf(start, end) {
  const [first, last] = [spot(start), spot(end - 1)];
  if (!first || !last) return null;
  const range = document.createRange();
  range.setStart(first.node, first.begin);
  range.setEnd(last.node, last.end);
  return range;
}

/** Paint ranges of words in one of the style sheet's highlights. */
export function paint(name, spans) {
  if (!CSS.highlights) return;
  const ranges = spans.map(([start, end]) => rangeOf(start, end)).filter(Boolean);
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

export function paintCursor() {
  const { cursor, anchor } = store;
  if (cursor === null) { paint("cursor", []); return; }
  const [start, end] = [Math.min(cursor, anchor ?? cursor), Math.max(cursor, anchor ?? cursor) + 1];
  paint("cursor", [[start, end]]);
}

/** Bring a word into view. */
export function reveal(word, block = "center") {
  const row = list[turnAt(word)];
  if (!row) return;
  // A row out of sight has no lines yet: bring it in as a whole first.
  row.scrollIntoView({ block: "nearest", behavior: "instant" });
  const found = rangeOf(word, word + 1);
  if (!found) return;
  const box = found.getBoundingClientRect();
  const [top, bottom] = [$("top").getBoundingClientRect().bottom, innerHeight - ($("player").hidden ? 0 : 70)];
  if (block === "nearest" && box.top > top + 8 && box.bottom < bottom - 8) return;
  scrollBy({ top: box.top - (top + (bottom - top) * 0.36), behavior: "instant" });
}
