import { toBase64, utf8 } from "./bytes.js";

/**
 * Derive what only who holds an organization's key can make: the consent to hand that key to members unasked.
 * HKDF-SHA-256 (RFC 5869); it tells nothing about the key.
 *
 * @param {Uint8Array} raw the organization's key, 64 bytes, left as they are.
 * @param {string} organizationId
 * @returns {Promise<string>} 32 bytes in base64.
 */
export async function confirmationConsent(raw, organizationId) {
  const base = await crypto.subtle.importKey("raw", raw, "HKDF", false, ["deriveBits"]);
  const info = utf8(`automatic confirmation of members of ${organizationId}`);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: utf8("portal-consent"), info };
  return toBase64(new Uint8Array(await crypto.subtle.deriveBits(algorithm, base, 256)));
}
