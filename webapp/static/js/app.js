// What every page gains from scripts: layers that keep the focus, menus that close, print buttons, one submit per
// form, file drop, and long work that is polled. Without this file every page still works.

const page = document.documentElement;

// ---- Layers: dialogs and the answer card. Opened by a link to their id, or by "layer:open" sent to them. ----------

const layers = []; // {element, opener}, the topmost last

function focusable(element) {
  const wanted = "a[href], button:not([disabled]), input:not([disabled]):not([type=hidden]), select, textarea, summary";
  return [...element.querySelectorAll(wanted)].filter((one) => one.offsetParent !== null && one.tabIndex >= 0);
}

function openLayer(element) {
  if (layers.some((layer) => layer.element === element)) return;
  layers.push({ element, opener: document.activeElement });
  element.classList.add("is-open");
  element.focus();
}

function closeLayer(element = null) {
  const index = element ? layers.findIndex((layer) => layer.element === element) : layers.length - 1;
  if (index < 0) return;
  const [{ element: closed, opener }] = layers.splice(index, 1);
  closed.classList.remove("is-open");
  closed.dispatchEvent(new CustomEvent("layer:closed"));
  if (opener && opener.isConnected) opener.focus({ preventScroll: true });
}

function keepFocusIn(event) {
  const inside = focusable(layers[layers.length - 1].element);
  if (!inside.length) return;
  const first = inside[0];
  const last = inside[inside.length - 1];
  const at = document.activeElement;
  if (event.shiftKey && (at === first || !inside.includes(at))) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && (at === last || !inside.includes(at))) {
    event.preventDefault();
    first.focus();
  }
}

function layerOf(link) {
  const name = link.getAttribute("href").slice(1);
  const target = name ? document.getElementById(name) : null;
  return target && target.matches(".dialog, .sheet") ? target : null;
}

document.addEventListener("click", (event) => {
  const closer = event.target.closest("[data-close]");
  if (closer && layers.length) {
    event.preventDefault();
    closeLayer();
    return;
  }
  const link = event.target.closest('a[href^="#"]');
  const target = link && !event.defaultPrevented ? layerOf(link) : null;
  if (target) {
    event.preventDefault();
    openLayer(target);
  }
});

document.addEventListener("layer:open", (event) => openLayer(event.target));
document.addEventListener("layer:close", (event) => closeLayer(event.target));

document.addEventListener("keydown", (event) => {
  if (event.key === "Tab" && layers.length) keepFocusIn(event);
  if (event.key !== "Escape") return;
  if (layers.length) closeLayer();
  else closeMenus(null);
});

// ---- Menus -----------------------------------------------------------------------------------------------------------

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.role[open], details.tab-more[open], details.save-as[open]")) {
    if (menu === except) continue;
    const held = menu.contains(document.activeElement);
    menu.open = false;
    if (held) menu.querySelector("summary").focus();
  }
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details")));

// ---- Print, filters, one submit per form --------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("change", (event) => {
  const filters = event.target.closest("[data-filters]");
  if (filters && event.target.matches("select")) filters.submit();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tick-all]");
  if (!button) return;
  const ticks = [...document.querySelectorAll(`input[type=checkbox][form="${button.dataset.tickAll}"]`)];
  const all = !ticks.every((tick) => tick.checked);
  for (const tick of ticks) tick.checked = all;
});

const sent = new Set();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  form.setAttribute("aria-busy", "true");
});

window.addEventListener("pageshow", () => {
  for (const form of sent) form.removeAttribute("aria-busy");
  sent.clear();
});

// ---- Files -----------------------------------------------------------------------------------------------------------------

function sizeText(bytes) {
  return bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

const FILE_LIMIT = 20 * 1024 * 1024; // as webapp/files.py

for (const area of document.querySelectorAll("[data-drop]")) {
  const input = area.querySelector("input[type=file]");
  const line = area.querySelector(".drop-name");
  const light = (on) => area.classList.toggle("drop-over", on);
  input.addEventListener("change", () => {
    const big = [...input.files].find((file) => file.size > FILE_LIMIT);
    if (big) {
      // Sent, it would come back as a page without the form and what was typed in it.
      input.value = "";
      line.textContent = `《${big.name}》超过 20 MB，没有选上，请拆分或压缩图片后重新选择`;
      return;
    }
    line.textContent = [...input.files].map((file) => `${file.name}，${sizeText(file.size)}`).join("；");
  });
  area.addEventListener("dragover", (event) => {
    event.preventDefault();
    light(true);
  });
  area.addEventListener("dragleave", () => light(false));
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    light(false);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// ---- Long work -----------------------------------------------------------------------------------------------------------

async function watch(block) {
  const line = block.querySelector("[data-task-line]");
  const bar = block.querySelector(".bar");
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    let task;
    try {
      const answer = await fetch(block.dataset.task, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      task = await answer.json();
    } catch (problem) {
      line.textContent = "暂时连不上服务器，处理仍在进行，恢复后自动更新";
      continue;
    }
    bar.setAttribute("viewBox", `0 0 ${task.total || 1} 8`);
    bar.querySelector("rect").setAttribute("width", String(task.done || 0));
    if (task.result_url) {
      location.assign(task.result_url);
      return;
    }
    if (task.sentence) line.textContent = task.sentence;
    else if (task.total) line.textContent = `已处理 ${task.done}/${task.total}`;
    if (task.state === "done" || task.state === "failed") return;
  }
}

for (const block of document.querySelectorAll("[data-task]")) watch(block);

// ---- The result of an attempt learns by itself when the office has opened the attempt again -----------------------------------

for (const block of document.querySelectorAll("[data-await-state]")) {
  setInterval(async () => {
    try {
      const answer = await fetch(block.dataset.awaitState, { headers: { Accept: "application/json" }, cache: "no-store" });
      const found = answer.ok ? await answer.json() : null;
      if (found && found.state === "in_progress") location.assign(found.url);
    } catch (problem) {
      // Offline for a while: the next time asks again.
    }
  }, 25000);
}

// ---- First focus: the summary of a refused form; a layer named in the address ------------------------------------------------

const firstFocus = document.querySelector("[data-focus]");
if (firstFocus) firstFocus.focus();

const named = /^#[\w-]+$/.test(location.hash) ? document.querySelector(location.hash) : null;
if (named && named.matches(".dialog")) {
  location.hash = "main";
  openLayer(named);
}

page.dataset.live = "1";
