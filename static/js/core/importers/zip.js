import { concat } from "../bytes.js";
import { UnreadableExport } from "./unreadable.js";

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;
const MOST_ENTRIES = 20_000;

/** Whether bytes begin as a zip archive does. */
export function isZip(bytes) {
  return bytes.length > END_LENGTH && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === LOCAL_ENTRY;
}

/**
 * Read some of the files of a zip archive. Names are only ever compared, never used as paths.
 *
 * @param {Uint8Array} bytes
 * @param {(name: string) => boolean} wanted
 * @param {number} limit how many bytes all of them together may be.
 * @returns {Promise<{ name: string, bytes: Uint8Array }[]>}
 * @throws {UnreadableExport} `zip` when the archive is broken or encrypted, `large` when it unpacks to more than the limit.
 */
export async function unzip(bytes, wanted, limit) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files = [];
  let left = limit;
  try {
    for (const entry of directory(view, bytes)) {
      if (!wanted(entry.name)) continue;
      const content = await unpack(entry, view, bytes, left);
      left -= content.length;
      files.push({ name: entry.name, bytes: content });
    }
  } catch (error) {
    // Offsets that lead out of the file are RangeErrors, broken deflate streams TypeErrors.
    throw error instanceof UnreadableExport ? error : new UnreadableExport("zip");
  }
  return files;
}

function* directory(view, bytes) {
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  if (count > MOST_ENTRIES) throw new UnreadableExport("large");
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i += 1) {
    if (view.getUint32(at, true) !== DIRECTORY_ENTRY) throw new UnreadableExport("zip");
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    yield {
      encrypted: (view.getUint16(at + 8, true) & ENCRYPTED) !== 0,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      start: view.getUint32(at + 42, true),
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
    };
    at += 46 + nameLength + extraLength + commentLength;
  }
}

function endOfDirectory(view) {
  const last = view.byteLength - END_LENGTH;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  throw new UnreadableExport("zip");
}

async function unpack({ encrypted, method, packed, start }, view, bytes, limit) {
  if (encrypted || view.getUint32(start, true) !== LOCAL_ENTRY) throw new UnreadableExport("zip");
  const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  if (from + packed > bytes.length) throw new UnreadableExport("zip");
  const content = bytes.subarray(from, from + packed);
  if (method === STORED && content.length <= limit) return content;
  if (method === STORED) throw new UnreadableExport("large");
  if (method !== DEFLATED) throw new UnreadableExport("zip");
  return inflate(content, limit);
}

/** Inflate and stop at the limit: what an archive says about its size is not to be believed. */
async function inflate(content, limit) {
  const parts = [];
  let length = 0;
  const reader = new Blob([content]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > limit) {
      await reader.cancel();
      throw new UnreadableExport("large");
    }
    parts.push(read.value);
  }
  return concat(...parts);
}
