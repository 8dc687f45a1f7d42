import { toHex, utf8 } from "../bytes.js";

const PREFIX = 5;

/**
 * Hash the passwords of logins for a range query: only the first five hexadecimal digits are shown to anybody.
 *
 * @param {{ id: string, password: string | null }[]} logins
 * @returns {Promise<Map<string, { suffix: string, ids: string[] }[]>>} by prefix.
 */
export async function rangesOf(logins) {
  const groups = Map.groupBy(logins.filter(({ password }) => password), ({ password }) => password);
  const hashed = await Promise.all([...groups].map(async ([password, group]) => {
    const hash = toHex(new Uint8Array(await crypto.subtle.digest("SHA-1", utf8(password)))).toUpperCase();
    return { prefix: hash.slice(0, PREFIX), suffix: hash.slice(PREFIX), ids: group.map(({ id }) => id) };
  }));
  return Map.groupBy(hashed, ({ prefix }) => prefix);
}

/**
 * Compare with what a list has of the asked prefixes.
 *
 * @param {Map<string, { suffix: string, ids: string[] }[]>} ranges
 * @param {Record<string, [string, number][]>} answers suffix and how often it was seen, by prefix.
 * @returns {{ id: string, count: number }[]} the most seen first.
 */
export function exposed(ranges, answers) {
  const found = Object.entries(answers).flatMap(([prefix, seen]) => {
    const counts = new Map(seen);
    return (ranges.get(prefix) ?? [])
      .filter(({ suffix }) => counts.has(suffix))
      .flatMap(({ suffix, ids }) => ids.map((id) => ({ id, count: counts.get(suffix) })));
  });
  return found.sort((one, other) => other.count - one.count);
}
