/** Show what went wrong in the notice of a form ([data-problem]); without a text, hide it. */
export function showProblem(form, words = "") {
  const notice = form.querySelector("[data-problem]");
  notice.hidden = !words;
  notice.querySelector("p").textContent = words;
}
