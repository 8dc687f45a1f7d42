const WORKER_PATH = /^\/static\/js\/(?:agent|work)\/[a-z-]+\.(?:shared|worker)(?:\.[0-9a-f]{12})?\.js$/;

const rules = {
  createScriptURL(address) {
    const url = new URL(address, globalThis.location?.href);
    if (url.origin !== globalThis.location?.origin || !WORKER_PATH.test(url.pathname) || url.search) {
      throw new TypeError("not a worker of this product");
    }
    return url.href;
  },
};
// The only Trusted Types policy; a second one of this name would throw under the CSP.
const policy = globalThis.trustedTypes?.createPolicy("portal-worker", rules) ?? rules;

/**
 * Vouch for the address of one of our worker scripts (`*.shared.js`, `*.worker.js` of this
 * origin's js/agent or js/work), so that `new Worker` and `new SharedWorker` accept it.
 *
 * @param {string} address
 * @returns {TrustedScriptURL | string}
 * @throws {TypeError} for any other address.
 */
export function workerURL(address) {
  return policy.createScriptURL(address);
}
