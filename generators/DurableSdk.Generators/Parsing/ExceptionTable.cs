using System.Collections.Immutable;
using DurableSdk.Generators.Models;

namespace DurableSdk.Generators.Parsing;

/// <summary>The exception types that get a descriptor: what handlers name, and what the source derives from it.</summary>
internal static class ExceptionTable
{
    public static EquatableArray<ExceptionModel> Merge(ImmutableArray<CatchModel> catches, ImmutableArray<DeclaredExceptionModel> declared)
    {
        var catchesAll = catches.Any(c => c.CatchesAll);
        var caught = new HashSet<string>(catches.SelectMany(c => c.TypeNames), StringComparer.Ordinal);
        return catches.SelectMany(c => c.Types)
            .Concat(declared.Where(d => catchesAll || d.BaseNames.Any(caught.Contains)).Select(d => d.Exception))
            .Distinct()
            .OrderBy(e => e.TypeName, StringComparer.Ordinal)
            .ToEquatableArray();
    }
}
