import { call } from "../agent/client.js";
import { getDocument } from "./http.js";

/**
 * Find what an import would double: items that equal one of the vault's, or an earlier one of the file.
 *
 * @param {object} read what readExportFile gave.
 * @param {{ scope: string, itemsUrl: string }} vault without the address only the file is looked at.
 * @returns {Promise<{ where: string, name: string, reason: "vault" | "repeated", index: number }[]>}
 */
export async function findDuplicates({ items, repeated }, { scope, itemsUrl }) {
  const kept = new Set(itemsUrl ? await inVault(items, scope, itemsUrl) : []);
  const again = new Set(repeated);
  return items.flatMap(({ where, item }, index) => {
    const reason = kept.has(index) ? "vault" : again.has(index) ? "repeated" : null;
    return reason ? [{ where, name: item.name, reason, index }] : [];
  });
}

/** The list is the vault page's own, under its name, so that it is not made twice. */
async function inVault(items, scope, itemsUrl) {
  const { buffer, revision } = await getDocument(itemsUrl);
  if (!(await call("hasIndex", { scope, revision }))) await call("index", { scope, revision, buffer }, [buffer]);
  return call("duplicates", { scope, items: items.map(({ item }) => item) });
}
