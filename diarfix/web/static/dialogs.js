// Questions that need more than a key: who, what name, which ones, what note; and the help.

import { $, badge, bdi, counted, el, percent, who } from "./dom.js";
import { KEYS, shown } from "./keys.js";
import { speakerOf, store } from "./store.js";

let closing = null;

/** Show a form in the dialog; the promise gives what `read` makes of it, or null where it was left. */
function ask(title, body, yes, read, focus) {
  const dialog = $("dialog");
  return new Promise((resolve) => {
    const form = el("form", { method: "dialog" }, el("h2", { id: "dialog-title" }, title), body,
      el("div", { class: "buttons" },
        yes ? el("button", { class: "yes", value: "yes", type: "submit" }, yes) : null,
        el("button", { type: "button", onclick: () => dialog.close("") }, yes ? "Cancel" : "Close")));
    let answer = null;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer = read?.(form) ?? null;
      if (answer !== null || !read) dialog.close("yes");
    });
    closing = () => resolve(answer);
    dialog.setAttribute("aria-labelledby", "dialog-title");
    dialog.replaceChildren(form);
    dialog.showModal();
    (form.querySelector(focus ?? "input, button") ?? dialog).focus({ preventScroll: true });
    dialog.scrollTop = 0;
  });
}

export function setUp() {
  $("dialog").addEventListener("close", () => { closing?.(); closing = null; });
  $("dialog").addEventListener("click", (event) => { if (event.target === $("dialog")) $("dialog").close(""); });
}

export const isOpen = () => $("dialog").open;

/** Choose a speaker: by key, by click, or by a new name. Gives the label. */
export function chooseSpeaker(title, besides = "", fresh = false) {
  const others = store.cast.filter((speaker) => speaker.label !== besides);
  const list = el("div", { class: "choices" }, others.map((speaker) => el("button", {
    type: "button", "data-key": speaker.key, onclick: (event) => {
      // Only "Give" submits on Enter; a click says whom.
      const { form } = event.currentTarget;
      form.chosen = speaker.label;
      form.requestSubmit();
    },
  }, badge(speaker), " ", bdi(speaker.label), el("span", { class: "soft num" }, counted(speaker.words, "word")))));
  const field = el("label", {}, "Someone new ", el("input", {
    name: "fresh", autocomplete: "off", spellcheck: "false", maxlength: 80, placeholder: "Name",
  }));
  list.addEventListener("keydown", (event) => byKey(list, event));
  return ask(title, [list, field], "Give", (form) => form.chosen ?? (form.fresh.value.trim() || null),
    fresh ? "[name=fresh]" : ".choices button");
}

function byKey(list, event) {
  const buttons = [...list.querySelectorAll("button")];
  const wanted = buttons.find((one) => one.dataset.key === event.key);
  const at = buttons.indexOf(document.activeElement);
  if (wanted) { event.preventDefault(); wanted.click(); }
  if (event.key === "ArrowDown") { event.preventDefault(); buttons[Math.min(buttons.length - 1, at + 1)].focus(); }
  if (event.key === "ArrowUp") { event.preventDefault(); buttons[Math.max(0, at - 1)].focus(); }
}

/** A new name for a speaker: `{ name, from }`; `from` is a word or null for everywhere. */
export function askName(label, word, from = false) {
  const input = el("input", { name: "name", value: label, autocomplete: "off", spellcheck: "false", maxlength: 80, required: true, list: "names" });
  const names = el("datalist", { id: "names" }, store.cast.map((speaker) => el("option", { value: speaker.label })));
  const scope = (value, text, checked) => el("label", { class: "radio" },
    el("input", { type: "radio", name: "scope", value, checked }), text);
  const scopes = word === null ? null : el("fieldset", {}, el("legend", {}, "Where"),
    scope("all", "everywhere", !from), scope("from", "from here on", from));
  const note = el("p", { class: "soft" }, "The name of someone else makes the two one.");
  const answer = ask(["Rename ", who(speakerOf(label))], [el("label", {}, "Name ", input, names), scopes, note], "Rename", (form) => {
    const name = form.name.value.trim();
    return name ? { name, from: form.scope?.value === "from" ? word : null } : null;
  });
  input.select();
  return answer;
}

export const askNote = (text) => ask("Note", el("label", {}, el("span", { class: "hide" }, "Note"),
  el("textarea", { name: "text", rows: 4, maxlength: 2000 }, text)), "Keep", (form) => form.text.value, "textarea");

export const askPlace = () => ask("Go to", el("label", {}, "A word number, a time such as 12:30, or the id of a suggestion ",
  el("input", { name: "place", autocomplete: "off", spellcheck: "false", required: true })), "Go", (form) => form.place.value);

/** What was decided earlier and fits no longer. Gives the id of one to forget. */
export function showLost() {
  const rows = store.lost.map((row) => el("li", {}, el("b", {}, bdi(row.what)), " ", bdi(row.text), " ",
    el("button", { type: "button", onclick: ({ currentTarget: { form } }) => { form.chosen = row.id; form.requestSubmit(); } }, "Forget")));
  const about = rows.length ? "It is kept in the decisions file until you forget it." : "Everything that was decided earlier fits this transcript.";
  return ask("Decided earlier, fits no longer", [el("p", { class: "soft" }, about), el("ul", { class: "preview" }, rows)], "",
    (form) => form.chosen ?? null, "button");
}

/** All suggestions like one: `groups` are `{ title, items }`. Gives the ids to accept. */
export function previewLike(groups) {
  const lists = groups.map((group, index) => el("details", { open: index === 0 },
    el("summary", {}, el("label", {}, el("input", { type: "radio", name: "group", value: index, checked: index === 0 }), " ",
      group.title, el("span", { class: "soft" }, `, ${counted(group.items.length, "suggestion")}`))),
    el("ul", { class: "preview" }, group.items.map((item) => el("li", {}, badge(speakerOf(item.new)), " ", excerpt(item),
      el("span", { class: "soft num" }, ` ${percent(item.confidence)}`))))));
  return ask("Accept all like this", lists, "Accept them", (form) => groups[Number(form.group.value)].items.map((item) => item.id), ".yes");
}

function excerpt(item) {
  if (item.kind !== "move") return el("span", {}, bdi(item.old), { merge: " is ", flip: " ⇄ ", name: " is named " }[item.kind], bdi(item.new));
  const end = Math.min(item.end, item.start + 14);
  const words = (from, to) => store.words.slice(Math.max(0, from), to).join(" ");
  return el("bdi", {}, `${words(item.start - 5, item.start)} `, el("b", {}, words(item.start, end)),
    end < item.end ? " …" : ` ${words(item.end, item.end + 5)}`);
}

export function showHelp() {
  const rows = KEYS.map(([, keys, text]) => el("tr", {}, el("td", {}, keys.flatMap((key, at) => [at ? " " : "",
    el("kbd", {}, shown(key))])), el("td", {}, text)));
  const digits = el("tr", {}, el("td", {}, el("kbd", {}, "1"), " … ", el("kbd", {}, "9")),
    el("td", {}, "Give the selected or doubtful words to the speaker of that key"));
  return ask("Keys", [el("p", { class: "soft" }, "Click a word to put the cursor there; drag over words to select them."),
    el("table", { class: "keys" }, el("tbody", {}, rows.slice(0, 5), digits, rows.slice(5)))], "", null, "button");
}
