// The workflows, as a service that the server calls: node service.mjs <port>
import * as restate from '@restatedev/restate-sdk';
import { branches, now, result, steps } from '../measuring/measure.mjs';
import { thousandSteps } from '../measuring/resumed.mjs';

const step = async () => result;

const tenSteps = restate.workflow({
  name: 'tenSteps',
  handlers: {
    run: async ctx => {
      let length = 0;
      for (let i = 0; i < steps; i++)
        length += (await ctx.run(step)).length;
      return length;
    },
  },
});

const fanOut = restate.workflow({
  name: 'fanOut',
  handlers: {
    run: async ctx => (await restate.RestatePromise.all(Array.from({ length: branches }, () => ctx.run(step)))).length,
  },
});

const sleeper = restate.workflow({
  name: 'sleeper',
  handlers: {
    run: async (ctx, dueAt) => {
      const before = await ctx.run(async () => now());
      await ctx.sleep(dueAt - before);
      return [before, await ctx.run(async () => now())];
    },
  },
});

const resumed = restate.workflow({
  name: 'resumed',
  handlers: { run: ctx => thousandSteps(step => ctx.run(step)) },
});

restate.serve({ services: [tenSteps, fanOut, sleeper, resumed], port: Number(process.argv[2]) });
