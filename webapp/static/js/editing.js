// What the form of a question gains from scripts: only the fields of the chosen type, more rows without a reload, areas
// that grow, what is still missing while one types, a question before typed text is lost, and saving by Ctrl+Enter.
// Without this file the form still works.

const form = document.querySelector("[data-editor]");

function grow(area) {
  area.style.height = "auto"; // set through the CSSOM, which the policy on inline styles allows
  area.style.height = `${area.scrollHeight + 2}px`;
}

function growAll(within) {
  for (const area of within.querySelectorAll("textarea[data-grow]")) if (area.offsetParent !== null) grow(area);
}

// ---- The fields of a type. Those of a sub-question belong to its own block. ----------------------------------------------

function own(block, selector) {
  return [...block.querySelectorAll(selector)].filter((one) => one.closest("[data-edit]") === block);
}

function showFields(select) {
  const block = select.closest("[data-edit]");
  const chosen = select.selectedOptions[0];
  const fields = chosen.dataset.fields.split(" ");
  for (const field of own(block, "[data-field]")) field.hidden = !fields.includes(field.dataset.field);
  for (const hint of own(block, "[data-hint]")) hint.hidden = hint.dataset.hint !== chosen.dataset.control;
  growAll(block);
}

// ---- One more row: the last one again, with the next letter or number. ------------------------------------------------------

function nextName(name) {
  if (/^\d+$/.test(name)) return Number(name) < 40 ? String(Number(name) + 1) : "";
  return name < "Z" ? String.fromCharCode(name.charCodeAt(0) + 1) : "";
}

function addRow(button) {
  const rows = button.closest("fieldset").querySelector("[data-rows]");
  const last = rows.lastElementChild;
  const old = last.querySelector("textarea").name.slice(rows.dataset.rows.length);
  const name = nextName(old);
  button.disabled = !name;
  if (!name) return;
  const row = last.cloneNode(true);
  const area = row.querySelector("textarea");
  const label = row.querySelector("label");
  const tick = row.querySelector("input[type=checkbox]");
  area.id = area.name = rows.dataset.rows + name;
  area.value = "";
  area.removeAttribute("aria-invalid");
  label.htmlFor = area.id;
  label.textContent = name;
  if (tick) {
    tick.value = name;
    tick.checked = false;
    tick.setAttribute("aria-label", `${name} 是答案`);
  }
  rows.append(row);
  grow(area);
  area.focus();
}

// ---- What is still missing ---------------------------------------------------------------------------------------------------

let waiting = 0;
let asked = null;

function tell(problems) {
  const result = form.querySelector("[data-check-result]");
  result.classList.toggle("is-wanting", problems.length > 0);
  result.querySelector("p").textContent = problems.length
    ? `还差 ${problems.length} 处，补齐后才能保存：`
    : "这一题完整，可以保存。";
  result.querySelector("ul").replaceChildren(
    ...problems.map((problem) => {
      const line = document.createElement("li");
      const link = document.createElement("a");
      link.href = `#${problem.field}`;
      link.textContent = problem.clause;
      line.append(link);
      return line;
    }),
  );
  const wrong = new Set(problems.map((problem) => problem.field));
  for (const field of form.querySelectorAll("textarea, select")) {
    if (wrong.has(field.id)) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

async function check() {
  if (asked) asked.abort();
  asked = new AbortController();
  const body = new URLSearchParams(new FormData(form));
  const headers = { Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value };
  try {
    const answer = await fetch(form.dataset.check, { method: "POST", body, headers, signal: asked.signal });
    if (answer.ok) tell((await answer.json()).problems);
  } catch (problem) {
    // Offline, or a newer question is under way: saving checks again.
  }
}

function checkSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(check, 400);
}

// A problem leads to its field: the first answer box for a missing key, the field itself otherwise.
function goTo(link) {
  const target = document.getElementById(link.hash.slice(1));
  if (!target) return false;
  const inside = target.querySelector("input[type=checkbox], input[type=radio]") || target.querySelector("textarea");
  (target.matches("textarea, select, input") ? target : inside || target).focus({ preventScroll: false });
  return true;
}

// Other buttons of the page would lose what is typed; only saving may leave without a question.
let unsaved = false;

window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

if (form) {
  growAll(form);
  unsaved = Boolean(document.querySelector("[data-unsaved]"));
  form.addEventListener("submit", () => (unsaved = false));
  window.addEventListener("resize", () => growAll(form));
  form.addEventListener("input", (event) => {
    unsaved = true;
    if (event.target.matches("textarea[data-grow]")) grow(event.target);
    checkSoon();
  });
  form.addEventListener("change", (event) => {
    unsaved = true;
    if (event.target.matches("[data-type]")) showFields(event.target);
    checkSoon();
  });
  form.addEventListener("click", (event) => {
    const more = event.target.closest("[data-more]");
    if (more) {
      event.preventDefault();
      addRow(more);
      return;
    }
    const link = event.target.closest("[data-check-result] a");
    if (link && goTo(link)) event.preventDefault();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit ? form.requestSubmit(form.querySelector("[data-save]")) : form.submit();
    }
  });
  // The next question to settle is ready for the keyboard; on a phone the keys would cover it.
  if (matchMedia("(pointer: fine)").matches && !document.querySelector("[data-focus]")) {
    const first = form.querySelector("[data-check-result] a");
    if (!first || !goTo(first)) form.querySelector("textarea").focus({ preventScroll: true });
  }
}
