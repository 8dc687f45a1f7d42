import assert from "node:assert/strict";
import { detectFormat } from "../../../static/js/core/importers/detect.js";
import { readExport } from "../../../static/js/core/importers/read.js";

export const PW = "not-a-real-one";
export const fieldsOf = (item) => item.fields.map(({ type, name, value }) => [type, name, value]);

/** Read an export whose format is found out. */
export function read(file, format) {
  const text = typeof file === "string" ? file : JSON.stringify(file);
  assert.equal(detectFormat(text), format);
  return readExport(text, format);
}
