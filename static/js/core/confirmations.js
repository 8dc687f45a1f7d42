/**
 * Confirm those of an organization's members who wait and were not refused before.
 *
 * @param {{ id: string, consent: string, members: { id: string, email: string, publicKey: string }[] }} organization
 * @param {object} means
 * @param {(args: object) => Promise<{ keys: (string|null)[] }>} means.wrap seals the organization's key; null for a key that is none.
 * @param {(keys: { id: string, key: string }[]) => Promise<{ results: { id: string, error: string|null }[] }>} means.send
 * @param {(id: string) => boolean} means.isRefused says whether a member, or the organization, was refused before.
 * @param {string} means.unusable why a member is refused whose public key is none.
 * @returns {Promise<{ confirmed: string[], refused: { id: string, email: string, reason: string }[] }>}
 * @throws what `wrap` and `send` throw.
 */
export async function confirmMembers(organization, { wrap, send, isRefused, unusable }) {
  const members = isRefused(organization.id) ? [] : organization.members.filter(({ id }) => !isRefused(id));
  if (members.length === 0) return { confirmed: [], refused: [] };
  const publicKeys = members.map(({ publicKey }) => publicKey);
  const { keys } = await wrap({ organizationId: organization.id, consent: organization.consent, publicKeys });
  const sealed = members.map(({ id }, i) => ({ id, key: keys[i] })).filter(({ key }) => key !== null);
  const { results } = sealed.length > 0 ? await send(sealed) : { results: [] };
  const answers = new Map(results.map(({ id, error }) => [id, error]));
  const outcomes = members.map(({ id, email }, i) => ({ id, email, reason: keys[i] === null ? unusable : answers.get(id) }));
  return {
    // Whom the server says nothing about, another portal was quicker to confirm.
    confirmed: outcomes.filter(({ reason }) => reason === null).map(({ email }) => email),
    refused: outcomes.filter(({ reason }) => reason),
  };
}
