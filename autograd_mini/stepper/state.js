// State: which step is shown, with which numbers and in which language, and what is known by then.

import { apply, given } from "./numbers.js";
import { asMath, breakable, filled, held, math, plain } from "./writing.js";

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
    this.score = new Map(); // how the questions have been settled, by position
  }

  get moment() {
    return this.moments[this.position];
  }

  moveTo(position) {
    this.position = Math.max(0, Math.min(this.last, position));
    this.answered = !this.predicting || !["value", "term"].includes(this.moment.kind);
  }

  // How a question was settled: "once", "hints" or "shown"; the first time counts.
  settle(how) {
    if (!this.answered && !this.score.has(this.position)) this.score.set(this.position, how);
    this.answered = true;
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
    const inside = this.steps.templates[template];
    // What a question asks for is not given away as the number that a difference comes to.
    const whole = !this.answered && Array.isArray(places[0]) && !inside.includes("<mo");
    if (whole) return this.formula(places[0][0], known);
    return inside.replace(/<mtext>(\d+)<\/mtext>/g, (_, i) =>
      this.place(places[i], known),
    );
  }

  place(key, known) {
    if (Array.isArray(key)) {
      const lost = this.lost(key[1], known);
      if (lost) return asMath(this.work(key[1], known));
      return `<mrow class="sum">${this.formula(key[0], known)}</mrow>`;
    }
    const n = Number(key.slice(1));
    if (key[0] === "n") return `<mrow>${this.nodes[n].math}</mrow>`;
    if (key[0] === "d") return `<mrow>${this.nodes[n].delta}</mrow>`;
    return asMath(this.work(key, known));
  }

  // The number of a place; or a number in a list, or what an operation comes to.
  work(term, known) {
    if (Array.isArray(term)) {
      const [name, ...operands] = term;
      return operands.length ? apply(name, operands.map((x) => this.work(x, known))) : name;
    }
    const [n, slot] = term.slice(1).split(".").map(Number);
    if (term[0] === "v") return this.result.values[n];
    if (term[0] === "p") return this.result.partials[n][slot];
    return known.gradients.get(n) ?? this.result.gradients[n];
  }

  // How many digits of two numbers cancel in their sum or difference, if too many do.
  lost([name, ...operands], known) {
    const numbers = operands.map((x) => this.work(x, known));
    const size = Math.abs(apply(name, numbers));
    const largest = Math.max(...numbers.map(Math.abs));
    return size < this.steps.cancels * largest ? Math.ceil(Math.log10(largest / size)) : 0;
  }

  // Words: a message in pieces, some of which may be elements, or as text.
  say(key, fields = {}) {
    return held(filled(this.steps.messages[this.language][key], fields));
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
