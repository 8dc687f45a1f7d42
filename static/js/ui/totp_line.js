import { parseTotp, totp } from "../core/totp.js";
import { copy } from "./clipboard.js";
import { element, icon, iconButton } from "./dom.js";
import { say } from "./vault_texts.js";

const SECOND = 1000;

/**
 * Make the line that shows the current code of an authenticator key, counting down, for as long as it is in the page.
 *
 * @param {string} key as the login holds it.
 * @returns {HTMLElement}
 */
export function totpLine(key) {
  const title = element("dt", {}, say("totpCode"));
  const settings = settingsOf(key);
  if (!settings) {
    return element("div", {}, title, element("dd", { class: "undecryptable" }, icon("alert-triangle", "small"), say("totpMalformed")));
  }
  const ring = element("span", { class: "ring", "aria-hidden": "true" });
  const shown = element("span", { class: "totp", dataset: { secret: "" } });
  const current = () => totp(settings, Date.now() / SECOND);
  const row = element("div", {}, title,
    element("dd", { class: "row nowrap" }, shown, ring),
    element("dd", { class: "field-actions" },
      iconButton("copy", say("copy", say("totpCode")), { on: { click: async () => copy((await current()).code, { secret: true }) } })));
  keepCounting(row, async () => {
    const { code, remaining, period } = await current();
    shown.textContent = code.replace(/^(\d{3})(\d{3})$/, "$1 $2");
    ring.style.setProperty("--part", remaining / period);
  });
  return row;
}

function settingsOf(key) {
  try {
    return parseTotp(key);
  } catch {
    return null;
  }
}

function keepCounting(row, show) {
  show();
  const timer = setInterval(() => (row.isConnected ? show() : clearInterval(timer)), SECOND);
}
