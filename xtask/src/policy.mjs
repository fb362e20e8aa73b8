// Prints csp_evaluator's findings for each given policy, as one JSON line per policy:
// [[severity, directive, value, sentence], ...].
import { argv } from "node:process";
import evaluator from "csp_evaluator/dist/evaluator.js";
import finding from "csp_evaluator/dist/finding.js";
import parser from "csp_evaluator/dist/parser.js";

for (const policy of argv.slice(2)) {
  const findings = new evaluator.CspEvaluator(new parser.CspParser(policy).csp).evaluate();
  const rows = findings.map(({ severity, directive, value, description }) => [
    finding.Severity[severity],
    directive,
    value ?? "",
    description,
  ]);
  console.log(JSON.stringify(rows));
}
