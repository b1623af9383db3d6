// What a learner has written, kept between visits, in a link, and as a file.

const KEY = "autograd_mini.bench";

export const kept = () => read(() => JSON.parse(localStorage.getItem(KEY))) ?? {};

export function keep(changes) {
  read(() => localStorage.setItem(KEY, JSON.stringify({ ...kept(), ...changes })));
}

// The link that carries code in its fragment, compressed; no server gets to see it.
export async function linkOf(code) {
  const bytes = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(code));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const link = new URL(location.href);
  link.hash = `code=${text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")}`;
  return link.href;
}

const MOST = 200_000; // characters of code in a link

// The code that a link carries; null if there is none, or none that can be read.
export async function codeInLink() {
  const found = /^#code=([\w-]+)$/.exec(location.hash);
  if (!found) return null;
  try {
    const packed = Uint8Array.from(atob(found[1].replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    const code = new TextDecoder("utf-8", { fatal: true }).decode(
      await through(new DecompressionStream("deflate-raw"), packed, MOST * 4),
    );
    return code.length <= MOST ? code : null;
  } catch {
    return null;
  }
}

export function download(code) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([code], { type: "text/x-python" }));
  link.download = "engine.py";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

async function through(stream, bytes, most = Infinity) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
    if (size > most) throw new Error("too much");
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function read(action) {
  try {
    return action();
  } catch {
    return null; // a browser that keeps nothing
  }
}
