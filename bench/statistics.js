// @ts-check
/** Statistics for the benchmark. */

/** @param {readonly number[]} samples */
export function median(samples) {
  const sorted = samples.filter(Number.isFinite).sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? NaN) + upper) / 2 : upper;
}

/**
 * The exponent of a figure's growth with the number of agents: 1 is linear. The page's cost with
 * few agents is subtracted first. Fits a line through the logarithms by least squares.
 *
 * @param {readonly (readonly [agents: number, figure: number])[]} points at least two
 * @param {number} base the figure with few agents
 * @returns {number | undefined} undefined if the figure does not grow
 */
export function exponent(points, base) {
  const grown = points.map(([agents, figure]) => [Math.log(agents), figure - base]);
  if (grown.length < 2 || grown.some(([, growth = 0]) => !(growth > 0))) return undefined;
  const logs = grown.map(([x = 0, growth = 1]) => /** @type {const} */ ([x, Math.log(growth)]));
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
