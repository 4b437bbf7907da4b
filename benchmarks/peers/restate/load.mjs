// Calls the workflows by the server's ingress: node load.mjs <ingress address> <seconds>
import { measure } from '../measuring/measure.mjs';

const [, , ingress, seconds] = process.argv;

async function call(workflow, id, input) {
  const body = input === undefined ? {} : { body: JSON.stringify(input), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${ingress}/${workflow}/${id}/run`, { method: 'POST', ...body });
  if (!response.ok)
    throw new Error(`${workflow} ${id}: ${response.status} ${await response.text()}`);
  return response.json();
}

await measure('restate', {
  tenSteps: id => call('tenSteps', id),
  fanOut: id => call('fanOut', id),
  sleepUntil: (id, dueAt) => call('sleeper', id, dueAt),
}, Number(seconds));
