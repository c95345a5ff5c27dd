/* The text of a section saves itself (htmx, keep.js), and the code of a figure is put where the cursor is. Without this
   file the buttons send the form, and the code comes last. */
const saved = (text) => { const place = document.getElementById("saved"); if (place) place.textContent = text; };
let writing = false; // whether something was typed since the text was sent
document.addEventListener("input", ({ target }) => { if (target.id === "id_text") writing = true; });
document.addEventListener("htmx:beforeRequest", () => { writing = false; saved("Đang lưu…"); });
document.addEventListener("htmx:afterRequest", ({ detail }) => { if (!detail.successful) saved("Chưa lưu"); });
// The whole form comes back where somebody else was first; what is being typed then waits for the next save.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (writing && detail.xhr.getResponseHeader("HX-Retarget")) detail.shouldSwap = false;
});
let entered = false;
document.addEventListener("focusin", ({ target }) => { if (target.id === "id_text") entered = true; });
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (!button) return;
  event.preventDefault();
  const text = document.getElementById(button.dataset.insert), end = text.value.length;
  const [from, to] = entered ? [text.selectionStart, text.selectionEnd] : [end, end];
  const gap = /[^\s(]$/.test(text.value.slice(0, from)) ? " " : "";
  text.setRangeText(`${gap}{{${document.getElementById("figure").value}}}`, from, to, "end");
  text.focus();
  text.dispatchEvent(new Event("input", { bubbles: true }));
});
