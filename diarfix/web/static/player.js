// The audio beside the words: it seeks to a turn, plays just the doubtful seconds, slower and faster.
// The position bar shows who speaks when and, for a local file of bounded size, the wave.

import { $, clock, el, say } from "./dom.js";
import { hint } from "./keys.js";
import { speakerOf, store, timeOf, wordAt } from "./store.js";
import { paint } from "./words.js";

const MARGIN = 0.7; // seconds before and after doubtful words
const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];
const LARGEST_WAVE = 40e6; // bytes that are decoded for the wave
const LONGEST_WAVE = 5400; // seconds

let audio = null;
let until = null;
let peaks = null;
let parts = {};

export function setUp(onReady) {
  if (!store.audio) return;
  audio = el("audio", { preload: "metadata", src: store.audio.src });
  const button = (action, text, label) => el("button", { type: "button", "data-do": action, "aria-label": label, title: label }, text, hint(action));
  parts = {
    play: button("play-pause", "▶", "Play or pause"),
    speed: el("output", { class: "num", "aria-label": "Speed" }, "1×"),
    now: el("span", { class: "num" }, "0:00"),
    all: el("span", { class: "num soft" }, ""),
    canvas: el("canvas", { "aria-hidden": "true" }),
    seek: el("input", { type: "range", min: 0, max: 1, step: 0.1, value: 0, "aria-label": "Position" }),
  };
  $("player").replaceChildren(
    el("div", { class: "controls" }, parts.play, button("play", "Doubt", "Play the doubtful seconds"),
      button("slower", "−", "Slower"), parts.speed, button("faster", "+", "Faster")),
    parts.now, el("div", { class: "where" }, parts.canvas, parts.seek), parts.all, audio);
  $("player").hidden = false;
  audio.addEventListener("loadedmetadata", () => ready(onReady));
  audio.addEventListener("error", () => {
    $("player").classList.add("broken");
    parts.all.textContent = "The audio cannot be played.";
    say("The audio cannot be played.");
  });
  for (const name of ["play", "pause", "seeked", "timeupdate"]) audio.addEventListener(name, show);
  parts.seek.addEventListener("input", () => { until = null; audio.currentTime = Number(parts.seek.value); });
  addEventListener("resize", draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}

function ready(onReady) {
  store.length = audio.duration;
  parts.seek.max = audio.duration;
  parts.all.textContent = clock(audio.duration) + (store.times ? "" : " ≈");
  parts.all.title = store.times ? "" : "The transcript holds no times; places in the audio are guessed.";
  onReady();
  draw();
  if (store.audio.bytes && store.audio.bytes <= LARGEST_WAVE && audio.duration <= LONGEST_WAVE) wave().catch(() => {});
}

function show() {
  if (until !== null && audio.currentTime >= until) { audio.pause(); until = null; }
  parts.play.firstChild.textContent = audio.paused ? "▶" : "❚❚";
  parts.now.textContent = clock(audio.currentTime);
  parts.seek.value = audio.currentTime;
  parts.seek.setAttribute("aria-valuetext", clock(audio.currentTime));
  const word = wordAt(audio.currentTime);
  paint("spoken", audio.paused ? [] : [[word, word + 1]]);
  if (!audio.paused && until !== null) requestAnimationFrame(show);
}

export function playWords(start, end) {
  if (!audio) return;
  const [from, to] = [timeOf(start), timeOf(end)];
  if (from === null) return;
  audio.currentTime = Math.max(0, from - MARGIN);
  until = Math.min(audio.duration || Infinity, Math.max(to, from + 0.4) + MARGIN);
  audio.play().catch(() => say("The browser did not let the audio play."));
}

export function playFrom(word) {
  if (!audio) return;
  const from = timeOf(word);
  if (from === null) return;
  until = null;
  audio.currentTime = from;
  audio.play().catch(() => {});
}

export function seek(word) {
  const at = audio ? timeOf(word) : null;
  if (at !== null && audio.paused) { until = null; audio.currentTime = at; }
}

export const isPlaying = () => Boolean(audio && !audio.paused);

export function pause() { audio?.pause(); until = null; }

export function toggle() {
  if (!audio) return;
  until = null;
  if (audio.paused) audio.play().catch(() => {});
  else audio.pause();
}

export function speed(step) {
  if (!audio) return;
  const at = Math.max(0, Math.min(SPEEDS.length - 1, SPEEDS.indexOf(audio.playbackRate) + step));
  audio.playbackRate = SPEEDS[at];
  audio.preservesPitch = true;
  parts.speed.textContent = `${SPEEDS[at]}×`;
  say(`Speed ${SPEEDS[at]}`);
}

async function wave() {
  const bytes = await (await fetch(store.audio.src)).arrayBuffer();
  // 8 kHz is plenty for a picture and keeps an hour within memory.
  const sound = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(bytes);
  const samples = sound.getChannelData(0);
  const count = 1200;
  peaks = new Float32Array(count);
  const step = samples.length / count;
  for (let at = 0; at < count; at += 1) {
    let most = 0;
    for (let i = Math.floor(at * step); i < (at + 1) * step; i += 7) most = Math.max(most, Math.abs(samples[i]));
    peaks[at] = most;
  }
  const loudest = peaks.reduce((a, b) => Math.max(a, b), 0) || 1;
  peaks = peaks.map((peak) => peak / loudest);
  draw();
}

/** Below, who speaks when; above, the wave. */
export function draw() {
  if (!audio?.duration) return;
  const { canvas } = parts;
  const [wide, high] = [canvas.clientWidth, canvas.clientHeight];
  const ratio = devicePixelRatio || 1;
  canvas.width = wide * ratio;
  canvas.height = high * ratio;
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  const style = getComputedStyle(document.documentElement);
  const hues = Array.from({ length: 8 }, (_, at) => style.getPropertyValue(`--c${at}`));
  const x = (second) => (wide * second) / audio.duration;
  for (const turn of store.turns) {
    const [from, to] = [x(timeOf(turn.start)), x(timeOf(turn.end))];
    pen.fillStyle = hues[speakerOf(turn.speaker).hue];
    pen.fillRect(from, high - 7, Math.max(0.6, to - from - 0.4), 7);
  }
  pen.fillStyle = style.getPropertyValue("--soft");
  peaks?.forEach((peak, at) => pen.fillRect((wide * at) / peaks.length, (high - 10) * (1 - peak), wide / peaks.length, (high - 10) * peak));
  pen.fillStyle = style.getPropertyValue("--doubt-line");
  for (const item of store.items) if (item.state === "open" && item.kind === "move") pen.fillRect(x(timeOf(item.start)) - 1, high - 10, 2, 10);
}
