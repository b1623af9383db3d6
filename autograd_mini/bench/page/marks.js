// Marks: the properties of an engine, one after the other, and what explains those that fail.

import { Python } from "./python.js";

// For a property.  An endless loop is noticed by the engine's turns, which Python counts; what takes
// longer than this has no verdict, for it may be the browser that is slow.
const SECONDS = 120;
const BEGIN_SECONDS = 60; // to load what marking needs, and the engine
const DIAGNOSIS_SECONDS = 60;
const SEEDS = ["1", "2", "3", "4"]; // in which what has to be the same in every run is checked again
const SIGNS = { passed: "✓", failed: "✗", "not supported": "–", error: "?" };

// Marks code, and writes the verdicts into an element as they come.
// look: the language, and whether pictures are dark.  going: tells whether to go on.
// Returns a sentence if there is no engine, and null else.
export async function mark(python, code, look, hints, tell, pane, going) {
  const { language } = look;
  const begun = await python.ask({ kind: "begin", code, language }, BEGIN_SECONDS);
  if (!going()) return null;
  if (!begun.properties) return begun;
  pane.replaceChildren();
  const summary = element("p", "", "summary");
  summary.setAttribute("role", "status");
  const explained = element("section");
  // What failed comes first; what the engine does not have is folded away.
  const lists = Object.fromEntries(["failed", "error", "passed", "not supported"].map((s) => [s, element("ul", "", "marks")]));
  const missing = element("details");
  missing.append(element("summary", tell("unsupported")), lists["not supported"]);
  pane.append(summary, ...begun.notes.map((note) => element("p", note)), explained);
  pane.append(lists.failed, lists.error, lists.passed, missing);
  const counts = { passed: 0, failed: 0, "not supported": 0, error: 0 };
  const others = [];
  try {
    for (const [done, property] of begun.properties.entries()) {
      summary.textContent = tell("marking", { done, all: begun.properties.length });
      let told = await judged(python, property.name, look, code, tell);
      for (const seed of property.every_run ? SEEDS : []) {
        if (told.status !== "passed" || !going()) break;
        told = await inAnotherRun(seed, property.name, look, code, tell, told, others);
      }
      if (!going()) return null;
      counts[told.status] += 1;
      lists[told.status].append(row(property, told, tell));
    }
  } finally {
    for (const other of others) other.end();
  }
  const { passed, failed } = counts;
  summary.textContent = tell("counts", { passed, failed, missing: counts["not supported"] });
  if (failed) {
    explained.append(element("p", tell("diagnosing")));
    await python.ask({ kind: "begin", code, language }, BEGIN_SECONDS);
    // A repair is tried on the engine itself, which may hang; what is known without one comes first.
    for (const level of hints === 4 ? [3, 4] : [hints]) {
      const found = await python.ask({ kind: "diagnose", hints: level, language }, DIAGNOSIS_SECONDS);
      if (!going()) return null;
      if (level < 4) explained.replaceChildren();
      if (!found.text) continue;
      const text = element("pre", found.text, "diagnosis");
      explained.replaceChildren(element("h2", tell("explained")), text);
      if (level < hints) explained.append(element("p", tell("repairing"), "quiet"));
    }
    for (const waiting of explained.querySelectorAll(".quiet")) waiting.remove();
  }
  return null;
}

async function judged(python, name, look, code, tell) {
  const { language } = look;
  const told = await python.ask({ kind: "property", name, ...look }, SECONDS);
  if (!told.hung && !told.died && !told.error) return told;
  await python.ask({ kind: "begin", code, language }, BEGIN_SECONDS); // it has started anew
  if (told.hung) return { status: "error", message: tell("unfinished", { seconds: SECONDS }) };
  return { status: "failed", message: told.error ?? tell("died") };
}

// What an engine gives in a process whose hashes are others has to be the same.
async function inAnotherRun(seed, name, look, code, tell, first, others) {
  const other = new Python(() => {}, seed);
  others.push(other);
  await other.ask({ kind: "begin", code, language: look.language }, BEGIN_SECONDS);
  const told = await judged(other, name, look, code, tell);
  other.end();
  if (told.status !== "passed") return told;
  const same = JSON.stringify(told.found) === JSON.stringify(first.found);
  return same ? first : { ...told, status: "failed", message: JSON.stringify([first.found, told.found]) };
}

function row(property, told, tell) {
  const item = element("li", "", told.status.replace(" ", "-"));
  const word = { passed: "passed", failed: "failed", "not supported": "missing", error: "unjudged" }[told.status];
  const sign = element("span", SIGNS[told.status], "sign");
  sign.setAttribute("aria-label", tell(word));
  sign.setAttribute("role", "img");
  const sentence = element("span", property.sentence);
  if (told.status !== "failed") {
    item.append(sign, sentence);
    const message = told.message?.split("\n").at(-1);
    if (message) item.append(element("span", tell("aside", { message }), "quiet"));
    return item;
  }
  const details = element("details");
  const summary = element("summary");
  summary.append(sign, sentence);
  details.append(summary, element("p", tell("stop", { message: told.message.replace(/[.。]$/, "") })));
  if (told.example?.python) {
    const example = element("pre", told.example.python);
    example.tabIndex = 0;
    details.append(example);
  }
  if (told.picture) details.append(pictureOf(told.picture));
  item.append(details);
  return item;
}

// An SVG as an element; it is read as XML, and nothing in it can run.
export function pictureOf(svg) {
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  for (const part of root.querySelectorAll("script, foreignObject, style")) part.remove();
  for (const part of [root, ...root.querySelectorAll("*")]) {
    for (const { name, value } of [...part.attributes]) {
      if (name.startsWith("on") || name === "style" || (/href$/.test(name) && !value.startsWith("#"))) {
        part.removeAttribute(name);
      }
    }
  }
  // On a phone it is made smaller, but not so small that nobody can read it.
  root.style.minWidth = `${Math.round(0.65 * parseFloat(root.getAttribute("width")))}pt`;
  const holder = element("div", "", "picture");
  holder.tabIndex = 0; // it may have to be scrolled
  holder.append(document.importNode(root, true));
  return holder;
}

export function element(name, text = "", kind = "") {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}
