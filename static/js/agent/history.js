const KEPT = 5;
const HIDDEN = 1;

/**
 * Return `item` with what an edit replaced moved to its password history: the login's password
 * and the values of hidden fields. The newest five are kept.
 *
 * @param {object} item after the edit, Bitwarden's plain JSON.
 * @param {object} previous before it.
 * @param {string} [now] ISO 8601.
 * @returns {object}
 */
export function withHistory(item, previous, now = new Date().toISOString()) {
  const replaced = [];
  const password = previous.login?.password;
  const passwordChanged = Boolean(item.login) && (password ?? null) !== (item.login.password || null);
  if (password && passwordChanged) replaced.push(password);
  replaced.push(...replacedFields(item, previous));
  const entries = replaced.map((text) => ({ password: text, lastUsedDate: now }));
  const passwordHistory = [...entries, ...(previous.passwordHistory ?? [])].slice(0, KEPT);
  const login = password && passwordChanged ? { ...item.login, passwordRevisionDate: now } : item.login;
  return { ...item, ...(login ? { login } : {}), passwordHistory };
}

function replacedFields(item, previous) {
  const kept = new Map((item.fields ?? []).map(({ name, value }) => [name, value]));
  return (previous.fields ?? [])
    .filter(({ type, name, value }) => type === HIDDEN && name && value && kept.get(name) !== value)
    .map(({ name, value }) => `${name}: ${value}`);
}
