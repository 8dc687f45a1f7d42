import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64, fromUtf8, randomBytes, toBase64, toBase64Url, toHex, utf8 } from "../../../static/js/core/bytes.js";

test("base64 round trips at every length and at large sizes", () => {
  for (const length of [0, 1, 2, 3, 4, 63, 64, 65, 20_000]) {
    const bytes = randomBytes(length);
    assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
    assert.equal(toBase64(bytes), Buffer.from(bytes).toString("base64"));
  }
});

test("base64 that is not canonical is refused", () => {
  for (const text of ["A", "AA", "AAA", "AA=", "AB==", "AAB=", "AA==AA==", "A-_A", " AAAA", "AAAA\n", "=AAA", "AAAA====", null]) {
    assert.throws(() => fromBase64(text), RangeError, String(text));
  }
});

test("the URL alphabet and hexadecimal digits", () => {
  assert.equal(toBase64Url(new Uint8Array([0xfb, 0xff, 0xfe, 0x01])), "-__-AQ");
  assert.equal(toHex(new Uint8Array([0, 15, 255])), "000fff");
});

test("UTF-8 is strict and keeps a byte order mark", () => {
  assert.equal(fromUtf8(utf8("\ufeffü🔐")), "\ufeffü🔐");
  assert.throws(() => fromUtf8(new Uint8Array([0xff])), TypeError);
});
