// The keys, as a table: a newcomer reads it top to bottom, and the help shows it. The same keys as in the terminal.

export const KEYS = [
  ["next", ["n", "j"], "Next suggestion"],
  ["previous", ["N", "k"], "Previous suggestion"],
  ["accept", ["a", "Enter"], "Accept"],
  ["reject", ["r", "x"], "Reject"],
  ["give", ["g"], "Give the words to someone else, or someone new"],
  ["start-left", ["["], "Start one word earlier"],
  ["start-right", ["]"], "Start one word later"],
  ["end-left", ["{"], "End one word earlier"],
  ["end-right", ["}"], "End one word later"],
  ["split", ["s"], "Split the turn at the cursor: what follows goes to someone else"],
  ["merge", ["m"], "Join this turn to the one before it"],
  ["rename", ["e"], "Rename this speaker, everywhere or from here on"],
  ["like", ["l"], "Accept all like this, after a look at them"],
  ["reopen", ["o"], "Forget what was decided: ask again"],
  ["note", ["c"], "Write a note here"],
  ["undo", ["u", "Ctrl+z"], "Undo"],
  ["redo", ["U", "Ctrl+y", "Ctrl+Z"], "Redo"],
  ["write", ["w"], "Write the corrected transcript to its file"],
  ["play", ["p", " "], "Play the doubtful seconds, or stop"],
  ["slower", ["<"], "Play slower"],
  ["faster", [">"], "Play faster"],
  ["find", ["/"], "Find words"],
  ["filter", ["f"], "Filter the suggestions"],
  ["word-left", ["ArrowLeft"], "Cursor to the word before; with Shift, select"],
  ["word-right", ["ArrowRight"], "Cursor to the next word; with Shift, select"],
  ["turn-up", ["ArrowUp"], "Cursor to the turn before; with Shift, select"],
  ["turn-down", ["ArrowDown"], "Cursor to the next turn; with Shift, select"],
  ["leave", ["Escape"], "Drop the selection, close what is open"],
  ["help", ["?"], "These keys"],
];

const SIGNS = { Enter: "⏎", " ": "Space", ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc" };

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
  if (!event.ctrlKey && /^[0-9]$/.test(event.key)) return `speaker:${event.key}`;
  return null;
}
