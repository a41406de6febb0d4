// The transcript: one row for each turn, its doubtful words marked, its suggestions in the margin beside them.
// Rows out of sight are skipped by the browser (content-visibility), so that long episodes stay smooth.

import { $, bdi, badge, clock, el, say } from "./dom.js";
import { kind, line, whole } from "./card.js";
import { itemOf, matches, speakerOf, store, timeOf, turnAt } from "./store.js";

let rows = new Map(); // signature -> row
let list = []; // rows in order

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
  list = store.turns.map((turn, index) => {
    const items = inside.get(index) ?? [];
    const notes = store.notes.filter((note) => note.word >= turn.start && note.word < turn.end);
    const sign = signature(turn, items, notes, healed.get(index));
    const row = rows.get(sign) ?? makeRow(turn, items, noted, notes);
    kept.set(sign, row);
    return row;
  });
  rows = kept;
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
  list[turnAt(item.start)].after(open);
  if (looking) open.firstChild.focus({ preventScroll: true });
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

function signature(turn, items, notes, healed) {
  const speaker = speakerOf(turn.speaker);
  const parts = items.map((item) => [item, item.id === store.current]);
  const names = items.flatMap((item) => [speakerOf(item.old), speakerOf(item.new)]).map((s) => s.key + s.hue);
  return JSON.stringify([turn, speaker.hue, speaker.key, parts, names, notes, healed]);
}

function makeRow(turn, items, noted, notes) {
  const speaker = speakerOf(turn.speaker);
  const row = el("article", { class: `turn s${speaker.hue}`, "aria-label": `${speaker.label} says` });
  row.turn = turn;
  const time = timeOf(turn.start);
  const name = el("div", { class: "name" },
    el("button", { class: "who", type: "button", "data-do": "speaker", title: "Rename, or give this turn to someone else" },
      badge(speaker), bdi(speaker.label)));
  if (time !== null) name.append(stamp(turn, time));
  const said = el("p", { class: "said", dir: "auto" });
  fill(said, turn, items, noted);
  row.append(name, said);
  const lines = items.filter((item) => item.id !== store.current).map(line);
  if (lines.length || notes.length) row.append(el("div", { class: "margin" }, lines, notes.map(noteCard)));
  row.style.setProperty("--high", `${Math.max(4, Math.ceil((turn.end - turn.start) / 11) * 1.75 + 1.5)}rem`);
  row.addEventListener("contentvisibilityautostatechange", (event) => { if (!event.skipped) place(row); });
  return row;
}

function stamp(turn, time) {
  const text = `${store.times ? "" : "≈ "}${clock(time)}`;
  if (!store.audio) return el("time", {}, text);
  return el("button", { class: "stamp", type: "button", "data-do": "play-turn", title: "Play from here" }, `▸ ${text}`);
}

function noteCard(note) {
  return el("button", { class: "note", type: "button", "data-note": note.word },
    el("b", {}, "Note"), " ", bdi(note.text), el("small", {}, ` ${note.by}`));
}

/** The turn's words: running text, with a mark around the words of each suggestion. */
function fill(said, turn, items, noted) {
  const marks = items.filter((item) => item.kind === "move").sort((a, b) => a.start - b.start || b.end - a.end);
  said.pieces = [];
  let at = turn.start;
  const text = (start, end, parent) => {
    if (start >= end) return;
    const words = store.words.slice(start, end);
    const node = document.createTextNode(`${words.join(" ")} `);
    said.pieces.push({ node, start, end });
    parent.append(node);
  };
  for (const item of marks) {
    const [start, end] = [Math.max(at, item.start), Math.min(turn.end, item.end)];
    if (start >= end) continue;
    text(at, start, said);
    const now = item.id === store.current ? "now " : "";
    const mark = el("mark", { class: `${now}${kind(item)} s${speakerOf(item.new).hue}`, "data-id": item.id });
    text(start, end, mark);
    said.append(mark);
    at = end;
  }
  text(at, turn.end, said);
  for (const word of noted) if (word >= turn.start && word < turn.end) said.classList.add("noted");
}

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

const beside = matchMedia("(min-width: 62rem)");
beside.addEventListener("change", placeVisible);
// Rows get their true height when they come into sight, which moves all that is below them.
new ResizeObserver(placeVisible).observe($("transcript"));

export function placeVisible() {
  placeOpen();
  for (const row of list) {
    if (row.lastChild.className !== "margin") continue;
    const box = row.getBoundingClientRect();
    if (box.bottom > -200 && box.top < innerHeight + 200) place(row);
  }
}

/** Cards stand beside their words; where those are near each other, one below the other. */
function place(row) {
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
