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

export function asText(x) {
  const { mantissa, exponent } = significant(x);
  return (exponent ? `${mantissa}e${exponent}` : mantissa).replace("-", "−");
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
  if (exponent < -4 || exponent > 2) return `${sign}${mantissa}e${Number(exponent)}`;
  return sign + x.toPrecision(3);
}

// Elements of the page.

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

// a − −2 and −2² are not written so: a number of several parts gets brackets there.
function bracket(holder) {
  for (const number of holder.querySelectorAll(".compound")) {
    const before = number.previousElementSibling;
    const behindSign = before?.localName === "mo" && /^[·+−-]$/.test(before.textContent);
    const isBase = number.parentNode.localName === "msup" && !before;
    if (!behindSign && !isBase) continue;
    const [open, close] = ["(", ")"].map((sign) => {
      const made = document.createElementNS("http://www.w3.org/1998/Math/MathML", "mo");
      made.textContent = sign;
      made.setAttribute("stretchy", "false");
      return made;
    });
    number.prepend(open);
    number.append(close);
  }
}

// Text with fields in braces, each replaced by a node, a number or text.
export function filled(template, fields) {
  return template.split(/\{(\w+)\}/).map((piece, i) => (i % 2 ? fields[piece] : piece));
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
