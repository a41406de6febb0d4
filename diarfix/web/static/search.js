// Find words: every hit is painted, Enter goes on to the next.

import { $, say } from "./dom.js";
import { store } from "./store.js";
import { moveCursor } from "./cursor.js";
import { paint } from "./words.js";

const MOST = 400; // hits that are painted

let hits = [];
let at = -1;

const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}' ]+/gu, "").replace(/\s+/g, " ").trim();

let folded = null;

export function search(text) {
  folded ??= store.base.map(plain);
  const wanted = plain(text).split(" ").filter(Boolean);
  hits = wanted.length ? find(wanted) : [];
  at = -1;
  paint("found", hits.slice(0, MOST));
  $("hits").textContent = wanted.length ? (hits.length ? `${hits.length}` : "none") : "";
}

/** Runs of words that read so; the last word may go on. */
function find(wanted) {
  const found = [];
  const last = wanted.length - 1;
  for (let start = 0; start + last < folded.length; start += 1) {
    let fits = true;
    for (let n = 0; fits && n <= last; n += 1) {
      fits = n === last ? folded[start + n].startsWith(wanted[n]) : folded[start + n] === wanted[n];
    }
    if (fits) found.push([start, start + wanted.length]);
  }
  return found;
}

export function searchStep(step) {
  if (!hits.length) { say("Nothing found."); return; }
  at = (at + step + hits.length) % hits.length;
  moveCursor(hits[at][0]);
  paint("found", hits.slice(0, MOST));
  $("hits").textContent = `${at + 1} of ${hits.length}`;
}
