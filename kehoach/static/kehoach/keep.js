/* Keeps on the device what is typed and not yet saved, and offers it again (docs/decisions/0028). A form takes part by
   `data-keep`: its name on the device, without a value its address. Without this file the server holds what it can. */
"use strict";
{
  const { person, sessionSeconds, sessionUrl, signInUrl } = document.body.dataset;
  const MINE = `keep:${person}:`, DAYS = 14, MINUTE = 60_000, SEEN = "[name=version], [name=seen]";
  const NOT_TYPED = "[type=hidden], [type=file], [type=password], [type=submit], [type=button], [name^=_]";

  // A record: {nonce, at, seen: {version: "3"}, fields: {name: [values]}, sent: the fields as they were posted last,
  // said: {name: [label, words]} to be read out (kept.js), with: the record that ends with this one}
  const keyOf = (form) => MINE + (form.dataset.keep || new URL(form.getAttribute("action") || "", location.href).pathname);
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const remove = (key) => { try { localStorage.removeItem(key); } catch { /* a browser that keeps nothing */ } };
  const write = (key, record) => {
    if (!Object.keys(record.fields).length && !record.with) return remove(key);
    try { localStorage.setItem(key, JSON.stringify(record)); } catch { /* full, or forbidden: as without this file */ }
  };
  const keys = () => { try { return Object.keys(localStorage).filter((key) => key.startsWith("keep:")); } catch { return []; } };
  const kept = () => [...document.querySelectorAll("form[data-keep]")];

  // What stands in the controls of a name now, or stood there when the page came.
  const controls = (form, name) => [...form.elements].filter((one) =>
    (name ? one.name === name : one.name) && one.matches("input, select, textarea") && !one.matches(NOT_TYPED));
  const values = (form, name, asItCame) => controls(form, name).flatMap((one) => {
    if (one.matches("[type=checkbox], [type=radio]")) return one[asItCame ? "defaultChecked" : "checked"] ? [one.value] : [];
    if (one.matches("select")) {
      const chosen = [...one.options].filter((option) => option[asItCame ? "defaultSelected" : "selected"]);
      return (chosen.length || one.multiple ? chosen : [...one.options].slice(0, 1)).map((option) => option.value);
    }
    return [asItCame ? one.defaultValue : one.value];
  });
  const plain = (list) => JSON.stringify(list.map((value) => String(value).replace(/\r\n?/g, "\n")));
  const same = (some, others) => plain(some) === plain(others);

  const typed = (form) => [...new Set(controls(form).map((one) => one.name))]
    .filter((name) => !same(values(form, name), values(form, name, true)));

  // Notes what stands in these fields, or in all that differ; the time is that of the first one which was not saved.
  const changed = (form, names = typed(form)) => {
    const key = keyOf(form), fresh = { at: Date.now(), seen: {}, fields: {}, with: form.dataset.keepWith };
    const record = read(key) || fresh;
    if (!Object.keys(record.fields).length) {
      Object.assign(record, fresh);
      for (const one of form.querySelectorAll(SEEN)) record.seen[one.name] = one.value;
    }
    for (const name of names) {
      const now = values(form, name);
      if (!(name in record.fields) && same(now, values(form, name, true))) continue;
      record.fields[name] = now;
      record.said = { ...record.said, [name]: [labelOf(form, name), wordsOf(form, name)] };
    }
    record.nonce = Date.now().toString(36) + Math.random().toString(36).slice(2, 10);
    write(key, record);
    return record;
  };
  const posted = (form) => {
    const record = changed(form);
    record.sent = Object.fromEntries(Object.keys(record.fields).map((name) => [name, values(form, name)]));
    write(keyOf(form), record);
    form.elements._keep.value = record.nonce;
  };

  // Saved: what was sent is no longer kept, unless it was changed again meanwhile, or never put back into the form.
  const settle = (key, record, sentOf) => {
    for (const name of Object.keys(record.fields)) if (same(record.fields[name], sentOf(name))) delete record.fields[name];
    write(key, record);
  };
  const acknowledge = (form, sent) => { // a FormData
    const record = read(keyOf(form));
    if (record) settle(keyOf(form), record, (name) => sent.getAll(name));
    waiting.delete(form);
    lasts(life * 0.9);
  };
  const acknowledged = () => {
    const nonce = document.cookie.match(/(?:^|; )kept=(\w+)/)?.[1];
    if (!nonce) return;
    document.cookie = "kept=; path=/; max-age=0";
    for (const key of keys().filter((one) => one.startsWith(MINE))) {
      const record = read(key);
      if (record?.nonce !== nonce) continue;
      if (record.with) remove(MINE + record.with);
      settle(key, { ...record, with: undefined }, (name) => record.sent[name]);
    }
  };

  // The strips
  const element = (tag, properties, ...inside) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...inside);
    return made;
  };
  const button = (text, press, quiet) => {
    const made = element("button", { type: "button", className: quiet ? "button quiet" : "button", textContent: text });
    made.addEventListener("click", press);
    return made;
  };
  const labelOf = (form, name) => {
    const [one] = controls(form, name);
    const label = one?.matches("[type=checkbox], [type=radio]") && one.closest("fieldset")?.querySelector("legend");
    return ((label || one?.labels?.[0])?.textContent || "").replace(/\(không bắt buộc\)/, "").trim().replace(/\s+/g, " ");
  };
  // A text as it stands, choices by what they are called.
  const wordsOf = (form, name) => controls(form, name).flatMap((one) =>
    one.matches("select") ? [...one.selectedOptions].map((option) => option.label)
      : !one.matches("[type=checkbox], [type=radio]") ? [one.value] : one.checked ? [one.labels[0]?.textContent ?? one.value] : [])
    .map((words) => words.trim().replace(/\s+/g, " ")).join("; ");
  const timeOf = (at) => {
    const day = new Date(at), time = day.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
    return day.toDateString() === new Date().toDateString() ? time : `${time} ngày ${day.toLocaleDateString("vi-VN")}`;
  };
  const open = (record, form) => Object.keys(record.fields).filter((name) => !same(record.fields[name], values(form, name)));

  const strips = new Map();
  const strip = (form, ...inside) => {
    strips.get(form)?.remove();
    strips.delete(form);
    if (!inside.length) return;
    const made = element("section", { className: "restore", tabIndex: -1, ariaLabel: "Những gì chưa lưu" }, ...inside);
    made.setAttribute("role", "status");
    strips.set(form, made);
    (form.closest("details:not([open])") || form).before(made);
  };
  // Typed into another form, which this one ends: it has to be put back there first.
  const elsewhere = (form) => {
    const url = form.dataset.keepWith, record = "keepFirst" in form.dataset ? read(MINE + url) : null;
    const number = Object.keys(record?.fields || {}).length;
    return !number ? [] : [
      element("p", {}, element("b", { textContent: `Phiếu còn ${number} câu chưa lưu từ ${timeOf(record.at)}, không có trong các số ở trên.` })),
      element("p", { className: "row" }, element("a", { className: "button", href: url, textContent: "Về phiếu để khôi phục" }))];
  };
  const offer = (form) => {
    const record = read(keyOf(form)), names = record ? open(record, form) : [];
    if (!names.length) return strip(form, ...elsewhere(form));
    const [first, last] = [names[0], names.at(-1)].map((name) => labelOf(form, name));
    const which = !first ? "" : first === last || !last ? ` Máy này còn giữ “${first}”.` : ` Máy này còn giữ từ “${first}” đến “${last}”.`;
    strip(form, ...elsewhere(form),
      element("p", {}, element("b", { textContent: `Bạn có ${names.length} câu chưa lưu từ ${timeOf(record.at)}.` }), which),
      element("p", { className: "row" },
        button("Khôi phục", () => restore(form, record)),
        button("Bỏ", () => drop(form, record), true)));
  };
  const drop = (form, record) => {
    const again = () => { write(keyOf(form), record); changed(form); restore(form, record); };
    remove(keyOf(form));
    changed(form);
    strip(form, element("p", { className: "row" }, "Đã bỏ những gì chưa lưu.", button("Lấy lại", again, true)));
    strips.get(form).focus();
  };

  // Puts a record into its form, with the version that was seen when it was typed, so that the server can compare.
  const restore = (form, record = read(keyOf(form))) => {
    if (!record) return;
    const names = open(record, form);
    for (const [name, value] of Object.entries(record.seen)) for (const one of form.querySelectorAll(`[name=${name}]`)) one.value = value;
    for (const name of names) {
      while (!controls(form, name).length && grow(form, name));
      controls(form, name).forEach((one, place) => put(one, record.fields[name], place));
    }
    for (const one of new Set(names.flatMap((name) => controls(form, name).slice(0, 1)))) {
      for (let outer = one.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
      one.dispatchEvent(new Event("input", { bubbles: true }));
      one.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const left = names.filter((name) => !controls(form, name).length && record.fields[name].some(Boolean));
    strip(form, element("p", { textContent: `Đã đưa lại ${names.length - left.length} câu. Xem lại rồi bấm lưu.` }),
      ...left.map((name) => element("p", { textContent: `Trang này không còn ô cho: ${record.fields[name].join(", ")}` })));
    strips.get(form).focus();
  };
  const put = (one, given, place) => {
    if (one.matches("[type=checkbox], [type=radio]")) one.checked = given.includes(one.value);
    else if (one.matches("select")) for (const option of one.options) option.selected = given.includes(option.value);
    else one.value = given[place] ?? "";
  };
  // Another line of a form of many lines, as the last one stands there; whether there was one to copy.
  const grow = (form, name) => {
    const [, prefix] = name.match(/^(\w+)-\d+-/) || [], total = form.elements[`${prefix}-TOTAL_FORMS`];
    const last = Number(total?.value) - 1, line = form.querySelector(`[name^="${prefix}-${last}-"]`)?.closest("fieldset");
    if (!line || last > 50) return false;
    const copy = line.cloneNode(true), named = new RegExp(`(${prefix}-)${last}(?=-)`, "g");
    for (const one of [copy, ...copy.querySelectorAll("*")]) {
      for (const { name: attribute, value } of [...one.attributes]) one.setAttribute(attribute, value.replace(named, `$1${last + 1}`));
    }
    line.after(copy);
    total.value = last + 2;
    return true;
  };

  // One notice at the foot of the screen, the gravest there is: no connection, a refused save, the session's end.
  const foot = element("div", { className: "foot-strip", hidden: true });
  foot.setAttribute("role", "status");
  document.body.append(foot);
  const waiting = new Map();
  let back = null; // where the focus was before it came to the notice
  document.addEventListener("focusin", ({ target }) => { if (!foot.contains(target)) back = target; });

  // The session slides with every answer, in other tabs too.
  const life = Number(sessionSeconds) * 1000, soon = Math.min(5 * MINUTE, life / 3), ENDS = `ends:${person}`;
  let ends = 0;
  const lasts = (left) => {
    ends = Math.max(ends, Date.now() + left);
    try { localStorage.setItem(ENDS, ends); } catch { /* then each tab for itself */ }
    note();
  };
  const left = () => {
    try { ends = Math.max(ends, Number(localStorage.getItem(ENDS))); } catch { /* as above */ }
    return ends - Date.now();
  };
  const stay = async () => {
    const state = await fetch(sessionUrl).then((answer) => answer.json()).catch(() => null);
    if (state?.person === person) lasts(state.seconds * 1000);
    back?.focus({ preventScroll: true });
  };

  const CALM = "Những gì đã gõ còn giữ trên máy này.", SIGNED_OUT = `Chưa lưu: phiên làm việc đã hết. ${CALM} `;
  const note = () => {
    const [failure] = waiting.values(), time = left();
    const said = !navigator.onLine ? "Mất mạng, đang giữ trên máy. Cứ gõ tiếp, có mạng thì lưu."
      : failure || (time <= 0 ? `Phiên làm việc đã hết. ${CALM} ` : time < soon ? `Phiên làm việc còn ${Math.round(soon / MINUTE)} phút. ` : "");
    if (foot.textContent.startsWith(said) && foot.hidden === !said) return;
    const again = signInUrl ? element("a", { href: signInUrl, target: "_blank", textContent: "Đăng nhập lại" }) : "Hãy mở lại đường dẫn xã đã gửi.";
    foot.replaceChildren(said, ...(/đã hết/.test(said) ? [again] : /làm việc còn/.test(said) ? [button("Ở lại", stay)] : []));
    foot.hidden = !said;
  };

  // A save that a script had sent and that failed: says why, keeps trying where that helps. Returns the sentence.
  const failed = (form, status, answer = {}) => {
    if (answer.reason === "token" && answer.person === person && answer.token) {
      for (const one of document.getElementsByName("csrfmiddlewaretoken")) one.value = answer.token;
      return retry(form);
    }
    const said = !status ? `Mất mạng, đang giữ trên máy. Có mạng thì tự lưu.`
      : status >= 500 ? `Cổng đang bận, chưa lưu được. ${CALM} Lát nữa tự gửi lại.`
      : answer.reason === "signed_out" ? SIGNED_OUT
      : answer.message || `Chưa lưu được (mã ${status}). ${CALM}`;
    waiting.set(form, said);
    note();
    return said;
  };
  const retry = (form) => { form.dispatchEvent(new CustomEvent("retry")); return ""; };
  const retryAll = () => { note(); if (navigator.onLine) for (const form of waiting.keys()) retry(form); };

  document.addEventListener("input", ({ target }) => {
    if (target.form?.matches("[data-keep]") && target.name && !target.matches(NOT_TYPED)) changed(target.form, [target.name]);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "post" && !navigator.onLine) { event.preventDefault(); note(); }
    else if ("forget" in form.dataset) [...keys().filter((key) => key.startsWith(MINE)), ENDS].forEach(remove);
    else if (form.matches("[data-keep]")) posted(form);
  });
  // A form that htmx sends: saved is what an answer says by the event “saved”.
  document.addEventListener("htmx:afterRequest", ({ detail: { elt, xhr, requestConfig } }) => {
    if (!elt.matches("form[data-keep]")) return;
    if (xhr.getResponseHeader("HX-Trigger")?.includes("saved")) return acknowledge(elt, requestConfig.formData);
    waiting.delete(elt);
    let answer = {};
    try { answer = JSON.parse(xhr.responseText); } catch { /* a page */ }
    if (!xhr.status || xhr.status >= 400) failed(elt, xhr.status, answer);
    else note();
  });
  window.addEventListener("storage", ({ key }) => kept().filter((form) => keyOf(form) === key).forEach((form) => {
    if (strips.has(form) || !read(key)) offer(form);
  }));
  window.addEventListener("online", retryAll);
  window.addEventListener("offline", note);
  document.addEventListener("visibilitychange", note);
  setInterval(retryAll, 20_000);

  for (const key of keys()) if (!(read(key)?.at > Date.now() - DAYS * 24 * 60 * MINUTE)) remove(key);
  const begin = () => {
    const [visit] = performance.getEntriesByType("navigation");
    acknowledged();
    for (const form of kept()) {
      // What was typed before this file had come; but after “Back” the browser has put in what stood there once.
      if (visit?.type !== "back_forward" && typed(form).length) changed(form);
      offer(form);
    }
    lasts(life);
  };
  begin();
  // What was typed before the page's scripts had come is saved like what is typed after them.
  document.addEventListener("DOMContentLoaded", () => setTimeout(() => {
    if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") return;
    for (const form of kept()) for (const name of typed(form)) {
      controls(form, name)[0].dispatchEvent(new Event("input", { bubbles: true }));
    }
  }));
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) begin(); });
  window.keep = { changed, acknowledge, restore, failed };
}
