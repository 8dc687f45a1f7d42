import { fromBase64, utf8 } from "../bytes.js";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const PARTS = /^(TimeOtp-(Secret(-Hex|-Base32|-Base64)?|Length|Period|Algorithm)|TOTP (Seed|Settings))$/;

/** Whether a string of an entry says something about its one-time codes. */
export function isTotpPart(key) {
  return PARTS.test(key);
}

/**
 * Put together what KeePass, or its plug-in KeeTrayTOTP, says of one-time codes in several strings.
 *
 * @param {Record<string, string>} parts by their keys.
 * @returns {string} a base32 secret where all else is as usual, an otpauth or a steam URI where it is not; "" without a secret.
 */
export function totpOfParts(parts) {
  const secret = secretOf(parts);
  if (!secret) return "";
  const [period, digits] = (parts["TOTP Settings"] ?? "").split(";");
  if (digits === "S") return `steam://${secret}`;
  const settings = {
    period: Number(parts["TimeOtp-Period"] ?? period) || 30,
    digits: Number(parts["TimeOtp-Length"] ?? digits) || 6,
    algorithm: (parts["TimeOtp-Algorithm"] ?? "SHA-1").replace(/^HMAC-|-/g, ""),
  };
  const usual = settings.period === 30 && settings.digits === 6 && settings.algorithm === "SHA1";
  return usual ? secret : `otpauth://totp/KeePass?${new URLSearchParams({ secret, ...settings })}`;
}

function secretOf(parts) {
  const ready = parts["TimeOtp-Secret-Base32"] ?? parts["TOTP Seed"];
  if (ready) return ready;
  const { "TimeOtp-Secret": text, "TimeOtp-Secret-Hex": hex = "", "TimeOtp-Secret-Base64": base64 } = parts;
  try {
    if (base64) return base32(fromBase64(base64));
  } catch {
    return "";
  }
  return base32(text ? utf8(text) : (hex.match(/[0-9a-f]{2}/gi) ?? []).map((digits) => parseInt(digits, 16)));
}

function base32(bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[parseInt(five.padEnd(5, "0"), 2)]).join("");
}
