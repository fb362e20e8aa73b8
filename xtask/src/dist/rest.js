
/** The file of the module's rest, and its digest. */
const [file, integrity] = ["{{rest}}", "{{rest-integrity}}"];
let rest;

/** Brings in the rest of the module, once. What failed may work at the next time. */
function bringRest() {
  rest ??= readRest();
  rest.catch(() => (rest = undefined));
  return rest;
}

async function readRest() {
  const response = await fetch(new URL(file, import.meta.url), { integrity });
  return WebAssembly.instantiate(await response.arrayBuffer(), { "": ungated });
}
