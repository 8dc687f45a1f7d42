import { writeBitwardenCsv } from "./bitwarden_csv.js";
import { writeBitwardenJson } from "./bitwarden_json.js";
import { protect } from "./protected_json.js";

/**
 * Write an export file.
 *
 * @param {{ items: object[], collections: object[], folders: object[] }} vault in clear, the trash left out.
 * @param {{ format: "json" | "csv" | "protected", isOrganization: boolean, password?: string, kdf?: KdfSettings }} how
 * @returns {Promise<string>}
 * @throws {RangeError} for another format.
 */
export async function writeExport(vault, { format, isOrganization, password, kdf }) {
  if (format === "csv") return writeBitwardenCsv(vault, isOrganization);
  if (format === "json") return writeBitwardenJson(vault, isOrganization);
  if (format === "protected") return protect(writeBitwardenJson(vault, isOrganization), password, kdf);
  throw new RangeError("unknown format");
}

/** Return the name of the file as other programs expect it, with the time in UTC. */
export function fileName({ format, isOrganization }, now) {
  const time = now.toISOString().replace(/\D/g, "").slice(0, 14);
  return `bitwarden_${isOrganization ? "org_" : ""}export_${time}.${format === "csv" ? "csv" : "json"}`;
}
