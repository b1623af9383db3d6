// Reads GIFT files, one path a line, and prints what gift-pegjs makes of each as JSON.
const fs = require("fs");
const { parse } = require("gift-pegjs");
const readline = require("readline").createInterface({ input: process.stdin });

readline.on("line", (path) => {
  let told;
  try {
    told = { questions: parse(fs.readFileSync(path, "utf8")) };
  } catch (error) {
    told = { error: String(error) };
  }
  console.log(JSON.stringify(told));
});
