// Picture: what is known, drawn into the graph; how large it is, and which part of it is seen.

import { button, element, inPicture } from "./writing.js";

const READABLE = 9; // pixels, of the digits: where the whole picture would have smaller ones, a part is
// opened, which then follows what is going on
const IN_THE_HAND = 12; // the same on a telephone, where a part is all there is room for anyway
const NARROW = 480; // pixels
const LAYER = /^layer\s(\d+)$/;

export function pictureOf(state, select) {
  const frame = element("div", { className: "picture", role: "group" });
  frame.innerHTML = state.steps.picture;
  const svg = frame.firstElementChild;
  const nodes = nodesIn(svg, select);
  const edges = edgesIn(svg);
  const words = wordsIn(svg, nodes);
  const size = sizeOf(frame, svg, () => follow(atWork()));
  const follow = follower(frame, nodes, size.zooms);
  const stop = walk(frame, nodes, state, select);
  new ResizeObserver(() => (size.again(), follow(atWork()))).observe(frame);

  // The nodes that a step is about; before the first of them, the one that comes first.
  function atWork() {
    const { node, edge } = state.moment;
    return [node ?? state.moments[1]?.node ?? state.end, ...(edge ? [edge[0]] : [])];
  }

  function draw(known) {
    for (const [n, parts] of nodes) drawNode(state, known, n, parts);
    const most = Math.max(...flowing(state));
    for (const [key, parts] of edges) drawEdge(state, known, key, parts, most);
    follow(atWork());
    if (!frame.contains(document.activeElement)) stop(atWork()[0]);
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
    translate: () => {
      frame.setAttribute("aria-label", state.tell("picture"));
      for (const [text, word, fields] of words) text.textContent = state.tell(`drawn_${word}`, fields);
    },
  };
}

function nodesIn(svg, select) {
  const found = new Map();
  for (const group of svg.querySelectorAll("[data-node]")) {
    const n = Number(group.dataset.node);
    const [value, grad] = [".value", ".grad"].map((part) => group.querySelector(part));
    found.set(n, { group, value, grad });
    group.setAttribute("role", "button");
    group.addEventListener("click", () => select(n));
  }
  return found;
}

// The words in the picture, with the fields of their messages: the names of the rows of a node, which
// stand before the numbers, and those of the boxes around layers.
function wordsIn(svg, nodes) {
  const rows = [...nodes.values()]
    .flatMap(({ value, grad }) => [value?.previousElementSibling, grad?.previousElementSibling])
    .filter((text) => /^(value|grad)$/.test(text?.textContent) && !text.hasAttribute("font-weight"))
    .map((text) => [text, text.textContent, {}]);
  const boxes = [...svg.querySelectorAll(".cluster > text")].map((text) => {
    const layer = text.textContent.match(LAYER)?.[1];
    return layer ? [text, "layer", { layer }] : [text, "cost", {}];
  });
  return [...rows, ...boxes];
}

function edgesIn(svg) {
  const found = new Map();
  for (const group of svg.querySelectorAll("[data-edge]")) {
    group.setAttribute("aria-hidden", "true"); // what the number on it is, the panel says
    lengthen(group.querySelector(".wire"), group.querySelector(".tip"));
    found.set(group.dataset.edge, { group, partial: group.querySelector(".partial") });
    // Forward the line begins at its box, where the head of the arrow back is otherwise.
    const [wire, tip] = [".wire", ".tip"].map((part) => group.querySelector(part));
    const start = wire.getPointAtLength(0);
    const away = ({ x, y }) => Math.hypot(x - start.x, y - start.y);
    const end = [...tip.points].reduce((p, q) => (away(q) > away(p) ? q : p));
    const stub = wire.cloneNode();
    stub.setAttribute("d", `M${end.x},${end.y}L${start.x},${start.y}`);
    stub.classList.add("stub");
    wire.before(stub);
  }
  return found;
}

// Lets a line begin at the box, where the point of an arrow will be, and not yet is.
function lengthen(wire, tip) {
  const start = wire.getAttribute("d").match(/M([^A-Z]*)/)[1];
  const far = (point) => Math.hypot(...point.split(",").map((x, i) => x - start.split(",")[i]));
  const [point] = tip.getAttribute("points").trim().split(/\s+/).sort((a, b) => far(b) - far(a));
  const stub = wire.cloneNode();
  stub.setAttribute("d", `M${point}L${start}`);
  stub.classList.add("stub");
  wire.before(stub);
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
  const { moment, result } = state;
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
  group.setAttribute("aria-pressed", n === state.selected);
  if (n === moment.node) group.setAttribute("aria-current", "step");
  else group.removeAttribute("aria-current");
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

// The picture is one stop of the Tab key.  Inside it the arrow keys lead from node to node: to the
// left and to the right along edges, up and down to the nearest one.  Returns a function that makes
// a node the stop.
function walk(frame, nodes, state, select) {
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const { parents } = state.result;

  function stop(n) {
    for (const [other, { group }] of nodes) group.setAttribute("tabindex", other === n ? 0 : -1);
  }

  function centre(n) {
    const { left, right, top, bottom } = nodes.get(n).group.getBoundingClientRect();
    return [(left + right) / 2, (top + bottom) / 2];
  }

  function next(n, key) {
    const ends = { Home: 1, End: state.end };
    if (key in ends) return ends[key];
    const [right, down] = ways[key];
    const [x, y] = centre(n);
    const far = ([u, v]) => {
      const along = (u - x) * right + (v - y) * down;
      return along > 1 ? along + 3 * Math.abs((u - x) * down + (v - y) * right) : Infinity;
    };
    const linked = (m) => parents[n].includes(m) || parents[m].includes(n);
    const found = [...nodes.keys()]
      .filter((m) => down || linked(m))
      .map((m) => ({ m, distance: far(centre(m)) }))
      .sort((a, b) => a.distance - b.distance)[0];
    return found?.distance < Infinity ? found.m : n;
  }

  frame.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const n = Number(target.closest("[data-node]")?.dataset.node);
    if (!n || event.ctrlKey || event.altKey || event.metaKey) return;
    if (key === "Enter" || key === " ") select(n);
    else if (key in ways || key === "Home" || key === "End") {
      const to = next(n, key);
      stop(to);
      nodes.get(to).group.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return stop;
}

// The size of the picture, and the buttons for it.  then: what is to be done when one was pressed.
function sizeOf(frame, svg, then) {
  const [, , width, height] = svg.getAttribute("viewBox").split(/\s+/).map(Number);
  const digits = svg.querySelector(".value")?.getAttribute("font-size") ?? 11;
  let zoom = 1;
  let chosen = false; // by the reader

  function enlarge(to) {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = frame;
    const [x, y] = [scrollLeft + clientWidth / 2, scrollTop + clientHeight / 2];
    const before = zoom;
    zoom = Math.max(0.1, Math.min(4, to));
    svg.style.width = `${width * zoom}px`;
    svg.style.height = `${height * zoom}px`;
    // What was in the middle stays there.
    frame.scrollTo((x * zoom) / before - clientWidth / 2, (y * zoom) / before - clientHeight / 2);
  }

  function fit() {
    enlarge(Math.min(frame.clientWidth / width, frame.clientHeight / height, 1.6) || 1);
  }

  function open() {
    fit();
    enlarge(Math.max(zoom, (frame.clientWidth < NARROW ? IN_THE_HAND : READABLE) / digits));
    frame.scrollTo(0, 0); // from there it goes to the work, with what that comes from in sight
  }

  function choose(to) {
    chosen = true;
    to();
    then();
  }

  const zooms = element(
    "div",
    { className: "zooms" },
    button("smaller", () => choose(() => enlarge(zoom / 1.25))),
    button("fit", () => choose(fit)),
    button("larger", () => choose(() => enlarge(zoom * 1.25))),
  );
  return { zooms, open, again: () => chosen || open() };
}

// A function that scrolls to the first of some nodes, if it is not seen, and to the others if there
// is room; not while a reader who has moved the picture looks at another part of it.
function follower(frame, nodes, zooms) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const margin = 24;
  let moved = false;
  let before = null;
  for (const kind of ["wheel", "touchmove"]) frame.addEventListener(kind, () => (moved = true), { passive: true });
  // A press moves the picture on its bars only.
  frame.addEventListener("pointerdown", ({ target, offsetX, offsetY }) => {
    moved ||= target === frame && (offsetX >= frame.clientWidth || offsetY >= frame.clientHeight);
  });

  // How far to scroll for what is from low to high to be seen.
  function way([low, high], size) {
    if (low >= 0 && high <= size) return 0;
    if (high - low + 2 * margin > size) return (low + high - size) / 2;
    return low < 0 ? low - margin : high - size + margin;
  }

  // For the first of some nodes, in one direction.
  function move([own, ...others], size) {
    const all = [Math.min(own[0], ...others.map(([low]) => low)), Math.max(own[1], ...others.map(([, high]) => high))];
    return way(all[1] - all[0] + 2 * margin > size ? own : all, size);
  }

  function ways(ranks) {
    const view = frame.getBoundingClientRect();
    const boxes = ranks.map((n) => nodes.get(n).group.getBoundingClientRect());
    const across = boxes.map((b) => [b.left - view.left, b.right - view.left]);
    const down = boxes.map((b) => [b.top - view.top, b.bottom - view.top]);
    const dx = move(across, frame.clientWidth);
    // The buttons cover a corner.
    const right = Math.max(...across.map(([, high]) => high)) - dx;
    const covered = right > frame.clientWidth - zooms.offsetWidth - 16 ? zooms.offsetHeight + 16 : 0;
    return [dx, move(down, frame.clientHeight - covered)];
  }

  return (ranks) => {
    const unseen = (some) => ways(some.slice(0, 1)).some(Boolean);
    const left = moved && before && unseen(before);
    const first = !before;
    before = ranks;
    if (left && unseen(ranks)) return;
    moved = false;
    const [dx, dy] = ways(ranks);
    const behavior = still.matches || first ? "auto" : "smooth";
    // It may still be on its way to an earlier step: it goes on from here, or stays here.
    frame.scrollTo({ left: frame.scrollLeft + dx, top: frame.scrollTop + dy, behavior });
  };
}
