/* Puts the code of a figure where the cursor is. Without this file the button sends the form, and the code comes last. */
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
