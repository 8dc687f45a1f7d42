import { element, icon } from "./dom.js";
import { say } from "./vault_texts.js";

/** Show which part of a list is seen, with buttons to the parts beside it. */
export function renderPager(nav, { page, pages, total, partial }, size) {
  nav.hidden = total === 0;
  const start = (page - 1) * size + 1;
  const range = say(partial ? "rangeSoFar" : "range", { start, end: Math.min(total, page * size), total });
  const steps = element("span", {},
    step(page - 1, page > 1, say("previous"), "chevron-left", true), step(page + 1, page < pages, say("next"), "chevron-right"));
  nav.replaceChildren(element("span", {}, range), ...(pages > 1 ? [steps] : []));
}

function step(page, possible, label, name, before = false) {
  const mark = icon(name, "directional");
  const parts = before ? [mark, label] : [label, mark];
  return element("button", { type: "button", class: "btn small", disabled: !possible, dataset: { page } }, parts);
}
