/* The entry form saves by itself. Without this file, and without a connection, the buttons do the same. */
const form = () => document.getElementById("phieu");
const tell = (text) => { const place = document.getElementById("saved"); if (place) place.textContent = text; };
// The cards in which something was changed since the form was sent, and those that are on their way.
let touched = new Set();
let sent = new Set();
let typing = null;
// Whether the answer in hand tells of somebody else's change to a card that is kept.
let behind = false;

document.addEventListener("input", ({ target }) => {
  if (target.form !== form()) return;
  touched.add(target.closest(".field"));
  typing = target.matches("[type=radio], [type=checkbox]") ? null : target;
});
document.addEventListener("htmx:beforeRequest", () => { sent = touched; touched = new Set(); behind = false; tell("Đang lưu…"); });

// What was changed or is being typed right now stays, whatever the server has to say about it; the next save brings it along.
// Where somebody else changed the same card, the version that this page knows stays too, so that the next save shows both.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail, writing = target.contains(typing) && typing === document.activeElement;
  const kept = writing || touched.has(target);
  if (kept && fragment.querySelector("[data-elsewhere]")) behind = true;
  if (kept || (behind && target.id === "version")) event.detail.shouldSwap = false;
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
