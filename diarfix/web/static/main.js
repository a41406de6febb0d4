// Start: fetch what there is, show it, and turn keys and clicks into actions.

import * as bar from "./bar.js";
import * as dialogs from "./dialogs.js";
import { $, counted, el, say } from "./dom.js";
import * as doing from "./doing.js";
import { actionOf } from "./keys.js";
import * as net from "./net.js";
import * as player from "./player.js";
import { search, searchStep } from "./search.js";
import { current, isOpen, queue, span, store, takeState } from "./store.js";
import * as cursor from "./cursor.js";
import { draw, goTo } from "./transcript.js";
import { paintCursor, wordFrom } from "./words.js";
import { trouble } from "./trouble.js";

function play() {
  const words = span();
  if (player.isPlaying()) player.pause();
  else if (words) player.playWords(...words);
  else player.toggle();
}

function leave() {
  if (document.activeElement === $("find")) { $("find").value = ""; search(""); }
  cursor.select(false);
  store.cursor = null;
  store.anchor = null;
  paintCursor();
  const open = current() && $("open")?.firstChild;
  (open ?? $("transcript")).focus({ preventScroll: true });
}

function toggleFilters(show = $("filters").hidden) {
  $("filters").hidden = !show;
  bar.draw();
  if (show) $("filters").querySelector("select").focus();
}

function find() {
  // On a narrow page the field stands with the filters.
  if (!$("find").checkVisibility()) toggleFilters(true);
  $("find").select();
}

function order() {
  store.order = store.order === "worth" ? "place" : "worth";
  bar.draw();
  doing.flash(store.order === "worth" ? "Most useful first" : "In reading order");
}

const move = (by) => (event) => cursor.step(by, event?.shiftKey);
const moveLine = (by) => (event) => cursor.stepLine(by, event?.shiftKey);
const moveTurn = (by) => (event) => cursor.stepTurn(by, event?.shiftKey);

const ACTIONS = {
  next: () => doing.go(1), previous: () => doing.go(-1),
  accept: () => doing.decide("accept", "Accepted"), reject: () => doing.decide("reject", "Rejected"),
  clear: () => doing.decide("clear", "Open again"), alike: doing.alike,
  "start-back": doing.nudge("start", -1), "start-on": doing.nudge("start", 1),
  "end-back": doing.nudge("end", -1), "end-on": doing.nudge("end", 1),
  undo: () => doing.act({ do: "undo" }, "Undone"), redo: () => doing.act({ do: "redo" }, "Done again"),
  choose: () => doing.choose(), "new-speaker": () => doing.choose(true), split: doing.split, merge: doing.merge,
  rename: () => doing.rename(), "rename-from": () => doing.rename(null, true), exchange: doing.exchange,
  left: move(-1), right: move(1), up: moveLine(-1), down: moveLine(1), "turn-back": moveTurn(-1), "turn-on": moveTurn(1),
  select: () => cursor.select(), leave, search: find, "hit-on": () => searchStep(1), "hit-back": () => searchStep(-1),
  jump: doing.jump, filter: () => toggleFilters(), order, note: () => doing.note(), lost: doing.lost,
  play, "play-pause": player.toggle, slower: () => player.speed(-1), faster: () => player.speed(1),
  write: () => doing.act({ do: "write" }, `Written to ${store.target}`), help: dialogs.showHelp,
};

function onKey(event) {
  if (dialogs.isOpen() || event.isComposing || !(event.target instanceof Element)) return;
  const { target } = event;
  if (target.matches("input:not([type=range]), textarea, select") && event.key !== "Escape") return;
  // Enter and space press the button that has the focus.
  if (target.matches("button, summary, a") && [" ", "Enter"].includes(event.key)) return;
  if (target.matches("input[type=range]") && event.key.startsWith("Arrow")) return;
  const action = actionOf(event);
  if (!action) return;
  event.preventDefault();
  if (action.startsWith("speaker:")) doing.giveByKey(action.slice(8));
  else ACTIONS[action](event);
}

function onClick(event) {
  const noted = event.target.closest("[data-note]");
  if (noted) { doing.note(noted.dataset.note); return; }
  const button = event.target.closest("[data-do]");
  if (!button) return;
  const action = button.dataset.do;
  const row = button.closest(".turn");
  if (action === "open") goTo(button.dataset.id);
  else if (action === "speaker") { cursor.moveCursor(row.turn.start); doing.rename(); }
  else if (action === "play-turn") player.playFrom(row.turn.start);
  else if (action === "rename") doing.rename(button.dataset.label);
  else ACTIONS[action](event);
}

/** A click puts the cursor on a word, or opens the suggestion of its mark; a drag selects words. */
function onPointerUp(event) {
  if (!event.target.closest(".said")) return;
  const chosen = getSelection();
  if (chosen.rangeCount && !chosen.isCollapsed) { dragged(chosen); return; }
  const mark = event.target.closest("mark");
  if (mark && mark.dataset.id !== store.current) { goTo(mark.dataset.id); return; }
  const spot = caretSpot(event);
  const word = spot && wordFrom(...spot);
  if (word === null || word === undefined) return;
  cursor.moveCursor(word, event.shiftKey);
  player.seek(word);
}

function dragged(chosen) {
  const range = chosen.getRangeAt(0);
  const first = wordFrom(range.startContainer, range.startOffset);
  const last = wordFrom(range.endContainer, Math.max(0, range.endOffset - 1));
  if (first === null || last === null) return;
  store.anchor = first;
  store.cursor = last;
  chosen.removeAllRanges();
  paintCursor();
  doing.flash("Press a speaker's key to give them these words.");
}

function caretSpot(event) {
  const place = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  if (place) return [place.offsetNode, place.offset];
  const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
  return range && [range.startContainer, range.startOffset];
}

function onFilter(event) {
  const { name, value } = event.target;
  if (name === "order") store.order = value;
  else store.filter[name] = name === "least" ? Number(value) : value;
  draw();
  bar.draw();
  say(counted(queue().length, "suggestion"));
}

function redraw() {
  draw();
  bar.draw();
  player.draw();
}

async function start() {
  let first = true;
  net.on("trouble", trouble);
  net.on("state", (state) => {
    takeState(state);
    if (!first) redraw();
  });
  const { words, ...rest } = await net.load("/api/transcript");
  Object.assign(store, rest, { base: words });
  await net.connect();
  first = false;
  redraw();
  player.setUp(redraw);
  dialogs.setUp();
  addEventListener("keydown", onKey);
  addEventListener("click", onClick);
  $("transcript").addEventListener("pointerup", onPointerUp);
  $("filters").addEventListener("change", onFilter);
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("find").addEventListener("input", () => search($("find").value));
  $("search").addEventListener("submit", (event) => { event.preventDefault(); searchStep(1); });
  document.documentElement.dataset.ready = "yes";
  if (store.items.some(isOpen)) doing.go(1);
  else $("transcript").focus({ preventScroll: true });
}

start().catch((error) => {
  $("transcript").replaceChildren(el("p", { class: "loading" }, error.message));
});
