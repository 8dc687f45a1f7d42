import { readFileSync } from "node:fs";
import { fromBase64 } from "../../../static/js/core/bytes.js";
import { importKey } from "../../../static/js/core/keys.js";

export const vectors = JSON.parse(readFileSync(new URL("../vectors/crypto_vectors.json", import.meta.url), "utf8"));

/** Import a symmetric key given in base64. */
export function keyFrom(base64) {
  return importKey(fromBase64(base64));
}

/** Return `text` with the character at `i` replaced by another one of the base64 alphabet. */
export function flipped(text, i) {
  return text.slice(0, i) + (text[i] === "A" ? "B" : "A") + text.slice(i + 1);
}
