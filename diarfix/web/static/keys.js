// The keys, as a table: a newcomer reads it top to bottom, and the help shows it. They are those of the terminal.

export const KEYS = [
  ["next", ["n"], "The next suggestion that waits, the most worth a look first"],
  ["previous", ["p"], "The one before it"],
  ["accept", ["a", "Enter"], "Accept"],
  ["reject", ["x"], "Reject: it is never proposed again"],
  ["alike", ["A"], "Accept all like this, after a preview"],
  ["clear", ["Backspace"], "Take back what was decided"],
  ["start-back", ["["], "One word more at the start"],
  ["start-on", ["]"], "One word less at the start"],
  ["end-back", ["{"], "One word less at the end"],
  ["end-on", ["}"], "One word more at the end"],
  ["undo", ["u", "Ctrl+z"], "Undo, without limit"],
  ["redo", ["U", "Ctrl+y", "Ctrl+Z"], "Redo"],
  ["choose", ["+"], "Give the words to someone else"],
  ["new-speaker", ["0"], "Give the words to someone new"],
  ["split", ["s"], "Split the turn before this word"],
  ["merge", ["m"], "Join the turn with the one before it"],
  ["rename", ["r"], "Rename a speaker, or join two"],
  ["rename-from", ["R"], "The same from this word on"],
  ["exchange", ["X"], "Exchange two speakers from this word on"],
  ["left", ["ArrowLeft", "h"], "A word back; with Shift, select"],
  ["right", ["ArrowRight", "l"], "A word on; with Shift, select"],
  ["up", ["ArrowUp", "k"], "A line up"],
  ["down", ["ArrowDown", "j"], "A line down"],
  ["turn-back", ["Ctrl+ArrowUp", "K"], "The turn before"],
  ["turn-on", ["Ctrl+ArrowDown", "J"], "The next turn"],
  ["select", ["v"], "Select words from here on; again to let go"],
  ["leave", ["Escape"], "Back from the words to the suggestion"],
  ["search", ["/"], "Find words"],
  ["hit-on", ["."], "The next place where they are said"],
  ["hit-back", [","], "The place before"],
  ["jump", ["g"], "Go to a word number, a time (12:30) or an id"],
  ["filter", ["f"], "Filter the suggestions"],
  ["order", ["o"], "By worth, or in reading order"],
  ["note", ["e"], "Write a note at this word"],
  ["play", [" "], "Play these words, or stop"],
  ["slower", ["<"], "Play slower"],
  ["faster", [">"], "Play faster"],
  ["lost", ["L"], "What was decided earlier and fits no longer"],
  ["write", ["w"], "Write the corrected transcript"],
  ["help", ["?"], "These keys"],
];

const SIGNS = {
  Enter: "⏎", " ": "Space", ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc", Backspace: "⌫",
  "Ctrl+ArrowUp": "Ctrl+↑", "Ctrl+ArrowDown": "Ctrl+↓",
};

export const shown = (key) => SIGNS[key] ?? key;

/** The first key of an action as a `kbd`, or nothing. */
export function hint(action) {
  const entry = KEYS.find(([name]) => name === action);
  if (!entry) return null;
  const node = document.createElement("kbd");
  node.textContent = shown(entry[1][0]);
  node.setAttribute("aria-hidden", "true");
  return node;
}

/** What a key press asks for: an action's name, `speaker:KEY`, or null. */
export function actionOf(event) {
  if (event.altKey || event.metaKey) return null;
  const pressed = event.ctrlKey ? `Ctrl+${event.key}` : event.key;
  for (const [name, keys] of KEYS) if (keys.includes(pressed)) return name;
  if (!event.ctrlKey && /^[1-9]$/.test(event.key)) return `speaker:${event.key}`;
  return null;
}
