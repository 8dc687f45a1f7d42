import { writeBitwardenCsv } from "./bitwarden_csv.js";
import { writeBitwardenJson } from "./bitwarden_json.js";
import { protect } from "./protected_json.js";
import { writeZip } from "./zip.js";

const ENDINGS = { csv: "csv", zip: "zip" };

/**
 * Write an export file.
 *
 * @param {{ items: object[], collections: object[], folders: object[] }} vault in clear, the trash left out.
 * @param {{ format: "json" | "csv" | "protected" | "zip", isOrganization: boolean, password?: string,
 *   kdf?: KdfSettings, files?: { name: string, file: Blob }[] }} how `files` are those of a zip, beside its `data.json`.
 * @returns {Promise<string | Blob>}
 * @throws {RangeError} for another format.
 */
export async function writeExport(vault, { format, isOrganization, password, kdf, files = [] }) {
  if (format === "csv") return writeBitwardenCsv(vault, isOrganization);
  const json = writeBitwardenJson(vault, isOrganization);
  if (format === "json") return json;
  if (format === "protected") return protect(json, password, kdf);
  if (format === "zip") return writeZip([{ name: "data.json", file: new Blob([json]) }, ...files], new Date());
  throw new RangeError("unknown format");
}

/** Return the name of the file as other programs expect it, with the time in UTC. */
export function fileName({ format, isOrganization }, now) {
  const time = now.toISOString().replace(/\D/g, "").slice(0, 14);
  return `bitwarden_${isOrganization ? "org_" : ""}export_${time}.${ENDINGS[format] ?? "json"}`;
}
