// The one module of every page: theme, lock and log-out, dialogs, menus, selection, copying, toasts, password eyes.
import "../agent/guard.js";
import { call } from "../agent/client.js";
import { startAutomaticConfirmation } from "./automatic_confirmation.js";
import { startCopying } from "./clipboard.js";
import { startDialogs } from "./dialog.js";
import { startMenus } from "./menu.js";
import { startPasswordFields } from "./password_field.js";
import { startSecrets } from "./secret.js";
import { startSelections } from "./selection.js";
import { followSendLink } from "./send_link.js";
import { startToasts } from "./toast.js";
import { rememberZone } from "./zone.js";

const page = document.documentElement;
const YEAR = 365 * 24 * 3600;

function startTheme() {
  const choices = [...document.querySelectorAll('input[name="theme"]')];
  const now = page.dataset.theme ?? "system";
  for (const choice of choices) {
    choice.checked = choice.value === now;
    choice.addEventListener("change", () => setTheme(choice.value));
  }
}

function setTheme(theme) {
  if (theme === "system") delete page.dataset.theme; else page.dataset.theme = theme;
  const age = theme === "system" ? 0 : YEAR;
  document.cookie = `theme=${theme}; Path=/; Max-Age=${age}; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
}

// A worker that does not answer must not keep anybody from leaving.
function lock(reason) {
  const patience = new Promise((resolve) => { setTimeout(resolve, 1500); });
  return Promise.race([call("lock", { reason }).catch(() => {}), patience]);
}

function startLocking() {
  document.addEventListener("click", async (event) => {
    if (!event.target.closest("[data-lock]")) return;
    await lock("asked");
    if (page.dataset.lockUrl) location.assign(page.dataset.lockUrl);
  });
  // The keys go before the session: a failed request must never leave an open vault behind a closed session.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-log-out]") || form.dataset.locked) return;
    event.preventDefault();
    form.dataset.locked = "yes";
    await lock("log out");
    form.submit();
  });
}

function startLanguages() {
  document.addEventListener("submit", (event) => {
    // What stands after the #, a Send's key, is for this browser alone: the redirect keeps it, the server never sees it.
    if (event.target.matches("[data-language-choice]")) event.target.action += location.hash;
  });
}

function startTrees() {
  document.addEventListener("click", (event) => {
    const toggle = event.target.closest(".tree-toggle");
    if (toggle) toggle.setAttribute("aria-expanded", String(toggle.getAttribute("aria-expanded") !== "true"));
  });
}

/** Mark the pressed button of a sent form as busy; forms with a target or data-download stay on their page. */
function startBusyForms() {
  document.addEventListener("submit", (event) => {
    const { submitter, target: form } = event;
    if (!submitter?.matches(".btn") || form.method === "dialog" || form.target || "download" in form.dataset) return;
    // After every other listener: one of them may keep the form here.
    setTimeout(() => { if (!event.defaultPrevented) submitter.setAttribute("aria-busy", "true"); });
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const button of document.querySelectorAll("form .btn[aria-busy]")) button.removeAttribute("aria-busy");
  });
}

rememberZone();
startTheme();
startDialogs();
startMenus();
startSecrets();
startPasswordFields();
startSelections();
startCopying();
startToasts();
followSendLink();
startTrees();
startLanguages();
startLocking();
startBusyForms();
startAutomaticConfirmation();
