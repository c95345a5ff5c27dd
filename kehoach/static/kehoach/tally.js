/* Enter is Next: from number to number, from the last one to the button. Without this file Enter sends the form. */
document.addEventListener("keydown", (event) => {
  const { target } = event, form = target.form;
  if (event.key !== "Enter" || !form || !form.matches(".year-form") || target.type !== "text") return;
  event.preventDefault();
  const inputs = [...form.querySelectorAll(".ask-row input[type=text]")], next = inputs[inputs.indexOf(target) + 1];
  (next || form.querySelector("button:not([type=button])")).focus();
  next?.select();
});
