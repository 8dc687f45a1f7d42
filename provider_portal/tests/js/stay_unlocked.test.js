import assert from "node:assert/strict";
import { test } from "node:test";
import { createAgent } from "../../../static/js/agent/agent.js";
import { toBase64 } from "../../../static/js/core/bytes.js";
import { credentials, identity, wrapped } from "./agent_support.js";

const half = toBase64(new Uint8Array(32).fill(7));
const keys = { ...wrapped, ...identity, half };

/** A device: what a browser keeps when the worker ends, and its clock. */
function createDevice() {
  const kept = new Map();
  const device = { kept, time: 0 };
  const shelf = {
    get: async (name) => kept.get(name),
    put: async (name, value) => void kept.set(name, structuredClone(value)),
    remove: async (name) => void kept.delete(name),
  };
  device.startWorker = () => createAgent({ shelf, now: () => device.time });
  return device;
}

async function unlocked(device, given = keys) {
  const agent = device.startWorker();
  await agent.handle("derive", credentials);
  await agent.handle("unlock", given);
  return agent;
}

async function resumed(device, given = keys) {
  const agent = device.startWorker();
  const { unlocked } = await agent.handle("resume", given);
  assert.equal(agent.vault.session !== null, unlocked);
  return unlocked;
}

test("whoever stays unlocked is so in a new worker, again and again", async () => {
  const device = createDevice();
  const agent = await unlocked(device);
  agent.vault.lock("no page open");
  assert.ok(await resumed(device));
  assert.ok(await resumed(device));
});

test("what lies on the device has no key in clear", async () => {
  const device = createDevice();
  await unlocked(device);
  const [{ iv, ciphertext }] = device.kept.values();
  assert.equal(iv.length, 12);
  assert.equal(ciphertext.byteLength, 64 + 16);
});

test("it opens with this session's half only, for this session and person, and is gone after a failure", async () => {
  for (const change of [{ half: toBase64(new Uint8Array(32)) }, { epoch: "e2" }, { userId: "somebody" }, { half: null }]) {
    const device = createDevice();
    await unlocked(device);
    assert.equal(await resumed(device, { ...keys, ...change }), false);
    assert.equal(device.kept.size, change.half === null ? 1 : 0);
  }
});

test("it is over with the idle time, which activity renews", async () => {
  const device = createDevice();
  const agent = await unlocked(device);
  device.time = 240_000;
  agent.vault.touch();
  device.time = 500_000;
  assert.ok(await resumed(device));
  device.time = 801_000;
  assert.equal(await resumed(device), false);
  assert.equal(device.kept.size, 0);
});

test("locking, by hand or for idleness, leaves nothing on the device", async () => {
  for (const end of [
    (agent) => agent.handle("lock"),
    (agent, device) => { device.time = 301_000; agent.vault.expire(); },
    (agent) => agent.handle("status", { epoch: null }),
    (_agent, device) => device.startWorker().handle("lock"),
  ]) {
    const device = createDevice();
    await end(await unlocked(device), device);
    assert.equal(device.kept.size, 0);
  }
});

test("whoever does not want it leaves nothing, and what was left goes", async () => {
  const device = createDevice();
  await unlocked(device);
  await unlocked(device, { ...keys, half: null });
  assert.equal(device.kept.size, 0);
  assert.equal(await resumed(device), false);
});

test("a key that was replaced meanwhile does not come back", async () => {
  const device = createDevice();
  await unlocked(device);
  assert.equal(await resumed(device, { ...keys, privateKey: `2.${[16, 48, 32].map((n) => toBase64(new Uint8Array(n))).join("|")}` }), false);
});
