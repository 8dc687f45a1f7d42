import { ITEM_TYPES, PASSKEY_FIELDS } from "./item_types.js";

/**
 * Copy the content of an item, with `convert` applied to each text the protocol encrypts.
 *
 * Decrypting and encrypting share this walk, so that no field can be treated by one of them only.
 *
 * @param {object} item in Bitwarden's shape, encrypted or plain.
 * @param {(text: string, path: string) => Promise<string | null>} convert
 * @returns {Promise<object>} name, notes, the type's own object, fields and passwordHistory.
 * @throws {RangeError} for an unknown item type.
 */
export async function mapContent(item, convert) {
  const shape = ITEM_TYPES[item.type];
  if (!shape) throw new RangeError("unknown item type");
  const [name, notes, own, fields, passwordHistory] = await Promise.all([
    convert(String(item.name ?? ""), "name"),
    text(item.notes, "notes", convert),
    mapOwn(item[shape.member] ?? {}, shape, convert),
    mapList(item.fields, "fields", (field, path) => mapField(field, path, convert)),
    mapList(item.passwordHistory, "passwordHistory", (entry, path) => mapHistory(entry, path, convert)),
  ]);
  return { name, notes, [shape.member]: own, fields, passwordHistory };
}

/** Convert the named members of an object; absent and empty ones become null. */
export async function mapMembers(source, names, path, convert) {
  const values = await Promise.all(names.map((name) => text(source[name], `${path}.${name}`, convert)));
  return Object.fromEntries(names.map((name, i) => [name, values[i]]));
}

async function text(value, path, convert) {
  return value === null || value === undefined || value === "" ? null : convert(String(value), path);
}

async function mapOwn(source, { member, encrypted, plain }, convert) {
  const own = await mapMembers(source, encrypted, member, convert);
  for (const name of plain) own[name] = source[name] ?? null;
  if (member === "secureNote") own.type = source.type ?? 0;
  if (member !== "login") return own;
  const [uris, fido2Credentials] = await Promise.all([
    mapList(source.uris, "login.uris", (uri, path) => mapUri(uri, path, convert)),
    mapList(source.fido2Credentials, "login.fido2Credentials", (passkey, path) => mapPasskey(passkey, path, convert)),
  ]);
  return { ...own, uris, fido2Credentials };
}

async function mapList(list, path, map) {
  if (!list?.length) return null;
  return Promise.all(list.map((entry, i) => map(entry, `${path}[${i}]`)));
}

async function mapUri(uri, path, convert) {
  const { uri: address, uriChecksum } = await mapMembers(uri, ["uri", "uriChecksum"], path, convert);
  return { uri: address, uriChecksum, match: uri.match ?? null };
}

async function mapField(field, path, convert) {
  const texts = await mapMembers(field, ["name", "value"], path, convert);
  return { type: field.type ?? 0, ...texts, linkedId: field.linkedId ?? null };
}

async function mapHistory(entry, path, convert) {
  return { password: await text(entry.password, `${path}.password`, convert), lastUsedDate: entry.lastUsedDate ?? null };
}

async function mapPasskey(passkey, path, convert) {
  return { ...(await mapMembers(passkey, PASSKEY_FIELDS, path, convert)), creationDate: passkey.creationDate ?? null };
}
