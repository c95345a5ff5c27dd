/* The list to search in that Django's administration puts in place of a select has no name for whoever cannot see it:
   it is given the label of that select. Django's own script, which comes first, makes it when jQuery is ready. */
"use strict";
window.django?.jQuery?.(() => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    if (!label) continue;
    label.id = `${select.id}-label`;
    for (const part of select.parentElement.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox]")) {
      part.setAttribute("aria-labelledby", `${label.id} ${part.getAttribute("aria-labelledby") || ""}`.trim());
    }
  }
});
