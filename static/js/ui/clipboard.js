import { text } from "./dom.js";
import { toast } from "./toast.js";
import { secretOf } from "./secret.js";

const SECONDS = 30;
let timer;

/** Copy a text; `secret` ones are cleared from the clipboard after 30 seconds. */
export async function copy(value, { secret = false } = {}) {
  clearTimeout(timer);
  try {
    await navigator.clipboard.writeText(value);
  } catch {
    toast(text("copyFailed"), "danger");
    return;
  }
  toast(secret ? text("copiedSecret") : text("copied"), "success");
  if (secret) timer = setTimeout(() => clear(value), SECONDS * 1000);
}

// Reading back needs a permission most people never gave: without it the clipboard is emptied unseen.
async function clear(value) {
  try {
    if (await navigator.clipboard.readText() !== value) return;
  } catch { /* not allowed to look */ }
  await navigator.clipboard.writeText("").catch(() => {});
}

/** Wire [data-copy="#selector"] (text, input value or secret of that element) and [data-copy-text="…"]. */
export function startCopying(root = document) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-copy-text]");
    if (!button) return;
    if (button.dataset.copyText !== undefined) return void copy(button.dataset.copyText);
    const source = document.querySelector(button.dataset.copy);
    if (!source) return;
    const hidden = secretOf(source);
    const secret = hidden !== undefined || source.type === "password" || "secret" in source.dataset || "secret" in button.dataset;
    void copy(hidden ?? source.value ?? source.textContent, { secret });
  });
}
