import { setIcon } from "./secret.js";

/** Wire the eye buttons of password fields: [data-reveal-input="id"]. */
export function startPasswordFields(root = document) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-reveal-input]");
    const input = button && document.getElementById(button.dataset.revealInput);
    if (!input) return;
    const show = input.type === "password";
    input.type = show ? "text" : "password";
    button.setAttribute("aria-pressed", String(show));
    setIcon(button, show ? "eye-off" : "eye");
    input.focus();
  });
  // A revealed password must not reach the browser's memory of text fields.
  root.addEventListener("submit", (event) => {
    for (const button of event.target.querySelectorAll('[data-reveal-input][aria-pressed="true"]')) {
      document.getElementById(button.dataset.revealInput).type = "password";
      button.setAttribute("aria-pressed", "false");
      setIcon(button, "eye");
    }
  }, true);
}
