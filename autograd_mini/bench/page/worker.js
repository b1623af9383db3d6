// The worker: Python and Graphviz, loaded from this folder and from nowhere else.

import { Graphviz } from "./graphviz.js";
import { loadPyodide } from "./pyodide/pyodide.mjs";

let answer, python, unpack;

// What a learner's code, or code from a link, has no use for: ways out of this page.
const fetch = self.fetch.bind(self);
const WAYS_OUT = [
  "fetch", "XMLHttpRequest", "WebSocket", "WebTransport", "EventSource", "importScripts", "Worker",
  "SharedWorker", "BroadcastChannel", "indexedDB", "caches",
];

async function start(seed) {
  const folder = new URL("./pyodide/", import.meta.url).href;
  const [graphviz, loaded, packages] = await Promise.all([
    Graphviz.load(),
    loadPyodide({ indexURL: folder, jsglobals: {}, env: { HOME: "/home/pyodide", PYTHONHASHSEED: seed } }),
    archive("packages.zip"),
  ]);
  python = loaded;
  unpack = (bytes) => python.unpackArchive(new Uint8Array(bytes), "zip", { extractDir: "/packages" });
  unpack(packages);
  python.runPython('import sys; sys.path.insert(0, "/packages")');
  const session = python.pyimport("autograd_mini.bench.session");
  const layout = (source, format, engine) => graphviz.layout(source, format, engine);
  answer = session.start(layout, "/home/pyodide");
  for (const name of WAYS_OUT) Object.defineProperty(self, name, { value: undefined });
}

async function archive(name) {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return response.arrayBuffer();
}

// The packages that only marking needs; they come once, when an engine is marked.
let marking;
const forMarking = () => (marking ??= archive("marking.zip").then(unpack));

onmessage = async ({ data }) => {
  if (data.seed !== undefined) {
    try {
      await start(data.seed);
      postMessage({ ready: true });
    } catch (error) {
      console.info(String(error));
      postMessage({ broken: true });
    }
    return;
  }
  if (data.marking) {
    try {
      await forMarking();
    } catch {
      marking = undefined;
      postMessage({ lost: true });
      return;
    }
  }
  try {
    postMessage({ answer: answer(data.question) });
  } catch {
    postMessage({ died: true }); // Python itself has ended
  }
};
