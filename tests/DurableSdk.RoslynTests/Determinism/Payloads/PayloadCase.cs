namespace DurableSdk.RoslynTests.Determinism.Payloads;

/// <summary>A type as it is passed to a step, an instance of it, and what of the instance must come back from the log.</summary>
/// <param name="Name">Names the test.</param>
/// <param name="Type">The type of the step's parameter.</param>
/// <param name="Make">An expression that makes an instance.</param>
/// <param name="See">An expression over the instance <c>x</c>, whose text must be the same before and after.</param>
/// <param name="Types">What is declared for it.</param>
/// <param name="Said">For each finding, what its message holds; none if the rule must be silent.</param>
internal sealed record PayloadCase(string Name, string Type, string Make, string See, string Types, params string[] Said)
{
    /// <summary>What the workflow's class declares besides.</summary>
    public string Members { get; init; } = "";

    public override string ToString() => Name;

    public string Source(int number) => $$"""
        namespace Case{{number}};
        using System.Collections;
        using System.Collections.Concurrent;
        using System.Collections.Frozen;
        using System.Collections.Immutable;
        using System.Collections.ObjectModel;
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using DurableSdk.Payloads;
        {{Types}}
        public class Flow
        {
            [Workflow] public Task RunAsync() => OneAsync(Make());
            [Step] private Task OneAsync({{Type}} x, CancellationToken cancel = default) => Task.CompletedTask;
            public static {{Type}} Make() => {{Make}};
            public static string See({{Type}} x) => FormattableString.Invariant($"{ {{See}} }");
            {{Members}}
            public static string RoundTrip()
            {
                var serializer = new PayloadSerializer(PayloadSerializer.CreateOptions());
                var made = Make();
                var before = See(made);
                try
                {
                    var after = See(serializer.Deserialize<{{Type}}>(serializer.Serialize(made, "it"), "it"));
                    return after == before ? "same" : $"lost: {before} -> {after}";
                }
                catch (Exception e) { return $"throws: {e.Message}"; }
            }
        }
        """.Replace("[Workflow]", $"[Workflow(Name = \"w{number}\")]", StringComparison.Ordinal);
}
