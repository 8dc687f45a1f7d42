// Confirming members while a portal is open, for organizations that asked for it: one tab of a browser, once a minute.
import { call } from "../agent/client.js";
import { ready } from "../agent/guard.js";
import { confirmMembers } from "../core/confirmations.js";
import { text } from "./dom.js";
import { get, post } from "./http.js";
import { toast } from "./toast.js";

const LOCK = "portal-confirmation";
// When any tab of this browser asks next, and in which session; what was refused in it is not tried again.
const NEXT = "portal-confirmation-next";
const REFUSED = "portal-confirmation-refused";
const MINUTE = 60_000;

const { confirmations, epoch } = document.documentElement.dataset;

/** Begin to look for members who wait, if the page is somebody's. */
export async function startAutomaticConfirmation() {
  if (!confirmations || !navigator.locks || !(await ready).unlocked) return;
  lookInTurn();
  setInterval(lookInTurn, MINUTE);
}

/** Let the next page look at once. */
export function confirmSoon() {
  localStorage.removeItem(NEXT);
}

// Other tabs leave it to the one that looks. What fails is tried again at the next turn.
function lookInTurn() {
  navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? look() : null)).catch(() => {});
}

async function look() {
  const next = kept(NEXT);
  if (next.epoch === epoch && Date.now() < next.at) return;
  keep(NEXT, { at: Date.now() + MINUTE });
  const { again, keyring, organizations } = await get(confirmations);
  keep(NEXT, { at: Date.now() + again * 1000 });
  if (organizations.length === 0) return;
  await call("open", keyring);
  for (const organization of organizations) await confirm(organization);
}

async function confirm(organization) {
  const { name, url, id: organizationId } = organization;
  try {
    const { confirmed, refused } = await confirmMembers(organization, {
      wrap: (args) => call("wrapOrganizationKeyByConsent", args),
      send: (keys) => post(url, { keys }),
      isRefused,
      unusable: text("unusableKey"),
    });
    if (confirmed.length === 1) toast(words("confirmedOne", { organization: name, email: confirmed[0] }), "success");
    if (confirmed.length > 1) toast(words("confirmedMany", { organization: name, count: confirmed.length }), "success");
    for (const { id, email, reason } of refused) refuse(id, words("unconfirmed", { organization: name, email, reason }));
  } catch (error) {
    // The agent refuses a consent that nobody with the key has given. All else may pass by itself.
    if (error.code === "refused") refuse(organizationId, words("noConsent", { organization: name }));
  }
}

function isRefused(id) {
  const refused = kept(REFUSED);
  return refused.epoch === epoch && refused.ids.includes(id);
}

function refuse(id, message) {
  const refused = kept(REFUSED);
  keep(REFUSED, { ids: [...(refused.epoch === epoch ? refused.ids : []), id] });
  toast(message, "warning");
}

function words(key, values) {
  return Object.entries(values).reduce((sentence, [name, value]) => sentence.replace(`%(${name})s`, () => value), text(key));
}

function kept(key) {
  return JSON.parse(localStorage.getItem(key)) ?? {};
}

function keep(key, value) {
  localStorage.setItem(key, JSON.stringify({ epoch, ...value }));
}
