using DurableSdk.CompilerServices;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>What may be given to <see cref="Durable.ContinueAsNew"/> for which parameters, and how it is written.</summary>
public sealed class NextArgumentTests
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

    public enum Colour
    {
        Red,
        Blue,
    }

    public static IEnumerable<TestCaseData> Good()
    {
        yield return Case<ValueTuple>("[]");
        yield return Case<ValueTuple<int>>("[5]", 5);
        yield return Case<ValueTuple<long>>("[5]", 5);
        yield return Case<ValueTuple<long?>>("[5]", (byte)5);
        yield return Case<ValueTuple<long?>>("[null]", [null]);
        yield return Case<ValueTuple<decimal>>("[5]", 5L);
        yield return Case<ValueTuple<double>>("[2.5]", 2.5f);
        yield return Case<ValueTuple<ushort>>("[65]", (byte)65);
        yield return Case<ValueTuple<ushort>>("[97]", 'a');
        yield return Case<ValueTuple<int>>("[97]", 'a');
        yield return Case<ValueTuple<double?>>("[97]", 'a');
        yield return Case<ValueTuple<Colour>>("[1]", Colour.Blue);
        yield return Case<ValueTuple<string>>("[\"x\"]", "x");
        yield return Case<ValueTuple<Exception>>("[null]", [null]);
        yield return Case<ValueTuple<object>>("[5]", 5);
        yield return Case<ValueTuple<IReadOnlyList<int>>>("[[1,2]]", new List<int> { 1, 2 });
        yield return Case<ValueTuple<IReadOnlyList<string>>>("[[\"x\"]]", new List<string> { "x" });
        yield return Case<(string, DateTime)>("[\"x\",\"2030-01-01T00:00:00\"]", "x", new DateTime(2030, 1, 1));
        yield return Case<(int, int, int, int, int, int, int, string, Colour)>("[1,2,3,4,5,6,7,\"8\",0]", 1, 2, 3, 4, 5, 6, 7, "8", Colour.Red);
    }

    public static IEnumerable<TestCaseData> Bad()
    {
        yield return Case<ValueTuple>("0 are expected", 1);
        yield return Case<ValueTuple<int>>("1 are expected");
        yield return Case<ValueTuple<int>>("1 are expected", 1, 2);
        yield return Case<ValueTuple<int>>("a can't be Int64", 5L);
        yield return Case<ValueTuple<int>>("a can't be Double", 5.0);
        yield return Case<ValueTuple<int>>("a can't be null", [null]);
        yield return Case<ValueTuple<int>>("a can't be Colour", Colour.Blue);
        yield return Case<ValueTuple<short>>("a can't be Char", 'a');
        yield return Case<ValueTuple<char>>("a can't be Int32", 97);
        yield return Case<ValueTuple<Colour>>("a can't be Int32", 1);
        yield return Case<ValueTuple<string>>("a can't be Int32", 1);
        yield return Case<ValueTuple<Guid>>("a can't be String", "c0ffee00-0000-0000-0000-000000000000");
        yield return Case<(int, CancellationToken)>("2 are expected", 1);
        yield return Case<(int, string)>("a can't be String", "x", 1);
    }

    [TestCaseSource(nameof(Good))]
    public void Arguments_that_fit_are_written_as_the_parameters_types(Func<object?[]?, WorkflowDefinition> flow, string expected, object?[] arguments)
    {
        using var run = CoreHarness.Start(flow(arguments));

        run.Ends($"continue {expected} first run-1");
    }

    [TestCaseSource(nameof(Bad))]
    public void Arguments_that_do_not_fit_block_the_run(Func<object?[]?, WorkflowDefinition> flow, string why, object?[] arguments)
    {
        using var run = CoreHarness.Start(flow(arguments));

        Assert.That(run.Blocks("DS1012").Message, Does.Contain($": {why}. Pass to"));
    }

    [Test]
    public void Lone_null_and_lone_array_are_one_argument()
    {
        using var ofNull = CoreHarness.Start(TestWorkflow.Taking<ValueTuple<string>>(() => throw Durable.ContinueAsNew(null), "a"));
        ofNull.Ends("continue [null] first run-1");

        string[] names = ["x", "y"];
        using var ofArray = CoreHarness.Start(TestWorkflow.Taking<ValueTuple<string[]>>(() => throw Durable.ContinueAsNew(names), "a"));
        ofArray.Ends("continue [[\"x\",\"y\"]] first run-1");
    }

    [Test]
    public void Message_names_both_sides()
    {
        using var run = CoreHarness.Start(TestWorkflow.Taking<(int, string)>(() => throw Durable.ContinueAsNew("x", null), "count", "text"));

        Assert.That(run.Blocks("DS1012").Message, Is.EqualTo(
            "DS1012: Test (run-1) was to continue with (String, null), and Test.RunAsync takes (Int32 count, String text): count can't be String. Pass to "
            + "Durable.ContinueAsNew what the workflow takes, in the same order, without the cancellation token. Nothing is lost: after the fix, "
            + "ResumeAsync(\"run-1\") goes on. docs/errors/DS1012.md"));
    }

    [Test]
    public void Argument_that_cannot_be_written_blocks_the_run()
    {
        using var run = CoreHarness.Start(TestWorkflow.Taking<ValueTuple<object>>(() => throw Durable.ContinueAsNew(new Action(() => { })), "a"));

        run.Blocks("DS2001");
    }

    [Test]
    public void Arguments_over_the_limit_block_the_run()
    {
        using var run = CoreHarness.Start(
            TestWorkflow.Taking<ValueTuple<string>>(() => throw Durable.ContinueAsNew(new string('x', 200)), "a"), new CoreOptions { BytesMax = 100 });

        Assert.That(run.Blocks("DS2002").Message, Does.Contain("the input of the next run of Test"));
    }

    private static TestCaseData Case<TArguments>(string expected, params object?[] arguments) =>
        new TestCaseData(
            (Func<object?[]?, WorkflowDefinition>)(given => TestWorkflow.Taking<TArguments>(() => throw Durable.ContinueAsNew(given), Names[..Count<TArguments>()])),
            expected,
            arguments)
            .SetArgDisplayNames(typeof(TArguments).ToString(), expected, string.Join(' ', arguments));

    private static int Count<TArguments>() => ((System.Runtime.CompilerServices.ITuple)default(ValueTuple<TArguments>).Item1!).Length;
}
