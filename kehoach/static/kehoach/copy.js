// Copies a message with one press. Without this file the text is selected and copied by hand.
"use strict";

const copied = async (area) => {
  area.select();
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(area.value);
    return true;
  }
  return document.execCommand("copy"); // all that a page without HTTPS has
};

for (const button of document.querySelectorAll("[data-copy]")) {
  const label = button.textContent;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const done = await copied(document.getElementById(button.dataset.copy)).catch(() => false);
    if (!done) return; // the text stays selected
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 4000);
  });
}
