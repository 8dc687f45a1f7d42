import { concat, fromBase64, toBase64Url, toHex } from "../bytes.js";

// A PKCS#8 key on the curve P-256: what stands before its private number, and between that and its public point.
const BEFORE = bytesOf("308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420");
const BETWEEN = bytesOf("a14403420004");
const P256 = "06082a8648ce3d030107";
const NUMBER = 32;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Make a passkey in Bitwarden's plain shape, which knows no other keys than those on the curve P-256.
 *
 * @param {object} passkey `credentialId`, `userHandle` and `key` (PKCS#8) in base64url, with or without padding.
 * @returns {object | null} null when the key is of another kind, or something is missing.
 */
export function passkeyOf({ credentialId, key, rpId, userName, userHandle, counter = 0, creationDate = null }) {
  if (![credentialId, key, rpId].every((text) => typeof text === "string" && text) || !isP256(key)) return null;
  return {
    credentialId: GUID.test(credentialId) ? credentialId : `b64.${plain(credentialId)}`,
    keyType: "public-key",
    keyAlgorithm: "ECDSA",
    keyCurve: "P-256",
    keyValue: plain(key),
    rpId,
    rpName: rpId,
    userHandle: userHandle ? plain(userHandle) : null,
    userName: userName || null,
    userDisplayName: userName || null,
    counter: String(counter),
    discoverable: "true",
    creationDate: creationDate ?? new Date().toISOString(),
  };
}

/** Write the private key of a JSON Web Key as PKCS#8, in base64url; "" when it is no key on P-256. */
export function keyOfJwk({ crv, d, x, y } = {}) {
  if (crv !== "P-256") return "";
  try {
    const numbers = [d, x, y].map(decoded);
    if (numbers.some(({ length }) => length !== NUMBER)) return "";
    return toBase64Url(concat(BEFORE, numbers[0], BETWEEN, numbers[1], numbers[2]));
  } catch {
    return "";
  }
}

/** Take the key out of its PEM lines, in base64url. */
export function keyOfPem(text) {
  return plain(text.replace(/-----[A-Z ]+-----|\s/g, ""));
}

function isP256(key) {
  try {
    return toHex(decoded(key)).includes(P256);
  } catch {
    return false;
  }
}

function plain(text) {
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function bytesOf(hex) {
  return Uint8Array.from(hex.match(/../g), (digits) => parseInt(digits, 16));
}

function decoded(text) {
  const standard = plain(text).replaceAll("-", "+").replaceAll("_", "/");
  return fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, "="));
}
