import { parseTable } from "./csv.js";

/** Whether a header is that of Chrome's export, which Edge, Brave, Opera and Vivaldi share. */
export function isChromeCsv(header) {
  return ["name", "url", "username", "password"].every((name) => header.includes(name));
}

/**
 * Read the password export of a Chromium browser: `name,url,username,password,note` (features 9.6).
 *
 * @param {string} text
 * @returns {{ entries: { where: string, item: object, problem?: string, collections: string[] }[], collections: string[] }}
 * @throws {MalformedCsv}
 */
export function readChromeCsv(text) {
  const entries = parseTable(text).rows.map(({ line, values, fits }) => ({
    where: String(line),
    collections: [],
    item: itemOf(values),
    problem: fits ? undefined : "columns",
  }));
  return { entries, collections: [] };
}

function itemOf({ name, url, username, password, note }) {
  const app = /^android:\/\/[^@]*@([^/]+)\/?$/.exec(url)?.[1];
  const uri = app ? `androidapp://${app}` : url;
  return {
    type: 1,
    name: name || app || "--",
    notes: note || null,
    login: { username: username || null, password: password || null, totp: null, uris: uri ? [{ uri, match: null }] : [] },
  };
}
