// Numbers: what the operations of the table need that JavaScript lacks, and both passes through a
// graph.
//
// Each operation is stable for every finite number, and a sum is rounded once, at its end, as in
// Python.

import { OPERATIONS } from "./operations.js"; // which assets.py writes from the table

function exactSum(terms) {
  const parts = []; // they do not overlap, and their sum is exactly that of the terms so far
  for (let x of terms) {
    let kept = 0;
    for (let y of parts) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low) parts[kept++] = low;
      x = high;
    }
    parts.length = kept;
    parts.push(x);
  }
  let sum = 0;
  let lost = 0;
  while (parts.length && !lost) {
    const part = parts.pop();
    const high = sum + part;
    lost = part - (high - sum);
    sum = high;
  }
  // A half is rounded to the even neighbour, unless what is left says to which side it goes.
  if (parts.length && Math.sign(lost) === Math.sign(parts.at(-1))) {
    const high = sum + 2 * lost;
    if (2 * lost === high - sum) sum = high;
  }
  return sum;
}

function sigmoid(x) {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

function softplus(x) {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function logsumexp(terms) {
  const largest = Math.max(...terms);
  return largest + Math.log(exactSum(terms.map((x) => Math.exp(x - largest))));
}

// Piecewise constants, which only rules use.
const PIECEWISE_CONSTANT = {
  sign: Math.sign,
  step: (x) => Number(x > 0),
  zero: (x) => Number(x === 0),
  larger: (u, v) => 0.5 + 0.5 * (u > v) - 0.5 * (u < v),
  lowers: (u, v) => Number((v >= 0.5 || v <= -1) && (v - (v - 1) === 1 || u === 0)),
};

const NUMBERS = { ...OPERATIONS, ...PIECEWISE_CONSTANT };

// What an operation comes to; NaN for one that the page cannot compute.
export function apply(name, operands) {
  return NUMBERS[name]?.(...operands) ?? NaN;
}

// A place is a number in a list of its own, or counts what is known: the result y, then the operands
// x, then what each row of the rules' work has come to.
function slopes({ work, partials }, x, y) {
  const known = [y, ...x];
  const at = (place) => (Array.isArray(place) ? place[0] : known[place]);
  for (const [name, ...places] of work) known.push(NUMBERS[name](...places.map(at)));
  return partials.map(at);
}

export class Undefined extends Error {
  constructor(node, operands) {
    super(`node ${node} has no finite value and slope`);
    this.node = node;
    this.operands = operands;
  }
}

// The numbers that Python computed.  Node 1 is at index 1.
export function given({ nodes }) {
  return {
    values: [null, ...nodes.map((node) => node.value)],
    partials: [null, ...nodes.map((node) => node.partials)],
    gradients: [null, ...nodes.map((node) => node.gradient)],
    parents: parentsOf(nodes),
  };
}

function parentsOf(nodes) {
  return [[], ...nodes.map(({ operands }) => operands.filter(Number.isInteger))];
}

// The forward and the backward pass, with other values of the leaves: a map from their numbers.
// Throws Undefined at the first node without a finite value or a finite local derivative.
export function compute(steps, leaves) {
  const nodes = [null, ...steps.nodes];
  const values = [null];
  const partials = [null]; // of each node, by its parents, numbers among the operands left out
  for (let n = 1; n < nodes.length; n++) {
    const { op, operands, value } = nodes[n];
    if (!op) {
      values.push(leaves.get(n) ?? value);
      partials.push([]);
      continue;
    }
    const x = operands.map((operand) => (Array.isArray(operand) ? operand[0] : values[operand]));
    const y = NUMBERS[op](...x);
    const every = slopes(steps.rules[`${op}/${x.length}`], x, y);
    const ofParents = every.filter((_, i) => !Array.isArray(operands[i]));
    if (![y, ...ofParents].every(Number.isFinite)) throw new Undefined(n, x);
    values.push(y);
    partials.push(ofParents);
  }
  const parents = parentsOf(steps.nodes);
  const gradients = values.map(() => 0);
  gradients[nodes.length - 1] = 1;
  for (let n = nodes.length - 1; n > 0; n--) {
    parents[n].forEach((parent, slot) => {
      gradients[parent] += gradients[n] * partials[n][slot];
    });
  }
  return { values, partials, gradients, parents };
}
