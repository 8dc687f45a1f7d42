import { fingerprint } from "../core/fingerprint.js";

const phrase = document.getElementById("fingerprint");
const { publicKey, user } = phrase.dataset;
if (publicKey) phrase.textContent = await fingerprint(publicKey, user);
