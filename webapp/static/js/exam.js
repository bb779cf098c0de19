// The exam page: every change is kept on the device first, then acknowledged by the server; what the page says about
// saving is always true. The server's clock rules; this page only counts down between its answers.

const form = document.getElementById("exam");
const questions = [...form.querySelectorAll(".question")];
const isWhole = form.hasAttribute("data-whole");
const prefix = `xuefa:attempt:${form.dataset.attempt}`;
const TYPING_PAUSE = 800;
const PATIENCE = 10000;
const STATE_EVERY = 25000;
const LATE_GRACE = 45000;
const WARNINGS = [10, 5, 1];
const OFFLINE = "网络断开，答案已存在本机，恢复后自动上传";
const NO_ANSWER = "服务器没有回应，答案已存在本机，恢复后自动上传";
const find = (mark) => document.querySelector(`[data-${mark}]`);

// ---- On the device -------------------------------------------------------------------------------------------------------

const device = {
  read(name) {
    try {
      return JSON.parse(localStorage.getItem(`${prefix}:${name}`));
    } catch (problem) {
      return null;
    }
  },
  write(name, value) {
    try {
      localStorage.setItem(`${prefix}:${name}`, JSON.stringify(value));
    } catch (problem) {
      // A full or forbidden store: the server's copy is then the only one, and the saved state says so.
    }
    vault.change((store) => store.put(value, `${prefix}:${name}`));
  },
  remove(name) {
    try {
      localStorage.removeItem(`${prefix}:${name}`);
    } catch (problem) {
      // Nothing was kept there.
    }
    vault.change((store) => store.delete(`${prefix}:${name}`));
  },
};

// The browser writes localStorage to the disk seconds or a minute later, IndexedDB at once: only what lies there too
// outlives a browser that is killed. Where it is forbidden, localStorage goes on alone.
const vault = {
  open() {
    this.opening = this.opening || new Promise((resolve, reject) => {
      const asked = indexedDB.open("xuefa", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    return this.opening;
  },
  async change(deed) {
    try {
      deed((await this.open()).transaction("kept", "readwrite").objectStore("kept"));
    } catch (problem) {
      // Forbidden or full.
    }
  },
  async all() {
    const store = (await this.open()).transaction("kept").objectStore("kept");
    const range = IDBKeyRange.bound(`${prefix}:`, `${prefix};`);
    const found = (asked) => new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    const [names, values] = await Promise.all([found(store.getAllKeys(range)), found(store.getAll(range))]);
    return names.map((name, index) => [name.slice(prefix.length + 1), values[index]]);
  },
};

async function recover() {
  try {
    for (const [name, value] of await vault.all()) {
      const kept = device.read(name);
      const isNewer = name.startsWith("item:") ? !kept || kept.seq < value.seq : name === "seq" ? kept < value : kept === null;
      if (isNewer) device.write(name, value);
    }
  } catch (problem) {
    // Nothing to be recovered from.
  }
}

let seq = 0;

function nextSeq() {
  seq = Math.max(seq, device.read("seq") || 0) + 1;
  device.write("seq", seq);
  form.elements.seq.value = String(seq);
  return seq;
}

// ---- Responses on the page: each control says by its data how its fields become JSON; a case is the list of its parts' -----

const controls = (question) => [...question.querySelectorAll(".control")];
const isCase = (question) => question.querySelector("[data-parts]") !== null;
const fields = (control) => [...control.querySelectorAll("input, textarea, select")];
const isTick = (field) => field.type === "radio" || field.type === "checkbox";

function readControl(control) {
  const values = fields(control)
    .filter((field) => !isTick(field) || field.checked)
    .map((field) => field.value);
  if (control.hasAttribute("data-order")) return readOrder(values);
  if (control.hasAttribute("data-pairs")) return values.filter((value) => value).map((value) => value.split(":"));
  if (control.hasAttribute("data-list")) return values;
  return values.length && values[0] !== "" ? values[0] : null;
}

function readOrder(values) {
  const placed = values.map(() => "");
  for (const value of values.filter((one) => one)) {
    const [id, place] = value.split(":");
    placed[Number(place) - 1] = id;
  }
  return placed;
}

function showControl(control, response) {
  const values = Array.isArray(response) ? response : response === null ? [] : [response];
  if (control.hasAttribute("data-order")) showOrder(control, values);
  else if (control.hasAttribute("data-pairs")) {
    for (const field of fields(control)) {
      const pair = values.find(([option]) => field.querySelector(`[value^="${option}:"]`));
      field.value = pair ? pair.join(":") : "";
    }
  } else {
    fields(control).forEach((field, index) => {
      if (isTick(field)) field.checked = values.includes(field.value);
      else field.value = values[index] || "";
    });
  }
}

function readResponse(question) {
  const responses = controls(question).map(readControl);
  return isCase(question) ? responses : responses[0];
}

function showResponse(question, response) {
  const parts = Array.isArray(response) ? response : [];
  controls(question).forEach((control, index) => {
    const part = parts[index] === undefined ? null : parts[index];
    showControl(control, isCase(question) ? part : response);
  });
}

function hasResponse(control) {
  const response = readControl(control);
  const isSaid = (entry) => (Array.isArray(entry) ? entry.length > 0 : entry !== null && entry.trim() !== "");
  return Array.isArray(response) ? response.some(isSaid) : isSaid(response);
}

const isAnswered = (question) => controls(question).every(hasResponse);

// ---- Ordering: the rows are moved, the hidden menus hold the response ----------------------------------------------------------

const rows = (control) => [...control.querySelectorAll("[data-option]")];
const menu = (row) => row.querySelector("select");

function showOrder(control, placed) {
  const place = (row) => placed.indexOf(row.dataset.option);
  for (const row of rows(control)) menu(row).value = place(row) < 0 ? "" : `${row.dataset.option}:${place(row) + 1}`;
  if (hasResponse(control)) {
    const far = (row) => (place(row) < 0 ? placed.length : place(row));
    const list = control.querySelector("ol");
    list.append(...rows(control).sort((one, other) => far(one) - far(other)));
  }
  showPlaces(control);
}

function showPlaces(control) {
  const answered = hasResponse(control);
  const all = rows(control);
  all.forEach((row, index) => {
    row.querySelector("[data-place]").textContent = answered ? String(index + 1) : "";
    row.querySelector('[data-move="-1"]').disabled = index === 0;
    row.querySelector('[data-move="1"]').disabled = index === all.length - 1;
  });
  control.querySelector("ol").classList.toggle("is-answered", answered);
  control.querySelector("[data-order-state]").textContent = answered ? "已按现在的顺序作答" : "还没有作答";
  control.querySelector("[data-order-keep]").hidden = answered;
}

function takeOrder(control) {
  rows(control).forEach((row, index) => {
    menu(row).value = `${row.dataset.option}:${index + 1}`;
  });
  showPlaces(control);
  keep(control.closest(".question"), 0);
}

function moveRow(button) {
  const row = button.closest("[data-option]");
  const isUp = button.dataset.move === "-1";
  const other = isUp ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (isUp) other.before(row);
  else other.after(row);
  takeOrder(row.closest(".control"));
  (button.disabled ? row.querySelector("[data-move]:not(:disabled)") : button).focus();
}

// ---- Saved state and notices -------------------------------------------------------------------------------------------------

const SAVED = { saved: ["", "saved"], waiting: ["saved-wait", "sync"], off: ["saved-off", "offline"], refused: ["saved-off", "s-look"] };

function showSaved(state, text) {
  const line = find("saved");
  const [css, icon] = SAVED[state];
  line.className = `saved ${css}`.trim();
  line.dataset.state = state;
  line.querySelector("use").setAttribute("href", `#i-${icon}`);
  const words = line.querySelector("span");
  if (words.textContent !== text) words.textContent = text;
}

function drawIcon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

function announce(kind, title, text) {
  const area = find("notices");
  let notice = area.querySelector(`[data-notice="${kind}"]`);
  if (!notice) {
    notice = document.createElement("div");
    notice.className = "notice notice-look";
    notice.dataset.notice = kind;
    notice.append(drawIcon(kind === "clock" ? "clock" : "s-look"), document.createElement("div"));
    area.append(notice);
  }
  const bold = document.createElement("b");
  bold.textContent = title;
  notice.lastElementChild.textContent = "";
  notice.lastElementChild.append(bold, ...(text ? [document.createElement("br"), text] : []));
}

// ---- Saving: one request at a time, only the newest response of each question waits -------------------------------------------

const waiting = new Map(); // item -> {item, seq, response}
const refused = new Set(); // items that the server will not take as they are
let isSending = false;
let pauses = 0; // failed tries in a row
let timer = null;
let ended = false;

async function ask(url, body) {
  const control = new AbortController();
  const limit = setTimeout(() => control.abort(), PATIENCE);
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": form.dataset.csrf };
  const options = { headers, cache: "no-store", credentials: "same-origin", signal: control.signal };
  if (body) Object.assign(options, { method: "POST", body: JSON.stringify(body) });
  try {
    const answer = await fetch(url, options);
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    return { status: answer.status, data: isJson ? await answer.json() : null };
  } catch (problem) {
    return { status: 0, data: null };
  } finally {
    clearTimeout(limit);
  }
}

const fresh = new Set(); // What was answered here and now, and has not waited for the network.
let isStale = false;

function keep(question, pause) {
  const item = Number(question.dataset.item);
  const entry = { item, seq: nextSeq(), response: readResponse(question) };
  device.write(`item:${item}`, { ...entry, sent: false });
  waiting.set(item, entry);
  refused.delete(item);
  fresh.add(item);
  if (!pauses) showSaved("waiting", "正在保存");
  showCounts();
  schedule(pauses ? Math.max(pause, 1000) : pause);
}

function schedule(pause) {
  clearTimeout(timer);
  timer = setTimeout(send, pause);
}

async function send() {
  clearTimeout(timer);
  const entry = [...waiting.values()].find((one) => !refused.has(one.item));
  if (isSending || ended || !entry) return;
  isSending = true;
  const { status, data } = await ask(form.dataset.save, entry);
  isSending = false;
  if (status === 200 && data) accepted(entry, data);
  else if (status === 409 && data) leave(data.url, data.error);
  else if (status >= 400 && status < 500 && status !== 408 && status !== 429) declined(entry, data);
  else failed(status, data);
}

function accepted(entry, data) {
  pauses = 0;
  if (waiting.get(entry.item) === entry) waiting.delete(entry.item);
  const kept = device.read(`item:${entry.item}`);
  if (kept && kept.seq === entry.seq) device.write(`item:${entry.item}`, { ...entry, sent: true });
  if (data.seq > entry.seq) {
    seq = Math.max(seq, data.seq);
    device.write("seq", seq);
    if (!waiting.has(entry.item)) giveWay(entry.item);
  }
  setRemaining(data.remaining);
  if (waiting.size) schedule(0);
  else if (isStale) setTimeout(showNewest, 2000);
  else showSaved("saved", `已保存 ${data.saved_at}`);
}

// The server holds a newer answer, from another device: what is chosen here and now comes after it, what has waited here
// was chosen before it.
function giveWay(item) {
  if (fresh.has(item)) {
    tellOtherPage();
    keep(questions[indexOf(item)], 0);
    return;
  }
  isStale = true;
  device.remove(`item:${item}`);
  announce("other", "另一台设备上有更新的作答", "正在换成那一份，请核对后再答。");
}

function showNewest() {
  if (!waiting.size && !ended) location.reload();
}

function declined(entry, data) {
  refused.add(entry.item);
  const sentence = (data && data.error) || "这一题没有保存，请刷新页面后再试";
  showSaved("refused", sentence);
  announce("refused", `第 ${questions[indexOf(entry.item)].dataset.number} 题没有保存`, sentence);
  schedule(0);
}

function failed(status, data) {
  pauses += 1;
  fresh.clear();
  // 503 with a sentence: the server says itself what it waits for (a full disk, a database that is being started).
  if (status === 503 && data && data.error) showSaved("off", data.error);
  else showSaved("off", status ? NO_ANSWER : OFFLINE);
  schedule(Math.min(30000, 1000 * 2 ** Math.min(pauses - 1, 5)));
}

async function drain(limit) {
  const until = performance.now() + limit;
  send();
  while ([...waiting.keys()].some((item) => !refused.has(item)) && performance.now() < until && !ended) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return waiting.size === 0;
}

// ---- Clock -------------------------------------------------------------------------------------------------------------------

let endsAt = performance.now() + Number(form.dataset.seconds) * 1000;
let shownMinutes = Infinity;
let isOver = false;

const remaining = () => Math.max(0, Math.ceil((endsAt - performance.now()) / 1000));

function setRemaining(seconds) {
  if (typeof seconds === "number") endsAt = performance.now() + seconds * 1000;
}

function clockText(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function tick() {
  const seconds = remaining();
  for (const clock of document.querySelectorAll("[data-clock]")) clock.textContent = clockText(seconds);
  document.querySelector(".clock").classList.toggle("clock-soon", seconds <= 600);
  const crossed = WARNINGS.filter((minutes) => seconds <= minutes * 60 && shownMinutes > minutes);
  if (crossed.length && seconds > 0) {
    shownMinutes = crossed[crossed.length - 1];
    announce("clock", `还有 ${shownMinutes} 分钟`, "到时间会自动交卷，已答的都算。");
  }
  if (seconds === 0 && !isOver) timeUp();
}

async function timeUp() {
  isOver = true;
  announce("clock", "时间到，正在交卷", "已答的都算，请稍等。");
  for (const layer of document.querySelectorAll(".is-open")) layer.dispatchEvent(new CustomEvent("layer:close", { bubbles: true }));
  for (const control of form.querySelectorAll(".control")) control.disabled = true;
  const giveUp = performance.now() + LATE_GRACE;
  await drain(PATIENCE);
  while (!ended) {
    const answered = await askState();
    if (ended || (answered && performance.now() > giveUp)) break;
    await new Promise((resolve) => setTimeout(resolve, 3000));
  }
  if (!ended) leave(form.dataset.url);
}

async function askState() {
  const { status, data } = await ask(form.dataset.state);
  if (ended) return true;
  if (status === 409 && data) leave(data.url, data.error);
  else if (status === 200 && data && data.state === "ended") leave(data.url, isOver ? null : "这份答卷已经交了");
  else if (status === 200 && data && isOver && data.remaining > 5) location.reload();
  else if (status === 200 && data && !isOver) setRemaining(data.remaining);
  if (status === 200 && pauses) send();
  return status !== 0;
}

function leave(url, sentence) {
  if (ended) return;
  ended = true;
  if (sentence) announce("clock", sentence, "正在打开答卷。");
  forget();
  setTimeout(() => location.assign(url || form.dataset.url), sentence ? 2500 : 300);
}

// What never reached the server stays on the device, for an attempt that is opened again.
function forget() {
  let unsent = 0;
  for (const question of questions) {
    const name = `item:${question.dataset.item}`;
    const kept = device.read(name);
    if (kept && !kept.sent) unsent += 1;
    else device.remove(name);
  }
  device.remove("marks");
  if (!unsent) device.remove("seq");
}

// ---- Moving, marking, the card --------------------------------------------------------------------------------------------------

const marked = new Set();
let now = 0;

const indexOf = (item) => questions.findIndex((question) => Number(question.dataset.item) === item);
const blanks = () => questions.filter((question) => !isAnswered(question));

function showCounts() {
  const done = questions.length - blanks().length;
  const progress = find("progress");
  progress.querySelector("rect").setAttribute("width", String(done));
  progress.setAttribute("aria-label", `已答 ${done} 题，共 ${questions.length} 题`);
  find("card-count").textContent = `${done}/${questions.length}`;
  find("card-line").textContent = `已答 ${done}，未答 ${questions.length - done}`;
  questions.forEach((question, index) => {
    const item = Number(question.dataset.item);
    const cell = document.querySelector(`[data-cell="${item}"]`);
    const words = [`第 ${question.dataset.number} 题`, isAnswered(question) ? "已答" : "未答"];
    if (marked.has(item)) words.push("已标记");
    if (index === now) words.push("当前");
    cell.className = `cell${isAnswered(question) ? " cell-done" : ""}${marked.has(item) ? " cell-flag" : ""}${index === now ? " cell-now" : ""}`;
    cell.setAttribute("aria-label", words.join("，"));
    const button = question.querySelector("[data-mark]");
    button.setAttribute("aria-pressed", String(marked.has(item)));
    button.lastChild.textContent = marked.has(item) ? "已标记" : "标记";
  });
}

function go(index, takeFocus = true) {
  if (index < 0 || index >= questions.length) return;
  if (timer && waiting.size) schedule(0);
  questions[now].classList.remove("is-now");
  now = index;
  questions[now].classList.add("is-now");
  try {
    sessionStorage.setItem(`${prefix}:now`, String(now));
  } catch (problem) {
    // Only a convenience after a reload.
  }
  find("previous").disabled = now === 0;
  const next = find("next");
  next.textContent = now === questions.length - 1 ? "去交卷" : "下一题";
  showCounts();
  if (takeFocus) {
    if (isWhole) questions[now].scrollIntoView();
    else window.scrollTo(0, 0);
    questions[now].querySelector(".qnum").focus({ preventScroll: true });
  }
}

function mark() {
  const item = Number(questions[now].dataset.item);
  if (marked.has(item)) marked.delete(item);
  else marked.add(item);
  device.write("marks", [...marked]);
  showCounts();
}

// ---- Handing in ---------------------------------------------------------------------------------------------------------------------

function layer(name, deed) {
  document.getElementById(name).dispatchEvent(new CustomEvent(`layer:${deed}`, { bubbles: true }));
}

function openSubmit() {
  const empty = blanks();
  find("blank-count").textContent = `${empty.length} 题`;
  find("marked-count").textContent = `${marked.size} 题`;
  const names = empty.slice(0, 20).map((question) => question.dataset.number);
  find("blank-names").textContent = names.length
    ? `还没有作答：第 ${names.join("、")} 题${empty.length > names.length ? `，等 ${empty.length} 题` : ""}`
    : "";
  find("submit-problem").hidden = true;
  layer("submit", "open");
}

async function confirmSubmit() {
  const button = find("confirm");
  const problem = find("submit-problem");
  button.disabled = true;
  problem.hidden = true;
  await drain(PATIENCE);
  if (ended) return;
  const unsent = [...waiting.keys()].some((item) => !refused.has(item));
  const { status, data } = unsent ? { status: 0 } : await ask(form.dataset.state);
  if (status !== 200) {
    const offline = "网络断开，还不能交卷；答案已存在本机，恢复后再按确认交卷。";
    problem.textContent = (data && data.error) || offline;
    problem.hidden = false;
    button.disabled = false;
    return;
  }
  ended = true;
  forget();
  form.action = form.dataset.submit;
  form.submit();
}

// ---- Another page with the same attempt: the later save wins, both are told -------------------------------------------------------------

function tellOtherPage() {
  announce("other", "这份答卷已在另一个页面打开", "以后保存的为准，请只在一个页面作答。");
}

function watchOtherPages() {
  if ("BroadcastChannel" in window) {
    const channel = new BroadcastChannel(prefix);
    channel.onmessage = (event) => {
      tellOtherPage();
      if (event.data === "hello") channel.postMessage("here");
    };
    channel.postMessage("hello");
  }
  window.addEventListener("storage", (event) => {
    if (!event.key || !event.key.startsWith(`${prefix}:item:`) || !event.newValue) return;
    const kept = JSON.parse(event.newValue);
    const mine = waiting.get(kept.item);
    if (mine && mine.seq > kept.seq) return;
    waiting.delete(kept.item);
    showResponse(questions[indexOf(kept.item)], kept.response);
    showCounts();
  });
}

// ---- Keyboard ------------------------------------------------------------------------------------------------------------------------------

function choose(position) {
  const here = controls(questions[now]);
  const control = here.length === 1 ? here[0] : document.activeElement.closest(".control");
  const field = control && fields(control).filter(isTick)[position];
  if (!field || field.closest("fieldset").disabled) return false;
  field.checked = field.type === "radio" || !field.checked;
  field.focus();
  field.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isOver) return;
  if (document.querySelector(".is-open")) return;
  const isTyping = event.target.matches("select, textarea, input:not([type=radio]):not([type=checkbox])");
  if (isTyping) {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
    return;
  }
  const key = event.key.toUpperCase();
  if (event.key === "ArrowLeft") go(now - 1);
  else if (event.key === "ArrowRight") go(now + 1);
  else if (key === "M") mark();
  else if (/^[A-H]$/.test(key)) choose(key.charCodeAt(0) - 65);
  else if (/^[1-8]$/.test(key)) choose(Number(key) - 1);
  else return;
  event.preventDefault();
}

// ---- Start ------------------------------------------------------------------------------------------------------------------------------------

function restore() {
  for (const question of questions) {
    const item = Number(question.dataset.item);
    const kept = device.read(`item:${item}`);
    if (!kept) continue;
    if (!kept.sent && kept.seq > Number(question.dataset.seq)) {
      showResponse(question, kept.response);
      waiting.set(item, { item, seq: kept.seq, response: kept.response });
    } else if (kept.seq < Number(question.dataset.seq)) device.remove(`item:${item}`);
  }
  if (waiting.size) {
    showSaved("waiting", "正在保存");
    schedule(0);
  }
}

function firstIndex() {
  let kept = null;
  try {
    kept = sessionStorage.getItem(`${prefix}:now`);
  } catch (problem) {
    kept = null;
  }
  if (kept !== null && Number(kept) < questions.length) return Number(kept);
  const empty = blanks();
  return empty.length ? questions.indexOf(empty[0]) : 0;
}

function sendBeforeGoing() {
  if (ended) return;
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": form.dataset.csrf };
  for (const entry of waiting.values()) {
    fetch(form.dataset.save, { method: "POST", headers, body: JSON.stringify(entry), keepalive: true }).catch(() => {});
  }
}

// With the whole paper on one page the question that is worked at is the present one, for the keys and the card.
function follow(event) {
  const question = event.target.closest(".question");
  if (question && question !== questions[now]) go(questions.indexOf(question), false);
}

function listen() {
  if (isWhole) {
    form.addEventListener("focusin", follow);
    form.addEventListener("click", follow, { capture: true });
  }
  form.addEventListener("change", (event) => {
    const question = event.target.closest(".question");
    if (question && isTick(event.target)) keep(question, 0);
    else if (question && waiting.has(Number(question.dataset.item))) schedule(0);
  });
  form.addEventListener("input", (event) => {
    const question = event.target.closest(".question");
    if (question && !isTick(event.target)) keep(question, TYPING_PAUSE);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    const cell = event.target.closest("[data-cell]");
    const jump = event.target.closest("[data-jump]");
    if (cell) {
      event.preventDefault();
      layer("card", "close");
      go(indexOf(Number(cell.dataset.cell)));
    } else if (jump) {
      event.preventDefault();
      const wanted = jump.dataset.jump === "marked" ? questions.filter((one) => marked.has(Number(one.dataset.item))) : blanks();
      layer("submit", "close");
      if (wanted.length) go(questions.indexOf(wanted[0]));
    } else if (event.target.closest("[data-mark]")) mark();
    else if (event.target.closest("[data-move]")) moveRow(event.target.closest("[data-move]"));
    else if (event.target.closest("[data-order-keep]")) takeOrder(event.target.closest(".control"));
    else if (event.target.closest("[data-previous]")) go(now - 1);
    else if (event.target.closest("[data-next]")) {
      if (now === questions.length - 1) openSubmit();
      else go(now + 1);
    } else if (event.target.closest("[data-finish]")) {
      event.preventDefault();
      openSubmit();
    } else if (event.target.closest("[data-confirm]")) confirmSubmit();
  });
  window.addEventListener("online", () => {
    send();
    askState();
  });
  window.addEventListener("offline", () => {
    if (waiting.size) showSaved("off", OFFLINE);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && !ended) askState();
  });
  window.addEventListener("pagehide", sendBeforeGoing);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  window.addEventListener("beforeunload", (event) => {
    if (waiting.size && !ended) {
      event.preventDefault();
      event.returnValue = "";
    }
  });
}

function begin() {
  seq = Math.max(Number(form.dataset.seq), device.read("seq") || 0);
  for (const item of device.read("marks") || []) marked.add(item);
  for (const control of form.querySelectorAll("[data-order]")) showOrder(control, readControl(control));
  restore();
  listen();
  watchOtherPages();
  go(firstIndex(), false);
  for (const minutes of WARNINGS) if (remaining() <= minutes * 60) shownMinutes = minutes;
  tick();
  setInterval(tick, 250);
  setInterval(() => {
    if (!isOver && !ended) askState();
  }, STATE_EVERY);
}

// A store that gives no answer must not hold up the exam.
Promise.race([recover(), new Promise((resolve) => setTimeout(resolve, 1000))]).then(begin);
