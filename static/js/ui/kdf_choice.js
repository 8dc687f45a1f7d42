/** Return the key derivation that a form offers as radio buttons, in the words of the vault agent. */
export function chosenKdf(form) {
  const { value, dataset } = form.querySelector('input[name="kdf"]:checked');
  const number = (text) => (text ? Number(text) : null);
  return {
    type: Number(value), iterations: number(dataset.iterations),
    memory: number(dataset.memory), parallelism: number(dataset.parallelism),
  };
}
