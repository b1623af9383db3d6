// Details: the account of a weight, what a sample has done, and what a step has moved.

import { signed } from "./book.js";
import { curve } from "./curves.js";
import { asText, element } from "./writing.js";

const MOST = 8; // lines of a table

function sectionOf(className) {
  const title = element("h2");
  const section = element("section", { className, tabIndex: -1 }, title);
  return { section, title };
}

// A table of names, which are buttons where they can be chosen, and amounts with a bar beside them.
function table(rows) {
  const most = Math.max(...rows.map(({ amount }) => Math.abs(amount)), 0) || 1;
  const made = element("table");
  for (const { name, amount, choose, plain, whole } of rows) {
    const width = `${Math.round((60 * Math.abs(amount)) / most)}px`;
    const bar = element("span", { className: `bar ${amount < 0 ? "negative" : "positive"}` });
    bar.style.width = width;
    const called = choose ? element("button", { type: "button", className: "link", onclick: choose }, name) : name;
    const number = plain ? asText(amount) : signed(amount);
    const cells = [element("td", {}, called), element("td", { className: "number" }, number)];
    made.append(element("tr", { className: whole ? "sum" : "" }, ...cells, element("td", {}, whole ? "" : bar)));
  }
  return made;
}

// Puts a table into its place; a button that has the focus leaves it to the one that takes its line.
function refill(holder, rows) {
  const line = [...holder.querySelectorAll("button")].indexOf(document.activeElement);
  holder.replaceChildren(table(rows));
  if (line >= 0) holder.querySelectorAll("button")[line]?.focus({ preventScroll: true });
}

export function weightOf(book, choose) {
  const { section, title } = sectionOf("weight");
  const line = curve((share) => choose.frame(Math.round(share * book.last)));
  const said = element("p");
  const heading = element("h3");
  const holder = element("div");
  const carries = element("p", { className: "help" });
  section.append(said, line.svg, line.limits, heading, holder, ...(book.earlier ? [carries] : []));

  function write() {
    const { weight, position } = book;
    const name = book.nameOf(weight);
    const { change, samples, others } = book.accountOf(weight, position);
    title.replaceChildren(`${book.tell("weight")} `, book.symbolOf(weight));
    const numbers = Array.from({ length: book.last + 1 }, (_, frame) => book.weightAt(frame, weight));
    line.draw(numbers, false, asText);
    line.place(position / book.last);
    line.svg.setAttribute("aria-label", name);
    said.textContent = book.tell("from_to", {
      start: asText(numbers[0]),
      now: asText(numbers[position]),
      change: signed(change),
    });
    heading.textContent = book.tell("movers");
    const rows = samples.slice(0, MOST).map(({ sample, amount }) => ({
      name: book.sampleName(sample),
      amount,
      choose: () => choose.sample(sample),
    }));
    const rest = samples.slice(MOST);
    if (rest.length) {
      const amount = rest.reduce((sum, row) => sum + row.amount, 0);
      const key = rest.length === 1 ? "other_sample" : "other_samples";
      rows.push({ name: book.tell(key, { count: rest.length }), amount });
    }
    for (const { name: key, amount } of others) rows.push({ name: book.tell(key, { rule: book.steps.rule }), amount });
    rows.push({ name: book.tell("together"), amount: change, whole: true });
    refill(holder, rows);
    carries.textContent = book.tell("carries", { rule: book.steps.rule });
  }

  return { section, write };
}

export function sampleOf(book, choose) {
  const { section, title } = sectionOf("sample");
  const list = element("select", { onchange: () => choose.sample(Number(list.value)), "data-key": "choose_sample" });
  const image = element("canvas", { className: "image", role: "img" });
  const kind = element("p");
  const said = element("p");
  const heading = element("h3");
  const holder = element("div");
  section.append(list, ...(book.steps.image ? [image] : []), kind, said, heading, holder);

  function write() {
    const { sample, position, steps } = book;
    const { effect, count } = book.effectOf(sample, position);
    title.textContent = book.tell("sample");
    if (list.options.length !== steps.samples.length || list.lang !== book.language) {
      list.lang = book.language;
      list.replaceChildren(...steps.samples.map((_, s) => element("option", { value: s }, book.sampleName(s))));
    }
    list.value = sample;
    const number = steps.y[sample];
    kind.textContent = number === null ? "" : book.tell("sample_class", { name: book.className(number) });
    let size = 0;
    for (const x of effect) size += Math.abs(x);
    said.textContent = book.tell("sample_said", { count, size: asText(size) });
    heading.textContent = book.tell("moved_most");
    const weights = [...effect.keys()].filter((w) => effect[w] !== 0);
    weights.sort((v, w) => Math.abs(effect[w]) - Math.abs(effect[v]));
    refill(
      holder,
      weights.slice(0, MOST).map((w) => ({ name: book.symbolOf(w), amount: effect[w], choose: () => choose.weight(w) })),
    );
    if (steps.image) drawImage(sample);
  }

  // The largest number is dark: as ink on paper, in both themes.
  function drawImage(sample) {
    const [rows, columns] = book.steps.image;
    const pixels = book.x.subarray(sample * rows * columns, (sample + 1) * rows * columns);
    let low = Infinity;
    let high = -Infinity;
    for (const x of pixels) {
      low = Math.min(low, x);
      high = Math.max(high, x);
    }
    Object.assign(image, { width: columns, height: rows });
    const pen = image.getContext("2d");
    pixels.forEach((x, i) => {
      const grey = Math.round(255 * (1 - (x - low) / (high - low || 1)));
      pen.fillStyle = `rgb(${grey}, ${grey}, ${grey})`;
      pen.fillRect(i % columns, Math.floor(i / columns), 1, 1);
    });
    image.setAttribute("aria-label", book.sampleName(sample));
  }

  return { section, write };
}

export function stepOf(book, choose) {
  const { section, title } = sectionOf("step");
  const none = element("p");
  const ofWeights = element("h3");
  const weights = element("div");
  const ofSamples = element("h3");
  const samples = element("div");
  section.append(none, ofWeights, weights, ofSamples, samples);

  function write() {
    const { position, steps } = book;
    const [before, now] = [steps.steps[position - 1], steps.steps[position]];
    const key = position && now - before > 1 ? "step_many" : "step_one";
    title.textContent = book.tell(key, { step: now, begin: before + 1, end: now });
    none.textContent = position ? "" : book.tell("step_none");
    for (const part of [ofWeights, weights, ofSamples, samples]) part.hidden = !position;
    if (!position) return;
    ofWeights.textContent = book.tell("step_weights");
    ofSamples.textContent = book.tell("step_samples");
    const moved = book.mostMoved(position, MOST, position - 1);
    refill(
      weights,
      moved.map(({ weight, amount }) => ({ name: book.symbolOf(weight), amount, choose: () => choose.weight(weight) })),
    );
    refill(
      samples,
      book.samplesOf(position, MOST).map(({ sample, amount }) => ({
        name: book.sampleName(sample),
        amount,
        plain: true,
        choose: () => choose.sample(sample),
      })),
    );
  }

  return { section, write };
}
