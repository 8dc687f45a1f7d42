// Works out the reports of a list: the agent opens the logins, a worker looks at them.
import { call } from "../agent/client.js";
import { workerURL } from "../core/trusted.js";
import { get, post } from "./http.js";

const PREFIXES = 100;

/**
 * @param {{ scope: string, worker: string, sitesUrl: string, exposedUrl: string }} page an empty address: no such list.
 * @param {(part: number) => void} onProgress
 * @returns {Promise<{ logins: object[], strength: number[], findings: Record<string, object[] | null>,
 *   unreachable?: string }>} null where there is no list to compare with, or it is `unreachable`.
 */
export async function runReports({ scope, worker: address, sitesUrl, exposedUrl }, onProgress) {
  const [logins, sites] = await Promise.all([call("logins", { scope }), sitesUrl ? get(sitesUrl) : null]);
  const worker = new Worker(workerURL(address), { type: "module" });
  try {
    const { findings, strength, prefixes } = await ask(worker, { logins, sites }, onProgress);
    const { exposed, unreachable } = exposedUrl ? await exposedOf(worker, prefixes, exposedUrl) : { exposed: null };
    return { logins, strength, findings: { ...findings, exposed }, unreachable };
  } finally {
    worker.terminate();
  }
}

async function exposedOf(worker, prefixes, url) {
  const found = [];
  for (let start = 0; start < prefixes.length; start += PREFIXES) {
    try {
      const { ranges } = await post(url, { prefixes: prefixes.slice(start, start + PREFIXES) });
      found.push(...(await ask(worker, { answers: ranges })).exposed);
    } catch (error) {
      // The other reports are worth having; half of this one would look like all of it.
      return { exposed: null, unreachable: error.message };
    }
  }
  return { exposed: found.sort((one, other) => other.count - one.count) };
}

function ask(worker, question, onProgress = () => {}) {
  return new Promise((resolve, reject) => {
    const heard = new AbortController();
    worker.addEventListener("message", ({ data }) => {
      if (data.progress !== undefined) return onProgress(data.progress);
      heard.abort();
      resolve(data);
    }, { signal: heard.signal });
    worker.addEventListener("error", () => reject(new Error("the reports could not be worked out")), { signal: heard.signal });
    worker.postMessage(question);
  });
}
