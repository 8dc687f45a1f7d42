import { folded } from "./fold.js";

// `+` or `-`, a field and a colon, the words, `~` and a number: all but the words may be missing.
const TERM = /^([+-]?)(?:([a-z.]+):)?(.+?)(?:~(\d))?$/u;
const FIELDS = {
  shortid: "shortid", organizationid: "organizationid", name: "name", subtitle: "subtitle", notes: "notes", fields: "fields",
  attachments: "attachments", "login.username": "username", username: "username", "login.uris": "uris", uris: "uris",
};
const SPLITTER = /[^\p{L}\p{N}*]+/u;
// What ends a word in what is stored: ASCII alone, since classes of Unicode take several times as long.
const LETTER = "[^\\x00-\\x2f\\x3a-\\x60\\x7b-\\x7f]";
const SEPARATORS = /[\x00-\x2f\x3a-\x60\x7b-\x7f]+/;

/**
 * Read what somebody searches for. Plain words must all occur somewhere. After `>` words are matched whole: `+` must
 * and `-` must not occur, of the others one suffices; `field:` looks in that field alone, `*` stands for anything and
 * `~1` for as many different letters.
 *
 * @param {string} query
 * @returns {(entry: object) => boolean}
 */
export function matcherOf(query) {
  const text = folded(query ?? "").trim();
  if (text.startsWith(">")) return advanced(text.slice(1));
  const words = text.split(/\s+/).filter(Boolean);
  return ({ haystack, texts }) => words.every((word) => haystack.includes(word) || texts.notes.includes(word));
}

function advanced(text) {
  const terms = text.split(/\s+/).filter(Boolean).map(termOf).filter(Boolean);
  const [must, mustNot, may] = ["+", "-", ""].map((sign) => terms.filter((term) => term.sign === sign));
  return (entry) => must.every(({ occurs }) => occurs(entry))
    && !mustNot.some(({ occurs }) => occurs(entry))
    && (must.length > 0 || may.length === 0 || may.some(({ occurs }) => occurs(entry)));
}

function termOf(written) {
  const [, sign, field, value, distance] = TERM.exec(written) ?? [];
  // A colon may also be part of what is looked for, as in an address.
  const name = Object.hasOwn(FIELDS, field ?? "") ? FIELDS[field] : null;
  const words = (field && !name ? `${field}:${value}` : value ?? "").split(SPLITTER).filter(Boolean);
  if (!words.length) return null;
  const tests = words.map((word) => wordTest(word, Number(distance ?? 0)));
  const occurs = ({ texts }) => (name
    ? tests.every((test) => test(texts[name]))
    : tests.every((test) => Object.values(texts).some(test)));
  return { sign, occurs };
}

/** Return a function that says whether a text has the word; words end where neither letter nor digit is. */
function wordTest(word, distance) {
  if (distance && !word.includes("*")) return nearTest(word, distance);
  const parts = word.split(/\*+/);
  const [longest] = parts.toSorted((one, other) => other.length - one.length);
  const pattern = new RegExp(`(?<!${LETTER})${parts.join(`${LETTER}*`)}(?!${LETTER})`);
  // Looking for the letters first is many times as fast as the pattern.
  return (text) => text.includes(longest) && pattern.test(text);
}

function nearTest(word, distance) {
  // Vaults repeat their words: each is compared once.
  const known = new Map();
  return (text) => text !== "" && text.split(SEPARATORS).some((given) => {
    let near = known.get(given);
    if (near === undefined) known.set(given, near = isNear(given, word, distance));
    return near;
  });
}

/** Say whether two words differ by at most so many letters added, left out or replaced. */
function isNear(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return false;
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1)));
    }
    if (Math.min(...next) > most) return false;
    row = next;
  }
  return row[other.length] <= most;
}
