// Zip archives of files of any size. Nothing is compressed: photos and documents are already. The archive is a Blob that
// refers to the files, so that none of them has to fit into memory.
import { utf8 } from "../bytes.js";

const PART = 4 * 1024 * 1024;
const LOCAL_ENTRY = 0x04034b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END = 0x06054b50;
const LARGE_END = 0x06064b50;
const LARGE_END_LOCATOR = 0x07064b50;
// What does not fit into the old fields says so by these, and stands in an extra field.
const MOST_32 = 0xffffffff;
const MOST_16 = 0xffff;
const LARGE = 45;
const UTF8_NAMES = 1 << 11;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/**
 * Write an archive.
 *
 * @param {{ name: string, file: Blob }[]} entries in the order they are to have; names with `/` between folders.
 * @param {Date} now
 * @returns {Promise<Blob>}
 */
export async function writeZip(entries, now) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const { name, file } of entries) {
    const entry = { name: utf8(name), size: file.size, crc: await crc32(file), offset, time: dosTime(now) };
    const head = localEntry(entry);
    parts.push(head, file);
    directory.push(directoryEntry(entry));
    offset += head.length + file.size;
  }
  const length = directory.reduce((sum, { length: bytes }) => sum + bytes, 0);
  return new Blob([...parts, ...directory, endOf(entries.length, length, offset)], { type: "application/zip" });
}

/** A name that stays in its folder wherever the archive is unpacked, and clashes with none of `taken`. */
export function safeName(name, taken) {
  const plain = name.replace(/[\u0000-\u001f\u007f<>:"/\\|?*]/g, "_").replace(/^\.+|[. ]+$/g, "_").slice(0, 200) || "_";
  const dot = plain.lastIndexOf(".");
  const [stem, ending] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ""];
  let found = plain;
  for (let number = 2; taken.has(found.toLowerCase()); number += 1) found = `${stem} (${number})${ending}`;
  taken.add(found.toLowerCase());
  return found;
}

/** @param {Blob} file */
export async function crc32(file) {
  let value = MOST_32;
  for (let start = 0; start < file.size; start += PART) {
    const bytes = new Uint8Array(await file.slice(start, start + PART).arrayBuffer());
    for (const byte of bytes) value = TABLE[(value ^ byte) & 0xff] ^ (value >>> 8);
  }
  return (value ^ MOST_32) >>> 0;
}

/** Write numbers, little-endian: pairs of how many bytes, and the number. */
function fields(...pairs) {
  const view = new DataView(new ArrayBuffer(pairs.reduce((sum, [width]) => sum + width, 0)));
  let at = 0;
  for (const [width, value] of pairs) {
    if (width === 2) view.setUint16(at, value, true);
    else if (width === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += width;
  }
  return new Uint8Array(view.buffer);
}

function joined(...parts) {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const capped = (value, most = MOST_32) => Math.min(value, most);

/** What an entry says in the directory and before its file. */
function commonFields(time, crc, size, name, extra) {
  const lengths = [[2, name.length], [2, extra.length]];
  return fields([2, UTF8_NAMES], [2, 0], [4, time], [4, crc], [4, capped(size)], [4, capped(size)], ...lengths);
}

function localEntry({ name, size, crc, time }) {
  const extra = size >= MOST_32 ? fields([2, 1], [2, 16], [8, size], [8, size]) : new Uint8Array();
  return joined(
    fields([4, LOCAL_ENTRY], [2, LARGE]),
    commonFields(time, crc, size, name, extra),
    name,
    extra,
  );
}

function directoryEntry({ name, size, crc, offset, time }) {
  const large = [...(size >= MOST_32 ? [[8, size], [8, size]] : []), ...(offset >= MOST_32 ? [[8, offset]] : [])];
  const extra = large.length ? fields([2, 1], [2, 8 * large.length], ...large) : new Uint8Array();
  return joined(
    fields([4, DIRECTORY_ENTRY], [2, LARGE], [2, LARGE]),
    commonFields(time, crc, size, name, extra),
    fields([2, 0], [2, 0], [2, 0], [4, 0], [4, capped(offset)]),
    name,
    extra,
  );
}

function endOf(count, length, offset) {
  const counts = [[2, capped(count, MOST_16)], [2, capped(count, MOST_16)]];
  const end = fields([4, END], [2, 0], [2, 0], ...counts, [4, capped(length)], [4, capped(offset)], [2, 0]);
  if (count < MOST_16 && length < MOST_32 && offset < MOST_32) return end;
  return joined(
    fields([4, LARGE_END], [8, 44], [2, LARGE], [2, LARGE], [4, 0], [4, 0]),
    fields([8, count], [8, count], [8, length], [8, offset]),
    fields([4, LARGE_END_LOCATOR], [4, 0], [8, offset + length], [4, 1]),
    end,
  );
}

function dosTime(now) {
  const date = ((now.getUTCFullYear() - 1980) << 9) | ((now.getUTCMonth() + 1) << 5) | now.getUTCDate();
  const time = (now.getUTCHours() << 11) | (now.getUTCMinutes() << 5) | (now.getUTCSeconds() >> 1);
  return ((date << 16) | time) >>> 0;
}
