import { createAgent } from "./agent.js";
import { codeOf } from "./errors.js";
import { createShelf } from "./shelf.js";

const TICK = 1000;
const QUIET_BEFORE_PING = 10_000;
const QUIET_BEFORE_LOCK = 60_000;
const FORGET_PORT = 300_000;

const announcements = new BroadcastChannel("portal-vault");
const agent = createAgent({ shelf: createShelf(), onLock: (reason) => announcements.postMessage({ event: "locked", reason }) });
// Each page's port and when it was last heard. Closed pages say nothing; they just fall silent.
const ports = new Map();

globalThis.addEventListener("connect", ({ ports: [port] }) => {
  ports.set(port, Date.now());
  port.addEventListener("message", ({ data }) => receive(port, data));
  port.start();
});
setInterval(tick, TICK);

async function receive(port, { id, op, args, active }) {
  ports.set(port, Date.now());
  agent.vault.expire();
  if (active) agent.vault.touch();
  if (!op) return;
  try {
    port.postMessage({ id, result: await agent.handle(op, args) });
  } catch (error) {
    port.postMessage({ id, error: { code: codeOf(error), message: error.message } });
  }
}

function tick() {
  agent.vault.expire();
  const now = Date.now();
  const quiet = now - Math.max(0, ...ports.values());
  if (quiet > QUIET_BEFORE_LOCK) agent.vault.lock("no page open");
  for (const [port, heard] of ports) {
    if (now - heard > FORGET_PORT) ports.delete(port);
    else if (quiet > QUIET_BEFORE_PING) port.postMessage({ ping: true });
  }
}
