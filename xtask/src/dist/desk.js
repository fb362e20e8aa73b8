
/** The file of the late module, and its digest. */
const [deskFile, deskIntegrity] = ["{{desk}}", "{{desk-integrity}}"];
let desk;

/** Brings in the late module, once, and tells the first one whether it is here. What failed may work the next time. */
async function __wasm_split_load_desk(callback, data) {
  const asked = (desk ??= readDesk());
  const isHere = await asked.then(() => true, () => false);
  if (!isHere && desk === asked) desk = undefined;
  // A function that is no export, so it has to be told of the gate.
  gated(ungated.__indirect_function_table.get(callback))(data, isHere);
}

async function readDesk() {
  const response = await fetch(new URL(deskFile, import.meta.url), { integrity: deskIntegrity });
  return WebAssembly.instantiate(await response.arrayBuffer(), { __wasm_split: ungated });
}
