// The page that steps through a graph: the same module is a page of its own and a notebook's widget.
//
// What the steps are, the rules of the operations, the formulas and the picture come from Python as
// data, and the numbers too.  When an input is changed, they are computed here.

import { inputsOf, nodeOf, stepOf } from "./panel.js";
import { pictureOf } from "./picture.js";
import { questionOf } from "./predict.js";
import { State } from "./state.js";
import { button, element, icon } from "./writing.js";

const SECONDS = 1.4; // a step takes when the page plays

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
  const languages = element(
    "select",
    { onchange: () => ((state.language = languages.value), translate()), "data-key": "language" },
    ...Object.entries(state.steps.messages).map(([code, words]) =>
      element("option", { value: code, selected: code === state.language, lang: code }, words.language),
    ),
  );
  const theme = button("theme", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  return {
    bar: element("header", {}, heading, element("label", { className: "predict" }, predict, label), languages, theme),
    translate: () => {
      heading.textContent = state.tell("title");
      label.textContent = state.tell("predict");
      label.title = state.tell("predict_help");
    },
  };
}

// The buttons, the slider and the keys that go from step to step.
function controlsOf(state, go, reveal) {
  let timer = null;
  let speed = 1;

  // In "predict first", next shows the number that is asked for before it goes on.
  function forward() {
    if (!state.answered) reveal();
    else if (state.position < state.last) go(state.position + 1);
  }

  function start() {
    if (state.position === state.last) go(0);
    timer = setInterval(() => {
      if (!state.answered) pause();
      else if (state.position < state.last) go(state.position + 1);
      if (state.position === state.last) pause();
    }, (SECONDS / speed) * 1000);
    showPlay();
  }

  function pause() {
    clearInterval(timer);
    timer = null;
    showPlay();
  }

  function toggle() {
    if (timer) pause();
    else start();
  }

  function showPlay() {
    const key = timer ? "pause" : "play";
    play.innerHTML = icon(key);
    play.title = state.tell(key);
    play.setAttribute("aria-label", play.title);
  }

  const actions = {
    ArrowRight: forward,
    ArrowLeft: () => go(state.position - 1),
    Home: () => go(0),
    End: () => go(state.last),
    " ": toggle,
  };

  function press(event) {
    const { target, key } = event;
    const modified = event.ctrlKey || event.altKey || event.metaKey;
    if (!(key in actions) || modified || needs(target, key)) return;
    event.preventDefault();
    actions[key]();
  }

  const play = button("play", toggle);
  const slider = element("input", {
    type: "range",
    min: 0,
    max: state.last,
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
  const bar = element(
    "div",
    { className: "controls", role: "group", "data-key": "controls" },
    button("first", actions.Home),
    button("previous", actions.ArrowLeft),
    play,
    button("next", forward),
    button("last", actions.End),
    slider,
    pace,
  );

  // Puts the slider to the step that is shown.
  function place(said) {
    slider.value = state.position;
    slider.setAttribute("aria-valuetext", said);
  }

  return { bar, press, pause, place, translate: showPlay };
}

// Whether a key means something to what has the focus: it types, presses or scrolls there.
function needs(target, key) {
  if (["INPUT", "SELECT"].includes(target.tagName) && target.type !== "checkbox") return true;
  if (["BUTTON", "INPUT", "A"].includes(target.tagName) && key === " ") return true;
  const across = key.startsWith("Arrow");
  for (let at = target; at?.closest(".autograd-mini > *"); at = at.parentElement) {
    const room = across ? at.scrollWidth - at.clientWidth : at.scrollHeight - at.clientHeight;
    const { overflowX, overflowY } = getComputedStyle(at);
    if (room > 0 && /auto|scroll/.test(across ? overflowX : overflowY)) return true;
  }
  return false;
}

export default {
  render({ model, el }) {
    const page = document.createElement("div");
    el.append(page);
    const { stop } = show(page, model.get("steps"));
    return stop;
  },
};
