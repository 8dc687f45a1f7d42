import assert from "node:assert/strict";
import { createAgent } from "../../../static/js/agent/agent.js";
import { codeOf } from "../../../static/js/agent/errors.js";
import { fromBase64 } from "../../../static/js/core/bytes.js";
import { seal, unwrapPrivateKey } from "../../../static/js/core/rsa.js";
import { keyFrom, vectors } from "./support.js";

const { kdf, account_rsa: rsa, organization, provider, user_key: user } = vectors;
export const account = kdf[0];
export const credentials = { email: account.email, password: account.password, kdf: account.kdf };
export const proof = { ...credentials, userKey: user.wrapped_by_master_password };
export const wrapped = { userKey: user.wrapped_by_master_password, privateKey: rsa.private_key_wrapped_by_user_key };
export const identity = { userId: "u", email: account.email, epoch: "e1", timeoutMinutes: 5 };

export async function unlocked(surroundings) {
  const agent = createAgent(surroundings);
  await agent.handle("derive", credentials);
  await agent.handle("unlock", { ...wrapped, ...identity });
  return agent;
}

export async function withVaults() {
  const agent = await unlocked();
  const providerKey = await seal(fromBase64(provider.provider_key), rsa.public_key_spki_der);
  await agent.handle("open", {
    providers: [{ id: "p", key: providerKey }],
    organizations: [
      { id: "o", key: organization.org_key_for_member_type4, providerId: null },
      { id: "c", key: provider.client_org_key_wrapped_by_provider_key_type2, providerId: "p" },
    ],
  });
  return agent;
}

export async function refused(promise, code) {
  await assert.rejects(promise, (error) => codeOf(error) === code, code);
}

export async function ownPrivateKey() {
  return unwrapPrivateKey(rsa.private_key_wrapped_by_user_key, fromBase64(user.raw64), await keyFrom(user.raw64));
}
