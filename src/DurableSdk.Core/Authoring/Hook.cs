using System.Runtime.CompilerServices;

namespace DurableSdk;

/// <summary>
/// A place where the world outside answers a workflow: whoever knows its token delivers to it, over HTTP or by <c>client.ResumeHookAsync</c>. Made by
/// <see cref="Durable.CreateHook{T}"/>. <c>await hook</c> gives the next delivery, <c>await foreach</c> all of them until it expires or is closed.
/// </summary>
/// <remarks>
/// A delivery that was acknowledged is in the run's log, in the order of arrival, and waits there until somebody wants it; each goes to one wait, that which has waited longest.
/// With the end of the run the hook takes no more. Of a run that continues as new, hooks stay open, and what has arrived for a token goes to the next hook of that token.
/// </remarks>
/// <typeparam name="T">What a delivery carries.</typeparam>
public abstract class Hook<T> : IAsyncEnumerable<T>, IAsyncDisposable
{
    private protected Hook()
    {
    }

    /// <summary>What the code calls it; <c>hook</c> where it gave no name.</summary>
    public abstract string Name { get; }

    /// <summary>The secret by which it is found: who has it can deliver. Letters, digits and <c>-_.~</c> only, so it stands in a URL as it is.</summary>
    public abstract string Token { get; }

    /// <summary>Where deliveries are posted: <c>DurableOptions.HooksAddress</c>, as it was when the hook was made, and the token.</summary>
    /// <exception cref="DurableException">DS3018: the host that made the hook knew no address.</exception>
    public abstract Uri Url { get; }

    /// <summary>
    /// A link for a person: <see cref="Url"/> with an answer in it, as <c>?payload=</c> and JSON. The page that <c>MapDurableHooks</c> gives there delivers it once a button is pressed, so nothing is
    /// answered by a mail program that looks at links. Keep the answer small: an address of more than about 7,000 characters, as it stands in the link with its escapes, is refused by many servers
    /// and cut by mail programs; Kestrel answers 414 above 8 KB.
    /// </summary>
    /// <param name="payload">The answer.</param>
    /// <exception cref="DurableException">DS3018: the host that made the hook knew no address; DS2001, DS2002: the answer can't be written.</exception>
    public abstract Uri UrlFor(T payload);

    /// <summary>When it takes no more deliveries (UTC); null for never.</summary>
    public abstract DateTimeOffset? ExpiresAt { get; }

    /// <summary>The next delivery; the same as <c>await hook</c>, as a task for <c>Task.WhenAny</c> or <c>WithTimeout</c>.</summary>
    /// <exception cref="DurableException">DS1003: called where the code has left the run's scheduler.</exception>
    /// <exception cref="TimeoutException">The hook has expired, and all that was delivered before has been taken.</exception>
    /// <exception cref="ObjectDisposedException">The code has closed the hook, and all that was delivered before has been taken.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public abstract Task<T> NextAsync();

    /// <summary>For <c>await hook</c>; see <see cref="NextAsync"/>.</summary>
    public TaskAwaiter<T> GetAwaiter() => NextAsync().GetAwaiter();

    /// <summary>All deliveries, in order; ends when the hook has expired or is closed, and all that was delivered before has been taken.</summary>
    /// <param name="cancellationToken">Ends the stream between two deliveries. A cancellation of the run ends it anyway.</param>
    public abstract IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default);

    /// <summary>Closes the hook: later deliveries are refused. Completes when that is recorded. Not needed before the end of the run, which closes all hooks.</summary>
    public abstract ValueTask DisposeAsync();
}
