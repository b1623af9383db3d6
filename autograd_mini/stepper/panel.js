// Panel: what is said beside the picture — the step, one node, and the inputs.

import { Undefined, compute } from "./numbers.js";
import { asMath, asText, breakable, element, math } from "./writing.js";

const MOST_PATHS = 8;

// The step: what happens, as a sentence, as an equation and, for those who listen, in words.
export function stepOf(state) {
  const phase = element("span", { className: "phase" });
  const sentence = element("p", { className: "sentence" });
  const equation = element("div", { className: "equation" });
  const rule = element("p", { className: "rule" });
  const score = element("p", { className: "score" });
  const live = element("p", { className: "hidden", role: "status" });

  function write(known) {
    const { moment, answered } = state;
    const { kind, node, edge } = moment;
    const place = state.tell("of", { step: state.position + 1, steps: state.last + 1 });
    const forward = kind === "given" || kind === "value";
    phase.textContent = `${place} · ${state.tell(forward ? "forward" : "backward")}`;
    sentence.replaceChildren(...told(state, moment));
    // Of a question, the hints will say the rest.
    const sides = moment.sides && (answered ? moment.sides.slice(1) : []);
    equation.replaceChildren(...(sides ? equationOf(state, known, sides) : []));
    rule.replaceChildren(...(edge && answered ? state.rule(edge[0]) : []));
    score.textContent = scored(state);
    live.textContent = answered
      ? state.tell("status", { place: phase.textContent, said: spoken(state, moment, known), score: score.textContent })
      : state.tell("question", { name: state.nodes[node].name });
  }

  return { parts: [phase, score, sentence, equation, rule], live, write, said: () => phase.textContent };
}

// At the end, how the questions have been answered.
function scored(state) {
  const { score, position, last, answered } = state;
  if (!score.size || position < last || !answered) return "";
  const count = (how) => [...score.values()].filter((one) => one === how).length;
  const counts = Object.fromEntries(["once", "hints", "shown"].map((how) => [how, count(how)]));
  return state.tell("score", { count: score.size, ...counts });
}

function told(state, { kind, node, edge, term, terms }) {
  if (kind !== "term") return state.say(kind, node ? { name: state.name(node) } : {});
  const key = terms === 1 ? "term" : term < terms ? "term_waiting" : "term_complete";
  return state.say(key, { name: state.name(node), consumer: state.name(edge[0]), term, terms });
}

function spoken(state, moment, known) {
  const { kind, node, edge } = moment;
  const { nodes, result } = state;
  if (kind === "given") return state.tell("given");
  if (kind === "seed") return state.tell("seed", { name: nodes[node].name });
  const number = asText(state.outcome(moment, known));
  if (kind === "value") return state.tell("said_value", { name: nodes[node].name, number });
  const [consumer, slot] = edge;
  return state.tell("said_term", {
    name: nodes[node].name,
    consumer: nodes[consumer].name,
    gradient: asText(result.gradients[consumer]),
    partial: asText(result.partials[consumer][slot]),
    number,
  });
}

// The left side, and every other side once, each on a line of its own, the number at last, or that it
// is asked for.
export function equationOf(state, known, others) {
  const { moment, answered } = state;
  const [left, ...sides] = [moment.sides[0], ...others].map((side) => state.formula(side, known));
  const number = asMath(state.outcome(moment, known));
  const read = (side) => side?.replace(/<[^>]*>/g, "");
  const all = [...sides, answered ? number : null].filter(
    (side, i, every) => read(side) !== read(left) && every.findLastIndex((s) => read(s) === read(side)) === i,
  );
  const line = (side) => [
    element("span", {}, "="),
    side === null
      ? element("span", { className: "asked" }, "?")
      : element("span", { className: side === number ? "result" : "" }, breakable(side)),
  ];
  return [math(left, true), element("div", { className: "sides" }, ...all.flatMap(line))];
}

// All about one node.  light: a function that lights up a path in the picture.
export function nodeOf(state, light) {
  const section = element("section", { className: "details" });
  const pathsFrom = pathsOf(state);

  function describe(known) {
    const { selected: n, nodes } = state;
    section.replaceChildren(element("h2", {}, state.tell("node")));
    if (!n) {
      section.append(element("p", { className: "help" }, state.tell("node_help")));
      return;
    }
    const gradient = state.asksFor("term", n) ? undefined : known.gradients.get(n);
    section.append(
      element("p", {}, state.name(n), nodes[n].op ? ` (${state.operation(n).symbol})` : ""),
      numbersOf(state, known, n, gradient),
      element("h3", {}, state.tell("contributions")),
      contributions(state, known, n, gradient),
      ...paths(known, n),
    );
  }

  function paths(known, n) {
    const { count, found } = pathsFrom(n);
    const more = count - BigInt(found.length);
    return [
      element("h3", {}, state.tell("paths", { count: String(count) })),
      element("ul", { className: "paths" }, ...found.map((path) => pathItem(known, n, path))),
      ...(more > 0n ? [element("p", {}, state.tell("more_paths", { count: String(more) }))] : []),
    ];
  }

  function pathItem(known, n, path) {
    const product = path.reduce((p, [consumer, slot]) => p * state.result.partials[consumer][slot], 1);
    const all = path.every(([consumer]) => known.values.has(consumer));
    const nodes = element("span", {}, state.name(n));
    for (const [consumer] of path) nodes.append(" → ", state.name(consumer));
    const told = path.length && all ? state.say("path", { nodes, product: asText(product) }) : [nodes];
    const item = element("li", { tabIndex: 0 }, ...told);
    for (const kind of ["mouseenter", "focus"]) item.addEventListener(kind, () => light(n, path, true));
    for (const kind of ["mouseleave", "blur"]) item.addEventListener(kind, () => light(n, path, false));
    return item;
  }

  return { section, describe };
}

function numbersOf(state, known, n, gradient) {
  const value = known.values.has(n) && !state.asksFor("value", n);
  return element(
    "dl",
    {},
    element("dt", {}, state.tell("is_value")),
    element("dd", {}, value ? asText(state.result.values[n]) : state.tell("not_yet")),
    element("dt", {}, state.nodes[n].delta ? math(state.nodes[n].delta) : state.tell("is_gradient")),
    element("dd", {}, gradient === undefined ? state.tell("not_yet") : asText(gradient)),
  );
}

// What the consumers of a node send back, and the sum.
function contributions(state, known, n, gradient) {
  const terms = state.moments.filter(({ kind, node }) => kind === "term" && node === n);
  if (!terms.length) return element("p", {}, state.tell("no_contributions"));
  const row = (...cells) => element("tr", {}, ...cells.map((cell) => element("td", {}, ...cell)));
  const table = element("table");
  for (const term of terms) {
    const [consumer, slot] = term.edge;
    const arrived = known.flows.has(`${consumer}-${n}-${slot}`) && (state.answered || term !== state.moment);
    const { gradients, partials } = state.result;
    const product = `${asMath(gradients[consumer])}<mo>·</mo>${asMath(partials[consumer][slot])}`;
    table.append(
      row(
        [state.name(consumer)],
        [arrived ? breakable(product) : state.tell("not_yet")],
        arrived ? ["= ", asText(state.flow(term.edge))] : [],
      ),
    );
  }
  if (terms.length > 1) {
    const sum = row([state.tell("sum")], [], [gradient === undefined ? "" : `= ${asText(gradient)}`]);
    sum.className = "sum";
    table.append(sum);
  }
  return table;
}

// A function that tells how many paths lead from a node to the end, and the first of them, as
// [consumer, slot] pairs.
function pathsOf({ nodes, result, end }) {
  const consumers = nodes.map(() => []);
  result.parents.forEach((parents, n) => parents.forEach((p, slot) => consumers[p].push([n, slot])));
  const ways = nodes.map(() => 0n);
  ways[end] = 1n;
  for (let n = end - 1; n > 0; n--) for (const [c] of consumers[n]) ways[n] += ways[c];

  return (n) => {
    const found = [];
    const begun = [[n, []]];
    while (begun.length && found.length < MOST_PATHS) {
      const [at, path] = begun.pop();
      if (at === end) found.push(path);
      for (const edge of consumers[at].toReversed()) begun.push([edge[0], [...path, edge]]);
    }
    return { count: ways[n], found };
  };
}

// The inputs, to be changed if the page can compute all that they lead to.  render: a function that
// shows the new numbers.
export function inputsOf(state, render) {
  const title = element("h2");
  const section = element("section", { className: "inputs" }, title);
  const { parts, offer, translate } = state.steps.missing ? fixed(state) : changeable(state, render);
  section.append(...parts);
  return {
    section,
    offer,
    translate: () => {
      title.textContent = state.tell("inputs");
      translate();
    },
  };
}

function fixed(state) {
  const reason = element("p", { className: "help" });
  const translate = () => (reason.textContent = state.tell("missing", { operation: state.steps.missing }));
  return { parts: [reason], offer: () => {}, translate };
}

function changeable(state, render) {
  const { nodes, steps } = state;
  const choice = element("select", { onchange: () => offer(Number(choice.value)), "data-key": "input" });
  const number = element("input", {
    type: "number",
    step: "any",
    oninput: () => number.value !== "" && change(Number(number.value)),
  });
  const reset = element("button", { type: "button", onclick: () => change(nodes[Number(choice.value)].value) });
  const knob = element("input", { type: "range", oninput: () => change(Number(knob.value)) });
  const trouble = element("p", { className: "trouble", role: "alert" });
  for (let n = 1; n <= state.end; n++) {
    if (!nodes[n].op) choice.append(element("option", { value: n }, nodes[n].name));
  }
  const row = element("div", { className: "row" }, choice, number, reset);

  function offer(n) {
    choice.value = n;
    const { value, name } = nodes[n];
    // A hundred steps or more of a round size, with the learner's own number among them.
    const reach = 3 * Math.max(Math.abs(value), 0.5);
    const step = 10 ** Math.floor(Math.log10(reach / 50));
    const some = Math.ceil(reach / step) * step;
    Object.assign(knob, { min: value - some, max: value + some, step });
    const now = state.leaves.get(n) ?? value;
    knob.value = now;
    number.value = Number(now.toPrecision(6));
    for (const control of [knob, number]) control.setAttribute("aria-label", `${state.tell("input")} ${name}`);
    trouble.textContent = "";
  }

  function change(to) {
    const n = Number(choice.value);
    const trial = new Map(state.leaves).set(n, to === nodes[n].value ? to : Number(to.toPrecision(12)));
    trouble.textContent = "";
    knob.value = to;
    if (document.activeElement !== number) number.value = Number(to.toPrecision(6));
    if (!Number.isFinite(to)) return;
    try {
      state.result = compute(steps, trial);
    } catch (error) {
      if (!(error instanceof Undefined)) throw error;
      trouble.append(...refusal(error));
      return;
    }
    state.leaves.set(n, trial.get(n));
    render();
  }

  function refusal({ node, operands }) {
    const { domain, symbol } = state.operation(node);
    const formula = `${symbol}(${operands.map((x) => asText(x)).join(", ")})`;
    return state.say("undefined", { name: state.name(node), formula, domain });
  }

  function translate() {
    reset.textContent = state.tell("reset");
    if (choice.options.length) offer(Number(choice.value));
  }

  return { parts: [row, knob, trouble], offer, translate };
}
