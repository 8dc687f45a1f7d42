const TYPE_MEMBERS = ["card", "identity", "sshKey", "bankAccount", "driversLicense", "passport"];

/**
 * Return a text that two items share when they are the same: type, name, user name, password and first address of a
 * login; type, name and all content of any other item.
 *
 * @param {object} item in Bitwarden's plain shape.
 * @returns {string}
 */
export function duplicateKey({ type, name, notes, login, ...item }) {
  const parts = [type, (name ?? "").trim()];
  if (login) return JSON.stringify([...parts, login.username ?? "", login.password ?? "", login.uris?.[0]?.uri ?? ""]);
  const own = TYPE_MEMBERS.flatMap((member) => Object.entries(item[member] ?? {}).filter(([, value]) => value)).sort();
  return JSON.stringify([...parts, notes ?? "", own]);
}

/**
 * Return the indexes of the items that an earlier one of the list equals.
 *
 * @param {object[]} items
 * @returns {number[]}
 */
export function repeated(items) {
  const seen = new Set();
  return items.flatMap((item, i) => {
    const key = duplicateKey(item);
    if (seen.has(key)) return [i];
    seen.add(key);
    return [];
  });
}
