import { call, onLocked, reportActivity } from "./client.js";

const ACTIVITY = ["pointerdown", "keydown", "wheel", "touchstart"];
const BETWEEN_REPORTS = 10_000;

const { epoch = null, lockUrl = null } = document.documentElement.dataset;
let reported = 0;

/** Resolves to the agent's status once this page has introduced itself. */
export const ready = introduce();

onLocked((reason) => (reason === "over" ? logOut() : toLockScreen()));
for (const event of ACTIVITY) addEventListener(event, reportSometimes, { capture: true, passive: true });
addEventListener("pagehide", forgetSecrets);
addEventListener("pageshow", async ({ persisted }) => {
  // A page from the back/forward cache has lost its secrets, and perhaps its keys or its session.
  if (persisted && (!epoch || (await introduce()).unlocked)) location.reload();
});

async function introduce() {
  // A page without a session has no epoch, and that locks: Clear-Site-Data alone would leave a
  // shared worker running with its keys.
  const status = await call("status", { epoch }).catch(() => ({ unlocked: false, over: false, userId: null, email: null }));
  if (status.over) logOut(); else if (!status.unlocked) toLockScreen();
  return status;
}

/** End the session of somebody who was away for too long and wants that, as the button for it does. */
function logOut() {
  const form = document.querySelector("form[data-log-out]");
  if (form) form.submit(); else toLockScreen();
}

/** Leave a page that needs keys (one with `data-lock-url`) for the lock screen. */
function toLockScreen() {
  if (!lockUrl || location.pathname === new URL(lockUrl, location.href).pathname) return;
  const here = location.pathname + location.search;
  // Not replace(): WebKit would end the agent with the only page of its history entry.
  location.assign(`${lockUrl}?next=${encodeURIComponent(here)}`);
}

/** Empty what shows plaintext, so that the back/forward cache keeps none. */
function forgetSecrets() {
  for (const element of document.querySelectorAll("[data-secret]")) {
    if (element.matches("input, textarea")) element.value = "";
    else element.replaceChildren();
  }
}

function reportSometimes() {
  const now = Date.now();
  if (now - reported < BETWEEN_REPORTS) return;
  reported = now;
  reportActivity();
}
