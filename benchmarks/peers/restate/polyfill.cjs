// The SDK needs it, and Node 20 lacks it. Loaded before everything else.
Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new this((onResolved, onRejected) => ((resolve = onResolved), (reject = onRejected)));
  return { promise, resolve, reject };
};
