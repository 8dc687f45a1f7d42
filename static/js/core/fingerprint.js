import { WORDS } from "../../vendor/eff-wordlist/wordlist.js";
import { concat, fromBase64, utf8 } from "./bytes.js";

const WORD_COUNT = 5;

/**
 * Return the fingerprint phrase of a public key, five words of the EFF long list, as Bitwarden
 * clients show it: HKDF-Expand-SHA-256 with the SPKI DER as PRK (RFC 5869 section 2.3), read as
 * one number in base 7776, least significant word first.
 *
 * @param {string} publicKey base64 of the SPKI DER.
 * @param {string} material the user id in lower case, or the e-mail for a login request.
 * @returns {Promise<string>}
 */
export async function fingerprint(publicKey, material) {
  const prk = fromBase64(publicKey);
  const key = await crypto.subtle.importKey("raw", prk, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const digest = new Uint8Array(await crypto.subtle.sign("HMAC", key, concat(utf8(material), [1])));
  let rest = digest.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
  const size = BigInt(WORDS.length);
  const words = [];
  while (words.length < WORD_COUNT) {
    words.push(WORDS[Number(rest % size)]);
    rest /= size;
  }
  return words.join("-");
}
