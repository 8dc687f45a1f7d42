import assert from "node:assert/strict";
import { test } from "node:test";
import { createAgent } from "../../../static/js/agent/agent.js";
import { unseal } from "../../../static/js/core/rsa.js";
import { keyId } from "../../../static/js/core/keys.js";
import { credentials, identity, ownPrivateKey, proof, refused, withVaults } from "./agent_support.js";
import { vectors } from "./support.js";

const { account_rsa: rsa } = vectors;
const FOREIGN = vectors.organization.org_private_key_wrapped;

test("what was under the old key opens with the new one, and the new key reaches whom it shall", async () => {
  const agent = await withVaults();
  const [first, second] = await agent.handle("encrypt", { texts: ["one", "two"] });
  const strings = { ciphers: { a: [first, second], b: [FOREIGN] }, folders: {} };
  const made = await agent.handle("rotateKey", { proof, strings, sealTo: { contacts: { c: rsa.public_key_spki_der } } });

  const next = createAgent();
  await next.handle("derive", credentials);
  await next.handle("unlock", { userKey: made.userKey, privateKey: made.privateKey, ...identity });
  assert.deepEqual(await next.handle("decrypt", { fields: made.ciphers.a }), ["one", "two"]);
  assert.deepEqual(await agent.handle("decrypt", { fields: made.ciphers.a }), [null, null]);
  assert.deepEqual(made.ciphers.b, [FOREIGN], "what was unreadable before stays as it is");
  assert.deepEqual(made.folders, {});
  assert.equal(await keyId(await unseal(made.contacts.c, await ownPrivateKey())), made.keyId);
});

test("without the master password there is no new key", async () => {
  const agent = await withVaults();
  const wrong = { ...proof, password: "another phrase" };
  await refused(agent.handle("rotateKey", { proof: wrong, strings: {}, sealTo: {} }), "wrong_password");
});
