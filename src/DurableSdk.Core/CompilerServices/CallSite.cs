using System.ComponentModel;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: one place in the source that makes a durable call.</summary>
/// <param name="Id">
/// The site's id within a run, such as <c>ChargeAsync#1</c> or <c>Shop.Pricing.QuoteAsync(int)/ChargeAsync#1</c>; the second time a run passes it, the operation's id has the suffix <c>[2]</c>.
/// </param>
/// <param name="Source">File name and line, such as <c>OrderWorkflow.cs:21</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct CallSite(string Id, string Source);
