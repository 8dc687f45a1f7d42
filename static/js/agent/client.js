import { workerURL } from "../core/trusted.js";

const waiting = new Map();
const lockListeners = new Set();
let lastId = 0;
let port = null;
let broken = false;
let lockAsked = false;

/**
 * Ask the vault agent to do something; see agent.js for the operations.
 *
 * @param {string} op
 * @param {object} [args]
 * @param {Transferable[]} [transfer]
 * @returns {Promise<any>} rejects with an Error whose `code` is one of locked, wrong_password,
 *     malformed, wrong_key, unknown_operation, refused, worker_unavailable.
 */
export function call(op, args = {}, transfer = []) {
  return new Promise((resolve, reject) => {
    if (!connect()) return reject(failure("worker_unavailable", "the vault agent cannot run here"));
    lastId += 1;
    if (op === "lock") lockAsked = true;
    waiting.set(lastId, { resolve, reject });
    port.postMessage({ id: lastId, op, args }, transfer);
  });
}

/**
 * Be told when the vault locks, unless this page asked for it: that one knows where it goes next,
 * and a second navigation would cancel its log-out.
 *
 * @param {(reason: string) => void} callback
 */
export function onLocked(callback) {
  lockListeners.add(callback);
}

/** Tell the agent that the person is at work; this alone puts off the idle lock. */
export function reportActivity() {
  if (connect()) port.postMessage({ active: true });
}

function connect() {
  if (port || broken) return !broken;
  const address = document.querySelector('meta[name="portal-agent"]')?.content;
  try {
    const worker = new SharedWorker(workerURL(address), { type: "module", name: "vault-agent", extendedLifetime: true });
    worker.addEventListener("error", fail);
    port = worker.port;
  } catch {
    fail();
    return false;
  }
  port.addEventListener("message", receive);
  port.start();
  return true;
}

function receive({ data }) {
  if (data.ping) return port.postMessage({ pong: true });
  const { resolve, reject } = waiting.get(data.id) ?? {};
  waiting.delete(data.id);
  if (data.error) reject?.(failure(data.error.code, data.error.message));
  else resolve?.(data.result);
}

function fail() {
  broken = true;
  for (const { reject } of waiting.values()) reject(failure("worker_unavailable", "the vault agent has failed"));
  waiting.clear();
}

function failure(code, message) {
  return Object.assign(new Error(message), { code });
}

new BroadcastChannel("portal-vault").addEventListener("message", ({ data }) => {
  if (data.event === "locked" && !lockAsked) lockListeners.forEach((callback) => callback(data.reason));
});
