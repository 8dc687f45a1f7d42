import { icon, iconButton, text } from "./dom.js";

const ICONS = { info: "info-circle", success: "circle-check", warning: "alert-triangle", danger: "alert-circle" };
// Kept here: a dialog that is closed and thrown away takes the region out of the page for a moment.
const region = document.getElementById("toasts");
const SECONDS = { info: 6, success: 5, warning: 10, danger: 12 };

function leave(toast) {
  if (!toast.isConnected || toast.classList.contains("leaving")) return;
  toast.classList.add("leaving");
  setTimeout(() => toast.remove(), 220);
}

function watch(toast, seconds) {
  let timer;
  const start = () => { timer = setTimeout(() => leave(toast), seconds * 1000); };
  const stop = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", stop);
  toast.addEventListener("pointerleave", start);
  toast.addEventListener("focusin", stop);
  toast.addEventListener("focusout", start);
  start();
}

// A modal dialog makes everything outside it inert and silent, so the toasts move into it while it is open;
// as a popover they then stand above it in the top layer.
function host() {
  const dialog = [...document.querySelectorAll("dialog:modal")].at(-1);
  const home = dialog ?? document.body;
  if (region.parentElement !== home) home.append(region);
  if (region.matches(":popover-open")) region.hidePopover();
  region.showPopover?.();
  dialog?.addEventListener("close", () => { if (region.parentElement === dialog) document.body.append(region); }, { once: true });
  return region;
}

/** Show a message for some seconds. Kinds: info, success, warning, danger. */
export function toast(message, kind = "info") {
  const node = document.createElement("div");
  node.className = `toast ${kind}`;
  const words = document.createElement("span");
  words.dir = "auto";
  words.textContent = message;
  node.append(icon(ICONS[kind] ?? ICONS.info), words, iconButton("x", text("dismiss"), { dataset: { dismiss: "" } }));
  host().append(node);
  watch(node, SECONDS[kind] ?? SECONDS.info);
  return node;
}

/** Let the messages that the server rendered leave by themselves, and close buttons close. */
export function startToasts() {
  for (const node of region.children) watch(node, node.classList.contains("danger") ? SECONDS.danger : SECONDS.info);
  region.addEventListener("click", (event) => {
    if (event.target.closest("[data-dismiss]")) leave(event.target.closest(".toast"));
  });
}
