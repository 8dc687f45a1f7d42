// The settings of an organization: what the provider's staff reach needs the master password once more.
import { postProven } from "../ui/step_up.js";

const form = document.querySelector("#provider-access form");

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await postProven(form.action, { access: new FormData(form).get("access") });
  if (answer) location.assign(answer.url);
});
