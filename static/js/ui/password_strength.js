import { workerURL } from "../core/trusted.js";

const PAUSE = 150;

/**
 * Keep a `.strength` meter in step with a password field. Returns a function that resolves to the score, 0 to 4.
 *
 * @param {HTMLElement} meter its `data-labels` are the five words, parted by |
 * @param {HTMLInputElement} input
 * @param {string} address of the strength worker
 * @param {() => string[]} personal words that are easy to guess for this person
 */
export function startStrength(meter, input, address, personal = () => []) {
  const worker = new Worker(workerURL(address), { type: "module" });
  const labels = meter.dataset.labels.split("|");
  const words = meter.querySelector("span");
  const advice = words.textContent;
  const waiting = new Map();
  let lastId = 0;
  let timer;

  worker.addEventListener("message", ({ data: { id, score } }) => {
    waiting.get(id)?.(score);
    waiting.delete(id);
  });

  function estimate() {
    lastId += 1;
    const inputs = personal().flatMap((text) => [text, ...text.split(/[\s@.]+/)]).filter(Boolean);
    worker.postMessage({ id: lastId, password: input.value, inputs });
    return new Promise((resolve) => { waiting.set(lastId, resolve); });
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
  return estimate;
}
