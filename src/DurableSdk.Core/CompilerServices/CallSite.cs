using System.ComponentModel;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: one place in the source that makes a durable call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CallSite
{
    /// <summary>Makes a call site.</summary>
    /// <param name="id">The site's id within a run, such as <c>ChargeAsync#1</c> or <c>Shop.Pricing.QuoteAsync(int)/ChargeAsync#1</c>.</param>
    /// <param name="source">File name and line, such as <c>OrderWorkflow.cs:21</c>.</param>
    public CallSite(string id, string source)
    {
        Id = id;
        Source = source;
    }

    /// <summary>The site's id within a run; the second time a run passes it, the operation's id has the suffix <c>[2]</c>.</summary>
    public string Id { get; }

    /// <summary>File name and line.</summary>
    public string Source { get; }
}
