
/** The file name and digest of the late module. */
const [deskFile, deskIntegrity] = ["{{desk}}", "{{desk-integrity}}"];
let desk;

/**
 * Loads the late module once and reports to the callback whether it is there. A failed load may be
 * retried.
 */
async function __wasm_split_load_desk(callback, data) {
  const asked = (desk ??= readDesk());
  const isHere = await asked.then(() => true, () => false);
  if (!isHere && desk === asked) desk = undefined;
  // This function is not an export, so it must be gated here.
  gated(ungated.__indirect_function_table.get(callback))(data, isHere);
}

async function readDesk() {
  const response = await fetch(new URL(deskFile, import.meta.url), { integrity: deskIntegrity });
  return WebAssembly.instantiate(await response.arrayBuffer(), { __wasm_split: ungated });
}
