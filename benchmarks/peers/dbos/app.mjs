// The workflows, in one process with who starts them: node app.mjs <database address> load <seconds>, or node app.mjs <database address> resume
import { DBOS } from '@dbos-inc/dbos-sdk';
import { branches, measure, now, result, steps } from '../measuring/measure.mjs';
import { thousandSteps } from '../measuring/resumed.mjs';

const [, , database, mode, seconds] = process.argv;
const step = async () => result;

const tenSteps = DBOS.registerWorkflow(async () => {
  let length = 0;
  for (let i = 0; i < steps; i++)
    length += (await DBOS.runStep(step, { name: 'step' })).length;
  return length;
}, { name: 'tenSteps' });

const fanOut = DBOS.registerWorkflow(async () =>
  (await Promise.all(Array.from({ length: branches }, () => DBOS.runStep(step, { name: 'step' })))).length, { name: 'fanOut' });

const sleeper = DBOS.registerWorkflow(async dueAt => {
  const before = await DBOS.runStep(async () => now(), { name: 'before' });
  await DBOS.sleep(dueAt - before);
  return [before, await DBOS.runStep(async () => now(), { name: 'after' })];
}, { name: 'sleeper' });

const resumed = DBOS.registerWorkflow(() => thousandSteps(step => DBOS.runStep(step, { name: 'step' })), { name: 'resumed' });

DBOS.setConfig({ name: 'peers', systemDatabaseUrl: database, logLevel: 'error' });
await DBOS.launch();
if (mode === 'load') {
  const run = (workflow, id, ...input) => DBOS.withNextWorkflowID(id, () => workflow(...input));
  await measure('dbos', {
    tenSteps: id => run(tenSteps, id),
    fanOut: id => run(fanOut, id),
    sleepUntil: (id, dueAt) => run(sleeper, id, dueAt),
  }, Number(seconds));
  await DBOS.shutdown();
} else if (await DBOS.getWorkflowStatus('one') === null) {
  // Otherwise the launch recovers it.
  await DBOS.startWorkflow(resumed, { workflowID: 'one' })();
}
