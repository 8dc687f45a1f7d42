import { concat, fromBase64, randomBytes, toBase64, utf8 } from "../bytes.js";
import { readDer } from "./der.js";
import { field, TYPES } from "./items.js";

const MAGIC = utf8("openssh-key-v1\0");
const RSA = "ssh-rsa";
const ED25519 = "ssh-ed25519";
const OIDS = { "2a864886f70d010101": RSA, "2b6570": ED25519 };
const PEM = /-----BEGIN ([A-Z ]*)PRIVATE KEY-----([\s\S]+?)-----END/;
const LINE = 70;

/**
 * Give an SSH key what apps want of one: its private half in OpenSSH's own format, its public half and its fingerprint.
 *
 * @param {object} item in Bitwarden's plain shape.
 * @returns {Promise<object>} a note, the key hidden in it, where they cannot be had: apps could not open the item.
 */
export async function withWholeKey(item) {
  if (item.type !== TYPES.sshKey) return item;
  const { privateKey, publicKey, keyFingerprint } = item.sshKey;
  try {
    const key = opened(privateKey, publicKey ?? "");
    const known = publicKey?.trim() || `${key.kind} ${toBase64(key.blob)}`;
    return {
      ...item,
      sshKey: {
        privateKey: key.text,
        publicKey: known,
        keyFingerprint: keyFingerprint || (await fingerprint(fromBase64(known.split(/\s+/)[1]))),
      },
    };
  } catch {
    return publicKey && keyFingerprint ? item : asNote(item);
  }
}

async function fingerprint(blob) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", blob));
  return `SHA256:${toBase64(digest).replace(/=+$/, "")}`;
}

function asNote({ sshKey, type: _, ...item }) {
  const parts = Object.entries(sshKey).filter(([, value]) => value);
  const fields = parts.map(([name, value]) => field(name, value, name === "privateKey"));
  return { ...item, type: TYPES.secureNote, fields: [...item.fields, ...fields], secureNote: { type: 0 } };
}

/** Return the private key as OpenSSH writes it, with what it says of its public half. */
function opened(text, publicKey) {
  const [, label, body] = PEM.exec(text);
  const bytes = fromBase64(body.replace(/\s/g, ""));
  if (label === "OPENSSH ") return { text: text.trim(), ...publicPart(bytes) };
  if (label === "RSA ") return rsaKey(readDer(bytes));
  if (label !== "") throw new RangeError("encrypted, or of another kind");
  const [, algorithm, inner] = readDer(bytes);
  const kind = OIDS[algorithm[0]];
  if (kind === RSA) return rsaKey(readDer(inner));
  if (kind !== ED25519) throw new RangeError("of another kind");
  return ed25519Key(readDer(inner), fromBase64(publicKey.trim().split(/\s+/)[1]));
}

function publicPart(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = MAGIC.length;
  const take = () => {
    const start = at + 4;
    at = start + view.getUint32(at);
    if (at > bytes.length) throw new RangeError("too short");
    return bytes.subarray(start, at);
  };
  for (let i = 0; i < 3; i += 1) take();
  at += 4;
  const blob = take();
  const length = new DataView(blob.buffer, blob.byteOffset).getUint32(0);
  return { blob, kind: new TextDecoder().decode(blob.subarray(4, 4 + length)) };
}

/** DER and SSH write whole numbers alike: the highest bit is a sign, and there is no zero too many. */
function rsaKey([, n, e, d, p, q, , , inverse]) {
  const blob = concat(string(utf8(RSA)), string(e), string(n));
  return sealed(RSA, blob, concat(string(utf8(RSA)), ...[n, e, d, inverse, p, q].map(string)));
}

function ed25519Key(seed, blob) {
  const point = blob.subarray(-seed.length);
  return sealed(ED25519, blob, concat(string(utf8(ED25519)), string(point), string(concat(seed, point))));
}

function sealed(kind, blob, parts) {
  const check = randomBytes(4);
  const section = concat(check, check, parts, string(new Uint8Array()));
  const padding = Uint8Array.from({ length: (8 - (section.length % 8)) % 8 }, (_, i) => i + 1);
  const none = string(utf8("none"));
  const whole = concat(MAGIC, none, none, string([]), uint32(1), string(blob), string(concat(section, padding)));
  const lines = toBase64(whole).match(new RegExp(`.{1,${LINE}}`, "g")).join("\n");
  return { kind, blob, text: `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}\n-----END OPENSSH PRIVATE KEY-----\n` };
}

function uint32(value) {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

function string(bytes) {
  return concat(uint32(bytes.length), bytes);
}
