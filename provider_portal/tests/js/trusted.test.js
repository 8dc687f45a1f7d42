import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.location = new URL("https://portal.example.test/vault/");
const { workerURL } = await import("../../../static/js/core/trusted.js");

test("only worker scripts of this origin are vouched for", () => {
  const good = ["/static/js/agent/agent.shared.js", "/static/js/work/csv.worker.0123456789ab.js"];
  for (const address of good) assert.equal(workerURL(address), `https://portal.example.test${address}`);
  const bad = [
    "https://evil.example/static/js/agent/agent.shared.js", "//evil.example/static/js/agent/agent.shared.js",
    "/media/js/agent/agent.shared.js", "/static/js/agent/agent.js", "/static/js/agent/agent.shared.js?x=1",
    "/static/js/pages/vault.js", "data:text/javascript,1", "javascript:1", "/static/js/agent/../pages/x.worker.js",
  ];
  for (const address of bad) assert.throws(() => workerURL(address), TypeError, address);
});
