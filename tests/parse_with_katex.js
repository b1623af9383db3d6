// Reads a JSON list of formulas and writes the list of those that KaTeX cannot parse, and why.
const katex = require("katex");

const formulas = JSON.parse(require("fs").readFileSync(0, "utf8"));
const refused = [];
for (const formula of formulas) {
  try {
    katex.renderToString(formula, { displayMode: true, strict: "ignore", throwOnError: true });
  } catch (error) {
    refused.push([formula, error.message]);
  }
}
process.stdout.write(JSON.stringify(refused));
