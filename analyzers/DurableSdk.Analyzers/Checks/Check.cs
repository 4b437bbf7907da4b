using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Checks;

/// <summary>
/// One thing to look for in reached code. A check keeps no state: it is shown bodies from several threads at once, and the same
/// body once for each kind under which it is reached.
/// </summary>
internal abstract class Check
{
    /// <summary>The operations it wants to see; none if it looks at whole bodies only.</summary>
    public virtual IReadOnlyList<OperationKind> Operations => [];

    /// <summary>The kinds of bodies that it is about.</summary>
    public virtual IReadOnlyList<BodyKind> Bodies { get; } = [BodyKind.Workflow];

    /// <summary>Looks at one operation; lambdas and local functions belong to the body around them.</summary>
    public virtual void Operation(IOperation operation, Visit visit)
    {
    }

    /// <summary>Looks at a whole body, before its operations are shown one by one.</summary>
    public virtual void Body(IOperation root, Visit visit)
    {
    }
}
