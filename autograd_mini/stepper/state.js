// State: which step is shown, with which numbers and in which language, and what is known by then.

import { given } from "./numbers.js";
import { asMath, breakable, filled, math, plain } from "./writing.js";

export class State {
  constructor(steps) {
    this.steps = steps;
    this.nodes = [null, ...steps.nodes]; // node 1 is at index 1
    this.moments = steps.moments;
    this.end = this.nodes.length - 1;
    this.last = this.moments.length - 1;
    this.language = steps.language;
    this.leaves = new Map(); // the inputs that have been changed
    this.result = given(steps);
    this.position = 0;
    this.selected = null; // a node
    this.predicting = false;
    this.answered = true; // the number of this step may be seen
  }

  get moment() {
    return this.moments[this.position];
  }

  moveTo(position) {
    this.position = Math.max(0, Math.min(this.last, position));
    this.answered = !this.predicting || !["value", "term"].includes(this.moment.kind);
  }

  // Whether a node's value, or its gradient, is what the learner is asked for.
  asksFor(kind, n) {
    return !this.answered && this.moment.kind === kind && this.moment.node === n;
  }

  // What is known by now: which values, the gradients as far as their terms have come, and what
  // has flowed along the edges.
  known() {
    const values = new Set();
    const gradients = new Map();
    const flows = new Map();
    for (let n = 1; n <= this.end; n++) if (!this.nodes[n].op) values.add(n);
    for (const { kind, node, edge } of this.moments.slice(0, this.position + 1)) {
      if (kind === "value") values.add(node);
      if (kind === "seed") gradients.set(node, 1);
      if (kind === "term") {
        const flow = this.flow(edge);
        flows.set(`${edge[0]}-${node}-${edge[1]}`, flow);
        gradients.set(node, (gradients.get(node) ?? 0) + flow);
      }
    }
    return { values, gradients, flows };
  }

  flow([consumer, slot]) {
    return this.result.gradients[consumer] * this.result.partials[consumer][slot];
  }

  // The number that a step arrives at.
  outcome({ kind, node }, known) {
    return kind === "value" ? this.result.values[node] : known.gradients.get(node);
  }

  // One side of an equation, with the names and the numbers in their places.
  formula([template, ...places], known) {
    return this.steps.templates[template].replace(/<mtext>(\d+)<\/mtext>/g, (_, i) =>
      this.place(places[i], known),
    );
  }

  place(key, known) {
    const kind = key[0];
    const [n, slot] = key.slice(1).split(".").map(Number);
    if (kind === "n") return `<mrow>${this.nodes[n].math}</mrow>`;
    if (kind === "d") return `<mrow>${this.nodes[n].delta}</mrow>`;
    if (kind === "v") return asMath(this.result.values[n]);
    if (kind === "p") return asMath(this.result.partials[n][slot]);
    return asMath(known.gradients.get(n) ?? this.result.gradients[n]);
  }

  // Words: a message in pieces, some of which may be elements, or as text.
  say(key, fields = {}) {
    return filled(this.steps.messages[this.language][key], fields);
  }

  tell(key, fields = {}) {
    return plain(this.steps.messages[this.language][key], fields);
  }

  name(n) {
    return math(this.nodes[n].math);
  }

  operation(n) {
    return this.steps.operations[this.nodes[n].op];
  }

  // What the table of derivatives says of the operation of a node.
  rule(n) {
    const { arity, formula, derivative } = this.operation(n);
    const key = { 1: "rule", 2: "rule_of_two" }[arity] ?? "rule_of_many";
    return this.say(key, { operation: breakable(formula), rule: breakable(derivative) });
  }
}
