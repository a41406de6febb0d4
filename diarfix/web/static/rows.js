// One row for each turn: who says it and when, its words with the doubtful ones marked, its suggestions and notes.

import { badge, bdi, clock, el } from "./dom.js";
import { kind, line } from "./card.js";
import { speakerOf, store, timeOf } from "./store.js";

/** What a row shows: rows of one signature read the same. */
export function signature(turn, items, notes, healed) {
  const speaker = speakerOf(turn.speaker);
  const parts = items.map((item) => [item, item.id === store.current]);
  const names = items.flatMap((item) => [speakerOf(item.old), speakerOf(item.new)]).map((s) => s.key + s.hue);
  return JSON.stringify([turn, speaker.hue, speaker.key, parts, names, notes, healed]);
}

/** A turn with its suggestions and notes; `seen` is called with it when it comes into sight. */
export function makeRow(turn, items, noted, notes, seen) {
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
  row.addEventListener("contentvisibilityautostatechange", (event) => { if (!event.skipped) seen(row); });
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
