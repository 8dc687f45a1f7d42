// Tells the organization's event log what was done with its items here: viewed, revealed, copied.
import { post } from "./http.js";
import { address } from "./vault_routes.js";

const PAUSE = 2000;
const BATCH = 100;
const VIEWED = 1107;
const REVEALED = { password: 1108, hidden: 1109, code: 1110, number: 1117 };
const COPIED = { password: 1111, hidden: 1112, code: 1113 };
let waiting = [];
let timer = null;

/** Report that an item was opened. */
export function reportViewed(item) {
  report(item, VIEWED);
}

/** Report that a password was copied without opening the item. */
export function reportCopied(item, kind) {
  report(item, COPIED[kind]);
}

/**
 * Report what is revealed and copied inside an item's view: its buttons carry what they are for as `data-of-secret`.
 *
 * @param {HTMLElement} area
 * @param {() => object | null} current returns the item that is shown.
 */
export function startItemEvents(area, current) {
  area.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-of-secret]");
    const item = button && current();
    if (!item) return;
    const { ofSecret: kind, reveal } = button.dataset;
    // The click itself turns the button over, before or after this.
    if (reveal === undefined) report(item, COPIED[kind]);
    else if (!button.dataset.reported) report(item, REVEALED[kind]);
    if (reveal !== undefined) button.dataset.reported = "";
  });
}

function report({ id, organizationId }, type) {
  if (!organizationId || !type) return;
  waiting.push({ type, cipherId: id, date: new Date().toISOString() });
  timer ??= setTimeout(send, PAUSE);
}

async function send() {
  clearTimeout(timer);
  timer = null;
  const events = waiting.slice(0, BATCH);
  waiting = waiting.slice(BATCH);
  if (!events.length) return;
  // What cannot be told now is not worth an interruption: such events are never proof.
  await post(address("collectEvents"), { events }).catch(() => {});
  if (waiting.length) timer ??= setTimeout(send, PAUSE);
}

// A page that is left or put aside may never run again.
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(); });
