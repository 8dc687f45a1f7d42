import { post, put } from "./http.js";

const PART = 8 * 1024 * 1024;

/**
 * Send an encrypted file in parts, so that none of them is large; what fails takes its Send with it.
 *
 * @param {string} url of the Send.
 * @param {Blob} file
 * @param {{ signal: AbortSignal, progress: (share: number) => void }} surroundings
 */
export async function uploadParts(url, file, { signal, progress }) {
  try {
    for (let offset = 0; offset < file.size; offset += PART) {
      progress(offset / file.size);
      await put(`${url}file/?offset=${offset}`, file.slice(offset, offset + PART), { signal });
    }
  } catch (failure) {
    // Half a file is of no use to anybody; what cannot be deleted now goes after a day.
    await post(`${url}delete/`).catch(() => {});
    throw failure;
  }
}
