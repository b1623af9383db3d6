// Book: the part of the ledger that the page has, and what is asked of it.

import { asText, element, filled, plain } from "./writing.js";

function bytesOf(text) {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes.buffer;
}

const floats = (text) => new Float32Array(bytesOf(text));
const integers = (text) => new Int32Array(bytesOf(text));

// Rows of numbers, one after the other; integers times the scale of their row.
function unpacked({ width, data, scales }) {
  if (!scales) return floats(data);
  const numbers = new Int16Array(bytesOf(data));
  const scale = floats(scales);
  return Float32Array.from(numbers, (x, i) => x * scale[Math.floor(i / width)]);
}

export class Book {
  constructor(steps) {
    this.steps = steps;
    this.language = steps.language;
    this.last = steps.steps.length - 1;
    this.position = 0; // a frame: the weights after step steps.steps[position]
    this.answered = true; // there are no questions here, as the controls may ask
    this.seconds = Math.max(0.05, Math.min(0.4, 15 / this.last)); // a frame is seen when it plays
    this.shown = "theta";
    this.costs = floats(steps.costs);
    this.theta = unpacked(steps.theta);
    this.x = unpacked(steps.x);
    this.of = integers(steps.of); // of each entry its sample, its step and −η/m
    this.at = integers(steps.at);
    this.scale = floats(steps.scale);
    this.delta = unpacked(steps.delta);
    this.a = unpacked(steps.a);
    for (const name of ["decay", "earlier", "factors"]) {
      this[name] = steps[name] ? unpacked(steps[name]) : null;
    }
    this.layers = this.layersOf(steps);
    this.size = this.layers.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
    this.entriesOf = steps.samples.map(() => []);
    this.of.forEach((sample, entry) => this.entriesOf[sample].push(entry));
    this.interval = new Int32Array(this.of.length);
    for (let k = 0; k < this.last; k++) this.interval.fill(k, steps.starts[k], steps.starts[k + 1]);
    this.weight = this.mostMoved(this.size ? this.last : 0, 1)[0]?.weight ?? 0;
    this.sample = 0;
    this.entriesOf.forEach((entries, s) => {
      if (entries.length > this.entriesOf[this.sample].length) this.sample = s;
    });
  }

  // Θ^(l): its rows and columns, where its weights begin, and where δ and a of an entry do.
  layersOf({ sizes, bias }) {
    let first = 0;
    let delta = 0;
    let a = 0;
    return sizes.slice(1).map((rows, i) => {
      const columns = sizes[i] + bias;
      const layer = { layer: i + 1, rows, columns, first, delta, a: i ? a : null };
      first += rows * columns;
      delta += rows;
      if (i) a += sizes[i];
      return layer;
    });
  }

  moveTo(position) {
    this.position = Math.max(0, Math.min(this.last, position));
  }

  // The number of a weight in a frame.
  weightAt(frame, weight) {
    return this.theta[frame * this.size + weight];
  }

  // Where a weight stands: its layer, i and j, counted from 0.
  placeOf(weight) {
    const layer = this.layers.findLast(({ first }) => first <= weight);
    const at = weight - layer.first;
    return { layer, i: Math.floor(at / layer.columns), j: at % layer.columns };
  }

  nameOf(weight) {
    const { layer, i, j } = this.placeOf(weight);
    return `Θ^(${layer.layer})_${i + 1},${j + 1 - this.steps.bias}`;
  }

  // The same as it is written: with its layer above the line, and its units below.
  symbolOf(weight) {
    return symbol(this.nameOf(weight));
  }

  // What a weight of unit i is multiplied by in an entry: the bias by 1.
  input(entry, layer, j) {
    const at = j - this.steps.bias;
    if (at < 0) return 1;
    if (layer.a === null) return this.x[this.of[entry] * this.steps.x.width + at];
    return this.a[entry * this.steps.a.width + layer.a + at];
  }

  factor(entry, weight) {
    return this.factors ? this.factors[this.interval[entry] * this.size + weight] : 1;
  }

  share(entry, weight, { layer, i, j }) {
    const delta = this.delta[entry * this.steps.delta.width + layer.delta + i];
    return this.scale[entry] * this.factor(entry, weight) * delta * this.input(entry, layer, j);
  }

  // Sums of what the rule and the decay have brought to a weight in the intervals before a frame.
  sumOf(name, frame, weight) {
    let sum = 0;
    for (let k = 0; k < frame; k++) sum += this[name][k * this.size + weight];
    return sum;
  }

  // The account of a weight up to a frame: of each sample, and of the rest.
  accountOf(weight, frame) {
    const place = this.placeOf(weight);
    const amounts = new Float64Array(this.steps.samples.length);
    let known = 0;
    for (let entry = 0; entry < this.steps.starts[frame]; entry++) {
      const share = this.share(entry, weight, place);
      amounts[this.of[entry]] += share;
      known += share;
    }
    const samples = [...amounts.keys()].filter((s) => amounts[s] !== 0);
    samples.sort((s, t) => Math.abs(amounts[t]) - Math.abs(amounts[s]));
    const change = this.weightAt(frame, weight) - this.weightAt(0, weight);
    const others = [];
    for (const name of ["decay", "earlier"]) {
      if (!this[name]) continue;
      const amount = this.sumOf(name, frame, weight);
      known += amount;
      others.push({ name, amount });
    }
    others.push({ name: "not_kept", amount: change - known });
    return { change, others, samples: samples.map((sample) => ({ sample, amount: amounts[sample] })) };
  }

  // What a sample has brought to every weight up to a frame, in its kept entries.
  effectOf(sample, frame) {
    const key = `${sample} ${frame}`;
    if (this.known?.key === key) return this.known; // it is asked for twice: to be drawn and told
    const effect = new Float32Array(this.size);
    let count = 0;
    for (const entry of this.entriesOf[sample]) {
      if (entry >= this.steps.starts[frame]) break;
      count++;
      for (const layer of this.layers) {
        const row = entry * this.steps.delta.width + layer.delta;
        const inputs = Array.from({ length: layer.columns }, (_, j) => this.input(entry, layer, j));
        let weight = layer.first;
        for (let i = 0; i < layer.rows; i++) {
          const delta = this.scale[entry] * this.delta[row + i];
          for (let j = 0; j < layer.columns; j++, weight++) {
            effect[weight] += this.factor(entry, weight) * delta * inputs[j];
          }
        }
      }
    }
    this.known = { key, effect, count };
    return this.known;
  }

  // What the pictures show, for every weight.
  picture() {
    const now = this.theta.subarray(this.position * this.size, (this.position + 1) * this.size);
    if (this.shown === "theta") return now;
    if (this.shown === "sample") return this.effectOf(this.sample, this.position).effect;
    return now.map((x, weight) => x - this.theta[weight]);
  }

  // The weights that moved most in the steps before a frame, back to the frame `since`.
  mostMoved(frame, count, since = 0) {
    const change = (weight) => this.weightAt(frame, weight) - this.weightAt(since, weight);
    return largest(this.size, change, count).map((weight) => ({ weight, amount: change(weight) }));
  }

  // The samples that moved all weights most in the interval before a frame.
  samplesOf(frame, count) {
    const { starts, delta, a, x } = this.steps;
    const size = new Map();
    for (let entry = starts[frame - 1]; entry < starts[frame]; entry++) {
      let sum = 0;
      for (const layer of this.layers) {
        const before =
          layer.a === null
            ? total(this.x, this.of[entry] * x.width, layer.columns - this.steps.bias)
            : total(this.a, entry * a.width + layer.a, layer.columns - this.steps.bias);
        sum += total(this.delta, entry * delta.width + layer.delta, layer.rows) * (before + this.steps.bias);
      }
      const sample = this.of[entry];
      size.set(sample, (size.get(sample) ?? 0) - this.scale[entry] * sum);
    }
    const found = [...size].map(([sample, amount]) => ({ sample, amount }));
    return found.sort((u, v) => v.amount - u.amount).slice(0, count);
  }

  // Words, as in the stepper's State.
  say(key, fields = {}) {
    return filled(this.steps.messages[this.language][key], fields);
  }

  tell(key, fields = {}) {
    return plain(this.steps.messages[this.language][key], fields);
  }

  sampleName(sample) {
    return this.steps.names?.[sample] ?? this.tell("sample_name", { number: this.steps.samples[sample] + 1 });
  }

  className(number) {
    return this.steps.classes?.[number] ?? String(number);
  }
}

export function symbol(name) {
  const parts = name.split(/([\^_])(\([^)]*\)|[\d,]+)/);
  const made = document.createElement("span");
  for (let k = 0; k < parts.length; k += 3) {
    made.append(parts[k]);
    if (parts[k + 1]) made.append(element(parts[k + 1] === "^" ? "sup" : "sub", {}, parts[k + 2]));
  }
  return made;
}

export const signed = (x) => (x > 0 ? "+" : "") + asText(x);

function total(numbers, from, count) {
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += Math.abs(numbers[i]);
  return sum;
}

// The numbers of those, of 0 … n − 1, whose amount is largest, the largest first.
export function largest(n, amount, count) {
  const found = [];
  for (let i = 0; i < n; i++) {
    const size = Math.abs(amount(i));
    if (size === 0 || (found.length === count && size <= found.at(-1)[0])) continue;
    const place = found.findIndex(([other]) => other < size);
    found.splice(place < 0 ? found.length : place, 0, [size, i]);
    found.length = Math.min(found.length, count);
  }
  return found.map(([, i]) => i);
}
