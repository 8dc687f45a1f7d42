/**
 * Fold text for searching: case and accents do not count.
 *
 * @param {string} text
 * @returns {string}
 */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
