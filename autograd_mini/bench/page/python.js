// Python in a worker: it is asked one question at a time, and started anew when it does not come back.

export class Python {
  // told: called with "loading", "ready" or "broken".  seed: of Python's hashes.
  constructor(told, seed = "0") {
    this.told = told;
    this.seed = seed;
    this.waiting = null;
    this.start();
  }

  start() {
    this.told("loading");
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    this.worker = worker;
    this.ready = new Promise((resolve) => {
      worker.onmessage = ({ data }) => {
        if (data.ready) {
          this.told("ready");
          resolve(true);
        } else if (data.broken) {
          this.told("broken");
          resolve(false);
        } else this.settle(data);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        this.told("broken");
        resolve(false);
      };
    });
    worker.postMessage({ seed: this.seed });
  }

  settle(answer) {
    const waiting = this.waiting;
    this.waiting = null;
    if (!waiting) return;
    clearTimeout(waiting.timer);
    waiting.resolve(answer);
  }

  // Asks; the answer has {died: true} or {hung: true} if there was none, and Python starts anew.
  async ask(question, seconds) {
    while (this.waiting) await this.waiting.promise;
    if (!(await this.ready)) return { died: true };
    let resolve;
    const promise = new Promise((settle) => (resolve = settle));
    const timer = setTimeout(() => this.restart({ hung: true }), seconds * 1000);
    this.waiting = { resolve, promise, timer };
    this.worker.postMessage({ question: JSON.stringify(question), marking: question.kind === "begin" });
    const answer = await promise;
    if (answer.died) this.restart({});
    return answer.answer ? JSON.parse(answer.answer) : answer;
  }

  restart(answer) {
    this.worker.terminate();
    this.start();
    this.settle(answer);
  }

  end() {
    this.worker.terminate();
    this.settle({ died: true });
  }
}
