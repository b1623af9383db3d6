// The plane of two inputs: the learner's own points, and a training that goes on.
//
// The graph of J was recorded in Python, and its rules are the table's; numbers.js runs both passes.

import { axes } from "./axes.js";
import { coloursOf, mixed, rgb } from "./heat.js";
import { apply, compute, Undefined } from "./numbers.js";
import { asText, element } from "./writing.js";

const GRID = 48; // places in each direction at which the network is asked
const SIDE = 432; // of the picture's own measure

// The training: all that is needed to take a step.
export class Training {
  constructor({ graphs, rules, theta, X, classes, rate }) {
    this.graphs = graphs.map((graph) => ({ ...graph, rules }));
    this.start = theta;
    this.given = X.length;
    this.points = X.map((x, i) => ({ x, kind: classes[i] }));
    this.rate = rate;
    this.reset();
  }

  reset() {
    this.theta = [...this.start];
    this.points.length = this.given;
    this.steps = 0;
    this.J = this.cost();
  }

  leaves({ x, theta }, point) {
    const found = new Map();
    theta.forEach((n, k) => n && found.set(n, this.theta[k]));
    x.forEach((n, k) => n && found.set(n, point[k]));
    return found;
  }

  of({ x, kind }) {
    const graph = this.graphs[kind];
    return compute(graph, this.leaves(graph, x));
  }

  cost() {
    try {
      return this.points.reduce((sum, point) => sum + this.of(point).values.at(-1), 0) / this.points.length;
    } catch (error) {
      if (error instanceof Undefined) return NaN;
      throw error;
    }
  }

  // θ ← θ − η·Δ/m over all points.  Throws Undefined, with the weights as they were.
  step() {
    const Delta = this.theta.map(() => 0);
    const m = this.points.length;
    let J = 0;
    for (const point of this.points) {
      const { values, gradients } = this.of(point);
      J += values.at(-1);
      this.graphs[point.kind].theta.forEach((n, k) => {
        if (n) Delta[k] += gradients[n];
      });
    }
    this.theta = this.theta.map((x, k) => x - this.rate * (Delta[k] / m));
    this.steps++;
    this.J = J / m;
  }

  // A function that gives the activations of the last layer at a place, by the forward pass alone.
  forward() {
    const { nodes, x, theta, outputs } = this.graphs[0];
    const last = Math.max(...outputs);
    const values = new Array(last + 1);
    theta.forEach((n, k) => (values[n] = this.theta[k]));
    const work = nodes.slice(0, last).map(({ op, operands }, i) => ({ n: i + 1, op, operands })).filter(({ op }) => op);
    const known = (operand) => (typeof operand === "number" ? values[operand] : operand[0]);
    return (place) => {
      x.forEach((n, k) => (values[n] = place[k]));
      for (const { n, op, operands } of work) values[n] = apply(op, operands.map(known));
      return outputs.map((n) => values[n]);
    };
  }
}

export function planeOf(book, root, choose) {
  const training = new Training(book.steps.plane);
  const kinds = training.graphs.length;
  const [low, high] = extent(training.points);
  const cross = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2];
  let kind = 0;
  let timer = null;
  let stopped = false;

  const title = element("h2");
  const help = element("p", { className: "help" });
  const canvas = element("canvas", { width: SIDE, height: SIDE, tabIndex: 0, role: "application", className: "ground" });
  const group = element("div", { className: "row", role: "group", "data-key": "point_class" });
  const choices = Array.from({ length: kinds }, (_, c) =>
    element("button", { type: "button", onclick: () => take(c) }),
  );
  group.append(...choices);
  const one = element("button", { type: "button", onclick: () => (pause(), step(1)) });
  const go = element("button", { type: "button", onclick: () => (timer ? pause() : play()) });
  const again = element("button", { type: "button", onclick: reset });
  const rate = element("input", { type: "number", step: "any", value: training.rate, oninput: changeRate });
  const rateName = element("span");
  const said = element("p", { role: "status" });
  const trouble = element("p", { className: "trouble", role: "alert" });
  const section = element(
    "section",
    { className: "plane" },
    title,
    help,
    group,
    canvas,
    element("div", { className: "row" }, one, go, again, element("label", {}, rateName, rate)),
    said,
    trouble,
  );

  function take(c) {
    kind = c;
    translate();
  }

  function add(x) {
    training.points.push({ x, kind });
    training.J = training.cost();
    draw();
  }

  function step(count) {
    try {
      for (let i = 0; i < count; i++) training.step();
      stopped = false;
    } catch (error) {
      if (!(error instanceof Undefined)) throw error;
      stopped = true;
      pause();
    }
    draw();
  }

  function play() {
    timer = setInterval(() => step(2), 100);
    translate();
  }

  function pause() {
    clearInterval(timer);
    timer = null;
    translate();
  }

  function reset() {
    pause();
    training.reset();
    stopped = false;
    draw();
  }

  function changeRate() {
    const x = Number(rate.value);
    const fits = Number.isFinite(x) && x > 0;
    if (fits) training.rate = x;
    trouble.textContent = fits ? "" : book.tell("plane_rate");
  }

  const toPlane = (u, v) => [low[0] + u * (high[0] - low[0]), high[1] - v * (high[1] - low[1])];
  const toPicture = ([x, y]) => [
    ((x - low[0]) / (high[0] - low[0])) * SIDE,
    ((high[1] - y) / (high[1] - low[1])) * SIDE,
  ];

  canvas.addEventListener("click", ({ clientX, clientY }) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const x = toPlane((clientX - left) / width, (clientY - top) / height);
    cross.splice(0, 2, ...x);
    add(x);
  });
  canvas.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter") add([...cross]);
    else if (/^[1-9]$/.test(event.key) && Number(event.key) <= kinds) take(Number(event.key) - 1);
    else if (event.key in steps) {
      steps[event.key].forEach((by, k) => {
        const to = cross[k] + (by * (high[k] - low[k])) / GRID;
        cross[k] = Math.max(low[k], Math.min(high[k], to));
      });
      draw();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  function draw() {
    const pen = canvas.getContext("2d");
    const colours = coloursOf(root);
    const hues = ["negative", "positive", "activation-border", "output-border", "parameter-border", "quiet"];
    const hue = (c) => rgb(colours[hues[c % hues.length]]);
    const ground = rgb(colours.background);
    const side = SIDE / GRID;
    const taken = [];
    const outputs = training.forward();
    for (let row = 0; row < GRID; row++) {
      for (let column = 0; column < GRID; column++) {
        const a = outputs(toPlane((column + 0.5) / GRID, (row + 0.5) / GRID));
        const single = a.length === 1;
        const best = single ? Number(a[0] >= 0.5) : a.indexOf(Math.max(...a));
        const sure = single ? Math.abs(a[0] - 0.5) * 2 : Math.min(1, Math.max(0, a[best]));
        taken.push(best);
        pen.fillStyle = `rgb(${mixed(ground, hue(best), 0.12 + 0.33 * sure)})`;
        pen.fillRect(column * side, row * side, side + 1, side + 1);
      }
    }
    pen.strokeStyle = colours.ink;
    pen.lineWidth = 2;
    pen.beginPath();
    for (let row = 0; row < GRID; row++) {
      for (let column = 0; column < GRID; column++) {
        const here = taken[row * GRID + column];
        if (column + 1 < GRID && here !== taken[row * GRID + column + 1]) {
          pen.moveTo((column + 1) * side, row * side);
          pen.lineTo((column + 1) * side, (row + 1) * side);
        }
        if (row + 1 < GRID && here !== taken[(row + 1) * GRID + column]) {
          pen.moveTo(column * side, (row + 1) * side);
          pen.lineTo((column + 1) * side, (row + 1) * side);
        }
      }
    }
    pen.stroke();
    axes(pen, SIDE, low, high, toPicture, colours);
    training.points.forEach(({ x, kind: c }, i) => mark(pen, toPicture(x), c, hue(c), colours, i >= training.given));
    const [x, y] = toPicture(cross);
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(x - 9, y);
    pen.lineTo(x + 9, y);
    pen.moveTo(x, y - 9);
    pen.lineTo(x, y + 9);
    pen.stroke();
    write();
  }

  function write() {
    const { points, steps, J, given } = training;
    const fields = { points: points.length, added: points.length - given, steps, J: asText(J) };
    said.textContent = book.tell("plane_said", fields);
    trouble.textContent = stopped ? book.tell("plane_stopped") : "";
    const [x, y] = cross.map((number) => asText(number, 3));
    canvas.setAttribute("aria-label", book.tell("plane_label", { points: points.length, x, y }));
  }

  function translate() {
    title.textContent = book.tell("plane");
    help.textContent = book.tell("plane_help");
    choices.forEach((choice, c) => {
      choice.replaceChildren(signOf(c), ` ${book.className(c)}`);
      choice.setAttribute("aria-pressed", String(c === kind));
    });
    one.textContent = book.tell("one_step");
    go.textContent = book.tell(timer ? "stop" : "go_on");
    again.textContent = book.tell("begin_again");
    rateName.textContent = book.tell("rate");
    write();
  }

  return { section, draw, translate, training };
}

const SIGNS = "●■▲◆▼★";

const signOf = (c) => SIGNS[c % SIGNS.length];

// A point: a sign for its class; what the learner has added has a ring around it.
function mark(pen, [x, y], c, hue, colours, own) {
  pen.font = "18px sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineWidth = 3;
  pen.strokeStyle = colours.background;
  pen.strokeText(signOf(c), x, y);
  pen.fillStyle = `rgb(${mixed(hue, rgb(colours.ink), 0.35)})`;
  pen.fillText(signOf(c), x, y);
  if (!own) return;
  pen.strokeStyle = colours.ink;
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.arc(x, y, 12, 0, 2 * Math.PI);
  pen.stroke();
}

// The corners of the plane: all points, and a quarter more around them.
function extent(points) {
  const low = [0, 1].map((k) => Math.min(...points.map(({ x }) => x[k])));
  const high = [0, 1].map((k) => Math.max(...points.map(({ x }) => x[k])));
  const room = [0, 1].map((k) => 0.25 * (high[k] - low[k] || 1));
  return [low.map((x, k) => x - room[k]), high.map((x, k) => x + room[k])];
}
