// The page that steps through a graph: the same module is a page of its own and a notebook's widget.
//
// What the steps are, the rules of the operations, the formulas and the picture come from Python as
// data, and the numbers too.  When an input is changed, they are computed here.

import { controlsOf, languagesOf, themeOf } from "./controls.js";
import { inputsOf, nodeOf, stepOf } from "./panel.js";
import { pictureOf } from "./picture.js";
import { questionOf } from "./predict.js";
import { State } from "./state.js";
import { element } from "./writing.js";

// Shows a graph in an element.  whole: the page has nothing else, so that all its keys are ours.
export function show(root, steps, whole = false) {
  const state = new State(steps);
  const picture = pictureOf(state, select);
  const step = stepOf(state);
  const question = questionOf(state, reveal);
  const inputs = inputsOf(state, render);
  const node = nodeOf(state, picture.light);
  const controls = controlsOf(state, go, reveal);
  const header = headerOf(state, root, () => go(state.position), translate);
  const keys = element("p", { className: "keys" });
  const explanation = element("section", { className: "step", tabIndex: -1 }, ...step.parts, question.form);
  const panel = element("div", { className: "panel" }, explanation, inputs.section, node.section);
  const skip = element("a", {
    className: "skip",
    href: "#",
    onclick: (event) => (event.preventDefault(), explanation.focus()),
  });

  function render() {
    const known = state.known();
    picture.draw(known);
    step.write(known);
    question.ask(known);
    controls.place(step.said());
    node.describe(known);
  }

  function go(to) {
    state.moveTo(to);
    render();
    if (state.predicting) panel.scrollTop = 0; // where the last answer may have scrolled it
    question.focus();
  }

  function reveal() {
    state.settle("shown");
    render();
    root.focus({ preventScroll: true });
  }

  function select(n) {
    state.selected = state.selected === n ? null : n;
    render();
    if (state.selected && !state.nodes[n].op) inputs.offer(n);
  }

  function translate() {
    root.lang = state.language;
    if (whole) {
      document.documentElement.lang = state.language;
      document.title = state.tell("title");
    }
    for (const item of root.querySelectorAll("[data-key]")) {
      item.title = state.tell(item.dataset.key);
      item.setAttribute("aria-label", item.title);
    }
    keys.textContent = state.tell("keys");
    skip.textContent = state.tell("skip");
    for (const part of [header, picture, controls, inputs]) part.translate();
    render();
  }

  root.classList.add("autograd-mini");
  root.tabIndex = -1;
  if (steps.theme) root.dataset.theme = steps.theme;
  // In the order of the keyboard; where each of them is seen, the stylesheet says.
  root.replaceChildren(
    skip,
    element("footer", {}, controls.bar, keys),
    header.bar,
    panel,
    picture.stage,
    step.live,
  );
  (whole ? document : root).addEventListener("keydown", controls.press);
  picture.open();
  translate();
  // For whoever teaches with it.
  root.stepper = {
    state: () => ({ position: state.position, ...state.result }),
    stop: controls.pause,
  };
  return root.stepper;
}

// The title, and what holds for the whole page.
function headerOf(state, root, again, translate) {
  const heading = element("h1");
  const predict = element("input", {
    type: "checkbox",
    onchange: () => {
      state.predicting = predict.checked;
      state.score.clear();
      again();
    },
  });
  const label = element("span");
  return {
    bar: element("header", {}, heading, element("label", { className: "predict" }, predict, label), languagesOf(state, translate), themeOf(root)),
    translate: () => {
      heading.textContent = state.tell("title");
      label.textContent = state.tell("predict");
      label.title = state.tell("predict_help");
    },
  };
}

export default {
  render({ model, el }) {
    const page = document.createElement("div");
    el.append(page);
    const { stop } = show(page, model.get("steps"));
    return stop;
  },
};
