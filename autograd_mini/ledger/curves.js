// Curves: of J over the steps, and of a weight, with a line where the page is.

import { element } from "./writing.js";

const WIDTH = 600; // of the picture's own measure; it is as wide as there is room
const HEIGHT = 120;

// A curve.  choose: is called with a share of the width, from 0 to 1, when it is clicked.
export function curve(choose) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("class", "curve");
  svg.setAttribute("role", "img");
  const part = (name, className) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    made.setAttribute("class", className);
    svg.append(made);
    return made;
  };
  const zero = part("path", "zero");
  const line = part("path", "line");
  const cursor = part("path", "cursor");
  svg.addEventListener("click", (event) => {
    const { left, width } = svg.getBoundingClientRect();
    choose((event.clientX - left) / width);
  });
  const limits = element("p", { className: "limits" });

  // numbers: from left to right.  zeroed: whether 0 is to be seen.
  function draw(numbers, zeroed, write) {
    let low = zeroed ? 0 : Infinity;
    let high = zeroed ? 0 : -Infinity;
    for (const x of numbers) {
      low = Math.min(low, x);
      high = Math.max(high, x);
    }
    const span = high - low || 1;
    const y = (x) => (HEIGHT - 6 - ((x - low) / span) * (HEIGHT - 12)).toFixed(1);
    const every = Math.max(1, Math.floor(numbers.length / (2 * WIDTH)));
    const points = [];
    for (let i = 0; i < numbers.length; i += every) {
      points.push(`${((i / Math.max(1, numbers.length - 1)) * WIDTH).toFixed(1)} ${y(numbers[i])}`);
    }
    line.setAttribute("d", `M${points.join("L")}`);
    zero.setAttribute("d", low < 0 && high > 0 ? `M0 ${y(0)}H${WIDTH}` : "");
    limits.textContent = `↕ ${write(low)} … ${write(high)}`;
  }

  const place = (share) => cursor.setAttribute("d", `M${(share * WIDTH).toFixed(1)} 0V${HEIGHT}`);
  return { svg, limits, draw, place };
}
