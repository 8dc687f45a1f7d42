// Hidden values: the text stays in this module until it is revealed, and never stands masked in the page.

const secrets = new WeakMap();
const DOTS = "••••••••••••";

/** Return the value that an element hides, or undefined. */
export function secretOf(element) {
  return secrets.get(element);
}

/** Give an element (`.secret-text`) a value to hide. */
export function setSecret(element, value) {
  secrets.set(element, value);
  element.dataset.secret = "";
  element.classList.add("secret-text");
  mask(element);
}

/** Show a hidden value, its digits and symbols in colours of their own. */
export function reveal(element) {
  const kinds = (secrets.get(element) ?? "").match(/\d+|[\p{L}\s]+|[^\p{L}\s\d]+/gu) ?? [];
  element.classList.remove("masked");
  element.dir = "ltr";
  element.replaceChildren(...kinds.map((part) => {
    const kind = /^\d/.test(part) ? "digit" : /^[\p{L}\s]/u.test(part) ? "" : "symbol";
    if (!kind) return part;
    const span = document.createElement("span");
    span.className = kind;
    span.textContent = part;
    return span;
  }));
}

/** Hide it again. */
function mask(element) {
  element.classList.add("masked");
  element.textContent = DOTS;
}

/** Wire [data-reveal="#selector"] buttons; aria-pressed tells their state. */
export function startSecrets(root = document) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-reveal]");
    const element = button && document.querySelector(button.dataset.reveal);
    if (!element) return;
    const show = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(show));
    setIcon(button, show ? "eye-off" : "eye");
    if (show) reveal(element); else mask(element);
  });
}

/** Change the icon of a button. */
export function setIcon(button, name) {
  const use = button.querySelector("use");
  use?.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${name}`));
}
