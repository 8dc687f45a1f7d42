import { busy } from "../ui/dom.js";
import { ApiError, post } from "../ui/http.js";
import { showProblem } from "../ui/problem.js";

const form = document.getElementById("add-passkey");
const button = form.querySelector("button.primary");
const { name } = form.elements;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  busy(button);
  showProblem(form);
  try {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await post(form.dataset.options));
    const credential = await navigator.credentials.create({ publicKey });
    const { url } = await post(form.dataset.add, { name: name.value, credential: credential.toJSON() });
    location.assign(url);
  } catch (error) {
    showProblem(form, error instanceof ApiError ? error.message : form.dataset.refused);
    busy(button, false);
  }
});
button.disabled = false;
