import { openItem } from "../cipher.js";
import { namedIndex } from "../indexes.js";

const LOGIN = 1;
const BATCH = 250;

/** Decrypt what reports look at of the logins of an index, the trash aside; a hidden password is left out. */
async function logins(session, { scope }) {
  const { entries } = await namedIndex(session, scope);
  const kept = entries.filter(({ cipher }) => cipher.type === LOGIN && !cipher.deletedDate);
  const found = [];
  for (let start = 0; start < kept.length; start += BATCH) {
    const batch = kept.slice(start, start + BATCH).map((entry) => login(entry, session.keyring).catch(() => null));
    found.push(...(await Promise.all(batch)));
  }
  return found.filter(Boolean);
}

async function login({ cipher, name }, keyring) {
  const { username, password, totp, uris } = (await openItem(cipher, await keyring.vaultKey(cipher.organizationId))).login;
  return {
    id: cipher.id,
    organizationId: cipher.organizationId ?? null,
    name,
    username,
    password: cipher.viewPassword === false ? null : password,
    hasTotp: Boolean(totp),
    uris: (uris ?? []).map(({ uri }) => uri),
  };
}

export const reportOperations = { logins };
