// Axes: the numbers along the sides of the plane.

import { asText } from "./writing.js";

// The numbers along the lower and the left side, and which input each side is.
export function axes(pen, side, low, high, toPicture, colours) {
  pen.lineWidth = 3;
  pen.lineJoin = "round";
  pen.strokeStyle = colours.background;
  pen.fillStyle = colours.ink;
  const write = (text, x, y, align, baseline, font = "12px sans-serif") => {
    Object.assign(pen, { textAlign: align, textBaseline: baseline, font });
    pen.strokeText(text, x, y);
    pen.fillText(text, x, y);
  };
  for (const number of roundNumbers(low[0], high[0])) {
    const [x] = toPicture([number, low[1]]);
    pen.fillRect(Math.floor(x), side - 6, 1, 6);
    if (x > 30 && x < side - 45) write(asText(number, 3), x, side - 8, "center", "bottom");
  }
  for (const number of roundNumbers(low[1], high[1])) {
    const [, y] = toPicture([low[0], number]);
    pen.fillRect(0, Math.floor(y), 6, 1);
    if (y > 30 && y < side - 20) write(asText(number, 3), 9, y, "left", "middle");
  }
  const font = "italic 15px serif";
  write("x₁", side - 8, side - 8, "right", "bottom", font);
  write("x₂", 9, 8, "left", "top", font);
}

// Round numbers between two, four to ten of them.
function roundNumbers(low, high) {
  const power = 10 ** Math.floor(Math.log10((high - low) / 4));
  const step = power * [5, 2, 1].find((times) => (high - low) / (times * power) >= 4);
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: count }, (_, k) => (first + k) * step);
}
