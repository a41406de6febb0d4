// The line to the server: one action at a time, told as done only once it is on disk; other tabs' changes; loss of the line.

const listeners = { state: [], trouble: [] };
let version = -1;
let boot = "";
let chain = Promise.resolve();
let source = null;
let waiting = null;

export const on = (what, listener) => listeners[what].push(listener);
const tell = (what, value) => listeners[what].forEach((listener) => listener(value));

async function call(path, body) {
  const options = body === undefined ? {} : {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
  };
  let answer;
  try {
    answer = await fetch(path, { ...options, cache: "no-store", credentials: "same-origin" });
  } catch {
    lost();
    throw new Error("diarfix does not answer. This was not saved.");
  }
  if (answer.status === 401 || answer.status === 403) {
    locked();
    throw new Error("diarfix was started anew and does not know this page.");
  }
  return answer;
}

export const load = async (path) => (await call(path)).json();

async function refresh() {
  const state = await load("/api/state");
  // Another process serves another reading of the file: take everything anew.
  if (boot && state.boot !== boot) { location.reload(); return; }
  take(state);
}

function take(state) {
  if (state.version < version) return;
  ({ version, boot } = state);
  tell("state", state);
}

/** Do something; the promise is kept once the server has written it to disk. Actions go one after the other. */
export function act(action) {
  const turn = chain.then(async () => {
    const answer = await call("/api/act", { ...action, version });
    const body = await answer.json();
    if (answer.status === 409) {
      await refresh();
      throw new Error("Another window changed this first. Look again, please.");
    }
    if (!answer.ok) throw new Error(body.error ?? "This could not be done.");
    take(body.state);
    return body;
  });
  chain = turn.catch(() => {});
  return turn;
}

/** A question that changes nothing. */
export async function ask(question) {
  const answer = await call("/api/ask", question);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error ?? "This cannot be said.");
  return body;
}

export async function connect() {
  await refresh();
  listen();
}

function listen() {
  source?.close();
  source = new EventSource("/api/events");
  source.onmessage = (event) => {
    const news = JSON.parse(event.data);
    if (news.boot !== boot || news.version > version) chain = chain.then(refresh).catch(() => {});
  };
  source.onerror = lost;
}

function lost() {
  if (waiting) return;
  source?.close();
  tell("trouble", "lost");
  waiting = setInterval(again, 1500);
  again();
}

async function again() {
  let answer;
  try {
    answer = await fetch("/api/state", { cache: "no-store", credentials: "same-origin" });
  } catch { return; }
  if (answer.status === 401 || answer.status === 403) { locked(); return; }
  clearInterval(waiting);
  waiting = null;
  tell("trouble", "");
  const state = await answer.json();
  if (state.boot !== boot) { location.reload(); return; }
  take(state);
  listen();
}

function locked() {
  clearInterval(waiting);
  waiting = setInterval(() => {}, 1 << 30);
  source?.close();
  tell("trouble", "locked");
}
