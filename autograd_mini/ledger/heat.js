// Heat maps: a picture of the weights of each layer, a row for each unit.
//
// Colours tell the sign, and a dash in the middle of what is negative does, too.

import { symbol } from "./book.js";
import { asText, element } from "./writing.js";

const SMALLEST = 3; // pixels of a weight's side
const LARGEST = 24;

// root: where the colours come from.  choose: is called with the number of a weight.
export function heatOf(book, root, choose) {
  const section = element("section", { className: "heat" });
  const maps = book.layers.map((layer) => mapOf(book, layer, choose));
  const scale = element("p", { className: "limits" });
  section.append(...maps.map(({ figure }) => figure), scale);

  let colours = null;
  let room = 0;

  // Looks at the page again: its colours, and how much room there is.
  function look() {
    colours = coloursOf(root);
    room = maps[0].figure.clientWidth;
  }

  function draw() {
    const numbers = book.picture();
    let most = 0;
    for (const x of numbers) most = Math.max(most, Math.abs(x));
    for (const map of maps) map.draw(numbers, most, colours, room);
    scale.textContent = book.tell(most ? "scale" : "scale_none", { largest: asText(most) });
  }

  return { section, draw, look };
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
  const caption = element("figcaption", {}, symbol(`Θ^(${layer.layer})`));
  const figure = element("figure", {}, caption, canvas);
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

  const small = new OffscreenCanvas(columns, rows); // a pixel for each weight

  function draw(numbers, most, colours, room) {
    const side = Math.max(SMALLEST, Math.min(LARGEST, Math.floor(room / columns)));
    const dots = window.devicePixelRatio || 1;
    const cell = Math.max(1, Math.round(side * dots));
    if (canvas.width !== columns * cell || canvas.height !== rows * cell) {
      canvas.width = columns * cell;
      canvas.height = rows * cell;
      canvas.style.width = `${(columns * cell) / dots}px`;
    }
    const [ground, positive, negative] = ["background", "positive", "negative"].map((name) => rgb(colours[name]));
    const image = new ImageData(columns, rows);
    const dashes = [new Path2D(), new Path2D()]; // on pale weights and on strong ones
    for (let at = 0; at < rows * columns; at++) {
      const x = numbers[first + at];
      const share = most ? Math.sqrt(Math.abs(x) / most) : 0;
      const hue = x < 0 ? negative : positive;
      for (let k = 0; k < 3; k++) image.data[4 * at + k] = ground[k] + (hue[k] - ground[k]) * share;
      image.data[4 * at + 3] = 255;
      if (x < 0 && cell >= 5) {
        const left = ((at % columns) + 0.25) * cell;
        const top = Math.floor(at / columns) * cell + Math.floor(cell * 0.45);
        dashes[Number(share > 0.5)].rect(left, top, cell * 0.5, Math.max(1, cell * 0.12));
      }
    }
    small.getContext("2d").putImageData(image, 0, 0);
    const pen = canvas.getContext("2d");
    pen.imageSmoothingEnabled = false;
    pen.drawImage(small, 0, 0, columns * cell, rows * cell);
    [colours.ink, colours.background].forEach((colour, k) => {
      pen.fillStyle = colour;
      pen.fill(dashes[k]);
    });
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
