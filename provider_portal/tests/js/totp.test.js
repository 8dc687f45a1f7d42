import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "../../../static/js/core/bytes.js";
import { MalformedTotp, parseTotp, totp } from "../../../static/js/core/totp.js";

// RFC 6238 appendix B: the moment in seconds, and the codes of SHA-1, SHA-256 and SHA-512.
const MOMENTS = [
  [59, "94287082", "46119246", "90693936"],
  [1111111109, "07081804", "68084774", "25091201"],
  [1111111111, "14050471", "67062674", "99943326"],
  [1234567890, "89005924", "91819424", "93441116"],
  [2000000000, "69279037", "90698825", "38618901"],
  [20000000000, "65353130", "77737706", "47863826"],
];
const DIGITS = "1234567890";

test("RFC 6238 appendix B", async () => {
  for (const [time, ...codes] of MOMENTS) {
    for (const [i, [hash, length]] of [["SHA-1", 20], ["SHA-256", 32], ["SHA-512", 64]].entries()) {
      const secret = utf8(DIGITS.repeat(7).slice(0, length));
      const { code } = await totp({ secret, hash, digits: 8, period: 30, steam: false }, time);
      assert.equal(code, codes[i], `${hash} at ${time}`);
    }
  }
});

test("secrets as people type them, URIs, and what remains of the period", async () => {
  const typed = parseTotp(" gezd gnbv-gy3t qojq GEZDGNBVGY3TQOJQ== ");
  assert.deepEqual(typed.secret, utf8("12345678901234567890"));
  assert.deepEqual(await totp(typed, 59), { code: "287082", remaining: 1, period: 30 });
  assert.equal((await totp(typed, 60)).remaining, 30);
  const uri = parseTotp("otpauth://totp/Example:ann@example.test?secret=GEZDGNBVGY3TQOJQ&algorithm=sha256&digits=8&period=60");
  assert.deepEqual({ ...uri, secret: uri.secret.length }, { secret: 10, hash: "SHA-256", digits: 8, period: 60, steam: false });
});

test("Steam codes are five characters of its alphabet", async () => {
  const steam = parseTotp("steam://GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  // 1094287082 in base 26, least significant first: what RFC 6238 truncates at its first moment.
  assert.equal((await totp(steam, 59)).code, "PV9M4");
});

test("what is no TOTP secret is refused", () => {
  const bad = [
    "", "not base32 1!", "otpauth://hotp/x?secret=GEZDGNBV", "otpauth://totp/x", "otpauth://totp/x?secret=GEZDGNBV&digits=11",
    "otpauth://totp/x?secret=GEZDGNBV&period=0", "otpauth://totp/x?secret=GEZDGNBV&algorithm=md5", "otpauth:",
  ];
  for (const text of bad) assert.throws(() => parseTotp(text), MalformedTotp, text);
});
