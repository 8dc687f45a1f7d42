import assert from "node:assert/strict";
import { test } from "node:test";
import { createAgent } from "../../../static/js/agent/agent.js";
import { fromBase64, toBase64, utf8 } from "../../../static/js/core/bytes.js";
import { seal, unseal } from "../../../static/js/core/rsa.js";
import { identity, ownPrivateKey, proof, refused, unlocked } from "./agent_support.js";
import { vectors } from "./support.js";

const { account_rsa: rsa, user_key: user } = vectors;
const publicKeys = [rsa.public_key_spki_der];
const kdf = { type: 0, iterations: 600_000 };

test("the person's key is sealed to a contact after the master password only", async () => {
  const agent = await unlocked();
  await refused(agent.handle("wrapUserKey", { publicKeys, proof: { ...proof, password: "another phrase" } }), "wrong_password");
  await refused(agent.handle("wrapUserKey", { publicKeys }), "refused");
  const { keys } = await agent.handle("wrapUserKey", { publicKeys, proof });
  assert.equal(toBase64(await unseal(keys[0], await ownPrivateKey())), user.raw64);
  await agent.handle("lock", {});
  await refused(agent.handle("wrapUserKey", { publicKeys, proof }), "locked");
});

test("an account that is taken over opens with its new password and holds what it held", async () => {
  const agent = await unlocked();
  const key = await seal(fromBase64(user.raw64), rsa.public_key_spki_der);
  await agent.handle("open", { organizations: [{ id: "e", key, providerId: null }] });
  const email = "grantor@example.test";
  const made = await agent.handle("takeOver", { id: "e", email, password: "a new phrase", kdf });

  const theirs = createAgent();
  const { loginHash } = await theirs.handle("derive", { email, password: "a new phrase", kdf });
  assert.equal(loginHash, made.loginHash);
  await theirs.handle("unlock", { userKey: made.userKey, privateKey: rsa.private_key_wrapped_by_user_key, ...identity });
  assert.deepEqual(await theirs.handle("decrypt", { fields: [vectors.folder.name] }), [vectors.folder.name_plain]);
});

test("a takeover refuses what is no key, and weak settings", async () => {
  const agent = await unlocked();
  const short = await seal(utf8("too short"), rsa.public_key_spki_der);
  const whole = await seal(fromBase64(user.raw64), rsa.public_key_spki_der);
  const organizations = [{ id: "short", key: short }, { id: "whole", key: whole }];
  await agent.handle("open", { organizations });
  const terms = { email: "grantor@example.test", password: "a new phrase", kdf };
  await refused(agent.handle("takeOver", { ...terms, id: "short" }), "malformed");
  await refused(agent.handle("takeOver", { ...terms, id: "unknown" }), "wrong_key");
  await refused(agent.handle("takeOver", { ...terms, id: "whole", kdf: { type: 0, iterations: 5000 } }), "refused");
});
