using DurableSdk.ConformanceTests.Cases;

namespace DurableSdk.ConformanceTests.Harness;

/// <summary>Every case of the matrix, by name.</summary>
internal static class CaseList
{
    public static IReadOnlyList<Case> All { get; } =
    [
        .. typeof(CaseList).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Case)))
            .Select(type => (Case)Activator.CreateInstance(type)!)
            .OrderBy(one => one.Name, StringComparer.Ordinal),
    ];

    public static IEnumerable<SafeCase> Safe => All.OfType<SafeCase>();

    public static IEnumerable<UnsafeCase> Unsafe => All.OfType<UnsafeCase>();
}
