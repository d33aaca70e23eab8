"use strict";
// Keys for those who label: each button names its own. What is typed into a field is left alone.
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest("input, select, textarea")) return;
  const key = event.key.toLowerCase();
  const button = [...document.querySelectorAll("button[data-key]")].find((b) => b.dataset.key.split(" ").includes(key));
  if (!button) return;
  event.preventDefault();
  button.form.requestSubmit(button);
});
