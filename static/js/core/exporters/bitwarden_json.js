const SECURE_NOTE = 2;
const MEMBERS = {
  2: "secureNote", 3: "card", 4: "identity", 5: "sshKey", 6: "bankAccount", 7: "driversLicense", 8: "passport",
};

/**
 * Write a Bitwarden JSON export (features 9.3), of a person or of an organization.
 *
 * What belongs to one person only, folder and favorite, is not in an organization's file.
 *
 * @param {{ items: object[], collections: object[], folders: object[] }} vault
 * @param {boolean} isOrganization
 * @returns {string}
 */
export function writeBitwardenJson({ items, collections, folders }, isOrganization) {
  const places = isOrganization ? { collections: collections.map(collectionOf) } : { folders: folders.map(folderOf) };
  return JSON.stringify({ encrypted: false, ...places, items: items.map((item) => exported(item, isOrganization)) }, null, 2);
}

function collectionOf({ id, organizationId, name, externalId }) {
  return { id, organizationId, name, externalId: externalId ?? null };
}

function folderOf({ id, name }) {
  return { id, name };
}

function exported(item, isOrganization) {
  return {
    passwordHistory: item.passwordHistory?.map(({ lastUsedDate, password }) => ({ lastUsedDate, password })) ?? null,
    revisionDate: item.revisionDate,
    creationDate: item.creationDate,
    deletedDate: null,
    archivedDate: isOrganization ? null : item.archivedDate ?? null,
    id: item.id,
    organizationId: item.organizationId ?? null,
    folderId: isOrganization ? null : item.folderId ?? null,
    type: item.type,
    reprompt: item.reprompt ?? 0,
    name: item.name ?? "",
    notes: item.notes ?? null,
    favorite: !isOrganization && Boolean(item.favorite),
    fields: item.fields?.map(({ name, value, type, linkedId }) => ({ name, value, type, linkedId })) ?? [],
    ...content(item),
    collectionIds: isOrganization ? item.collectionIds ?? [] : null,
  };
}

function content(item) {
  if (item.type === SECURE_NOTE) return { secureNote: { type: 0 } };
  return item.login ? { login: loginOf(item.login) } : { [MEMBERS[item.type]]: item[MEMBERS[item.type]] };
}

/** The two members that other programs do not know are written only where they say something. */
function loginOf({ uris, username, password, totp, fido2Credentials, passwordRevisionDate, autofillOnPageLoad }) {
  return {
    uris: uris?.map(({ match, uri }) => ({ match, uri })) ?? [],
    username,
    password,
    totp,
    fido2Credentials: fido2Credentials ?? [],
    ...(passwordRevisionDate ? { passwordRevisionDate } : {}),
    ...(typeof autofillOnPageLoad === "boolean" ? { autofillOnPageLoad } : {}),
  };
}
