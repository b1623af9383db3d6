// Controls: what pages have at their top, and what goes from step to step.

import { button, element, icon } from "./writing.js";

const SECONDS = 1.4; // a step takes when the page plays

// The choice of a language, which then calls translate.
export function languagesOf(state, translate) {
  const languages = element(
    "select",
    { onchange: () => ((state.language = languages.value), translate()), "data-key": "language" },
    ...Object.entries(state.steps.messages).map(([code, words]) =>
      element("option", { value: code, selected: code === state.language, lang: code }, words.language),
    ),
  );
  return languages;
}

// The button that makes the page dark or light; afterwards is called then.
export function themeOf(root, afterwards = () => {}) {
  return button("theme", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    afterwards();
  });
}

// The buttons, the slider and the keys that go from step to step.
export function controlsOf(state, go, reveal) {
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
    }, ((state.seconds ?? SECONDS) / speed) * 1000);
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
