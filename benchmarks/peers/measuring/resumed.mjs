// The run that is killed after its completed steps and goes on in another process; Resumed.cs is its twin for peers in C#.
import { writeSync } from 'node:fs';
import { completed, result } from './measure.mjs';

let ran = 0;

export const completedStep = async () => (ran++, result);

/** The next step: tells how many ran in this process before it, and waits to be killed. */
export const nextStep = () => new Promise(() => writeSync(1, `next step after ${ran} steps\n`));

/** @param {(step: () => Promise<string>) => Promise<unknown>} run runs one durable step */
export async function thousandSteps(run) {
  for (let i = 0; i < completed; i++)
    await run(completedStep);
  await run(nextStep);
}
