// Makes a passkey, or proves one, with one press; the answer is posted like what is typed. Where the browser has none the
// page says so.
"use strict";

const TROUBLE = {
  NotAllowedError: "Chưa xong: đã bấm thôi, quá lâu, hoặc máy này không có khóa nào của cổng. Hãy thử lại.",
  InvalidStateError: "Máy này đã có khóa của cổng rồi.",
  SecurityError: "Địa chỉ đang mở không dùng được khóa truy cập. Hãy mở cổng bằng địa chỉ chính của xã.",
};

for (const form of document.querySelectorAll("[data-passkey]")) {
  const isNew = form.dataset.passkey === "create";
  const read = isNew ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON";
  if (!window.PublicKeyCredential?.[read]) continue;
  const answer = form.elements.answer;
  const trouble = form.querySelector("[data-trouble]");
  form.querySelector("button").hidden = false;
  form.querySelector("[data-without]").hidden = true;
  form.addEventListener("submit", async (event) => {
    // What is missing is said by the portal, before a key is made in vain.
    if (answer.value || [...form.elements].some((field) => field.required && !field.value)) return;
    event.preventDefault();
    trouble.hidden = true;
    try {
      const publicKey = PublicKeyCredential[read](JSON.parse(form.dataset.options));
      const credential = await navigator.credentials[isNew ? "create" : "get"]({ publicKey });
      answer.value = JSON.stringify(credential.toJSON());
    } catch (error) {
      trouble.textContent = TROUBLE[error.name] ?? "Máy chưa dùng được khóa truy cập. Hãy thử lại hoặc dùng cách khác.";
      trouble.hidden = false;
      return;
    }
    form.requestSubmit();
  });
}
