// The page that steps through a graph: the same module is a page of its own and a notebook's widget.
//
// What the steps are, the rules of the operations, the formulas and the picture come from Python as
// data.  The numbers are computed here, so that an input can be changed.

import { Undefined, compute } from "./numbers.js";
import { asMath, asText, element, filled, icon, inPicture, math, plain } from "./writing.js";

const TOLERANCE = 0.01; // of the right number: an answer need not be worked out to all digits
const ROUNDED = 0.0005; // half of the last digit that the picture shows
const MOST_PATHS = 8;
const READABLE = 0.6; // a whole picture smaller than that is opened in part,
const IN_PART = 0.8; // at this size, and then follows what is going on
const SECONDS = 1.4; // a step takes when the page plays

// Shows a graph in an element.  whole: the page has nothing else, so that all its keys are ours.
export function show(root, steps, whole = false) {
  const nodes = [null, ...steps.nodes];
  const last = steps.moments.length - 1;
  const end = nodes.length - 1;
  const leaves = new Map();
  let language = steps.language;
  let result = compute(steps, leaves);
  let position = 0;
  let selected = null;
  let predicting = false;
  let answered = true;
  let asking = null; // the position of the last question
  let timer = null;
  let zoom = 1;
  let speed = 1;

  const say = (key, fields = {}) => filled(steps.messages[language][key], fields);
  const tell = (key, fields = {}) => plain(steps.messages[language][key], fields);
  const name = (n) => math(nodes[n].math);
  const operation = (n) => steps.operations[nodes[n].op];

  // What is known at a position: which values, the gradients as far as their terms have come.
  function known(at) {
    const values = new Set();
    const gradients = new Map();
    const flows = new Map();
    for (let n = 1; n <= end; n++) if (!nodes[n].op) values.add(n);
    for (const { kind, node, edge } of steps.moments.slice(0, at + 1)) {
      if (kind === "value") values.add(node);
      if (kind === "seed") gradients.set(node, 1);
      if (kind === "term") {
        const [consumer, slot] = edge;
        const flow = result.gradients[consumer] * result.partials[consumer][slot];
        flows.set(`${consumer}-${node}-${slot}`, flow);
        gradients.set(node, (gradients.get(node) ?? 0) + flow);
      }
    }
    return { values, gradients, flows };
  }

  function place(key, state) {
    const kind = key[0];
    const [n, slot] = key.slice(1).split(".").map(Number);
    if (kind === "n") return `<mrow>${nodes[n].math}</mrow>`;
    if (kind === "v") return asMath(result.values[n]);
    if (kind === "p") return asMath(result.partials[n][slot]);
    return asMath(state.gradients.get(n) ?? result.gradients[n]);
  }

  function formula([template, ...places], state) {
    return steps.templates[template].replace(/<mtext>(\d+)<\/mtext>/g, (_, i) =>
      place(places[i], state),
    );
  }

  function outcome({ kind, node }, state) {
    if (kind === "value") return result.values[node];
    return state.gradients.get(node);
  }

  // The parts of the page.

  const picture = element("div", { className: "picture", tabIndex: 0 });
  picture.innerHTML = steps.picture;
  const svg = picture.firstElementChild;
  const [, , width, height] = svg.getAttribute("viewBox").split(/\s+/).map(Number);
  const nodeGroups = new Map();
  for (const group of svg.querySelectorAll("[data-node]")) {
    const n = Number(group.dataset.node);
    nodeGroups.set(n, {
      group,
      value: group.querySelector(".value"),
      grad: group.querySelector(".grad"),
    });
    group.setAttribute("role", "button");
    group.setAttribute("tabindex", "0");
    group.addEventListener("click", () => select(n));
    group.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      select(n);
    });
  }
  const edgeGroups = new Map();
  for (const group of svg.querySelectorAll("[data-edge]")) {
    edgeGroups.set(group.dataset.edge, { group, partial: group.querySelector(".partial") });
  }

  const heading = element("h2");
  const phase = element("span", { className: "phase" });
  const sentence = element("p", { className: "sentence" });
  const equation = element("div", { className: "equation", tabIndex: 0 });
  const rule = element("p", { className: "rule" });
  const question = element("form", { className: "question", onsubmit: check });
  const live = element("p", { className: "hidden", role: "status" });
  const details = element("section", { className: "details" });
  const inputs = element("section", { className: "inputs" });
  const panel = element(
    "div",
    { className: "panel" },
    element("section", { className: "step" }, phase, sentence, equation, rule, question),
    inputs,
    details,
  );

  const button = (key, onclick) => {
    const made = element("button", { type: "button", onclick, "data-key": key, className: "icon" });
    made.innerHTML = icon(key);
    return made;
  };
  const play = button("play", () => (timer ? pause() : start()));
  const slider = element("input", {
    type: "range",
    min: 0,
    max: last,
    value: 0,
    step: 1,
    oninput: () => go(Number(slider.value)),
    "data-key": "position",
    className: "position",
  });
  const pace = element(
    "select",
    { onchange: () => ((speed = Number(pace.value)), timer && (pause(), start())), "data-key": "speed" },
    ...[0.5, 1, 2, 4].map((s) => element("option", { value: s, selected: s === 1 }, `${s}×`)),
  );
  const controls = element(
    "div",
    { className: "controls", role: "group", "data-key": "controls" },
    button("first", () => go(0)),
    button("previous", () => go(position - 1)),
    play,
    button("next", forward),
    button("last", () => go(last)),
    slider,
    pace,
  );

  const predict = element("input", {
    type: "checkbox",
    onchange: () => {
      predicting = predict.checked;
      go(position);
    },
  });
  const predictLabel = element("span");
  const languages = element(
    "select",
    { onchange: () => ((language = languages.value), translate()), "data-key": "language" },
    ...Object.entries(steps.messages).map(([code, words]) =>
      element("option", { value: code, selected: code === language, lang: code }, words.language),
    ),
  );
  const header = element(
    "header",
    {},
    heading,
    element("label", { className: "predict" }, predict, predictLabel),
    languages,
    button("theme", () => {
      const dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
    }),
  );
  const zooms = element(
    "div",
    { className: "zooms" },
    button("smaller", () => enlarge(zoom / 1.25)),
    button("fit", fit),
    button("larger", () => enlarge(zoom * 1.25)),
  );
  const keys = element("p", { className: "keys" });
  root.classList.add("autograd-mini");
  root.tabIndex = -1;
  root.replaceChildren(
    header,
    element("div", { className: "stage" }, picture, zooms),
    panel,
    element("footer", {}, controls, keys),
    live,
  );

  // Steps.

  function go(to) {
    position = Math.max(0, Math.min(last, to));
    answered = !predicting || !["value", "term"].includes(steps.moments[position].kind);
    render();
    question.querySelector("input")?.focus({ preventScroll: true });
  }

  // In "predict first", next shows the number that is asked for before it goes on.
  function forward() {
    if (!answered) reveal();
    else if (position < last) go(position + 1);
  }

  function start() {
    if (position === last) go(0);
    timer = setInterval(() => {
      if (!answered) pause();
      else if (position < last) go(position + 1);
      if (position === last) pause();
    }, (SECONDS / speed) * 1000);
    showPlay();
  }

  function pause() {
    clearInterval(timer);
    timer = null;
    showPlay();
  }

  function showPlay() {
    play.innerHTML = icon(timer ? "pause" : "play");
    play.title = tell(timer ? "pause" : "play");
    play.setAttribute("aria-label", play.title);
  }

  const ACTIONS = {
    ArrowRight: forward,
    ArrowLeft: () => go(position - 1),
    Home: () => go(0),
    End: () => go(last),
    " ": () => (timer ? pause() : start()),
  };
  (whole ? document : root).addEventListener("keydown", (event) => {
    const { target, key } = event;
    const typing = ["INPUT", "SELECT"].includes(target.tagName) && target.type !== "checkbox";
    const pressing = ["BUTTON", "INPUT"].includes(target.tagName) && key === " ";
    const modified = event.ctrlKey || event.altKey || event.metaKey;
    if (!(key in ACTIONS) || typing || pressing || modified) return;
    event.preventDefault();
    ACTIONS[key]();
  });

  // Predict first.

  function ask(moment) {
    const typed = question.querySelector("input")?.value ?? "";
    question.replaceChildren();
    question.hidden = true;
    if (answered) return;
    const box = element("input", { inputMode: "decimal", autocomplete: "off", size: 10 });
    if (asking === position) box.value = typed; // an input was changed meanwhile, or the language
    asking = position;
    const asked = moment.sides[0];
    question.append(
      element("label", {}, ...say("question", { name: math(formula(asked, known(position))) }), box),
      element("button", { type: "submit" }, tell("check")),
      element("button", { type: "button", onclick: reveal }, tell("reveal")),
      element("p", { className: "verdict", role: "alert" }),
    );
    question.hidden = false;
    box.setAttribute("aria-label", tell("answer"));
  }

  function check(event) {
    event.preventDefault();
    const verdict = question.querySelector(".verdict");
    const typed = question.querySelector("input").value.trim().replace("−", "-").replace(",", ".");
    const guess = typed === "" ? NaN : Number(typed);
    verdict.className = "verdict";
    if (!Number.isFinite(guess)) {
      verdict.textContent = tell("no_number");
      return;
    }
    const moment = steps.moments[position];
    const number = outcome(moment, known(position));
    if (Math.abs(guess - number) <= Math.max(TOLERANCE * Math.abs(number), ROUNDED)) {
      reveal();
      question.hidden = false;
      question.replaceChildren(
        element("p", { className: "verdict right", role: "alert" }, "✓ ", tell("right", { number: asText(number) })),
      );
      root.focus({ preventScroll: true });
    } else {
      verdict.classList.add("wrong");
      const hint = moment.edge ? ruleOf(moment.edge[0]) : [math(formula(moment.sides[1], known(position)))];
      verdict.replaceChildren("✗ ", tell("wrong"), " ", ...hint);
    }
  }

  function reveal() {
    answered = true;
    render();
    root.focus({ preventScroll: true });
  }

  function ruleOf(n) {
    const { arity, formula, derivative } = operation(n);
    const key = { 1: "rule", 2: "rule_of_two" }[arity] ?? "rule_of_many";
    return say(key, { operation: math(formula), rule: math(derivative) });
  }

  // Drawing what is known.

  function render() {
    const moment = steps.moments[position];
    const { kind, node, edge } = moment;
    const state = known(position);
    const consumer = edge?.[0];
    const hidden = answered ? null : { kind, node };

    for (const [n, { group, value, grad }] of nodeGroups) {
      const computed = state.values.has(n);
      const gradient = state.gradients.get(n);
      const hideValue = hidden?.kind === "value" && hidden.node === n;
      const hideGrad = hidden?.kind === "term" && hidden.node === n;
      if (value) value.textContent = hideValue ? "?" : computed ? inPicture(result.values[n]) : "·";
      if (grad) grad.textContent = hideGrad ? "?" : gradient === undefined ? "–" : inPicture(gradient, true);
      group.classList.toggle("waiting", !computed);
      group.classList.toggle("current", n === node);
      group.classList.toggle("sender", n === consumer);
      group.classList.toggle("selected", n === selected);
      group.setAttribute(
        "aria-label",
        tell("node_said", {
          name: nodes[n].name,
          value: computed && !hideValue ? asText(result.values[n]) : tell("not_yet"),
          gradient: gradient === undefined || hideGrad ? tell("not_yet") : asText(gradient),
        }),
      );
    }
    const flowing = [];
    for (let n = 1; n <= end; n++) {
      result.partials[n].forEach((p) => flowing.push(Math.abs(result.gradients[n] * p)));
    }
    const most = Math.max(...flowing);
    const { thinnest, widest } = steps.arrows;
    for (const [key, { group, partial }] of edgeGroups) {
      const [head, tail, slot] = key.split("-").map(Number);
      const flow = state.flows.get(key);
      const computed = state.values.has(head) && !(hidden?.kind === "value" && hidden.node === head);
      if (partial) partial.textContent = computed ? `∂ ${inPicture(result.partials[head][slot])}` : "";
      const current = edge ? head === consumer && slot === edge[1] && tail === node : kind === "value" && head === node;
      group.classList.toggle("waiting", !state.values.has(head));
      group.classList.toggle("current", current);
      group.classList.toggle("positive", flow > 0);
      group.classList.toggle("negative", flow < 0);
      const share = flow ? Math.sqrt(Math.abs(flow) / most) : 0;
      group.style.setProperty("--width", (thinnest + (widest - thinnest) * share).toFixed(2));
    }
    follow(edge ? [node, consumer] : [node]);

    phase.textContent = `${tell("of", { step: position + 1, steps: last + 1 })} · ${tell(
      kind === "given" || kind === "value" ? "forward" : "backward",
    )}`;
    sentence.replaceChildren(...told(moment));
    writeEquation(moment, state);
    rule.replaceChildren(...(consumer ? ruleOf(consumer) : []));
    ask(moment);
    slider.value = position;
    slider.setAttribute("aria-valuetext", phase.textContent);
    live.textContent = answered ? `${phase.textContent}. ${spoken(moment, state)}` : tell("question", { name: nodes[node].name });
    describe(state);
  }

  function told({ kind, node, edge, term, terms }) {
    if (kind !== "term") return say(kind, node ? { name: name(node) } : {});
    const key = terms === 1 ? "term" : term < terms ? "term_waiting" : "term_complete";
    return say(key, { name: name(node), consumer: name(edge[0]), term, terms });
  }

  function spoken(moment, state) {
    const { kind, node, edge } = moment;
    if (kind === "given") return tell("given");
    if (kind === "seed") return tell("seed", { name: nodes[node].name });
    const number = asText(outcome(moment, state));
    if (kind === "value") return tell("said_value", { name: nodes[node].name, number });
    const [consumer, slot] = edge;
    return tell("said_term", {
      name: nodes[node].name,
      consumer: nodes[consumer].name,
      gradient: asText(result.gradients[consumer]),
      partial: asText(result.partials[consumer][slot]),
      number,
    });
  }

  function writeEquation(moment, state) {
    equation.replaceChildren();
    if (!moment.sides) return;
    const [left, ...sides] = moment.sides.map((side) => formula(side, state));
    const number = asMath(outcome(moment, state));
    const read = (side) => side?.replace(/<[^>]*>/g, "");
    const all = [...sides, answered ? number : null].filter(
      (side, i, every) => read(side) !== read(left) && every.findLastIndex((s) => read(s) === read(side)) === i,
    );
    all.forEach((side, i) => {
      equation.append(
        element("span", { className: "left" }, ...(i ? [] : [math(left, true)])),
        element("span", {}, "="),
        side === null
          ? element("span", { className: "asked" }, "?")
          : element("span", { className: side === number ? "result" : "" }, math(side, true)),
      );
    });
  }

  // All about one node.

  function select(n) {
    selected = selected === n ? null : n;
    render();
    if (selected && !nodes[n].op) offer(n);
  }

  function describe(state) {
    details.replaceChildren(element("h3", {}, tell("node")));
    if (!selected) {
      details.append(element("p", { className: "help" }, tell("node_help")));
      return;
    }
    const n = selected;
    const asked = answered ? null : steps.moments[position];
    const value = state.values.has(n) && !(asked?.kind === "value" && asked.node === n);
    const gradient = asked?.kind === "term" && asked.node === n ? undefined : state.gradients.get(n);
    details.append(
      element("p", {}, name(n), nodes[n].op ? ` (${operation(n).symbol})` : ""),
      element(
        "dl",
        {},
        element("dt", {}, tell("is_value")),
        element("dd", {}, value ? asText(result.values[n]) : tell("not_yet")),
        element("dt", {}, tell("is_gradient")),
        element("dd", {}, gradient === undefined ? tell("not_yet") : asText(gradient)),
      ),
      element("h4", {}, tell("contributions")),
    );
    const terms = steps.moments.filter(({ kind, node }) => kind === "term" && node === n);
    if (!terms.length) details.append(element("p", {}, tell("no_contributions")));
    const table = element("table");
    for (const term of terms) {
      const [consumer, slot] = term.edge;
      const arrived = state.flows.has(`${consumer}-${n}-${slot}`) && term !== asked;
      const product = `${asMath(result.gradients[consumer])}<mo>·</mo>${asMath(result.partials[consumer][slot])}`;
      table.append(
        element(
          "tr",
          {},
          element("td", {}, name(consumer)),
          element("td", {}, arrived ? math(product) : tell("not_yet")),
          element("td", {}, ...(arrived ? ["= ", asText(result.gradients[consumer] * result.partials[consumer][slot])] : [])),
        ),
      );
    }
    if (terms.length > 1) {
      table.append(
        element("tr", { className: "sum" }, element("td", {}, tell("sum")), element("td"),
          element("td", {}, gradient === undefined ? "" : `= ${asText(gradient)}`)),
      );
    }
    if (terms.length) details.append(table);
    const { count, found } = pathsFrom(n);
    details.append(element("h4", {}, tell("paths", { count: String(count) })));
    const list = element("ul", { className: "paths" });
    for (const path of found) {
      const product = path.reduce((p, [consumer, slot]) => p * result.partials[consumer][slot], 1);
      const all = path.every(([consumer]) => state.values.has(consumer));
      const item = element("li", { tabIndex: 0 }, name(n));
      for (const [consumer] of path) item.append(" → ", name(consumer));
      if (path.length && all) item.append(`: ${asText(product)}`);
      const light = (on) => () => {
        let tail = n;
        for (const [consumer, slot] of path) {
          edgeGroups.get(`${consumer}-${tail}-${slot}`)?.group.classList.toggle("path", on);
          tail = consumer;
        }
      };
      for (const kind of ["mouseenter", "focus"]) item.addEventListener(kind, light(true));
      for (const kind of ["mouseleave", "blur"]) item.addEventListener(kind, light(false));
      list.append(item);
    }
    details.append(list);
    const more = count - BigInt(found.length);
    if (more > 0n) details.append(element("p", {}, tell("more_paths", { count: String(more) })));
  }

  // How many paths lead from a node to the end, and the first of them, as [consumer, slot] pairs.
  const consumers = nodes.map(() => []);
  result.parents.forEach((parents, n) => parents.forEach((p, slot) => consumers[p].push([n, slot])));
  const ways = nodes.map(() => 0n);
  ways[end] = 1n;
  for (let n = end - 1; n > 0; n--) for (const [c] of consumers[n]) ways[n] += ways[c];

  function pathsFrom(n) {
    const found = [];
    const begun = [[n, []]];
    while (begun.length && found.length < MOST_PATHS) {
      const [at, path] = begun.pop();
      if (at === end) found.push(path);
      for (const edge of consumers[at].toReversed()) begun.push([edge[0], [...path, edge]]);
    }
    return { count: ways[n], found };
  }

  // Changing an input.

  const choice = element("select", { onchange: () => offer(Number(choice.value)), "data-key": "input" });
  const knob = element("input", { type: "range", oninput: () => change(Number(knob.value)) });
  const number = element("input", { type: "number", step: "any", oninput: () => number.value !== "" && change(Number(number.value)) });
  const reset = element("button", { type: "button", onclick: () => change(nodes[Number(choice.value)].value) });
  const trouble = element("p", { className: "trouble", role: "alert" });
  const inputsTitle = element("h3");
  for (let n = 1; n <= end; n++) if (!nodes[n].op) choice.append(element("option", { value: n }, nodes[n].name));
  inputs.append(inputsTitle, element("div", { className: "row" }, choice, number, reset), knob, trouble);

  function offer(n) {
    choice.value = n;
    const { value } = nodes[n];
    // A hundred steps or more of a round size, with the learner's own number among them.
    const reach = 3 * Math.max(Math.abs(value), 0.5);
    const step = 10 ** Math.floor(Math.log10(reach / 50));
    const some = Math.ceil(reach / step) * step;
    Object.assign(knob, { min: value - some, max: value + some, step });
    const now = leaves.get(n) ?? value;
    knob.value = now;
    number.value = Number(now.toPrecision(6));
    knob.setAttribute("aria-label", `${tell("input")} ${nodes[n].name}`);
    number.setAttribute("aria-label", `${tell("input")} ${nodes[n].name}`);
    trouble.textContent = "";
  }

  function change(to) {
    const n = Number(choice.value);
    const trial = new Map(leaves).set(n, to === nodes[n].value ? to : Number(to.toPrecision(12)));
    trouble.textContent = "";
    knob.value = to;
    if (document.activeElement !== number) number.value = Number(to.toPrecision(6));
    if (!Number.isFinite(to)) return;
    try {
      result = compute(steps, trial);
    } catch (error) {
      if (!(error instanceof Undefined)) throw error;
      const { domain, symbol } = operation(error.node);
      const operands = error.operands.map(asText).join(", ");
      trouble.append(...say("undefined", { name: name(error.node), formula: `${symbol}(${operands})`, domain }));
      return;
    }
    leaves.set(n, trial.get(n));
    render();
  }

  // The size of the picture, and which part of it is seen.

  function enlarge(to) {
    zoom = Math.max(0.1, Math.min(4, to));
    svg.style.width = `${width * zoom}px`;
    svg.style.height = `${height * zoom}px`;
  }

  function fit() {
    enlarge(Math.min(picture.clientWidth / width, picture.clientHeight / height, 1.6) || 1);
  }

  const still = matchMedia("(prefers-reduced-motion: reduce)");
  function follow(ranks) {
    const boxes = ranks.filter(Boolean).map((n) => nodeGroups.get(n)?.group.getBoundingClientRect());
    if (!boxes.length || boxes.includes(undefined)) return;
    const view = picture.getBoundingClientRect();
    const left = Math.min(...boxes.map((b) => b.left)) - view.left;
    const right = Math.max(...boxes.map((b) => b.right)) - view.left;
    const top = Math.min(...boxes.map((b) => b.top)) - view.top;
    const bottom = Math.max(...boxes.map((b) => b.bottom)) - view.top;
    const margin = 24;
    const move = (low, high, size) => {
      if (low >= 0 && high <= size) return 0;
      if (high - low + 2 * margin > size) return low - margin;
      return low < 0 ? low - margin : high - size + margin;
    };
    const dx = move(left, right, picture.clientWidth);
    const dy = move(top, bottom, picture.clientHeight - zooms.offsetHeight - 16); // not below them
    if (dx || dy) picture.scrollBy({ left: dx, top: dy, behavior: still.matches ? "auto" : "smooth" });
  }

  // Words.

  function translate() {
    root.lang = language;
    if (whole) {
      document.documentElement.lang = language;
      document.title = tell("title");
    }
    heading.textContent = tell("title");
    predictLabel.textContent = tell("predict");
    predictLabel.title = tell("predict_help");
    picture.setAttribute("aria-label", tell("picture"));
    inputsTitle.textContent = tell("inputs");
    reset.textContent = tell("reset");
    keys.textContent = tell("keys");
    for (const item of root.querySelectorAll("[data-key]")) {
      item.title = tell(item.dataset.key);
      item.setAttribute("aria-label", item.title);
    }
    showPlay();
    if (choice.value) offer(Number(choice.value));
    render();
  }

  if (choice.options.length) offer(Number(choice.options[0].value));
  fit();
  if (zoom < READABLE) enlarge(IN_PART);
  translate();
  root.stepper = { state: () => ({ position, ...result }), stop: pause }; // for whoever teaches with it
  return root.stepper;
}

export default {
  render({ model, el }) {
    const page = document.createElement("div");
    el.append(page);
    const { stop } = show(page, model.get("steps"));
    return stop;
  },
};
