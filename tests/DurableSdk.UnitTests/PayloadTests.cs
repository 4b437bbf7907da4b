using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>A payload that can't pass blocks the run before anything of it is recorded; after a fix the same log goes on.</summary>
public sealed class PayloadTests
{
    [Test]
    public void Argument_that_cannot_be_serialised_blocks()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Step("A");
            return await Flow.Step<Action, int>("B", () => { });
        });

        var error = run.Gives("execute A#1").Complete("A#1").Blocks("DS2001");

        Assert.That(error.Message, Does.StartWith("DS2001: The arguments of step B#1 can't be serialised: "));
        AssertGoesOn(run, "execute B#1", async () => await Flow.Step("A") + await Flow.Step("B"));
    }

    [Test]
    public void Argument_whose_getter_throws_blocks()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step<Throwing, int>("A", new Throwing()));

        Assert.That(run.Blocks("DS2001").InnerException, Is.TypeOf<FormatException>());
    }

    [Test]
    public void Argument_over_the_limit_blocks()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step<string, int>("A", new string('x', 200)), new CoreOptions { BytesMax = 100 });

        Assert.That(run.Blocks("DS2002").Message, Is.EqualTo(
            "DS2002: The size of the arguments of step A#1 is 204 bytes, more than the limit of 100. Nothing was recorded; a step whose result it is runs again when the run goes on. Keep the data outside and pass a reference, "
            + "or raise PayloadBytesMax. docs/errors/DS2002.md"));
    }

    [Test]
    public void Argument_at_the_limit_passes()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step<string, int>("A", new string('x', 96)), new CoreOptions { BytesMax = 100 });

        run.Gives("execute A#1");
    }

    [Test]
    public void Argument_error_loses_no_other_operation()
    {
        using var run = CoreHarness.Start(async () => await Task.WhenAll(Flow.Step("A"), Flow.Step<Action, int>("B", () => { })));
        run.Blocks("DS2001");

        AssertGoesOn(run, "execute A#1,execute B#1", async () => await Task.WhenAll(Flow.Step("A"), Flow.Step("B")));
    }

    [Test]
    public void Result_of_the_workflow_over_the_limit_blocks()
    {
        using var run = CoreHarness.Start(
            async () => string.Concat(Enumerable.Repeat("x", await Flow.Step("A"))), new CoreOptions { BytesMax = 100 });

        var error = run.Gives("execute A#1").Complete("A#1", 200).Blocks("DS2002");

        Assert.That(error.Message, Does.StartWith("DS2002: The size of the result of Test.RunAsync is 202 bytes"));
        AssertGoesOn(run, "completed 200", async () => await Flow.Step("A"));
    }

    [Test]
    public void Result_of_the_workflow_that_cannot_be_serialised_blocks()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Step("A");
            return new Throwing();
        });

        run.Gives("execute A#1").Complete("A#1").Blocks("DS2001");
        AssertGoesOn(run, "completed 0", async () => await Flow.Step("A"));
    }

    [Test]
    public void Result_that_no_longer_fits_its_type_blocks()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A"));

        var error = run.Gives("execute A#1").Complete("A#1", "text").Blocks("DS1005");

        Assert.That(error.Message, Does.StartWith("DS1005: The result of step A#1, as recorded, can't be read as System.Int32 any more: "));
        AssertGoesOn(run, "completed \"text\"", async () => await Flow.Step<int, string>("A", 0));
    }

    [Test]
    public void Result_whose_constructor_refuses_blocks()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step<int, Positive>("A", 0));

        var error = run.Gives("execute A#1").Complete("A#1", new { Value = -1 }).Blocks("DS1005");

        Assert.That(error.InnerException, Is.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Arguments_of_the_workflow_that_no_longer_fit_block()
    {
        using var run = CoreHarness.Start(
            TestWorkflow.WithArgument((Positive p) => Task.FromResult(p.Value)), new CoreOptions { Arguments = "[{\"Value\":-1}]"u8.ToArray() });

        Assert.That(run.Blocks("DS1005").Message, Does.StartWith("DS1005: The arguments of Test.RunAsync, as recorded"));
    }

    [Test]
    public void Payload_that_nests_as_deep_as_the_options_allow_is_read_again()
    {
        var deep = Nested.OfDepth(190);
        using var run = CoreHarness.Start(async () => (await Flow.Step<Nested, Nested>("A", deep)) == deep, new CoreOptions { DepthMax = 200 });

        run.Gives("execute A#1");
        Assert.That(() => run.CallOf("A#1").InvokeAsync(new NoExecution()).AsTask(), Throws.InvalidOperationException.With.Message.EqualTo("The core ran a step."));
        run.Complete("A#1", deep).Ends("completed true");
    }

    [Test]
    public void Result_that_asks_the_engine_while_it_is_written_blocks_the_run()
    {
        using var run = CoreHarness.Start<IEnumerable<string>>(async () =>
        {
            await Flow.Step("A");
            return Enumerable.Range(0, 3).Select(_ => $"{Durable.UtcNow}");
        });
        run.Gives("execute A#1").Complete("A#1");
        Assert.That(run.Blocks("DS1007").Message, Does.Contain("Durable.UtcNow"));
    }

    private static void AssertGoesOn<TResult>(CoreHarness run, string commands, Func<Task<TResult>> mended)
    {
        using var core = run.Replay(TestWorkflow.Of(mended));
        Assert.That(string.Join(",", core.TakeCommands().Select(CommandText.Of)), Is.EqualTo(commands));
    }

    internal sealed class Throwing(string? value = null)
    {
        public string Value => value ?? throw new FormatException("no value");
    }

    internal sealed record Positive
    {
        public Positive(int value)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            Value = value;
        }

        public int Value { get; }
    }
}
