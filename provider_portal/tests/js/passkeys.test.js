import assert from "node:assert/strict";
import { test } from "node:test";
import { createAgent } from "../../../static/js/agent/agent.js";
import { fromBase64, toBase64 } from "../../../static/js/core/bytes.js";
import { stretchPrf } from "../../../static/js/core/kdf.js";
import { credentials, identity, proof, refused, unlocked, withVaults, wrapped } from "./agent_support.js";
import { vectors } from "./support.js";

const [known] = vectors.kdf;

function secret(first = 7) {
  return new Uint8Array(64).fill(first, 0, 32).fill(9, 32).buffer;
}

async function keyed(agent, prf = secret()) {
  return agent.handle("makePasskeyKeys", { prf, proof });
}

test("a passkey's secret is stretched as a master key is, of its first 32 bytes", async () => {
  const output = new Uint8Array(64).fill(1);
  output.set(fromBase64(known.master_key));
  const stretched = await stretchPrf(output);
  assert.equal(toBase64(stretched.subarray(0, 32)), known.stretched_enc_key);
  assert.equal(toBase64(stretched.subarray(32)), known.stretched_mac_key);
  assert.equal(toBase64(output.subarray(0, 32)), known.master_key);
  await assert.rejects(stretchPrf(output.subarray(0, 31)), { name: "MalformedEncString" });
});

test("a passkey opens the vault without the master password", async () => {
  const agent = await unlocked();
  const [field] = await agent.handle("encrypt", { texts: ["mine"] });
  const passkey = await keyed(agent);

  const next = createAgent();
  const prf = secret();
  await next.handle("unlockByPasskey", { ...wrapped, ...identity, passkey, prf });
  assert.deepEqual(await next.handle("decrypt", { fields: [field] }), ["mine"]);
  assert.ok(new Uint8Array(prf).every((byte) => byte === 0), "what the device derived is wiped");
});

test("another device's secret, or keys of another passkey, open nothing", async () => {
  const agent = await unlocked();
  const [one, other] = [await keyed(agent), await keyed(agent, secret(8))];
  const locked = createAgent();
  const mixed = { ...one, encryptedUserKey: other.encryptedUserKey };
  await refused(locked.handle("unlockByPasskey", { ...wrapped, ...identity, passkey: one, prf: secret(8) }), "wrong_password");
  await refused(locked.handle("unlockByPasskey", { ...wrapped, ...identity, passkey: mixed, prf: secret() }), "wrong_key");
  assert.equal((await locked.handle("status", { epoch: null })).unlocked, false);
});

test("without the master password no passkey gets keys", async () => {
  const agent = await unlocked();
  const wrong = { ...proof, password: "another phrase" };
  await refused(agent.handle("makePasskeyKeys", { prf: secret(), proof: wrong }), "wrong_password");
  await refused(createAgent().handle("makePasskeyKeys", { prf: secret(), proof }), "locked");
});

test("after a rotation the passkey opens the new key, though it was away", async () => {
  const agent = await withVaults();
  const passkey = await keyed(agent);
  const passkeys = { here: passkey.encryptedPublicKey, lost: vectors.organization.org_private_key_wrapped };
  const made = await agent.handle("rotateKey", { proof, strings: {}, passkeys, sealTo: {} });
  assert.equal(made.passkeys.lost, null);

  const [byPassword, byPasskey] = [createAgent(), createAgent()];
  await byPassword.handle("derive", credentials);
  await byPassword.handle("unlock", { userKey: made.userKey, privateKey: made.privateKey, ...identity });
  const renewed = { ...passkey, ...made.passkeys.here };
  const opened = { privateKey: made.privateKey, ...identity, passkey: renewed, prf: secret() };
  await byPasskey.handle("unlockByPasskey", opened);
  const [field] = await byPassword.handle("encrypt", { texts: ["later"] });
  assert.deepEqual(await byPasskey.handle("decrypt", { fields: [field] }), ["later"]);
  const again = await byPasskey.handle("rotateKey", {
    proof: { ...proof, userKey: made.userKey }, strings: {}, passkeys: { here: renewed.encryptedPublicKey }, sealTo: {},
  });
  assert.match(again.passkeys.here.encryptedUserKey, /^4\./);
});
