/* The entry form saves by itself (htmx, keep.js). Without this file, and without a connection, the buttons do the same.
   What the server answers is put beneath the questions and never into the input that somebody is in. */
const form = () => document.getElementById("phieu");
const tell = (text) => { const place = document.getElementById("saved"); if (place) place.textContent = text; };
const numbers = () => [...form().querySelectorAll(".ask-row input[type=text]")].filter((input) => input.offsetParent);
// The inputs that were changed since the form was last sent, and those that are on their way.
let touched = new Set();
let sent = new Set();
// Whether an answer told of somebody else's change to a row that is kept.
let behind = false;
let anchor = null;

document.addEventListener("input", ({ target }) => {
  if (target.form !== form()) return;
  touched.add(target.name);
  if (target.type === "checkbox") exclude(target);
});

// “Không có” and the other choices exclude each other.
function exclude(box) {
  if (!box.checked) return;
  for (const other of form().querySelectorAll(`[type=checkbox][name="${box.name}"]`)) {
    if (other !== box && ("alone" in box.dataset || "alone" in other.dataset)) other.checked = false;
  }
}

// Text for a font of old is taken in letters of today, as if it had been typed.
document.addEventListener("click", ({ target }) => {
  const input = target.dataset.into && document.getElementById(target.dataset.into);
  if (!input) return;
  input.value = target.dataset.use;
  for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }));
});

// Enter is Next: from number to number, from the last one to the button that leads on.
document.addEventListener("keydown", (event) => {
  const { target } = event;
  if (event.key !== "Enter" || target.form !== form() || target.type !== "text") return;
  event.preventDefault();
  const inputs = numbers(), next = inputs[inputs.indexOf(target) + 1];
  (next || form().querySelector("[name=review]")).focus();
  next?.select();
});

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.elt !== form()) return;
  sent = touched; touched = new Set(); behind = false;
  tell("Đang lưu…");
});

const isBusy = (row) => [...row.querySelectorAll("input")].some((input) => input === document.activeElement || touched.has(input.name));

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target } = event.detail;
  if (target.classList.contains("ask-row") || target.classList.contains("ask-choices")) {
    // Somebody else has answered: their answer waits where this person is at it, and so does the version, so that
    // the next save sets both answers side by side.
    if (isBusy(target)) { behind = true; event.detail.shouldSwap = false; }
  } else if (target.id === "version") {
    if (behind) event.detail.shouldSwap = false;
  } else if (target.contains(document.activeElement) || isBusy(target)) {
    event.detail.shouldSwap = false;
  }
});

// What appears above the focused input does not move it on the screen.
document.addEventListener("htmx:beforeOnLoad", () => {
  const input = document.activeElement;
  anchor = input && input.form === form() ? { input, top: input.getBoundingClientRect().top } : null;
});
document.addEventListener("htmx:afterOnLoad", () => {
  if (anchor?.input.isConnected) window.scrollBy(0, anchor.input.getBoundingClientRect().top - anchor.top);
  for (const row of form()?.querySelectorAll(".ask-row") ?? []) {
    row.querySelector("input").toggleAttribute("aria-invalid", Boolean(row.querySelector(".say.late")));
  }
});

// What could not be saved goes along with the next save; why, and when it is tried again, keep.js says.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.elt !== form()) return;
  if (detail.successful) return void (sent = new Set());
  touched = new Set([...sent, ...touched]);
  sent = new Set();
  tell("Chưa lưu, đang giữ trên máy");
});

// Leaving by Back, the menu or a closed tab takes the last number along.
window.addEventListener("pagehide", () => {
  if (!form() || !(touched.size || sent.size)) return;
  const data = new FormData(form());
  data.set("autosave", "1");
  navigator.sendBeacon(location.pathname, data);
});
