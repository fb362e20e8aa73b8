// Prints the size of each given file as a JSON line: [raw, gzip 9, brotli 11].
import { readFileSync } from "node:fs";
import { argv } from "node:process";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

for (const path of argv.slice(2)) {
  const content = readFileSync(path);
  const gzip = gzipSync(content, { level: 9 });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  const brotli = brotliCompressSync(content, { params });
  console.log(JSON.stringify([content.length, gzip.length, brotli.length]));
}
