import assert from "node:assert/strict";
import { test } from "node:test";
import { createAgent } from "../../../static/js/agent/agent.js";
import { fromBase64, utf8 } from "../../../static/js/core/bytes.js";
import { seal } from "../../../static/js/core/rsa.js";
import { identity, proof, refused, withVaults } from "./agent_support.js";
import { vectors } from "./support.js";

const { account_rsa: rsa, organization, user_key: user } = vectors;
const kdf = { type: 0, iterations: 600_000 };
const email = "member@example.test";

async function enrolled(bytes) {
  const recoveryKey = await seal(bytes, organization.org_public_key);
  const privateKey = organization.org_private_key_wrapped;
  return { organizationId: "o", privateKey, recoveryKey, email, kdf, password: "a new phrase", proof };
}

test("a recovered account opens with its temporary password and holds what it held", async () => {
  const agent = await withVaults();
  const made = await agent.handle("recoverAccount", await enrolled(fromBase64(user.raw64)));

  const theirs = createAgent();
  const { loginHash } = await theirs.handle("derive", { email, password: "a new phrase", kdf });
  assert.equal(loginHash, made.loginHash);
  await theirs.handle("unlock", { userKey: made.userKey, privateKey: rsa.private_key_wrapped_by_user_key, ...identity });
  assert.deepEqual(await theirs.handle("decrypt", { fields: [vectors.folder.name] }), [vectors.folder.name_plain]);
});

test("a recovery asks for the master password, the organization's key and a key that is one", async () => {
  const agent = await withVaults();
  const whole = await enrolled(fromBase64(user.raw64));
  await refused(agent.handle("recoverAccount", { ...whole, proof: { ...proof, password: "another phrase" } }), "wrong_password");
  await refused(agent.handle("recoverAccount", { ...whole, organizationId: "unknown" }), "wrong_key");
  await refused(agent.handle("recoverAccount", await enrolled(utf8("too short"))), "malformed");
  await refused(agent.handle("recoverAccount", { ...whole, privateKey: rsa.private_key_wrapped_by_user_key }), "wrong_key");
});
