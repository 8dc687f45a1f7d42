// The rows of a person's Sends. What is decrypted stays in the agent but for the page that is shown.
import { call } from "../agent/client.js";
import { exactDate } from "./dates.js";

const card = document.getElementById("sends");
const empty = document.getElementById("no-sends");
const rows = card.querySelector("[data-rows]");
const pages = card.querySelector("[data-pages]");
const template = document.getElementById("send-row");

/** Return a text of the page, its `%s` and `%d` replaced in order. */
export function say(key, ...values) {
  return values.reduce((words, value) => words.replace(/%[sd]/, () => value), card.dataset[key]);
}

/**
 * Show Sends, found by `filter` {query, type, page}.
 *
 * @param {object} filter
 * @param {number} known how many there are at all.
 */
export async function showSends(filter, known) {
  document.getElementById("sends-loading").hidden = true;
  card.hidden = known === 0;
  empty.hidden = known > 0;
  const found = await call("searchSends", filter);
  rows.replaceChildren(...found.rows.map(rowOf));
  rows.closest("table").hidden = found.total === 0;
  card.querySelector("[data-nothing]").hidden = found.total > 0;
  pages.hidden = found.pages < 2;
  pages.querySelector("[data-page-of]").textContent = say("pageOf", found.page, found.pages);
  for (const button of pages.querySelectorAll("[data-turn]")) {
    const page = found.page + Number(button.dataset.turn);
    button.disabled = page < 1 || page > found.pages;
  }
}

/** Return what the page says about a Send at this moment. */
function statesOf(send, now = Date.now()) {
  return {
    password: send.hasPassword,
    named: Boolean(send.emails),
    disabled: send.disabled,
    expired: Boolean(send.expirationDate) && new Date(send.expirationDate) <= now,
    usedUp: send.maxAccessCount !== null && send.accessCount >= send.maxAccessCount,
    pending: new Date(send.deletionDate) <= now,
    incomplete: !send.uploaded,
  };
}

function rowOf(send) {
  const row = template.content.cloneNode(true).querySelector("tr");
  const name = send.name ?? say("untitled");
  row.dataset.id = send.id;
  row.querySelector("[data-name]").textContent = name;
  row.querySelector("[data-detail]").textContent = send.type === 1 ? (send.fileName ?? "") : "";
  for (const glyph of row.querySelectorAll("[data-of-type]")) glyph.hidden = Number(glyph.dataset.ofType) !== send.type;
  row.querySelector("[data-count]").textContent = send.maxAccessCount === null ? send.accessCount : say("of", send.accessCount, send.maxAccessCount);
  const time = row.querySelector("[data-deletion]");
  time.dateTime = send.deletionDate;
  time.textContent = exactDate(send.deletionDate);
  const states = statesOf(send);
  for (const state of row.querySelectorAll("[data-state]")) state.hidden = !states[state.dataset.state];
  row.classList.toggle("muted", ["disabled", "expired", "usedUp", "pending", "incomplete"].some((state) => states[state]));
  hide(row, { link: !send.uploaded, disable: send.disabled, enable: !send.disabled, "open-up": !send.hasPassword });
  menuOf(row, send, name);
  return row;
}

function hide(row, acts) {
  for (const [act, hidden] of Object.entries(acts)) row.querySelector(`[data-act="${act}"]`).hidden = hidden;
}

function menuOf(row, send, name) {
  const menu = row.querySelector(".menu");
  menu.id = `send-menu-${send.id}`;
  const button = row.querySelector("[data-menu]");
  button.setAttribute("popovertarget", menu.id);
  button.setAttribute("aria-label", say("options", name));
}
