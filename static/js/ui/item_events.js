// Tells the organization's event log what was done with its items here: viewed, revealed, copied.
import { post } from "./http.js";
import { address } from "./vault_routes.js";

const PAUSE = 2000;
const BATCH = 100;
const VIEWED = 1107;
const HIDDEN = { revealed: 1109, copied: 1112 };
// By type of item and field.
const EVENTS = {
  1: { password: { revealed: 1108, copied: 1111 }, totp: { revealed: 1118 } },
  3: { code: { revealed: 1110, copied: 1113 }, number: { revealed: 1117 } },
  6: {
    accountNumber: { revealed: 1121, copied: 1119 }, pin: { revealed: 1122, copied: 1120 },
    swiftCode: { revealed: 1128, copied: 1127 }, iban: { revealed: 1130, copied: 1129 },
  },
  7: { licenseNumber: { revealed: 1124, copied: 1123 } },
  8: { passportNumber: { revealed: 1126, copied: 1125 }, nationalIdentificationNumber: { revealed: 1132, copied: 1131 } },
};
let waiting = [];
let timer = null;

/** Report that an item was opened. */
export function reportViewed(item) {
  report(item, VIEWED);
}

/** Report that a password was copied without opening the item. */
export function reportCopied(item, kind) {
  report(item, eventOf(item, kind, "copied"));
}

/**
 * Report what is revealed and copied inside an item's view or form: the buttons of a view carry the field that they
 * are for as `data-of-secret`, those of a form name its input.
 *
 * @param {HTMLElement} area
 * @param {() => object | null} current returns the item that is shown.
 */
export function startItemEvents(area, current) {
  area.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-of-secret], [data-reveal-input]");
    const item = button && current();
    if (!item) return;
    const { reveal, revealInput, reported } = button.dataset;
    const reveals = reveal !== undefined || revealInput !== undefined;
    // The click itself turns the button over, before or after this; what was shown once is known.
    if (reported === undefined) report(item, eventOf(item, fieldOf(button), reveals ? "revealed" : "copied"));
    if (reveals) button.dataset.reported = "";
  });
}

function fieldOf({ dataset: { ofSecret, revealInput } }) {
  if (ofSecret) return ofSecret;
  const { name } = document.getElementById(revealInput);
  return name === "fieldValue" ? "hidden" : name.replace("own.", "");
}

function eventOf({ type }, field, what) {
  return (field === "hidden" ? HIDDEN : EVENTS[type]?.[field])?.[what];
}

function report({ id, organizationId }, type) {
  if (!id || !organizationId || !type) return;
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
  await post(address("collectEvents"), { events }, { keepalive: true }).catch(() => {});
  if (waiting.length) timer ??= setTimeout(send, PAUSE);
}

// A page that is left or put aside may never run again.
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(); });
