// The page: an editor, Python in a worker, and what the learner's code shows.

import { editorIn } from "./editor.js";
import { codeInLink, download, keep, kept, linkOf } from "./keeping.js";
import { element, mark, pictureOf } from "./marks.js";
import { Python } from "./python.js";
import { show } from "./stepper.js";
import { filled, WORDS } from "./words.js";

const RUN_SECONDS = 6.5; // Python itself stops a loop after 5
const SHOW_SECONDS = 30;
const $ = (id) => document.getElementById(id);

const state = {
  language: kept().language ?? (navigator.language.startsWith("zh") ? "zh" : "en"),
  theme: kept().theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"),
  tab: "picture",
  results: [],
  examples: [],
  status: "loading",
  busy: false,
  round: 0, // counts what was begun, so that what comes too late is dropped
  marked: null,
};

const tell = (key, fields) => filled(WORDS[state.language][key], fields);
let editor, python;

function status(key, fields) {
  state.status = key;
  $("status").textContent = tell(key, fields);
}

function buttons() {
  const ready = ["ready", "done", "stopped", "opened"].includes(state.status) && !state.busy;
  $("run").disabled = $("mark").disabled = !ready;
  $("stop").disabled = !state.busy;
}

function fail(message, line = 0) {
  $("error").textContent = message && line ? tell("line", { line, message }) : message;
  editor.mark(line);
}

// What came back in place of an answer, in words.
const unanswered = (answer, seconds) =>
  answer.hung
    ? tell("hung", { seconds })
    : answer.died
      ? tell("died")
      : answer.lost
        ? tell("broken")
        : answer.error;

async function run() {
  if ($("run").disabled) return;
  const round = begin("running");
  $("output").textContent = "";
  const answer = await python.ask({ kind: "run", code: editor.text(), language: state.language }, RUN_SECONDS);
  if (round !== state.round) return;
  $("output").textContent = answer.output ?? "";
  fail(unanswered(answer, RUN_SECONDS) ?? "", answer.line);
  state.results = answer.results ?? [];
  $("results").replaceChildren(...state.results.map((result, i) => new Option(result.name, i)));
  $("which").hidden = state.results.length < 2;
  finish(answer);
  const tabs = state.results[0]?.tabs ?? [];
  await choose(tabs.includes(state.tab) ? state.tab : (tabs[0] ?? "picture"));
  if (tabs.length && !answer.error) reveal();
}

// On a phone what is shown stands below the editor; what was printed stays in sight above it.
function reveal() {
  const shown = $("shown").getBoundingClientRect().top;
  if (shown > window.innerHeight / 2) $("output").scrollIntoView({ block: "start" });
}

async function markEngine() {
  if ($("mark").disabled) return;
  const round = begin("running");
  state.marked = element("div");
  await choose("marks");
  reveal();
  const going = () => round === state.round;
  const hints = Number($("hints").value);
  const look = { language: state.language, dark: state.theme === "dark" };
  const answer = await mark(python, editor.text(), look, hints, tell, state.marked, going);
  if (!going()) return;
  if (answer) {
    state.marked = null;
    fail(unanswered(answer, RUN_SECONDS), answer.line);
    await choose("marks");
  }
  finish(answer ?? {});
}

function begin(key) {
  state.busy = true;
  fail("");
  status(key);
  buttons();
  return ++state.round;
}

function finish(answer) {
  state.busy = false;
  if (!answer.hung && !answer.died) status("done");
  buttons();
}

function stop() {
  state.round += 1;
  state.busy = false;
  python.restart({ died: true });
  $("error").textContent = tell("stopped");
}

// Shows a tab; only this one is computed.
async function choose(tab) {
  state.tab = tab;
  for (const button of document.querySelectorAll("[role=tab]")) {
    const chosen = button.dataset.tab === tab;
    button.setAttribute("aria-selected", chosen);
    button.tabIndex = chosen ? 0 : -1;
  }
  const pane = $("pane");
  pane.setAttribute("aria-labelledby", `tab-${tab}`);
  pane.className = tab;
  $("note").textContent = "";
  if (tab === "marks") {
    pane.replaceChildren(state.marked ?? element("p", tell("no_marks")));
    return;
  }
  const index = Number($("results").value || 0);
  const result = state.results[index];
  if (!result || !result.tabs.includes(tab)) {
    pane.replaceChildren(element("p", tell(result ? "no_tab" : "nothing")));
    return;
  }
  pane.replaceChildren(element("p", tell("drawing")));
  const dark = state.theme === "dark";
  const round = state.round;
  const answer = await python.ask({ kind: "show", tab, index, dark, language: state.language }, SHOW_SECONDS);
  if (round !== state.round || state.tab !== tab) return;
  $("note").textContent = answer.note ?? "";
  pane.replaceChildren(...contents(answer));
}

function contents(answer) {
  if (answer.svg) return [pictureOf(answer.svg)];
  if (answer.text) return [element("pre", answer.text)];
  const made = element("div", "", answer.html ? "derivation" : "");
  if (answer.html) made.innerHTML = answer.html; // written by derivation.py, labels as text
  else if (answer.steps) show(made, answer.steps);
  else made.append(element("p", unanswered(answer, SHOW_SECONDS), "sentence"));
  return [made];
}

function translate() {
  document.documentElement.lang = state.language;
  document.documentElement.dataset.theme = state.theme;
  document.title = tell("title");
  for (const part of document.querySelectorAll("[data-text]")) part.textContent = tell(part.dataset.text);
  for (const part of document.querySelectorAll("[data-label]")) part.setAttribute("aria-label", tell(part.dataset.label));
  editor.name(tell("code_label"));
  const chosen = $("examples").value;
  $("examples").replaceChildren(
    new Option(tell("own"), ""),
    ...state.examples.map((example, i) => new Option(example.title[state.language], i)),
  );
  $("examples").value = chosen;
  status(state.status);
}

async function copyLink() {
  const link = await linkOf(editor.text());
  try {
    await navigator.clipboard.writeText(link);
    $("status").textContent = tell("shared");
  } catch {
    $("status").textContent = `${tell("not_shared")} ${link}`;
  }
}

async function start() {
  $("unserved").remove();
  $("bench").hidden = false;
  editor = editorIn($("editor"), run, (text) => keep({ code: text }));
  state.examples = await fetch(new URL("examples.json", import.meta.url)).then((found) => found.json(), () => []);
  const shared = await codeInLink();
  const text = shared ?? kept().code ?? state.examples[0]?.code[state.language] ?? "";
  translate();
  editor.write(text);
  const known = state.examples.findIndex((example) => Object.values(example.code).includes(text));
  $("examples").value = known < 0 ? "" : String(known);
  if (typeof WebAssembly === "undefined") return status("no_wasm");
  python = new Python((said) => {
    if (said === "loading" && state.status !== "loading") said = "restarting";
    $("retry").hidden = said !== "broken";
    if (said === "ready" && state.busy) return;
    status(said === "ready" && shared !== null ? "opened" : said);
    buttons();
  });
  await choose("picture");
}

$("run").onclick = run;
$("stop").onclick = stop;
$("mark").onclick = markEngine;
$("retry").onclick = () => python.restart({ died: true });
$("download").onclick = () => download(editor.text());
$("share").onclick = copyLink;
$("results").onchange = () => choose(state.tab);
$("examples").onchange = () => {
  const example = state.examples[$("examples").value];
  if (example) editor.write(example.code[state.language]);
};
$("language").onclick = () => {
  const before = state.language;
  state.language = before === "zh" ? "en" : "zh";
  // An example that nobody has changed is said in the other language.
  const unchanged = state.examples.find((example) => example.code[before] === editor.text());
  if (unchanged) editor.write(unchanged.code[state.language]);
  keep({ language: state.language });
  translate();
  if (!state.busy) choose(state.tab);
};
$("theme").onclick = () => {
  state.theme = state.theme === "dark" ? "light" : "dark";
  keep({ theme: state.theme });
  translate();
  if (!state.busy) choose(state.tab);
};
const tabs = [...document.querySelectorAll("[role=tab]")];
for (const [i, tab] of tabs.entries()) {
  tab.onclick = () => choose(tab.dataset.tab);
  tab.onkeydown = (event) => {
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!move) return;
    const next = tabs[(i + move + tabs.length) % tabs.length];
    next.focus();
    choose(next.dataset.tab);
  };
}
start();
