const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEAM = "23456789BCDFGHJKMNPQRTVWXY";
const HASHES = { SHA1: "SHA-1", SHA256: "SHA-256", SHA512: "SHA-512" };

/**
 * @typedef {object} TotpSettings
 * @property {Uint8Array} secret
 * @property {"SHA-1" | "SHA-256" | "SHA-512"} hash
 * @property {number} digits
 * @property {number} period in seconds.
 * @property {boolean} steam five characters of Steam's alphabet instead of digits.
 */

/** The text is no TOTP secret. */
export class MalformedTotp extends Error {
  name = "MalformedTotp";
}

/**
 * Read the TOTP field of a login: a base32 secret, an otpauth://totp/ URI or steam://<secret>.
 *
 * @param {string} text
 * @returns {TotpSettings}
 * @throws {MalformedTotp}
 */
export function parseTotp(text) {
  const trimmed = text.trim();
  if (/^otpauth:/i.test(trimmed)) return parseUri(trimmed);
  const steam = /^steam:\/\//i.test(trimmed);
  const secret = base32(steam ? trimmed.slice("steam://".length) : trimmed);
  return { secret, hash: "SHA-1", digits: steam ? 5 : 6, period: 30, steam };
}

/**
 * Compute the code of a moment (RFC 6238 section 4, RFC 4226 section 5.3).
 *
 * @param {TotpSettings} settings
 * @param {number} time in seconds since 1970.
 * @returns {Promise<{ code: string, remaining: number, period: number }>} `remaining` in seconds.
 */
export async function totp({ secret, hash, digits, period, steam }, time) {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(time / period)));
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash }, false, ["sign"]);
  const mac = new DataView(await crypto.subtle.sign("HMAC", key, counter));
  const offset = mac.getUint8(mac.byteLength - 1) & 0x0f;
  const number = mac.getUint32(offset) & 0x7fffffff;
  const code = steam ? steamCode(number, digits) : String(number % 10 ** digits).padStart(digits, "0");
  return { code, remaining: period - (Math.floor(time) % period), period };
}

function parseUri(text) {
  let uri;
  try {
    uri = new URL(text);
  } catch {
    throw new MalformedTotp("not an otpauth URI");
  }
  const parameters = uri.searchParams;
  const hash = HASHES[(parameters.get("algorithm") ?? "SHA1").toUpperCase().replace("-", "")];
  const digits = Number(parameters.get("digits") ?? 6);
  const period = Number(parameters.get("period") ?? 30);
  const known = /^otpauth:\/\/totp[/?]/i.test(text) && hash;
  if (!known || !isCount(digits, 10) || !isCount(period, 86_400)) {
    throw new MalformedTotp("unknown kind of one-time code");
  }
  return { secret: base32(parameters.get("secret") ?? ""), hash, digits, period, steam: false };
}

function isCount(number, most) {
  return Number.isInteger(number) && number >= 1 && number <= most;
}

/** Decode base32 (RFC 4648 section 6) as people type it: any case, blanks, dashes, no padding. */
function base32(text) {
  const clean = text.replace(/[\s-]/g, "").replace(/=+$/, "").toUpperCase();
  const bytes = [];
  let buffer = 0;
  let bits = 0;
  for (const character of clean) {
    const value = BASE32.indexOf(character);
    if (value < 0) throw new MalformedTotp("the secret is not base32");
    buffer = ((buffer << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 0xff);
    }
  }
  if (bytes.length === 0) throw new MalformedTotp("the secret is empty");
  return new Uint8Array(bytes);
}

function steamCode(number, length) {
  let rest = number;
  let code = "";
  while (code.length < length) {
    code += STEAM[rest % STEAM.length];
    rest = Math.floor(rest / STEAM.length);
  }
  return code;
}
