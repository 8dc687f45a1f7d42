import { decryptText } from "../core/encstring.js";
import { itemKey } from "./cipher.js";
import { folded } from "./fold.js";

const TEXT_FIELD = 0;
const SHORT_ID = 8;
const MAC_CHARACTERS = 44;

// What a row needs of each type; the login's username is searched as well.
const ROW_FIELDS = {
  1: ["login", ["username"]],
  3: ["card", ["brand", "number"]],
  4: ["identity", ["firstName", "lastName"]],
  5: ["sshKey", ["keyFingerprint"]],
  6: ["bankAccount", ["bankName", "accountNumber"]],
  7: ["driversLicense", ["firstName", "lastName"]],
  8: ["passport", ["givenName", "surname"]],
};

/**
 * Make the entry of an item: of what was remembered, if that was decrypted of the same ciphertext, else with its name only.
 *
 * @param {object} cipher
 * @param {(organizationId: string | null) => Promise<SymmetricKey>} vaultKey
 * @param {{ print: string, name: string, subtitle: string, texts: object }} [remembered]
 */
export async function entryOf(cipher, vaultKey, remembered) {
  if (remembered && remembered.print === printOf(cipher)) {
    const { name, subtitle, texts } = remembered;
    const haystack = haystackOf(cipher, texts);
    return { cipher, name, broken: [], open: null, completing: Promise.resolve(), subtitle, texts, haystack };
  }
  const broken = [];
  const open = await opener(cipher, vaultKey, broken);
  return { cipher, name: await open([cipher.name ?? "", "name"]), broken, open };
}

/** Decrypt the rest of one entry: a list needs it of the rows it shows. */
export function entryCompleted(entry) {
  entry.completing ??= complete(entry);
  return entry.completing;
}

/**
 * Return what names the ciphertext that an entry is decrypted of: the MACs of the item's key and of each field. Nobody
 * without the keys can make another ciphertext that has them.
 */
export function printOf(cipher) {
  const { row, uris, notes, fields, files } = partsOf(cipher);
  const texts = [cipher.key, cipher.name, ...[row, uris, notes, fields, files].flat().map(([text]) => text)];
  return [cipher.type, cipher.organizationId ?? "", ...texts.map((text) => text?.slice(-MAC_CHARACTERS) ?? "")].join("|");
}

/** Return what can be searched of an entry that is not completed yet: its name. */
export function namedOnly(entry) {
  entry.named ??= searchableName(entry);
  return entry.named;
}

function searchableName({ cipher, name }) {
  const nothing = { subtitle: "", username: "", uris: "", notes: "", fields: "", attachments: "", shortid: "", organizationid: "" };
  const texts = foldedTexts({ ...nothing, name, shortid: cipher.id?.slice(0, SHORT_ID), organizationid: cipher.organizationId });
  return { texts, haystack: haystackOf(cipher, texts) };
}

async function complete(entry) {
  const { cipher, name, open } = entry;
  const sources = Object.entries(partsOf(cipher));
  const opened = await Promise.all(sources.map(([, list]) => Promise.all(list.map(open))));
  const parts = Object.fromEntries(sources.map(([part], i) => [part, opened[i]]));
  const subtitle = subtitleOf(cipher.type, parts.row);
  const texts = foldedTexts({
    name, subtitle, username: cipher.type === 1 ? parts.row[0] : "", uris: parts.uris, notes: parts.notes, fields: parts.fields,
    attachments: parts.files, shortid: cipher.id?.slice(0, SHORT_ID), organizationid: cipher.organizationId,
  });
  // The item's key is not kept longer than it is needed.
  Object.assign(entry, { subtitle, texts, haystack: haystackOf(cipher, texts), open: null, named: null });
}

/** Return what is decrypted of an item besides its name, as pairs of ciphertext and path. */
function partsOf(cipher) {
  const [member, names] = ROW_FIELDS[cipher.type] ?? [null, []];
  return {
    row: names.map((field) => [cipher[member]?.[field], `${member}.${field}`]),
    uris: (cipher.login?.uris ?? []).map(({ uri }, i) => [uri, `login.uris[${i}].uri`]),
    notes: [[cipher.notes, "notes"]],
    fields: textFields(cipher.fields ?? []),
    files: (cipher.attachments ?? []).map(({ fileName }, i) => [fileName, `attachments[${i}].fileName`]),
  };
}

/** Names and values of the custom fields that are plain text; hidden ones are not for searching. */
function textFields(fields) {
  return fields.flatMap(({ type, name, value }, i) => (
    type === TEXT_FIELD ? [[name, `fields[${i}].name`], [value, `fields[${i}].value`]] : []
  ));
}

function foldedTexts(texts) {
  const joined = Object.entries(texts).map(([name, text]) => [name, folded([text].flat().filter(Boolean).join("\n"))]);
  return Object.fromEntries(joined);
}

function haystackOf(cipher, { notes: _, organizationid, ...short }) {
  return [...Object.values(short), folded(cipher.id ?? "")].filter(Boolean).join("\n");
}

/** Return a function that decrypts a field of `cipher`, noting the path of what cannot be. */
async function opener(cipher, vaultKey, broken) {
  let key = null;
  try {
    key = await itemKey(cipher, await vaultKey(cipher.organizationId));
  } catch {
    // Without its key every field of the item is broken, and the list still shows the rest.
  }
  return async ([field, path]) => {
    if (field === null || field === undefined) return null;
    try {
      if (key) return await decryptText(field, key);
    } catch {
      // Named below, as a field without key is.
    }
    broken.push(path);
    return null;
  };
}

function subtitleOf(type, [first, second]) {
  if (type === 3 || type === 6) return [first, second && `*${second.slice(-4)}`].filter(Boolean).join(", ");
  return [first, second].filter(Boolean).join(" ");
}
