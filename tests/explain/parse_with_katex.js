// For each line of input, a JSON list of formulas, writes a line: those that KaTeX cannot parse,
// and why.
const katex = require("katex");

function refused(formula) {
  try {
    katex.renderToString(formula, { displayMode: true, strict: "ignore", throwOnError: true });
    return [];
  } catch (error) {
    return [[formula, error.message]];
  }
}

require("readline")
  .createInterface({ input: process.stdin })
  .on("line", (line) => console.log(JSON.stringify(JSON.parse(line).flatMap(refused))));
