/* A form that was held because its link's session had ended: once the link was opened again in another tab, one press
   saves. Without this file the page comes once more, with the token of the new session, to be pressed again. */
"use strict";
document.querySelector("form[data-held-by]").addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.dataset.isReady) return;
  event.preventDefault();
  const state = await fetch(form.dataset.sessionUrl).then((answer) => answer.json()).catch(() => null);
  if (state?.person === form.dataset.heldBy) form.elements.csrfmiddlewaretoken.value = state.token;
  form.dataset.isReady = "1";
  form.requestSubmit(event.submitter);
});
