#pragma warning disable RS0030 // Parameters of steps, handed through; the core itself opens nothing.
using System.ComponentModel;
using System.Data.Common;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: what the runtime fills in for a transactional step's parameters.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StepTransaction
{
    /// <summary>The transaction in which the step's result is recorded.</summary>
    public static DbTransaction Transaction =>
        StepContext.Current.Transaction ?? throw new InvalidOperationException($"Step {StepContext.Current.StepId} has no transaction.");

    /// <summary>The connection of <see cref="Transaction"/>.</summary>
    public static DbConnection Connection => Transaction.Connection!;
}
