// The page of a ledger: one scrubs through a training, and chooses a weight, a sample or a step.

import { Book } from "./book.js";
import { controlsOf, languagesOf, themeOf } from "./controls.js";
import { curve } from "./curves.js";
import { sampleOf, stepOf, weightOf } from "./details.js";
import { heatOf } from "./heat.js";
import { planeOf } from "./plane.js";
import { asText, element } from "./writing.js";

// Shows a ledger in an element.  whole: the page has nothing else, so that all its keys are ours.
export function show(root, steps, whole = false) {
  const book = new Book(steps);
  const choose = { weight: chooseWeight, sample: chooseSample, frame: go };
  const heading = element("h1");
  const header = element("header", {}, heading, languagesOf(book, translate), themeOf(root, drawAll));
  const costTitle = element("h2");
  const costSaid = element("p", { className: "limits" });
  const cost = curve((share) => go(Math.round(share * book.last)));
  const costs = element("section", { className: "cost" }, costTitle, cost.svg, cost.limits, costSaid);
  const heat = heatOf(book, root, chooseWeight);
  const heatTitle = element("h2");
  const shown = element("select", { onchange: () => ((book.shown = shown.value), heat.draw()) });
  const shownName = element("span");
  heat.section.prepend(heatTitle, element("label", { className: "row" }, shownName, shown));
  heat.section.tabIndex = -1;
  const weight = weightOf(book, choose);
  const sample = sampleOf(book, choose);
  const step = stepOf(book, choose);
  const scaled = element("p");
  const plane = steps.plane ? planeOf(book, root, choose) : null;
  const controls = controlsOf(book, go, () => {});
  const place = element("p", { className: "place" });
  const keys = element("p", { className: "keys" });
  const live = element("p", { className: "hidden", role: "status" });
  const leftTitle = element("h2");
  const left = element("ul");
  const leftOut = element("section", { className: "left" }, leftTitle, left);
  const skip = element("a", {
    className: "skip",
    href: "#",
    onclick: (event) => (event.preventDefault(), heat.section.focus()),
  });

  function write() {
    const now = steps.steps[book.position];
    const said = book.tell("place", { step: now, steps: steps.steps[book.last] });
    place.textContent = said;
    controls.place(said);
    cost.place(book.position / book.last);
    // J of a step was computed before it, so after the last there is none.
    const before = Math.min(now, book.costs.length - 1);
    costSaid.textContent = book.tell("cost_of", { step: before + 1, J: asText(book.costs[before]) });
    heat.draw();
    weight.write();
    sample.write();
    step.write();
  }

  function go(position) {
    book.moveTo(position);
    write();
  }

  function chooseWeight(w) {
    book.weight = w;
    heat.draw();
    weight.write();
    const number = asText(book.weightAt(book.position, w));
    live.textContent = book.nameOf(w) + book.tell("colon") + number;
  }

  function chooseSample(s) {
    book.sample = s;
    book.shown = shown.value = "sample";
    heat.draw();
    sample.write();
  }

  function drawAll() {
    heat.look();
    heat.draw();
    plane?.draw();
  }

  function translate() {
    root.lang = book.language;
    if (whole) {
      document.documentElement.lang = book.language;
      document.title = book.tell("title");
    }
    heading.textContent = book.tell("title");
    costTitle.textContent = book.tell("cost");
    heatTitle.textContent = book.tell("weights");
    cost.svg.setAttribute("aria-label", book.tell("cost"));
    shownName.textContent = book.tell("shown");
    shown.replaceChildren(
      ...["theta", "change", "sample"].map((kind) =>
        element("option", { value: kind, selected: kind === book.shown }, book.tell(`shown_${kind}`)),
      ),
    );
    for (const item of root.querySelectorAll("[data-key]")) {
      item.title = book.tell(item.dataset.key);
      item.setAttribute("aria-label", item.title);
    }
    keys.textContent = book.tell("keys");
    skip.textContent = book.tell("skip");
    scaled.textContent = book.tell("scaled");
    leftTitle.textContent = book.tell("left_out");
    left.replaceChildren(...steps.left.map(([key, fields]) => element("li", {}, book.tell(key, fields))));
    controls.translate();
    plane?.translate();
    write();
  }

  root.classList.add("autograd-mini", "ledger");
  root.tabIndex = -1;
  if (steps.theme) root.dataset.theme = steps.theme;
  // In the order of the keyboard; where the footer is seen, the stylesheet says.
  root.replaceChildren(
    skip,
    element("footer", {}, place, controls.bar, keys),
    header,
    ...(steps.scaled ? [scaled] : []),
    element("div", { className: "board" },
      element("div", { className: "column" }, costs, heat.section, ...(plane ? [plane.section] : []), leftOut),
      element("div", { className: "column" }, weight.section, sample.section, step.section)),
    live,
  );
  (whole ? document : root).addEventListener("keydown", controls.press);
  cost.draw(book.costs, true, asText);
  book.position = book.last;
  heat.look();
  translate();
  drawAll();
  addEventListener("resize", drawAll);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  // For whoever teaches with it.
  root.ledger = { book, plane, go, choose, stop: controls.pause };
  return root.ledger;
}
