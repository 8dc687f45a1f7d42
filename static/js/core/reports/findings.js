/**
 * @typedef {object} Login what the agent's `logins` gives.
 * @property {string} id
 * @property {string | null} password null where the person may not see it.
 * @property {string[]} uris
 * @property {boolean} hasTotp
 */

/**
 * Find passwords that more than one login has.
 *
 * @param {Login[]} logins
 * @returns {{ id: string, count: number }[]} the most used first.
 */
export function reused(logins) {
  const groups = Map.groupBy(logins.filter(({ password }) => password), ({ password }) => password);
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .sort((one, other) => other.length - one.length)
    .flatMap((group) => group.map(({ id }) => ({ id, count: group.length })));
}

/** Find logins with an address that is not encrypted on its way: `{ id, uri }`, the first such one. */
export function unsecured(logins) {
  return logins.flatMap(({ id, uris }) => {
    const uri = uris.find((address) => /^http:\/\//i.test(address.trim()));
    return uri ? [{ id, uri }] : [];
  });
}

/**
 * Find logins without a stored code for websites that offer two-step login.
 *
 * @param {Login[]} logins
 * @param {Map<string, string | null>} sites domains with the address of their instructions, from parseSites.
 * @returns {{ id: string, domain: string, link: string | null }[]}
 */
export function withoutTwoStep(logins, sites) {
  return logins.flatMap(({ id, uris, hasTotp }) => {
    if (hasTotp) return [];
    const domain = uris.flatMap(domainsOf).find((candidate) => sites.has(candidate));
    return domain ? [{ id, domain, link: sites.get(domain) }] : [];
  });
}

/**
 * Read a list of websites that offer codes for two-step login, in the shape of 2fa.directory (version 3 or 4) or as a
 * plain list of domains.
 *
 * @param {unknown} file the parsed JSON.
 * @returns {Map<string, string | null>}
 */
export function parseSites(file) {
  const entries = Array.isArray(file) ? file.map(entryOf) : Object.entries(file ?? {});
  const sites = new Map();
  for (const [domain, facts] of entries) {
    const methods = facts?.methods ?? facts?.tfa;
    if (typeof domain !== "string" || (Array.isArray(methods) && !methods.includes("totp"))) continue;
    const others = facts?.["additional-domains"];
    for (const name of [domain, ...(Array.isArray(others) ? others : [])]) sites.set(String(name).toLowerCase(), linkOf(facts));
  }
  return sites;
}

function entryOf(entry) {
  if (typeof entry === "string") return [entry, null];
  const facts = Array.isArray(entry) ? entry[1] : entry;
  return [facts?.domain, facts];
}

/** The list is somebody else's: a link of it may only lead to a website. */
function linkOf(facts) {
  const link = facts?.documentation ?? facts?.url;
  return typeof link === "string" && link.startsWith("https://") ? link : null;
}

/** Return the host of an address and the domains above it, the nearest first. */
function domainsOf(address) {
  const full = /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `https://${address}`;
  if (!/^https?:/i.test(full) || !URL.canParse(full)) return [];
  const labels = new URL(full).hostname.toLowerCase().split(".");
  return labels.slice(0, -1).map((_, i) => labels.slice(i).join("."));
}
