import { call } from "../agent/client.js";
import { relativeDate } from "./dates.js";
import { element, iconButton } from "./dom.js";

/** Remember in the agent that a generated text was used. */
export function noteGenerated(text) {
  return call("noteGenerated", { text, date: new Date().toISOString() });
}

/**
 * Show what was generated since the vault was unlocked, in a section with a list and a button that forgets it all.
 *
 * @param {HTMLElement} section `data-copy-label`.
 * @returns {() => Promise<void>} shows it anew.
 */
export function startGenerated(section) {
  const list = section.querySelector("dl");
  const show = async () => {
    const texts = await call("listGenerated");
    section.hidden = !texts.length;
    list.replaceChildren(...texts.map(row));
  };
  const row = ({ text, date }, i) => {
    const copy = iconButton("copy", section.dataset.copyLabel, { class: "ghost", dataset: { copy: `#generated-${i}` } });
    const shown = element("dd", { id: `generated-${i}`, class: "mono", dir: "ltr", dataset: { secret: "" } }, text);
    return element("div", {}, element("dt", {}, relativeDate(date)), shown, element("dd", { class: "field-actions" }, copy));
  };
  section.querySelector("button").addEventListener("click", async () => {
    await call("forgetGenerated");
    await show();
  });
  return show;
}
