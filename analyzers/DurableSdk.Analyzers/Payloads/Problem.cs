namespace DurableSdk.Analyzers.Payloads;

/// <summary>Why a type doesn't come back from the log as it was.</summary>
/// <param name="Path">Where in it, such as <c>Order.Lines[].Price</c>.</param>
/// <param name="Why">The rest of the sentence that begins with the path.</param>
internal sealed record Problem(string Path, string Why)
{
    public override string ToString() => $"'{Path}' {Why}";
}
