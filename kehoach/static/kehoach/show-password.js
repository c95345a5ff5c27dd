// A password that is set can be looked at. Without this file it stays hidden.
"use strict";

for (const input of document.querySelectorAll("[data-show-password] input[type=password]")) {
  const label = document.createElement("label"), tick = document.createElement("input");
  tick.type = "checkbox";
  label.className = "tick";
  label.append(tick, " Hiện mật khẩu");
  tick.addEventListener("change", () => { input.type = tick.checked ? "text" : "password"; });
  input.after(label);
}
