import { decryptBytes, decryptText, encryptBytes, encryptText } from "../../core/encstring.js";
import { encryptBlob } from "../../core/file_stream.js";
import { newSeed, seedToFragment, sendFileKey, sendKey, sendPasswordHash } from "../../core/send.js";
import { AgentError } from "../errors.js";

const PAGE = 50;
// The decrypted Sends of each unlocked session; they are gone with it.
const lists = new WeakMap();

/** Decrypt the person's Sends, in place of those known before. */
async function indexSends(session, { sends }) {
  const opened = await Promise.all(sends.map((send) => openSend(session, send)));
  lists.set(session, new Map(opened.map((send) => [send.id, send])));
  return { total: opened.length };
}

/** Find Sends by name, notes, text or file name; answer a page of them, without their contents. */
async function searchSends(session, { query = "", type = null, page = 1 }) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const found = [...known(session).values()].filter((send) =>
    (type === null || send.type === type) && words.every((word) => send.haystack.includes(word)));
  const rows = found.slice((page - 1) * PAGE, page * PAGE).map(({ haystack, text, notes, key, ...row }) => row);
  return { total: found.length, page, pages: Math.max(1, Math.ceil(found.length / PAGE)), rows };
}

/** Return one of them whole, its key still wrapped. */
async function send(session, { id }) {
  const { haystack, ...found } = known(session).get(id) ?? {};
  if (!haystack) throw new AgentError("refused", "no such Send");
  return found;
}

/** Encrypt a Send; `key` is the wrapped seed of one that exists. */
async function sealSend(session, { name, notes = null, text = null, fileName = null, password = null, key = null }) {
  const userKey = await session.keyring.vaultKey(null);
  const seed = key ? await decryptBytes(key, userKey) : newSeed();
  try {
    const own = await sendKey(seed);
    const seal = (value) => (value === null || value === "" ? null : encryptText(value, own));
    const [sealedName, sealedNotes, sealedText, sealedFile] = await Promise.all([encryptText(name, own), seal(notes), seal(text), seal(fileName)]);
    return {
      key: key ?? (await encryptBytes(seed, userKey)),
      name: sealedName, notes: sealedNotes, text: sealedText, fileName: sealedFile,
      password: password ? await sendPasswordHash(password, seed) : null,
    };
  } finally {
    seed.fill(0);
  }
}

/** Encrypt the file of a Send; a Blob is a reference, so neither form of it has to fit into memory. */
async function sealSendFile(session, { key, file }) {
  const seed = await decryptBytes(key, await session.keyring.vaultKey(null));
  try {
    return { file: await encryptBlob(file, await sendFileKey(seed)) };
  } finally {
    seed.fill(0);
  }
}

/** Return what follows the `#` in a Send's link: whoever shares the Send hands this out. */
async function sendFragment(session, { id }) {
  const seed = await decryptBytes((await send(session, { id })).key, await session.keyring.vaultKey(null));
  try {
    return { fragment: seedToFragment(seed) };
  } finally {
    seed.fill(0);
  }
}

async function openSend({ keyring }, { key, name, notes, text, file, ...facts }) {
  const own = await openKey(keyring, key);
  const open = (value) => (value && own ? decryptText(value, own).catch(() => null) : null);
  const [openedName, openedNotes, openedText, fileName] = await Promise.all([name, notes, text?.text, file?.fileName].map(open));
  const all = { name: [name, openedName], notes: [notes, openedNotes], text: [text?.text, openedText], fileName: [file?.fileName, fileName] };
  return {
    ...facts, key, name: openedName, notes: openedNotes, text: openedText, hidden: text?.hidden ?? false,
    fileName, size: file ? Number(file.size) : null,
    broken: Object.keys(all).filter((part) => all[part][0] && all[part][1] === null),
    haystack: fold(` ${[openedName, openedNotes, openedText, fileName].filter(Boolean).join("\n")}`),
  };
}

async function openKey(keyring, key) {
  try {
    return await sendKey(await decryptBytes(key, await keyring.vaultKey(null)));
  } catch {
    return null;
  }
}

function known(session) {
  const list = lists.get(session);
  if (!list) throw new AgentError("refused", "the Sends have not been indexed");
  return list;
}

function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

export const sendOperations = { indexSends, searchSends, send, sealSend, sealSendFile, sendFragment };
