// What stands at the top when the server is gone or was started anew.

import { $, el } from "./dom.js";

export function trouble(kind) {
  const box = $("trouble");
  document.body.classList.toggle("cut-off", Boolean(kind));
  box.hidden = !kind;
  if (!kind) { box.replaceChildren(); return; }
  if (kind === "lost") {
    box.replaceChildren(el("p", {}, el("b", {}, "diarfix does not answer."),
      " Everything you decided is saved. Start it again with the same command; this page goes on by itself, or asks for the new address."));
    return;
  }
  if (box.querySelector("form")) return;
  const input = el("input", { name: "address", required: true, autocomplete: "off", spellcheck: "false", placeholder: "http://127.0.0.1:…/?token=…" });
  const form = el("form", {}, el("p", {}, el("b", {}, "diarfix was started anew."),
    " Everything you decided is saved. Paste the address, or the token in it, that diarfix printed:"),
  el("label", {}, el("span", { class: "hide" }, "Address or token"), input), el("button", { type: "submit" }, "Go on"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = input.value.trim();
    const token = /[?&]token=([^&#\s]+)/.exec(given)?.[1] ?? given;
    const port = /:(\d+)\//.exec(given)?.[1] ?? location.port;
    location.href = `http://${location.hostname}:${port}/?token=${encodeURIComponent(decodeURIComponent(token))}`;
  });
  box.replaceChildren(form);
}
