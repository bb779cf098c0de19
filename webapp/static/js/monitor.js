// The live monitor fetches its moving part every 15 s, but not under the hands of who types a search. It always says
// when that was so, and says when nothing comes.

const block = document.querySelector("[data-monitor]");
const shownAt = document.querySelector("[data-shown-at]");
const lost = document.querySelector("[data-lost]");
const pace = document.querySelector("[data-pace]");
const pause = document.querySelector("[data-pause]");
const EVERY = 15000;
const PATIENCE = 10000;
let tag = "";
let timer = null;

function isBusy() {
  const at = document.activeElement;
  return block.contains(at) && at.matches("input, select");
}

function show(html) {
  // Who stands on a link with the keyboard goes on standing on it.
  const at = document.activeElement;
  const href = block.contains(at) ? at.getAttribute("href") : null;
  block.innerHTML = html;
  const again = href && [...block.querySelectorAll("a")].find((one) => one.getAttribute("href") === href);
  if (again) again.focus({ preventScroll: true });
}

async function refresh() {
  const control = new AbortController();
  const limit = setTimeout(() => control.abort(), PATIENCE);
  const headers = tag ? { "X-Part": "monitor", "If-None-Match": tag } : { "X-Part": "monitor" };
  try {
    const answer = await fetch(location.href, { headers, cache: "no-store", redirect: "manual", signal: control.signal });
    if (answer.status === 200) {
      show(await answer.text());
      tag = answer.headers.get("ETag");
    } else if (answer.status !== 304) throw new Error(String(answer.status));
    shownAt.textContent = answer.headers.get("X-Shown-At");
    if (lost.textContent) lost.textContent = "";
    lost.className = "";
  } catch (problem) {
    const sentence = `连不上服务器或登录已失效，下面是 ${shownAt.textContent} 的情况，恢复后自动刷新；一直不恢复请重新登录。`;
    if (lost.textContent !== sentence) lost.textContent = sentence;
    lost.className = "notice notice-late";
  } finally {
    clearTimeout(limit);
  }
}

async function go() {
  clearTimeout(timer);
  if (document.visibilityState === "visible" && !isBusy()) await refresh();
  timer = setTimeout(go, EVERY);
}

pause.addEventListener("click", () => {
  const paused = pause.getAttribute("aria-pressed") !== "true";
  pause.setAttribute("aria-pressed", String(paused));
  pause.textContent = paused ? "继续刷新" : "暂停刷新";
  pace.textContent = paused ? "，已暂停刷新" : "，每 15 秒自动刷新";
  clearTimeout(timer);
  if (!paused) go();
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && pause.getAttribute("aria-pressed") !== "true") go();
});

timer = setTimeout(go, EVERY);
