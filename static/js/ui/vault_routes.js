import { getBlob, post, put } from "./http.js";

const ZEROS = "00000000-0000-0000-0000-000000000000";
const addresses = document.getElementById("vault")?.dataset ?? {};

/** Return the address of a route that the page names, about the thing with this id. */
export function address(name, id = ZEROS) {
  return addresses[name].replace(ZEROS, id);
}

export const createItem = (request) => post(address("createItem"), request);
export const createSharedItem = (organizationId, request) => post(address("createSharedItem", organizationId), request);
export const updateItem = (id, request) => put(address("updateItem", id), request);
export const shareItem = (id, request) => put(address("shareItem", id), request);
export const trashItems = (ids) => post(address("trashItem"), { ids });
export const restoreItems = (ids) => post(address("restoreItem"), { ids });
export const deleteItems = (ids) => post(address("deleteItem"), { ids });
export const moveItems = (ids, folderId) => post(address("moveItem"), { ids, folderId });
export const favoriteItems = (ids, favorite) => post(address("favoriteItem"), { ids, favorite });
export const archiveItems = (ids, archived) => post(address("archiveItem"), { ids, archived });
export const assignItems = (ids, collectionIds) => post(address("assignItem"), { ids, collectionIds });
export const shareItems = (request) => post(address("shareItems"), request);
export const createCollection = (organizationId, name) => post(address("createCollection", organizationId), { name });
export const updateCollection = (id, name) => put(address("updateCollection", id), { name });
export const deleteCollection = (id) => post(address("deleteCollection", id));
export const createFolder = (name) => post(address("createFolder"), { name });
export const updateFolder = (id, name) => put(address("updateFolder", id), { name });
export const deleteFolder = (id) => post(address("deleteFolder", id));
export const announceAttachment = (id, request) => post(address("createAttachment", id), request);
export const attachmentAddress = (id, attachmentId) => `${address("createAttachment", id)}${attachmentId}/`;
export const fetchAttachment = (id, attachmentId) => getBlob(`${attachmentAddress(id, attachmentId)}file/`);
export const deleteAttachment = (id, attachmentId) => post(`${attachmentAddress(id, attachmentId)}delete/`);
