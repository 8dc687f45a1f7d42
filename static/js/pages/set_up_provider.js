// Setting a provider up: the key is made here, sealed to the person's own public key, and sent with the form.
import { call } from "../agent/client.js";
import { startKeyForm } from "../ui/key_form.js";

const form = document.getElementById("setup");
const { token } = form.dataset;

startKeyForm(form, async (details) => ({ token, details, ...(await call("createProvider")) }));
