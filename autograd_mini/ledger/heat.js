// Heat maps: a picture of the weights of each layer, a row for each unit.
//
// Colours tell the sign, and a dash in the middle of what is negative does, too.

import { asText, element } from "./writing.js";

const SMALLEST = 3; // pixels of a weight's side
const LARGEST = 24;

// root: where the colours come from.  choose: is called with the number of a weight.
export function heatOf(book, root, choose) {
  const section = element("section", { className: "heat" });
  const maps = book.layers.map((layer) => mapOf(book, layer, choose));
  const scale = element("p", { className: "limits" });
  section.append(...maps.map(({ figure }) => figure), scale);

  function draw() {
    const numbers = book.picture();
    let most = 0;
    for (const x of numbers) most = Math.max(most, Math.abs(x));
    const colours = coloursOf(root);
    const room = section.clientWidth;
    for (const map of maps) map.draw(numbers, most, colours, room);
    scale.textContent = book.tell("scale", { largest: asText(most) });
  }

  return { section, draw, maps };
}

export function coloursOf(root) {
  const style = getComputedStyle(root);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  const names = ["background", "positive", "negative", "ink", "ground", "activation-border", "parameter-border", "output-border", "quiet"];
  return Object.fromEntries(names.map((name) => [name, of(name)]));
}

export const rgb = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

export function mixed(from, to, share) {
  return from.map((x, i) => Math.round(x + (to[i] - x) * share));
}

function mapOf(book, layer, choose) {
  const { rows, columns, first } = layer;
  const canvas = element("canvas", { tabIndex: 0, role: "application" });
  const caption = element("figcaption", {}, `Θ^(${layer.layer})`);
  const figure = element("figure", {}, caption, canvas);
  let side = SMALLEST;

  canvas.addEventListener("click", ({ offsetX, offsetY }) => {
    const { width, height } = canvas.getBoundingClientRect();
    const j = Math.min(columns - 1, Math.floor((offsetX / width) * columns));
    const i = Math.min(rows - 1, Math.floor((offsetY / height) * rows));
    choose(first + i * columns + j);
  });
  canvas.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    if (!(event.key in steps) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const at = book.placeOf(book.weight);
    const [down, right] = at.layer === layer ? steps[event.key] : [0, 0];
    const [i, j] = at.layer === layer ? [at.i, at.j] : [0, 0];
    const row = Math.max(0, Math.min(rows - 1, i + down));
    choose(first + row * columns + Math.max(0, Math.min(columns - 1, j + right)));
  });

  function draw(numbers, most, colours, room) {
    side = Math.max(SMALLEST, Math.min(LARGEST, Math.floor(room / columns)));
    const dots = window.devicePixelRatio || 1;
    const cell = Math.max(1, Math.round(side * dots));
    canvas.width = columns * cell;
    canvas.height = rows * cell;
    canvas.style.width = `${(columns * cell) / dots}px`;
    const pen = canvas.getContext("2d");
    const [ground, positive, negative] = ["background", "positive", "negative"].map((name) => rgb(colours[name]));
    for (let at = 0; at < rows * columns; at++) {
      const x = numbers[first + at];
      const share = most ? Math.sqrt(Math.abs(x) / most) : 0;
      const left = (at % columns) * cell;
      const top = Math.floor(at / columns) * cell;
      pen.fillStyle = `rgb(${mixed(ground, x < 0 ? negative : positive, share)})`;
      pen.fillRect(left, top, cell, cell);
      if (x < 0 && cell >= 5) {
        pen.fillStyle = share > 0.5 ? colours.background : colours.ink;
        pen.fillRect(left + cell * 0.25, top + Math.floor(cell * 0.45), cell * 0.5, Math.max(1, cell * 0.12));
      }
    }
    const { layer: chosen, i, j } = book.placeOf(book.weight);
    if (chosen === layer) {
      pen.lineWidth = Math.max(2, dots * 2);
      pen.strokeStyle = colours.ink;
      pen.strokeRect(j * cell, i * cell, cell, cell);
    }
    const key = book.steps.bias ? "heat" : "heat_no_bias";
    const words = { name: `Θ^(${layer.layer})`, rows, columns, weight: book.nameOf(book.weight) };
    canvas.setAttribute("aria-label", book.tell(key, words));
  }

  return { figure, canvas, draw };
}
