/* Shows what the device keeps of a form that takes nothing now, so that it can be read out; keep.js has written it. */
"use strict";
for (const section of document.querySelectorAll("[data-kept]")) {
  const list = section.querySelector("dl"), records = {};
  try {
    for (const [key, text] of Object.entries(localStorage)) if (key.startsWith(section.dataset.kept)) records[key] = JSON.parse(text);
  } catch { /* a browser that keeps nothing, or nothing that can be read */ }
  for (const { fields, said = {} } of Object.values(records)) for (const [name, values] of Object.entries(fields)) {
    const [label, words] = said[name] ?? ["", values.join("; ")];
    list.append(Object.assign(document.createElement("dt"), { textContent: label }),
      Object.assign(document.createElement("dd"), { textContent: words || "(để trống)" }));
  }
  section.hidden = !list.children.length;
  section.querySelector("button").addEventListener("click", () => {
    Object.keys(records).forEach((key) => localStorage.removeItem(key));
    section.hidden = true;
  });
}
