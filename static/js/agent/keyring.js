import { decryptBytes, encryptBytes } from "../core/encstring.js";
import { importKey, keyId, sameKey, unwrapKey } from "../core/keys.js";
import { publicKeyOf, unseal, unwrapPrivateKey } from "../core/rsa.js";
import { AgentError } from "./errors.js";

/** The unlocked keys of one person; no method leads a key out of the agent. */
export class Keyring {
  #userKey;
  #privateKey;
  #wrappedPrivateKey;
  #providers = new Map();
  #organizations = new Map();

  /**
   * Take over an account's key.
   *
   * @param {Uint8Array} raw 64 bytes; they are zeroed.
   * @param {string} privateKey wrapped by it.
   * @returns {Promise<Keyring>}
   */
  static async of(raw, privateKey) {
    const keyring = new Keyring();
    try {
      keyring.userKeyId = await keyId(raw);
      keyring.#userKey = await importKey(raw.slice());
      keyring.#privateKey = await unwrapPrivateKey(privateKey, raw, keyring.#userKey);
      keyring.#wrappedPrivateKey = privateKey;
    } finally {
      raw.fill(0);
    }
    return keyring;
  }

  /** Remember wrapped keys; each is opened when it is first needed. */
  remember({ providers = [], organizations = [] }) {
    for (const { id, key } of providers) put(this.#providers, id, { wrapped: key, providerId: null });
    for (const { id, key, providerId = null } of organizations) {
      put(this.#organizations, id, { wrapped: key, providerId });
    }
  }

  /** Return the key of an organization, or the person's own for null. */
  async vaultKey(organizationId) {
    if (organizationId === null || organizationId === undefined) return this.#userKey;
    const entry = known(this.#organizations, organizationId);
    return once(entry, () => this.#rawOrganizationKey(entry));
  }

  /** Return the key of a provider. */
  async providerKey(providerId) {
    const entry = known(this.#providers, providerId);
    return once(entry, () => unseal(entry.wrapped, this.#privateKey));
  }

  /** Return an organization's 64 raw bytes, for sealing to somebody; the caller zeroes them. */
  async rawOrganizationKey(organizationId) {
    return this.#rawOrganizationKey(known(this.#organizations, organizationId));
  }

  /** Return a provider's 64 raw bytes, for sealing to somebody; the caller zeroes them. */
  async rawProviderKey(providerId) {
    return unseal(known(this.#providers, providerId).wrapped, this.#privateKey);
  }

  /** Say whether a wrapped user key, opened with a stretched master key, is the one held here. */
  async holds(wrappedUserKey, stretched) {
    return sameKey(await unwrapKey(wrappedUserKey, stretched), this.#userKey);
  }

  /** Return the person's public key as base64 of its SPKI DER. */
  async publicKey() {
    const pkcs8 = await decryptBytes(this.#wrappedPrivateKey, this.#userKey);
    try {
      return await publicKeyOf(pkcs8);
    } finally {
      pkcs8.fill(0);
    }
  }

  /** Wrap the account's private key with another key; it is never taken from outside, so nobody can swap it. */
  async rewrapPrivateKey(key) {
    const pkcs8 = await decryptBytes(this.#wrappedPrivateKey, this.#userKey);
    try {
      return await encryptBytes(pkcs8, key);
    } finally {
      pkcs8.fill(0);
    }
  }

  async #rawOrganizationKey({ wrapped, providerId }) {
    if (providerId === null) return unseal(wrapped, this.#privateKey);
    return decryptBytes(wrapped, await this.providerKey(providerId));
  }
}

function put(entries, id, { wrapped, providerId }) {
  const entry = entries.get(id);
  if (entry?.wrapped === wrapped && entry.providerId === providerId) return;
  entries.set(id, { wrapped, providerId, key: null });
}

/** Open an entry's key once; a failure is tried again, since a provider's key may come later. */
function once(entry, openRaw) {
  entry.key ??= openRaw()
    .then(importKey)
    .catch((error) => {
      entry.key = null;
      throw error;
    });
  return entry.key;
}

function known(entries, id) {
  const entry = entries.get(id);
  if (!entry) throw new AgentError("wrong_key", "no key was handed over for this vault");
  return entry;
}
