// Predict: the question of "predict first", and what is said to an answer.
//
// The numbers that are needed stand beside the question.  After a wrong answer comes a sentence for
// what went wrong, if that can be seen, and one more of three hints: the idea, the formula with
// names, and the formula with numbers.

import { equationOf } from "./panel.js";
import { asText, element, math } from "./writing.js";

const HINTS = 3;
const CLOSE = 0.01; // of the right number: an answer need not be worked out to all digits
const ROUNDED = 0.0005; // of each operand, of which four digits are printed

// reveal: a function that shows the number.
export function questionOf(state, reveal) {
  const form = element("form", { className: "question", onsubmit: check });
  let asking = null; // the position of the last question
  let hints = 0;
  let verdict = null; // the key of what is said to the last answer

  function ask(known) {
    const typed = form.querySelector("input")?.value ?? "";
    form.replaceChildren();
    form.hidden = true;
    if (state.answered) return;
    if (asking !== state.position) [hints, verdict] = [0, null];
    const box = element("input", { inputMode: "decimal", autocomplete: "off", size: 10 });
    if (asking === state.position) box.value = typed; // an input was changed meanwhile, or the language
    asking = state.position;
    form.append(
      element("p", { className: "given" }, ...givenFor(state, known)),
      element("label", {}, ...questionFor(state, known), box),
      element("button", { type: "submit" }, state.tell("check")),
      element("button", { type: "button", onclick: reveal }, state.tell("reveal")),
      element("div", { className: "verdict", role: "alert" }, ...said(known)),
    );
    form.hidden = false;
    box.setAttribute("aria-label", state.tell("answer"));
  }

  function check(event) {
    event.preventDefault();
    const typed = form.querySelector("input").value.trim().replace("−", "-").replace(",", ".");
    const known = state.known();
    const number = state.outcome(state.moment, known);
    const close = closeTo(state, known, typed);
    if (typed !== "" && close(number)) {
      state.settle(hints ? "hints" : "once");
      reveal();
      const right = state.tell("right", { number: asText(number) });
      form.hidden = false;
      form.replaceChildren(element("p", { className: "verdict right", role: "alert" }, "✓ ", right));
      form.scrollIntoView({ block: "nearest" });
      return;
    }
    if (typed === "" || !Number.isFinite(Number(typed))) verdict = "no_number";
    else {
      verdict = slipsOf(state, known).find(([, ...numbers]) => numbers.some(close))?.[0] ?? "wrong";
      hints++;
    }
    form.querySelector(".verdict").replaceChildren(...said(known));
    show();
  }

  function said(known) {
    if (!verdict) return [];
    const { node, edge, term, terms } = state.moment;
    const fields = { name: state.name(node), consumer: edge && state.name(edge[0]), term, terms };
    const parts = [element("p", {}, "✗ ", ...state.say(verdict, fields))];
    if (hints > HINTS) parts.push(element("p", {}, state.tell("no_more")));
    for (let level = Math.min(hints, HINTS); level > 0; level--) { // the new one is seen first
      const title = element("b", {}, state.tell("hint", { level }), " ");
      parts.push(element("div", { className: "hint" }, title, ...hint(level, known)));
    }
    return parts;
  }

  function hint(level, known) {
    const { edge, sides, term } = state.moment;
    if (level > 1) {
      const others = level === 2 ? sides.slice(1, -1) : sides.slice(-1);
      return [element("div", { className: "equation" }, ...equationOf(state, known, others))];
    }
    if (!edge) return state.say("hint_value");
    const rule = state.rule(edge[0]);
    return [...state.say(term > 1 ? "hint_add" : "hint_term", { consumer: state.name(edge[0]) }), " ", ...rule];
  }

  function show() {
    form.lastElementChild.scrollIntoView({ block: "nearest" });
    form.querySelector("input")?.scrollIntoView({ block: "nearest" });
  }

  function focus() {
    form.querySelector("input")?.focus({ preventScroll: true });
    if (!form.hidden) show();
  }

  return { form, ask, focus };
}

function questionFor(state, known) {
  const { sides, term, terms } = state.moment;
  const name = math(state.formula(sides[0], known));
  return state.say(terms > 1 ? "question_so_far" : "question", { name, term, terms });
}

// The numbers that the answer can be worked out from, each with its name.
function givenFor(state, known) {
  const { node, edge, sides, term } = state.moment;
  const named = (name, x, digits) => element("span", {}, name, ` = ${asText(x, digits)}`);
  const operands = (n) => state.nodes[n].operands;
  const digits = digitsOf(state, known, sides.at(-1));
  const all = (keys) => [...new Set(keys)].map((key) => named(nameOf(key), state.work(key, known), digits.get(key)));

  function nameOf(key) {
    const n = Number(key.slice(1));
    if (key[0] === "v") return state.name(n);
    const { sides } = state.moments.find((moment) => moment.node === n && /seed|term/.test(moment.kind));
    return math(state.formula(sides[0], known));
  }

  if (!edge) {
    const numbers = operands(node).filter(Array.isArray).map(([x]) => element("span", {}, asText(x)));
    const keys = operands(node).filter(Number.isInteger).map((n) => `v${n}`);
    return [...state.say("to_compute", { operation: math(state.operation(node).formula) }), ...numbers, ...all(keys)];
  }
  const [consumer] = edge;
  const own = [`v${consumer}`, ...operands(consumer).map((n) => `v${n}`)];
  const keys = [`g${consumer}`, ...own.filter((key) => digits.has(key))];
  const before = known.gradients.get(node) - state.flow(edge);
  const sofar = term > 1 ? [named(state.tell("so_far"), before)] : [];
  return [state.tell("known"), ...sofar, ...all(keys)];
}

// For each place of a formula in numbers, how many digits it needs, so that enough are left where
// two numbers cancel.
function digitsOf(state, known, [, ...places]) {
  const found = new Map();
  const need = (term, digits) => {
    if (typeof term === "string") found.set(term, Math.max(digits, found.get(term) ?? 0));
    else if (Array.isArray(term)) term.forEach((x) => need(x, digits));
  };
  for (const place of places) {
    if (typeof place === "string") need(place, 4);
    else need(place[1].slice(1), Math.min(15, 4 + state.lost(place[1], known)));
  }
  return found;
}

// A function that tells whether what was typed is a number, as far as the digits go: those that
// were typed, if at least two, or to one in a hundred; or as far as the printed digits lead.
function closeTo(state, known, typed) {
  const guess = Number(typed);
  const { kind, node } = state.moment;
  const { values, partials, parents } = state.result;
  const parts =
    kind === "value"
      ? parents[node].map((parent, slot) => values[parent] * partials[node][slot])
      : [...known.flows].filter(([key]) => Number(key.split("-")[1]) === node).map(([, flow]) => 2 * flow);
  const printed = ROUNDED * parts.reduce((sum, part) => sum + Math.abs(part), 0);
  const digits = typed.replace(/e.*$/i, "").replace(/\D/g, "").replace(/^0+/, "").length;
  return (number) => {
    const rounded = digits > 1 && Number(number.toPrecision(Math.min(digits, 100))) === guess;
    return rounded || Math.abs(guess - number) <= Math.max(CLOSE * Math.abs(number), printed);
  };
}

// The classic slips: the key of the sentence for each, and what it would lead to.
function slipsOf(state, known) {
  const { kind, node, edge, term, terms } = state.moment;
  const { values, partials, gradients } = state.result;
  const right = state.outcome(state.moment, known);
  const sum = (n) => state.nodes[n].operands.reduce((all, x) => all + (Array.isArray(x) ? x[0] : values[x]), 0);
  const arity = (n) => state.operation(n).arity;
  if (kind === "value") {
    return [
      ["slip_slope", ...(arity(node) === 1 ? partials[node] : [])],
      ["slip_sign", -right],
      ["slip_added", ...(["mul", "dot"].includes(state.nodes[node].op) ? [sum(node)] : [])],
    ];
  }
  const [consumer, slot] = edge;
  const sent = gradients[consumer];
  const local = partials[consumer][slot];
  const before = right - sent * local; // what has arrived from others
  const also = (x) => (term > 1 ? [x, before + x] : [x]);
  return [
    ["slip_path", ...(term > 1 ? [sent * local] : [])],
    ["slip_early", ...(term < terms ? [gradients[node]] : [])],
    ["slip_local", ...also(local)],
    ["slip_value", ...(arity(consumer) === 1 ? [...also(values[consumer]), ...also(sent * values[consumer])] : [])],
    ["slip_added", ...also(sent + local)],
    ["slip_sign", -right, before - sent * local],
  ];
}
