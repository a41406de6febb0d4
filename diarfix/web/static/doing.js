// What a reviewer can do, one function an action. Each is done once the server has it on the disk.

import * as dialogs from "./dialogs.js";
import { $, counted, el, say } from "./dom.js";
import * as net from "./net.js";
import { beside, current, isOpen, itemOf, queue, span, store, turnAt, wordAt } from "./store.js";
import * as cursor from "./cursor.js";
import { draw, goTo } from "./transcript.js";

/** Do it on the server; then say it. A refusal is told and changes nothing. */
export async function act(action, told) {
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

export function flash(text, bad = false) {
  document.querySelector(".flash")?.remove();
  const note = el("div", { class: `flash${bad ? " bad" : ""}`, "aria-hidden": "true" }, text);
  document.body.append(note);
  setTimeout(() => note.remove(), bad ? 6000 : 1800);
}

export function go(step) {
  const item = beside(step);
  if (item) goTo(item.id);
  else say("No suggestion is shown.");
}

/** Decide on the current suggestion and go on to the next. */
export async function decide(verb, told) {
  const item = current();
  if (!item) { go(1); return; }
  const list = queue();
  const at = list.findIndex((one) => one.id === item.id);
  const following = [...list.slice(at + 1), ...list.slice(0, Math.max(0, at))].find(isOpen);
  const wasOpen = isOpen(item);
  if (!await act({ do: verb, id: item.id }, told) || !wasOpen) return;
  if (following && itemOf(following.id)) goTo(following.id);
  else finish();
}

function finish() {
  store.current = null;
  draw();
  if (!store.progress.left) flash("All decided. Everything is saved.");
  $("transcript").focus({ preventScroll: true });
}

/** Give the selected words, or those of the suggestion, to a speaker. */
export async function give(label) {
  const [item, words] = [current(), span()];
  if (item && store.cursor === null) {
    await act({ do: "reassign", id: item.id, speaker: label }, `Given to ${label}`);
  } else if (words) {
    const told = `${counted(words[1] - words[0], "word")} given to ${label}`;
    if (await act({ do: "give", start: words[0], end: words[1], speaker: label }, told)) cursor.select(false);
  }
}

export async function choose(fresh = false) {
  if (!current() && !span()) { say("Choose words first."); return; }
  const label = await dialogs.chooseSpeaker("Who says this?", "", fresh);
  if (label) await give(label);
}

export async function giveByKey(key) {
  const speaker = store.cast.find((one) => one.key === key);
  if (!speaker) { say(`No speaker has the key ${key}.`); return; }
  await give(speaker.label);
}

export const nudge = (side, by) => () => {
  const item = current();
  if (item?.kind === "move" || (item?.kind === "flip" && side === "start")) return act({ do: "nudge", id: item.id, side, by }, `${side === "start" ? "Start" : "End"} moved`);
  return say("No suggestion with words is open.");
};

/** The word that is meant: the cursor's, or the first of the suggestion; null where there is none. */
const here = () => store.cursor ?? current()?.start ?? null;

export async function split() {
  const at = store.cursor;
  if (at === null) { flash("Put the cursor on the first word of the new turn, then split.", true); return; }
  const label = await dialogs.chooseSpeaker("Who speaks from here on?", store.turns[turnAt(at)].speaker);
  if (label) await act({ do: "split", word: at, speaker: label }, `Split; the rest is ${label}'s`);
}

export async function merge() {
  const word = here();
  if (word === null) { say("Choose a turn first."); return; }
  await act({ do: "merge", word }, "Joined to the turn before");
}

/** `label` null means whoever speaks here; `from` says that it is meant from here on. */
export async function rename(label = null, from = false) {
  const word = here();
  const name = label ?? (word === null ? null : store.turns[turnAt(word)].speaker);
  if (name === null) { say("Choose a turn first."); return; }
  const wish = await dialogs.askName(name, word, from);
  if (wish) await act({ do: "rename", speaker: name, name: wish.name, word: wish.from }, `${name} is ${wish.name}`);
}

export async function exchange() {
  const word = here();
  if (word === null) { say("Choose a word first."); return; }
  const name = store.turns[turnAt(word)].speaker;
  const other = await dialogs.chooseSpeaker(`With whom does ${name} change places from here on?`, name);
  if (other) await act({ do: "exchange", speaker: name, name: other, word }, `${name} and ${other} exchanged`);
}

export async function alike() {
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

export async function note(id) {
  const kept = store.notes.find((one) => String(one.word) === id);
  const word = kept?.word ?? here();
  if (word === null) { say("Choose a word first."); return; }
  const text = await dialogs.askNote((kept ?? store.notes.find((one) => one.word === word))?.text ?? "");
  if (text !== null) await act({ do: "note", word, text }, text.trim() ? "Note kept" : "Note taken away");
}

export async function lost() {
  const one = await dialogs.showLost();
  if (one) await act({ do: "forget-lost", id: one }, "Forgotten");
}

/** To a word number, a time or an id. */
export async function jump() {
  const given = (await dialogs.askPlace())?.trim();
  if (!given) return;
  const item = store.items.find((one) => one.id.startsWith(given.toLowerCase()));
  const time = /^(?:(\d+):)?(\d+):(\d\d)$/.exec(given);
  if (time) cursor.moveCursor(wordAt(Number(time[1] ?? 0) * 3600 + Number(time[2]) * 60 + Number(time[3])));
  else if (/^\d+$/.test(given) && Number(given) <= store.words.length) cursor.moveCursor(Number(given) - 1);
  else if (item) goTo(item.id);
  else flash(`There is no ${given} here.`, true);
}
