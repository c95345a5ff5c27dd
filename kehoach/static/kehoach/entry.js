/* The entry form saves by itself. Without this file, and without a connection, the buttons do the same. */
const form = () => document.getElementById("phieu");
const tell = (text) => { const place = document.getElementById("saved"); if (place) place.textContent = text; };
// The cards in which something was changed since the form was sent, and those that are on their way.
let touched = new Set();
let sent = new Set();
let typing = null;

document.addEventListener("input", ({ target }) => {
  if (target.form !== form()) return;
  touched.add(target.closest(".field"));
  typing = target.matches("[type=radio], [type=checkbox]") ? null : target;
});
document.addEventListener("htmx:beforeRequest", () => { sent = touched; touched = new Set(); tell("Đang lưu…"); });

// What was changed or is being typed right now stays, whatever the server has to say about it; the next save brings it along.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const card = event.detail.target, writing = card.contains(typing) && typing === document.activeElement;
  if (writing || touched.has(card)) event.detail.shouldSwap = false;
});
// So does the whole form, which comes back where somebody else gave another answer: it waits for the next save.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (touched.size && event.detail.xhr.getResponseHeader("HX-Retarget")) event.detail.shouldSwap = false;
});

document.addEventListener("htmx:afterRequest", (event) => {
  const answer = event.detail.xhr, keep = () => { touched = new Set([...sent, ...touched]); sent = new Set(); };
  if (!answer.status || answer.status >= 500) {
    keep();
    return tell(`Chưa lưu được: ${answer.status ? "cổng đang bận" : "mất kết nối"}. Cứ nhập tiếp, lần lưu sau gửi tất cả.`);
  }
  if (event.detail.failed || new URL(answer.responseURL).pathname !== location.pathname) {
    keep();
    return tell("Chưa lưu: phiên làm việc đã hết. Hãy mở lại đường dẫn hoặc đăng nhập lại.");
  }
  sent = new Set();
});
window.addEventListener("online", () => { if (touched.size && form()) window.htmx.trigger(form(), "change"); });
