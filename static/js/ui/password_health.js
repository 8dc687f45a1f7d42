import { element } from "./dom.js";
import { startStrength } from "./password_strength.js";
import { address } from "./vault_routes.js";
import { say } from "./vault_texts.js";

const PAUSE = 300;

/**
 * Show below a password's field how strong it is, and how many other items have the same one.
 *
 * @param {HTMLElement} field of `labelled`.
 * @param {(password: string) => Promise<number>} use counts the other items.
 */
export function showPasswordHealth(field, use) {
  const input = field.querySelector("input");
  const meter = element("div", { class: "strength", role: "status", dataset: { labels: say("strengths") } },
    element("progress", { max: 4, value: 0, "aria-label": say("strength") }), element("span"));
  const reuse = element("p", { class: "help warning", role: "status", hidden: true });
  field.append(meter, reuse);
  startStrength(meter, input, address("strengthWorker"));

  async function count() {
    const { value } = input;
    const others = value ? await use(value).catch(() => 0) : 0;
    if (value !== input.value) return;
    reuse.hidden = others === 0;
    reuse.textContent = others === 0 ? "" : say(others === 1 ? "reusedOnce" : "reused", String(others));
  }

  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(count, PAUSE);
  });
  count();
}
