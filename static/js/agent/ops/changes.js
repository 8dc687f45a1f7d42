import { fromUtf8 } from "../../core/bytes.js";
import { openItem } from "../cipher.js";
import { AgentError } from "../errors.js";
import { patchIndex } from "../index.js";
import { keepIndex, namedIndex } from "../indexes.js";

const LOGIN = 1;
const BATCH = 250;
// The password of each login that was looked at; a changed item has a new entry.
const passwords = new WeakMap();

/** Return the ids of the items that an index has not, or has otherwise than the server. */
async function compare(session, { scope, fingerprints }) {
  const { ciphers } = await namedIndex(session, scope);
  const wanted = [...listed(parse(fingerprints))].filter(([id, print]) => ciphers.get(id)?.fingerprint !== print);
  return { ids: wanted.map(([id]) => id) };
}

/** Bring an index up to date with what the server lists, and with the `items` that `compare` asked for. */
async function patch(session, { scope, revision, fingerprints, items }) {
  const { collections, folders, ...list } = parse(fingerprints);
  const ids = new Set(listed(list).keys());
  const ciphers = items.flatMap((buffer) => parse(buffer).ciphers);
  const before = await namedIndex(session, scope);
  const patched = await patchIndex(before, { ids, ciphers, collections, folders }, (id) => session.keyring.vaultKey(id));
  keepIndex(session, scope, { ...patched, revision, shelved: before.shelved });
  return { total: ids.size };
}

/** Count the other logins, the trash aside, that have this password. */
async function passwordUse(session, { scope, password, except = null }) {
  const { keyring } = session;
  const { entries } = await namedIndex(session, scope);
  const others = entries.filter(({ cipher }) => cipher.type === LOGIN && !cipher.deletedDate && cipher.id !== except);
  const unknown = others.filter((entry) => !passwords.has(entry));
  for (let start = 0; start < unknown.length; start += BATCH) {
    await Promise.all(unknown.slice(start, start + BATCH).map((entry) => learn(entry, keyring)));
  }
  return { count: password ? others.filter((entry) => passwords.get(entry) === password).length : 0 };
}

async function learn(entry, keyring) {
  const { cipher } = entry;
  const hidden = cipher.viewPassword === false || !cipher.login?.password;
  const opened = hidden ? null : await onlyPassword(cipher, keyring).catch(() => null);
  passwords.set(entry, opened);
}

async function onlyPassword({ organizationId, key, login: { password } }, keyring) {
  const { login } = await openItem({ type: LOGIN, organizationId, key, login: { password } }, await keyring.vaultKey(organizationId));
  return login.password;
}

/** Read the flat list of ids and fingerprints. */
function listed({ fingerprints }) {
  const prints = new Map();
  for (let i = 0; i < fingerprints.length; i += 2) prints.set(fingerprints[i], fingerprints[i + 1]);
  return prints;
}

function parse(buffer) {
  try {
    return JSON.parse(fromUtf8(buffer));
  } catch {
    throw new AgentError("malformed", "not a list of items");
  }
}

export const changeOperations = { compare, patch, passwordUse };
