import { confirmationConsent } from "../../core/consent.js";
import { decryptText, encryptBytes, encryptText } from "../../core/encstring.js";
import { importKey, newKeyBytes } from "../../core/keys.js";
import { newKeyPair, seal } from "../../core/rsa.js";
import { AgentError } from "../errors.js";
import { prove } from "../proof.js";

/** Remember wrapped keys of providers and organizations. */
async function open({ keyring }, wrapped) {
  keyring.remember(wrapped);
  return {};
}

/** Make a provider key, sealed to the person who sets the provider up. */
async function createProvider({ keyring }) {
  const raw = newKeyBytes();
  return { key: await sealOnce(raw, await keyring.publicKey()) };
}

/**
 * Make an organization's key, its key pair and the encrypted names of its first collections: `names`, and after them
 * the `fields` that are encrypted under the key of `from`, a blueprint.
 */
async function createOrganization({ keyring }, { providerId = null, names = [], from = null, fields = [] }) {
  const wrap = await organizationWrapper(keyring, providerId);
  const all = [...names, ...(from ? await openNames(keyring, from, fields) : [])];
  const raw = newKeyBytes();
  try {
    const key = await importKey(raw.slice());
    const [wrapped, pair, encrypted] = await Promise.all([
      wrap(raw),
      newKeyPair(raw, key),
      Promise.all(all.map((name) => encryptText(name, key))),
    ]);
    return { key: wrapped, ...pair, names: encrypted };
  } finally {
    raw.fill(0);
  }
}

/** Make a blueprint's key, its encrypted name, and the names of an organization's collections under that key. */
async function createBlueprint({ keyring }, { providerId, organizationId, name, fields }) {
  const wrap = await organizationWrapper(keyring, providerId);
  const names = await openNames(keyring, organizationId, fields);
  const raw = newKeyBytes();
  try {
    const key = await importKey(raw.slice());
    const [wrapped, ...encrypted] = await Promise.all([wrap(raw), ...[name, ...names].map((text) => encryptText(text, key))]);
    return { key: wrapped, name: encrypted[0], names: encrypted.slice(1) };
  } finally {
    raw.fill(0);
  }
}

async function openNames(keyring, organizationId, fields) {
  const key = await keyring.vaultKey(organizationId);
  return Promise.all(fields.map((field) => decryptText(field, key)));
}

/** Seal an organization's key to members, after the master password. */
async function wrapOrganizationKey(session, { organizationId, publicKeys, proof }) {
  await prove(session, proof);
  return { keys: await sealToAll(await session.keyring.rawOrganizationKey(organizationId), publicKeys) };
}

/**
 * Make, after the master password, the consent by which the organization's key is handed to members from then on
 * without asking for it again.
 */
async function allowAutomaticConfirmation(session, { organizationId, proof }) {
  const { loginHash } = await prove(session, proof);
  const raw = await session.keyring.rawOrganizationKey(organizationId);
  try {
    return { loginHash, consent: await confirmationConsent(raw, organizationId) };
  } finally {
    raw.fill(0);
  }
}

/** Seal an organization's key to members by that consent, which no server can make; null for a key that is none. */
async function wrapOrganizationKeyByConsent({ keyring }, { organizationId, publicKeys, consent }) {
  const raw = await keyring.rawOrganizationKey(organizationId);
  try {
    if (consent !== await confirmationConsent(raw, organizationId)) throw new AgentError("refused", "nobody who holds the key agreed");
    return { keys: await Promise.all(publicKeys.map((publicKey) => seal(raw, publicKey).catch(() => null))) };
  } finally {
    raw.fill(0);
  }
}

/** Wrap an organization's key under a provider's, after the master password: its owner hands it over. */
async function wrapOrganizationKeyForProvider(session, { organizationId, providerId, proof }) {
  await prove(session, proof);
  const providerKey = await session.keyring.providerKey(providerId);
  const raw = await session.keyring.rawOrganizationKey(organizationId);
  try {
    return { key: await encryptBytes(raw, providerKey) };
  } finally {
    raw.fill(0);
  }
}

/** Seal a provider's key to its staff, after the master password. */
async function wrapProviderKey(session, { providerId, publicKeys, proof }) {
  await prove(session, proof);
  return { keys: await sealToAll(await session.keyring.rawProviderKey(providerId), publicKeys) };
}

async function organizationWrapper(keyring, providerId) {
  if (providerId === null) {
    const publicKey = await keyring.publicKey();
    return (raw) => seal(raw, publicKey);
  }
  const providerKey = await keyring.providerKey(providerId);
  return (raw) => encryptBytes(raw, providerKey);
}

async function sealOnce(raw, publicKey) {
  return (await sealToAll(raw, [publicKey]))[0];
}

async function sealToAll(raw, publicKeys) {
  try {
    return await Promise.all(publicKeys.map((publicKey) => seal(raw, publicKey)));
  } finally {
    raw.fill(0);
  }
}

export const keyOperations = {
  open, createProvider, createOrganization, createBlueprint,
  wrapOrganizationKey, wrapOrganizationKeyForProvider, wrapProviderKey,
  allowAutomaticConfirmation, wrapOrganizationKeyByConsent,
};
