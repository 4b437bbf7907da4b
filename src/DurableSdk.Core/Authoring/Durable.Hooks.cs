using DurableSdk.CompilerServices;

namespace DurableSdk;

public static partial class Durable
{
    /// <summary>
    /// Makes a hook, by which somebody outside answers this run: <c>await using var approval = await Durable.CreateHook&lt;Approval&gt;("approval");</c>, then send
    /// <see cref="Hook{T}.Url"/> away and <c>await approval</c>. Completes when the hook is recorded, so a token is never known before it is good.
    /// </summary>
    /// <remarks>
    /// The token is drawn by the host's cryptographic generator, 190 bits, and recorded. An open hook alone keeps nothing going: a run that has nothing else to wait for waits for its
    /// deliveries only where its code awaits the hook.
    /// </remarks>
    /// <param name="name">What it is for, for people: 1 to 200 characters. Default: <c>hook</c>.</param>
    /// <param name="expiresAfter">How long it takes deliveries, from now; a time of the run's log. Default: as long as the run lives.</param>
    /// <param name="token">A token of your own: 1 to 200 letters, digits and <c>-_.~</c>, the first a letter or a digit. Who can guess it can deliver. No other open hook may
    /// have it. Default: one that nobody can guess.</param>
    /// <param name="deliveriesMax">How many deliveries it takes, at least 1; further ones are refused as delivered already. Default: any number.</param>
    /// <typeparam name="T">What a delivery carries.</typeparam>
    /// <exception cref="DurableException">DS1027: another open hook has the token (recorded, so a replay throws it too); DS1028: the name, the token, the time or the number isn't
    /// allowed; DS1007: called outside a workflow; DS1008: called through a delegate.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static Task<Hook<T>> CreateHook<T>(string? name = null, TimeSpan? expiresAfter = null, string? token = null, int? deliveriesMax = null) =>
        throw WorkflowScope.NotIntercepted("Durable.CreateHook");
}
