// The only way to the server: same origin, CSRF header, JSON in and out.
import { meta, text } from "./dom.js";

/** A refused or failed request: `status` (0 without an answer), `message` for the user, `errors` by field. */
export class ApiError extends Error {
  constructor(status, message, errors = {}) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.errors = errors;
  }
}

function sameOrigin(url) {
  const target = new URL(url, location.href);
  if (target.origin !== location.origin) throw new TypeError("only the own origin may be called");
  return target;
}

async function problem(response) {
  if (response.type === "opaqueredirect" || response.status === 401) return new ApiError(401, text("signedOut"));
  const body = await response.json().catch(() => ({}));
  const errors = body.validationErrors ?? {};
  // What is wrong says more than that something is.
  const details = [...new Set(Object.values(errors).flat())].join(" ");
  return new ApiError(response.status, details || body.message || body.detail || wordsFor(response.status), errors);
}

function wordsFor(status) {
  if (status === 404) return text("gone");
  return status < 500 ? text("refused") : text("failed");
}

async function send(method, url, { body, signal, keepalive = false, accept = "application/json" } = {}) {
  const headers = { Accept: accept, "X-Requested-With": "fetch" };
  if (method !== "GET") headers["X-CSRFToken"] = meta("csrf-token");
  const form = body instanceof FormData || body instanceof Blob;
  if (body !== undefined && !form) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(sameOrigin(url), {
      method, headers, signal, keepalive,
      body: body === undefined || form ? body : JSON.stringify(body),
      credentials: "same-origin", redirect: "manual",
    });
  } catch (error) {
    if (error.name === "AbortError" || error instanceof ApiError) throw error;
    throw new ApiError(0, text("offline"));
  }
  if (!response.ok) throw await problem(response);
  return response;
}

async function json(method, url, options) {
  const response = await send(method, url, options);
  if (response.status === 204 || response.status === 205) return null;
  const content = await response.text();
  return content ? JSON.parse(content) : null;
}

export const get = (url, options = {}) => json("GET", url, options);
export const post = (url, body = {}, options = {}) => json("POST", url, { ...options, body });
export const put = (url, body = {}, options = {}) => json("PUT", url, { ...options, body });

/** Fetch bytes as an ArrayBuffer, to be transferred to the agent. */
export async function getBuffer(url, options = {}) {
  return (await send("GET", url, options)).arrayBuffer();
}

/** Post JSON and fetch the bytes of the answer, to be transferred to the agent. */
export async function postBuffer(url, body) {
  return (await send("POST", url, { body })).arrayBuffer();
}

/** Fetch a file as a Blob, which the browser need not hold in memory. */
export async function getBlob(url, options = {}) {
  return (await send("GET", url, { ...options, accept: "*/*" })).blob();
}

/** Fetch bytes with the revision that the server gives them. */
export async function getDocument(url, options = {}) {
  const response = await send("GET", url, options);
  return { buffer: await response.arrayBuffer(), revision: revisionOf(response) };
}

/** Fetch a page of the portal as a document of which nothing runs; the browser parses it, so no text becomes HTML here. */
export function getPage(url, { signal } = {}) {
  const request = new XMLHttpRequest();
  request.open("GET", sameOrigin(url));
  request.responseType = "document";
  signal?.addEventListener("abort", () => request.abort(), { once: true });
  return new Promise((resolve, reject) => {
    request.onload = () => (request.status === 200 && request.response ? resolve(request.response) : reject(new ApiError(request.status, text("failed"))));
    request.onerror = () => reject(new ApiError(0, text("offline")));
    request.onabort = () => reject(new DOMException("", "AbortError"));
    request.send();
  });
}

function revisionOf(response) {
  return response.headers.get("ETag")?.replace(/^W\/|"/g, "") ?? null;
}
