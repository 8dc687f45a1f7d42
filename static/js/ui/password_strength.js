import { workerURL } from "../core/trusted.js";

const PAUSE = 150;
const waiting = new Map();
let worker = null;
let lastId = 0;

/**
 * Keep a `.strength` meter in step with a password field. Returns a function that resolves to the score, 0 to 4.
 *
 * @param {HTMLElement} meter its `data-labels` are the five words, parted by |
 * @param {HTMLInputElement} input
 * @param {string} address of the strength worker
 * @param {() => string[]} personal words that are easy to guess for this person
 */
export function startStrength(meter, input, address, personal = () => []) {
  const labels = meter.dataset.labels.split("|");
  const words = meter.querySelector("span");
  const advice = words.textContent;
  let timer;

  function estimate() {
    const inputs = personal().flatMap((text) => [text, ...text.split(/[\s@.]+/)]).filter(Boolean);
    return scoreOf(input.value, inputs, address);
  }

  async function show() {
    const score = input.value ? await estimate() : null;
    meter.dataset.score = score ?? "";
    // One step is shown even for the worst: an empty bar would mean that nothing was looked at.
    meter.querySelector("progress").value = score === null ? 0 : Math.max(score, 1);
    words.textContent = score === null ? advice : labels[score];
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
  if (input.value) show();
  return estimate;
}

/** Ask the worker, which is large and therefore started once a page, when it is first needed. */
function scoreOf(password, inputs, address) {
  worker ??= started(address);
  lastId += 1;
  worker.postMessage({ id: lastId, password, inputs });
  return new Promise((resolve) => { waiting.set(lastId, resolve); });
}

function started(address) {
  const fresh = new Worker(workerURL(address), { type: "module" });
  fresh.addEventListener("message", ({ data: { id, score } }) => {
    waiting.get(id)?.(score);
    waiting.delete(id);
  });
  return fresh;
}
