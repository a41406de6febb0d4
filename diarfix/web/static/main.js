// Start: fetch what there is, show it, and turn keys and clicks into actions.

import * as bar from "./bar.js";
import * as dialogs from "./dialogs.js";
import { $, counted, el, say } from "./dom.js";
import { actionOf } from "./keys.js";
import * as net from "./net.js";
import * as player from "./player.js";
import { search, searchStep } from "./search.js";
import { beside, current, isOpen, itemOf, queue, span, store, takeState, turnAt } from "./store.js";
import * as transcript from "./transcript.js";
import { trouble } from "./trouble.js";

/** Do it on the server; then say it. A refusal is told and changes nothing. */
async function act(action, told) {
  try {
    const body = await net.act(action);
    say(`${told}. ${store.progress.left ? `${store.progress.left} to go` : "Nothing waits any more"}.`);
    flash(told);
    return body;
  } catch (error) {
    flash(error.message, true);
    say(error.message);
    return null;
  }
}

function flash(text, bad = false) {
  document.querySelector(".flash")?.remove();
  const note = el("div", { class: `flash${bad ? " bad" : ""}`, "aria-hidden": "true" }, text);
  document.body.append(note);
  setTimeout(() => note.remove(), bad ? 6000 : 1800);
}

function go(step) {
  const item = beside(step);
  if (item) transcript.goTo(item.id);
  else say("No suggestion is shown.");
}

/** Decide on the current suggestion and go on to the next. */
async function decide(verb, told) {
  const item = current();
  if (!item) { go(1); return; }
  const list = queue();
  const at = list.findIndex((one) => one.id === item.id);
  const following = [...list.slice(at + 1), ...list.slice(0, Math.max(0, at))].find(isOpen);
  const wasOpen = isOpen(item);
  if (await act({ do: verb, id: item.id }, told) && wasOpen) {
    if (following && itemOf(following.id)) transcript.goTo(following.id);
    else finish();
  }
}

function finish() {
  store.current = null;
  transcript.draw();
  if (!store.progress.left) flash("All decided. Everything is saved.");
  $("transcript").focus({ preventScroll: true });
}

async function give(label) {
  const [item, words] = [current(), span()];
  const chosen = store.cursor !== null;
  if (item && !chosen) {
    await act({ do: "reassign", id: item.id, speaker: label }, `Given to ${label}`);
  } else if (words) {
    await act({ do: "give", start: words[0], end: words[1], speaker: label }, `${counted(words[1] - words[0], "word")} given to ${label}`);
  }
}

async function giveByDialog() {
  const [item, words] = [current(), span()];
  if (!item && !words) { say("Choose words first."); return; }
  const label = await dialogs.chooseSpeaker(item && store.cursor === null ? "Who says this?" : "Who says these words?");
  if (label) await give(label);
}

async function giveByKey(key) {
  const speaker = store.cast.find((one) => one.key === key);
  if (!speaker) { say(`No speaker has the key ${key}.`); return; }
  await give(speaker.label);
}

const nudge = (side, by) => () => {
  const item = current();
  if (item?.kind === "move") return act({ do: "nudge", id: item.id, side, by }, `${side === "start" ? "Start" : "End"} moved`);
  return say("No suggestion with words is open.");
};

async function split() {
  const at = store.cursor;
  if (at === null) { flash("Put the cursor on the first word of the new turn, then split.", true); return; }
  const turn = store.turns[turnAt(at)];
  const label = await dialogs.chooseSpeaker("Who speaks from here on?", turn.speaker);
  if (label) await act({ do: "split", word: at, speaker: label }, `Split; the rest is ${label}'s`);
}

async function merge() {
  const word = store.cursor ?? current()?.start;
  const index = word === undefined ? 0 : turnAt(word);
  if (index < 1) { flash("There is no turn before this one to join.", true); return; }
  const [before, turn] = [store.turns[index - 1], store.turns[index]];
  if (before.speaker === turn.speaker) { flash(`Both are ${turn.speaker}'s already.`, true); return; }
  await act({ do: "merge", word: turn.start }, `Joined to ${before.speaker}'s turn`);
}

async function rename(label) {
  const word = store.cursor ?? current()?.start ?? null;
  const name = label ?? (word === null ? null : store.turns[turnAt(word)].speaker);
  if (name === null) { say("Choose a turn first."); return; }
  const wish = await dialogs.askName(name, word);
  if (wish) await act({ do: "rename", speaker: name, name: wish.name, word: wish.from }, `${name} is ${wish.name}`);
}

async function like() {
  const item = current();
  if (!item) { say("No suggestion is open."); return; }
  try {
    const { groups } = await net.ask({ ask: "like", id: item.id });
    const shown = groups.map((group) => ({ ...group, items: group.ids.map(itemOf).filter(Boolean) }));
    if (!shown.length) { flash("Nothing else waits for the same reason."); return; }
    const ids = await dialogs.previewLike(shown);
    if (ids && await act({ do: "accept", ids }, `${counted(ids.length, "suggestion")} accepted`)) go(1);
  } catch (error) {
    flash(error.message, true);
  }
}

async function note(id) {
  const kept = store.notes.find((one) => String(one.word) === id);
  const word = kept?.word ?? store.cursor ?? current()?.start;
  if (word === undefined) { say("Choose a word first."); return; }
  const text = await dialogs.askNote(kept?.text ?? store.notes.find((one) => one.word === word)?.text ?? "");
  if (text !== null) await act({ do: "note", word, text }, text.trim() ? "Note kept" : "Note taken away");
}

function play() {
  const words = span();
  if (player.isPlaying()) player.pause();
  else if (words) player.playWords(...words);
  else player.toggle();
}

function step(by, event) {
  const from = store.cursor ?? current()?.start ?? store.turns[turnAt(0)].start;
  transcript.moveCursor(store.cursor === null ? from : from + by, event?.shiftKey);
}

function stepTurn(by, event) {
  const index = turnAt(store.cursor ?? current()?.start ?? 0);
  const turn = store.turns[Math.max(0, Math.min(store.turns.length - 1, index + by))];
  transcript.moveCursor(turn.start, event?.shiftKey);
}

function leave() {
  if (document.activeElement === $("find")) { $("find").value = ""; search(""); }
  store.cursor = null;
  store.anchor = null;
  transcript.paintCursor();
  $("transcript").focus({ preventScroll: true });
}

function toggleFilters() {
  $("filters").hidden = !$("filters").hidden;
  bar.draw();
  if (!$("filters").hidden) $("filters").querySelector("select").focus();
}

const ACTIONS = {
  next: () => go(1), previous: () => go(-1),
  accept: () => decide("accept", "Accepted"), reject: () => decide("reject", "Rejected"), reopen: () => decide("reopen", "Open again"),
  give: giveByDialog, split, merge, rename: () => rename(), like, note: () => note(),
  "start-left": nudge("start", -1), "start-right": nudge("start", 1), "end-left": nudge("end", -1), "end-right": nudge("end", 1),
  undo: () => act({ do: "undo" }, "Undone"), redo: () => act({ do: "redo" }, "Done again"),
  write: () => act({ do: "write" }, `Written to ${store.target}`), play, "play-pause": player.toggle, slower: () => player.speed(-1), faster: () => player.speed(1),
  find: () => $("find").select(), filter: toggleFilters,
  "word-left": (event) => step(-1, event), "word-right": (event) => step(1, event),
  "turn-up": (event) => stepTurn(-1, event), "turn-down": (event) => stepTurn(1, event),
  leave, help: dialogs.showHelp,
};

function onKey(event) {
  if (dialogs.isOpen() || event.isComposing) return;
  const target = event.target;
  const typing = target.matches("input:not([type=range]), textarea, select");
  if (typing && event.key !== "Escape") return;
  // Enter and space press the button that has the focus.
  if (target.matches("button, summary, a") && [" ", "Enter"].includes(event.key)) return;
  if (target.matches("select, input[type=range]") && event.key.startsWith("Arrow")) return;
  const action = actionOf(event);
  if (!action) return;
  event.preventDefault();
  if (action.startsWith("speaker:")) giveByKey(action.slice(8));
  else ACTIONS[action](event);
}

function onClick(event) {
  const noted = event.target.closest("[data-note]");
  if (noted) { note(noted.dataset.note); return; }
  const button = event.target.closest("[data-do]");
  if (!button) return;
  const action = button.dataset.do;
  const row = button.closest(".turn");
  if (action === "open") transcript.goTo(button.dataset.id);
  else if (action === "speaker") { transcript.moveCursor(row.turn.start); rename(); }
  else if (action === "play-turn") player.playFrom(row.turn.start);
  else if (action === "rename" && button.dataset.label) rename(button.dataset.label);
  else ACTIONS[action](event);
}

/** A click puts the cursor on a word, or opens the suggestion of its mark; a drag selects words. */
function onPointerUp(event) {
  if (!event.target.closest(".said")) return;
  const chosen = getSelection();
  if (chosen.rangeCount && !chosen.isCollapsed) {
    const range = chosen.getRangeAt(0);
    const [first, last] = [transcript.wordFrom(range.startContainer, range.startOffset), transcript.wordFrom(range.endContainer, range.endOffset - 1)];
    if (first !== null && last !== null) {
      store.anchor = first;
      store.cursor = last;
      chosen.removeAllRanges();
      transcript.paintCursor();
      flash("Press a speaker's key to give them these words.");
    }
    return;
  }
  const mark = event.target.closest("mark");
  if (mark && mark.dataset.id !== store.current) { transcript.goTo(mark.dataset.id); return; }
  const place = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const spot = place ? [place.offsetNode, place.offset] : caretSpot(event);
  const word = spot && transcript.wordFrom(...spot);
  if (word === null || word === undefined) return;
  transcript.moveCursor(word, event.shiftKey);
  player.seek(word);
}

function caretSpot(event) {
  const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
  return range && [range.startContainer, range.startOffset];
}

function onFilter(event) {
  const { name, value } = event.target;
  if (name === "order") store.order = value;
  else store.filter[name] = name === "least" ? Number(value) : value;
  transcript.draw();
  bar.draw();
  say(counted(queue().length, "suggestion"));
}

function redraw() {
  transcript.draw();
  bar.draw();
  player.draw();
}

async function start() {
  net.on("trouble", trouble);
  let first = true;
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
  if (store.items.some(isOpen)) go(1);
  else $("transcript").focus({ preventScroll: true });
}

start().catch((error) => {
  $("transcript").replaceChildren(el("p", { class: "loading" }, error.message));
});

