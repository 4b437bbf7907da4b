// The workload's driver for peers in JavaScript; Measuring.cs is its twin for peers in C#.

export const steps = 10;
export const branches = 100;
export const completed = 1000;

/** Fifty bytes as JSON. */
export const result = 'x'.repeat(48);

const warmUpConcurrency = 64;
const warmUpSeconds = 30;
const sleepers = 1000;
const recordsOfSleeper = 5;
const fanOuts = 20;

/** Milliseconds since the epoch, with fractions. */
export const now = () => performance.timeOrigin + performance.now();

/**
 * @param {string} peer
 * @param {{tenSteps(id: string): Promise<unknown>, fanOut(id: string): Promise<unknown>, sleepUntil(id: string, dueAt: number): Promise<[number, number]>}} workload
 * @param {number} seconds for each number of concurrent workflows
 */
export async function measure(peer, workload, seconds) {
  let started = 0;
  const id = () => `run-${process.pid}-${++started}`;
  const figure = (name, value, unit) => console.log(JSON.stringify({ peer, figure: name, value, unit }));

  let rate = await stepsPerSecond(() => workload.tenSteps(id()), warmUpConcurrency, warmUpSeconds);
  for (const concurrent of [1, 64, 512])
    figure(`steps-${concurrent}`, rate = await stepsPerSecond(() => workload.tenSteps(id()), concurrent, seconds), 'steps/s');
  figure('fan-out', await fanOutMilliseconds(() => workload.fanOut(id())), 'ms');
  const lateness = await latenessMilliseconds(dueAt => workload.sleepUntil(id(), dueAt), rate);
  figure('lateness-median', median(lateness), 'ms');
  figure('lateness-max', Math.max(...lateness), 'ms');
}

/** Whole workflows only: none is begun after the time, and what has begun is waited for. */
async function stepsPerSecond(workflow, concurrent, seconds) {
  const begun = now();
  let finished = 0;
  await Promise.all(Array.from({ length: concurrent }, async () => {
    do {
      await workflow();
      finished++;
    } while (now() - begun < seconds * 1000);
  }));
  return finished * steps / ((now() - begun) / 1000);
}

async function fanOutMilliseconds(workflow) {
  const times = [];
  for (let i = 0; i < fanOuts; i++) {
    const begun = now();
    await workflow();
    times.push(now() - begun);
  }
  return median(times);
}

/** Each workflow tells by a step when it ran before its sleep, and by another when it ran after it. They get twice the time to fall asleep that the peer seems to need. */
async function latenessMilliseconds(workflow, rate) {
  const dueAt = now() + Math.min(40_000, Math.max(3000, 2000 * sleepers * recordsOfSleeper / rate));
  const runs = await Promise.all(Array.from({ length: sleepers }, () => workflow(dueAt)));
  const last = Math.max(...runs.map(([before]) => before));
  if (last > dueAt - 500)
    throw new Error(`A workflow began to sleep ${Math.round(dueAt - last)} ms before its time only: this shows the starts, not the timers.`);
  return runs.map(([, after]) => after - dueAt);
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
