// What is known and what is looked at: the transcript, the state that the server sent, the place, the filters.

export const store = {
  base: [], words: [], healed: new Map(), times: null, audio: null, name: "", original: [],
  turns: [], cast: [], items: [], notes: [], lost: [],
  progress: null, undo: 0, redo: 0, target: "", written: false,
  current: null, cursor: null, anchor: null,
  filter: { state: "open", code: "", speaker: "", least: 0 }, order: "worth",
};

let byLabel = new Map();
let byId = new Map();

export function takeState(state) {
  const { turns, items, notes, lost, progress, undo, redo, target, written } = state;
  const cast = state.cast.map(({ name, key, words, hue }) => ({ label: name, key: key || "·", words, hue }));
  Object.assign(store, { turns, items, notes, lost, progress, undo, redo, target, written, cast });
  // Where pieces are joined, false marks and capitals go: those words read differently now.
  store.healed = new Map(state.healed);
  store.words = store.base.slice();
  for (const [word, text] of store.healed) store.words[word] = text;
  byLabel = new Map(cast.map((speaker) => [speaker.label, speaker]));
  byId = new Map(state.items.map((item) => [item.id, item]));
  if (store.current && !byId.has(store.current)) store.current = null;
}

/** How a label is shown, also one that no turn bears now. */
export const speakerOf = (label) => byLabel.get(label) ?? { label, hue: 7, key: "·", words: 0 };
export const itemOf = (id) => byId.get(id);
export const current = () => (store.current ? byId.get(store.current) : undefined);
export const isOpen = (item) => item.state === "open";

export function matches(item) {
  const { state, code, speaker, least } = store.filter;
  if (state === "open" && !isOpen(item)) return false;
  if (state === "decided" && isOpen(item)) return false;
  if (code && !item.codes.includes(code)) return false;
  if (speaker && item.old !== speaker && item.new !== speaker) return false;
  return item.confidence >= least;
}

/** The suggestions that the filters let through, in the order asked for. */
export function queue() {
  const place = (a, b) => a.start - b.start || a.end - b.end;
  const order = store.order === "worth" ? (a, b) => b.worth - a.worth || place(a, b) : place;
  return store.items.filter(matches).sort(order);
}

/** The suggestion `step` places on from the current one, round the end. */
export function beside(step) {
  const items = queue();
  if (!items.length) return null;
  const at = items.findIndex((item) => item.id === store.current);
  if (at < 0) return step > 0 ? items[0] : items[items.length - 1];
  return items[(at + step + items.length) % items.length];
}

/** Index of the turn that holds a word. */
export function turnAt(word) {
  let low = 0;
  let high = store.turns.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (store.turns[middle].start <= word) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The words that are selected, or else those of the current suggestion: `[start, end]`, or null. */
export function span() {
  if (store.cursor !== null && store.anchor !== null && store.anchor !== store.cursor) {
    return [Math.min(store.cursor, store.anchor), Math.max(store.cursor, store.anchor) + 1];
  }
  const item = current();
  if (item && item.kind === "move") return [item.start, item.end];
  return store.cursor === null ? null : [store.cursor, store.cursor + 1];
}

/** Seconds at which a word begins; null where nothing tells. */
export function timeOf(word) {
  if (store.times) return store.times[Math.min(word, store.times.length - 1)];
  return store.length ? (store.length * word) / store.words.length : null;
}

export function wordAt(second) {
  if (!store.times) return store.length ? Math.floor((store.words.length * second) / store.length) : 0;
  let low = 0;
  let high = store.times.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (store.times[middle] <= second) low = middle;
    else high = middle - 1;
  }
  return low;
}
