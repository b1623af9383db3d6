// Picture: what is known, drawn into the graph; how large it is, and which part of it is seen.

import { asText, button, element, inPicture } from "./writing.js";

const READABLE = 0.6; // a whole picture smaller than that is opened in part,
const IN_PART = 0.8; // at this size, and then follows what is going on

export function pictureOf(state, select) {
  const frame = element("div", { className: "picture", tabIndex: 0 });
  frame.innerHTML = state.steps.picture;
  const svg = frame.firstElementChild;
  const nodes = nodesIn(svg, select);
  const edges = edgesIn(svg);
  const size = sizeOf(frame, svg);
  const follow = follower(frame, nodes, size.zooms);

  function draw(known) {
    const { node, edge } = state.moment;
    for (const [n, parts] of nodes) drawNode(state, known, n, parts);
    const most = Math.max(...flowing(state));
    for (const [key, parts] of edges) drawEdge(state, known, key, parts, most);
    follow(edge ? [node, edge[0]] : [node]);
  }

  // Lights up a path from node n to the end, or puts it out.
  function light(n, path, on) {
    let tail = n;
    for (const [consumer, slot] of path) {
      edges.get(`${consumer}-${tail}-${slot}`)?.group.classList.toggle("path", on);
      tail = consumer;
    }
  }

  return {
    stage: element("div", { className: "stage" }, frame, size.zooms),
    draw,
    light,
    open: size.open,
    translate: () => frame.setAttribute("aria-label", state.tell("picture")),
  };
}

function nodesIn(svg, select) {
  const found = new Map();
  for (const group of svg.querySelectorAll("[data-node]")) {
    const n = Number(group.dataset.node);
    const [value, grad] = [".value", ".grad"].map((part) => group.querySelector(part));
    found.set(n, { group, value, grad });
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
  return found;
}

function edgesIn(svg) {
  const found = new Map();
  for (const group of svg.querySelectorAll("[data-edge]")) {
    found.set(group.dataset.edge, { group, partial: group.querySelector(".partial") });
  }
  return found;
}

// How much flows along each edge in the end.
function flowing({ result, end }) {
  const found = [];
  for (let n = 1; n <= end; n++) {
    result.partials[n].forEach((p) => found.push(Math.abs(result.gradients[n] * p)));
  }
  return found;
}

function drawNode(state, known, n, { group, value, grad }) {
  const { moment, result, nodes } = state;
  const computed = known.values.has(n);
  const gradient = known.gradients.get(n);
  const hideValue = state.asksFor("value", n);
  const hideGrad = state.asksFor("term", n);
  if (value) value.textContent = hideValue ? "?" : computed ? inPicture(result.values[n]) : "·";
  if (grad) grad.textContent = hideGrad ? "?" : gradient === undefined ? "–" : inPicture(gradient, true);
  group.classList.toggle("waiting", !computed);
  group.classList.toggle("current", n === moment.node);
  group.classList.toggle("sender", n === moment.edge?.[0]);
  group.classList.toggle("selected", n === state.selected);
  const label = state.tell("node_said", {
    name: nodes[n].name,
    value: computed && !hideValue ? asText(result.values[n]) : state.tell("not_yet"),
    gradient: gradient === undefined || hideGrad ? state.tell("not_yet") : asText(gradient),
  });
  group.setAttribute("aria-label", label);
}

function drawEdge(state, known, key, { group, partial }, most) {
  const { kind, node, edge } = state.moment;
  const [head, tail, slot] = key.split("-").map(Number);
  const flow = known.flows.get(key);
  const computed = known.values.has(head) && !state.asksFor("value", head);
  if (partial) partial.dataset.name ??= partial.textContent.split(/\s/)[0]; // ∂, or g′
  if (partial) partial.textContent = computed ? `${partial.dataset.name} ${inPicture(state.result.partials[head][slot])}` : "";
  const sends = edge && head === edge[0] && slot === edge[1] && tail === node;
  group.classList.toggle("waiting", !known.values.has(head));
  group.classList.toggle("current", edge ? sends : kind === "value" && head === node);
  group.classList.toggle("back", flow !== undefined);
  group.classList.toggle("positive", flow > 0);
  group.classList.toggle("negative", flow < 0);
  const { thinnest, widest } = state.steps.arrows;
  const share = flow ? Math.sqrt(Math.abs(flow) / most) : 0;
  group.style.setProperty("--width", (thinnest + (widest - thinnest) * share).toFixed(2));
}

// The size of the picture, and the buttons for it.
function sizeOf(frame, svg) {
  const [, , width, height] = svg.getAttribute("viewBox").split(/\s+/).map(Number);
  let zoom = 1;

  function enlarge(to) {
    zoom = Math.max(0.1, Math.min(4, to));
    svg.style.width = `${width * zoom}px`;
    svg.style.height = `${height * zoom}px`;
  }

  function fit() {
    enlarge(Math.min(frame.clientWidth / width, frame.clientHeight / height, 1.6) || 1);
  }

  function open() {
    fit();
    if (zoom < READABLE) enlarge(IN_PART);
  }

  const zooms = element(
    "div",
    { className: "zooms" },
    button("smaller", () => enlarge(zoom / 1.25)),
    button("fit", fit),
    button("larger", () => enlarge(zoom * 1.25)),
  );
  return { zooms, open };
}

// A function that scrolls to some nodes, if they are not seen.
function follower(frame, nodes, zooms) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const margin = 24;

  function move(low, high, size) {
    if (low >= 0 && high <= size) return 0;
    if (high - low + 2 * margin > size) return low - margin;
    return low < 0 ? low - margin : high - size + margin;
  }

  return (ranks) => {
    const boxes = ranks.filter(Boolean).map((n) => nodes.get(n)?.group.getBoundingClientRect());
    if (!boxes.length || boxes.includes(undefined)) return;
    const view = frame.getBoundingClientRect();
    const left = Math.min(...boxes.map((b) => b.left)) - view.left;
    const right = Math.max(...boxes.map((b) => b.right)) - view.left;
    const top = Math.min(...boxes.map((b) => b.top)) - view.top;
    const bottom = Math.max(...boxes.map((b) => b.bottom)) - view.top;
    const dx = move(left, right, frame.clientWidth);
    const dy = move(top, bottom, frame.clientHeight - zooms.offsetHeight - 16); // not below them
    if (dx || dy) frame.scrollBy({ left: dx, top: dy, behavior: still.matches ? "auto" : "smooth" });
  };
}
