import { WORDS } from "../../vendor/eff-wordlist/wordlist.js";

const CLASSES = {
  uppercase: { all: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", clear: "ABCDEFGHJKLMNPQRSTUVWXYZ" },
  lowercase: { all: "abcdefghijklmnopqrstuvwxyz", clear: "abcdefghijkmnopqrstuvwxyz" },
  numbers: { all: "0123456789", clear: "23456789" },
  special: { all: "!@#$%^&*", clear: "!@#$%^&*" },
};

/** The options cannot be met. */
export class ImpossibleOptions extends Error {
  name = "ImpossibleOptions";
}

/**
 * Generate a password with at least one character of every chosen class.
 *
 * @param {object} [options]
 * @param {number} [options.length] in characters, 5 to 128.
 * @param {boolean} [options.uppercase]
 * @param {boolean} [options.lowercase]
 * @param {boolean} [options.numbers]
 * @param {boolean} [options.special] one of `!@#$%^&*`.
 * @param {number} [options.minNumbers] how many digits at least, when digits are chosen.
 * @param {number} [options.minSpecial]
 * @param {boolean} [options.avoidAmbiguous] leave out I, O, l, 0 and 1.
 * @returns {string}
 * @throws {ImpossibleOptions}
 */
export function generatePassword({
  length = 14, uppercase = true, lowercase = true, numbers = true, special = false,
  minNumbers = 1, minSpecial = 1, avoidAmbiguous = false,
} = {}) {
  const least = { uppercase: uppercase && 1, lowercase: lowercase && 1 };
  least.numbers = numbers && Math.max(1, minNumbers);
  least.special = special && Math.max(1, minSpecial);
  const chosen = Object.keys(CLASSES).filter((name) => least[name]);
  const alphabets = chosen.map((name) => CLASSES[name][avoidAmbiguous ? "clear" : "all"]);
  const required = chosen.flatMap((name, i) => Array.from({ length: least[name] }, () => pick(alphabets[i])));
  if (!chosen.length) throw new ImpossibleOptions("choose at least one kind of character");
  if (!inRange(length, 5, 128) || required.length > length) throw new ImpossibleOptions("the length does not fit");
  const everything = alphabets.join("");
  const free = Array.from({ length: length - required.length }, () => pick(everything));
  return shuffle([...required, ...free]).join("");
}

/**
 * Generate a passphrase of words of the EFF long list.
 *
 * @param {object} [options]
 * @param {number} [options.words] 3 to 20.
 * @param {string} [options.separator]
 * @param {boolean} [options.capitalize]
 * @param {boolean} [options.includeNumber] one digit after one of the words.
 * @returns {string}
 * @throws {ImpossibleOptions}
 */
export function generatePassphrase({
  words = 6, separator = "-", capitalize = false, includeNumber = false,
} = {}) {
  if (!inRange(words, 3, 20)) throw new ImpossibleOptions("a passphrase has 3 to 20 words");
  const parts = Array.from({ length: words }, () => randomWord(capitalize));
  if (includeNumber) parts[randomBelow(words)] += randomBelow(10);
  return parts.join(separator);
}

/**
 * Generate a user name: a random word, or an address by plus-addressing or catch-all.
 *
 * @param {object} [options]
 * @param {"word" | "plus" | "catchall"} [options.type]
 * @param {string} [options.email] for "plus": the address that gets a random tag.
 * @param {string} [options.domain] for "catchall".
 * @param {boolean} [options.capitalize] for "word".
 * @param {boolean} [options.includeNumber] for "word": four digits at the end.
 * @returns {string}
 * @throws {ImpossibleOptions}
 */
export function generateUsername({
  type = "word", email = "", domain = "", capitalize = false, includeNumber = false,
} = {}) {
  if (type === "word") return randomWord(capitalize) + (includeNumber ? randomText(4, CLASSES.numbers.all) : "");
  const tag = randomText(8, CLASSES.lowercase.all + CLASSES.numbers.all);
  if (type === "catchall" && domain.trim()) return `${tag}@${domain.trim().replace(/^@/, "")}`;
  const at = email.trim().lastIndexOf("@");
  if (type !== "plus" || at < 1) throw new ImpossibleOptions("an address or a domain is missing");
  return `${email.trim().slice(0, at)}+${tag}${email.trim().slice(at)}`;
}

/**
 * Draw a whole number from 0 up to, not including, `limit`, each equally likely.
 *
 * @param {number} limit 1 to 2^32.
 * @returns {number}
 */
export function randomBelow(limit) {
  // Values above the last whole multiple would make small results likelier.
  const fair = 2 ** 32 - (2 ** 32 % limit);
  const drawn = new Uint32Array(1);
  do crypto.getRandomValues(drawn);
  while (drawn[0] >= fair);
  return drawn[0] % limit;
}

function inRange(number, least, most) {
  return Number.isInteger(number) && number >= least && number <= most;
}

function pick(choices) {
  return choices[randomBelow(choices.length)];
}

function randomText(length, alphabet) {
  return Array.from({ length }, () => pick(alphabet)).join("");
}

function randomWord(capitalize) {
  const word = pick(WORDS);
  return capitalize ? word[0].toUpperCase() + word.slice(1) : word;
}

function shuffle(items) {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = randomBelow(i + 1);
    [items[i], items[j]] = [items[j], items[i]];
  }
  return items;
}
