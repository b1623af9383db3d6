// Writing: how numbers, formulas, words and the elements of the page are written.

// Numbers.

function significant(x, digits = 4) {
  if (x === 0) return { mantissa: "0", exponent: 0 };
  const [mantissa, exponent] = x.toExponential(digits - 1).split("e").map(Number);
  if (exponent >= -4 && exponent < digits) {
    return { mantissa: String(Number(x.toPrecision(digits))), exponent: 0 };
  }
  return { mantissa: String(mantissa), exponent };
}

export function asText(x, digits) {
  const { mantissa, exponent } = significant(x, digits);
  return (exponent ? `${mantissa}e${exponent}` : mantissa).replaceAll("-", "−");
}

export function asMath(x) {
  const { mantissa, exponent } = significant(Math.abs(x));
  const minus = x < 0 ? '<mo form="prefix">−</mo>' : "";
  const sign = exponent < 0 ? '<mo form="prefix">−</mo>' : "";
  const power = exponent
    ? `<mo>·</mo><msup><mn>10</mn><mrow>${sign}<mn>${Math.abs(exponent)}</mn></mrow></msup>`
    : "";
  const kind = x < 0 || exponent ? "number compound" : "number";
  return `<mrow class="${kind}">${minus}<mn>${mantissa}</mn>${power}</mrow>`;
}

// In the picture there is room for few characters, as in a drawing.
export function inPicture(x, signed = false) {
  if (x === 0) return "0";
  const sign = signed && x > 0 ? "+" : "";
  const [mantissa, exponent] = x.toExponential(2).split("e");
  if (exponent < -4 || exponent > 2) return `${sign}${mantissa}e${Number(exponent)}`.replaceAll("-", "−");
  return (sign + x.toPrecision(3)).replace("-", "−");
}

// Elements of the page.

const OPENING = /^[([{]$/;
const CLOSING = /^[)\]}]$/;
const BETWEEN = /^[=+−·/-]$/; // the signs between two terms or factors
const LONG = 7; // parts of a row: a sum of more than three

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export function math(inside, display = false) {
  const holder = document.createElement("span");
  holder.innerHTML = `<math displaystyle="${display}">${inside}</math>`;
  bracket(holder);
  return holder.firstChild;
}

function sign(text) {
  const made = document.createElementNS("http://www.w3.org/1998/Math/MathML", "mo");
  made.textContent = text;
  made.setAttribute("stretchy", "false");
  return made;
}

// a − −2, −2² and 1 − a · b are not written so: what has several parts gets brackets there.
function bracket(holder) {
  for (const number of holder.querySelectorAll(".compound, .sum")) {
    const before = number.previousElementSibling;
    const behindSign = before?.localName === "mo" && /^[·+−-]$/.test(before.textContent);
    const isBase = number.parentNode.localName === "msup" && !before;
    const isFactor = number.matches(".sum") && number.nextElementSibling?.textContent === "·";
    if (!behindSign && !isBase && !isFactor) continue;
    number.prepend(sign("("));
    number.append(sign(")"));
  }
}

// A formula that can be broken into lines: before = + and −, and where such a term alone is too long,
// before · and inside its brackets.  MathML does not wrap, so every piece is a formula of its own.
export function breakable(inside) {
  const whole = math(inside, true);
  let row = whole;
  while (row.children.length === 1 && row.firstChild.matches("mrow:not(.number)")) row = row.firstChild;
  const terms = [[[]]];
  let depth = 0;
  let before = "("; // the sign before, if it is one after which no other sign stands between two terms
  for (const part of [...row.children].flatMap(inOneLine)) {
    const text = part.localName === "mo" ? part.textContent : "";
    const between = !before && part.getAttribute("form") !== "prefix" && BETWEEN.test(text);
    if (CLOSING.test(text)) depth--;
    if (between) part.setAttribute("form", "infix"); // also where it begins a line
    if (between && depth === 0 && !/[·/]/.test(text)) terms.push([[]]);
    else if (between || before === ",") terms.at(-1).push([]);
    if (OPENING.test(text)) depth++;
    before = CLOSING.test(text) ? "" : text;
    terms.at(-1).at(-1).push(part);
  }
  const formula = (parts) => {
    const made = whole.cloneNode();
    made.append(...parts);
    return made;
  };
  const term = (pieces) => element("span", { className: "term" }, ...pieces.map(formula));
  return element("span", { className: "formula" }, ...terms.map(term));
}

// A fraction of long sums is written with a stroke, so that it can be broken.
function inOneLine(part) {
  if (part.localName !== "mfrac") return part;
  const rows = [...part.children].map((row) => [...row.children]);
  if (Math.max(...rows.map((row) => row.length)) < LONG) return part;
  const [above, below] = rows.map((row) => (row.length > 1 ? [sign("("), ...row, sign(")")] : row));
  return [...above, sign("/"), ...below];
}

// Text with fields in braces, each replaced by a node, a number or text.
export function filled(template, fields) {
  return template.split(/\{(\w+)\}/).map((piece, i) => (i % 2 ? fields[piece] : piece));
}

// No line begins with a comma or a stop: what stands behind a formula is held by its last part.
export function held(pieces) {
  return pieces.map((piece, i) => {
    const next = pieces[i + 1];
    if (!piece.localName || !/^[,.;:，。；：、]/.test(next)) return piece;
    pieces[i + 1] = next.slice(1);
    const whole = element("span", { className: "whole" });
    let part = piece;
    while (part.localName === "span" && part.lastElementChild) part = part.lastElementChild;
    part.replaceWith(whole);
    whole.append(part, next[0]);
    return part === piece ? whole : piece;
  });
}

export function plain(template, fields) {
  return filled(template, fields).join("");
}

// Icons are drawn, since many fonts have no such characters.
const ICONS = {
  first: "M5 4v12M16 4v12L7 10z",
  previous: "M14 4v12L5 10z",
  play: "M5 3v14l12-7z",
  pause: "M6 4v12M14 4v12",
  next: "M6 4v12l9-6z",
  last: "M15 4v12M4 4v12l9-6z",
  theme: "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14zM10 3a7 7 0 0 1 0 14z",
  smaller: "M4 10h12",
  larger: "M4 10h12M10 4v12",
  fit: "M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5",
};
export const icon = (key) => `<svg viewBox="0 0 20 20" aria-hidden="true" class="${key}"><path d="${ICONS[key]}"/></svg>`;

// A button with an icon; its name comes with the language.
export function button(key, onclick) {
  const made = element("button", { type: "button", onclick, "data-key": key, className: "icon" });
  made.innerHTML = icon(key);
  return made;
}
