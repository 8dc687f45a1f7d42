// What a number of seats means for the bill, while it is typed; the server does the same sum for real.

/**
 * @param {HTMLFormElement} form with radio buttons `plan` (data-price, data-minimum, data-assigned) and a field `seats`
 * @param {HTMLOutputElement} output with the texts in its data- attributes
 */
export function startSeatPreview(form, output) {
  const show = () => {
    const seats = Number(form.elements.seats.value);
    const plan = form.querySelector("[name=plan]:checked")?.dataset;
    output.hidden = !plan || !Number.isInteger(seats) || seats < 1;
    if (!output.hidden) output.querySelector("p").textContent = sentence(output.dataset, plan, seats);
  };
  form.addEventListener("input", show);
  show();
}

function sentence(texts, plan, seats) {
  const open = Number(plan.minimum) - Number(plan.assigned);
  const bought = Math.max(0, seats - Math.max(0, open));
  const left = Math.max(0, open - seats);
  if (bought === 0) return counted(texts.leftOne, texts.leftMany, left);
  const price = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency: texts.currency });
  return counted(texts.boughtOne, texts.boughtMany, bought).replace("%s", price.format(bought * Number(plan.price)));
}

function counted(one, many, number) {
  return (number === 1 ? one : many).replace("%d", new Intl.NumberFormat(document.documentElement.lang).format(number));
}
