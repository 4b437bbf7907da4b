using DurableSdk.CompilerServices;
using DurableSdk.Events;
using DurableSdk.Failures;
using DurableSdk.Payloads;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

public sealed class ExceptionTableTests
{
    private static readonly ExceptionDescriptor Declined = new ExceptionDescriptor<DeclinedException>(
        content => new DeclinedException(content.Message, content.Get<string>("Code"), content.Get<List<int>>("Tries"), content.Cause),
        (writer, serializer, e) =>
        {
            writer.WritePropertyName("Code");
            serializer.WriteElement(writer, e.Code);
            writer.WritePropertyName("Tries");
            serializer.WriteElement(writer, e.Tries);
        });

    private static readonly ExceptionDescriptor Payment =
        new ExceptionDescriptor<PaymentException>(content => new PaymentException(content.Message, content.Cause));

    [Test]
    public void Known_type_is_made_again_with_its_properties()
    {
        var made = (DeclinedException)RoundTrip(new DeclinedException("no money", "51", [1, 2], null), Declined, Payment);

        Assert.That((made.Message, made.Code), Is.EqualTo(("no money", "51")));
        Assert.That(made.Tries, Is.EqualTo([1, 2]));
    }

    [Test]
    public void Type_that_derives_from_a_known_one_is_made_again_as_that()
    {
        var made = RoundTrip(new StolenCardException("stolen"), Payment);

        Assert.That(made, Is.TypeOf<PaymentException>());
        Assert.That(made.Message, Is.EqualTo("stolen"));
    }

    [Test]
    public void Most_derived_known_type_wins() =>
        Assert.That(RoundTrip(new StolenCardException("stolen"), Payment, Declined), Is.TypeOf<DeclinedException>());

    [Test]
    public void Unknown_type_is_a_step_failure()
    {
        var made = (StepFailedException)RoundTrip(new PaymentException("no money", null));

        Assert.That(made.Message, Is.EqualTo(
            "DS2004: Step A#1 failed: DurableSdk.UnitTests.ExceptionTableTests+PaymentException: no money docs/errors/DS2004.md"));
        Assert.That((made.Code, made.StepId), Is.EqualTo(("DS2004", "A#1")));
        Assert.That(made.Failure.Type, Is.EqualTo(typeof(PaymentException).FullName));
    }

    [Test]
    public void Plain_exception_has_a_type_too()
    {
        var plain = (Exception)Activator.CreateInstance(typeof(Exception), "plain")!;

        Assert.That(((StepFailedException)RoundTrip(plain)).Failure.ToString(), Is.EqualTo("System.Exception: plain"));
    }

    [Test]
    public void TimeoutException_is_always_known() =>
        Assert.That(RoundTrip(new TimeoutException("slow")), Is.TypeOf<TimeoutException>().With.Message.EqualTo("slow"));

    [Test]
    public void Cancellation_is_never_made_again()
    {
        var descriptor = new ExceptionDescriptor<OperationCanceledException>(content => new OperationCanceledException(content.Message));
        var derived = new ExceptionDescriptor<TaskCanceledException>(content => new TaskCanceledException(content.Message));

        Assert.That(RoundTrip(new OperationCanceledException("c"), descriptor, derived), Is.TypeOf<StepFailedException>());
        Assert.That(RoundTrip(new TaskCanceledException("c"), descriptor, derived), Is.TypeOf<StepFailedException>());
    }

    [Test]
    public void Causes_are_made_again_known_or_not()
    {
        var thrown = new PaymentException("outer", new IOException("middle", new DeclinedException("inner", "05", [], null)));

        var made = RoundTrip(thrown, Payment, Declined);

        var middle = (StepFailedException)made.InnerException!;
        Assert.That((middle.StepId, middle.Failure.ToString()), Is.EqualTo(("A#1", "System.IO.IOException: middle")));
        Assert.That(middle.Failure.Cause?.Message, Is.EqualTo("inner"));
    }

    [Test]
    public void Causes_are_kept_eight_deep_also_across_steps()
    {
        var chain = Enumerable.Range(0, 20).Aggregate((Exception?)null, (cause, i) => new PaymentException($"{i}", cause))!;

        var again = new PaymentException("again", RoundTrip(new IOException("unknown", chain)));

        Assert.That(Depth(Capture(chain)), Is.EqualTo(8));
        Assert.That(Depth(Capture(again)), Is.EqualTo(8));

        static int Depth(Failure failure) => failure.Cause is { } cause ? 1 + Depth(cause) : 0;
    }

    [Test]
    public void Data_arrives_as_text()
    {
        var thrown = new PaymentException("m", null) { Data = { ["order"] = "o-1", ["amount"] = 1.5m, ["nothing"] = null, [5] = "no text key" } };

        var made = RoundTrip(thrown, Payment);

        Assert.That(made.Data.Count, Is.EqualTo(3));
        Assert.That((made.Data["order"], made.Data["amount"], made.Data["nothing"]), Is.EqualTo(((object)"o-1", (object)"1.5", (object)"")));
    }

    [Test]
    public void Data_beyond_a_bound_are_left_out()
    {
        var thrown = new PaymentException("m", null);
        for (var i = 0; i < 1000; i++)
            thrown.Data[$"key {i}"] = new string('x', 1000);

        Assert.That(Capture(thrown).Data, Has.Count.InRange(100, 131));
    }

    [Test]
    public void Stack_of_the_step_is_shown()
    {
        var made = RoundTrip(Thrown(), Payment);

        Assert.That(made.StackTrace, Does.Contain(nameof(Thrown)));
        Assert.That(() => throw made, Throws.InstanceOf<PaymentException>().With.Property("StackTrace").Contains(nameof(Thrown)));
    }

    [Test]
    public void Constructor_that_refuses_leaves_a_step_failure()
    {
        var refusing = new ExceptionDescriptor<PaymentException>(_ => throw new ArgumentException("no"));

        Assert.That(RoundTrip(new PaymentException("m", null), refusing), Is.TypeOf<StepFailedException>());
    }

    [Test]
    public void Factory_that_gives_a_thrown_exception_leaves_a_step_failure()
    {
        var shared = Thrown();
        var sharing = new ExceptionDescriptor<PaymentException>(_ => shared);

        Assert.That(RoundTrip(Thrown(), sharing), Is.TypeOf<StepFailedException>());
    }

    [Test]
    public void Property_that_cannot_be_written_is_left_out()
    {
        var broken = new ExceptionDescriptor<PaymentException>(
            content => new PaymentException($"{content.Message} {content.Get<int>("Code")}", null), (_, _, _) => throw new FormatException());

        Assert.That(RoundTrip(new PaymentException("m", null), broken).Message, Is.EqualTo("m 0"));
    }

    [Test]
    public void Message_that_is_no_valid_text_is_recorded_all_the_same() =>
        Assert.That(RoundTrip(new TimeoutException("half \uD800 a pair")).Message, Is.EqualTo("half \uFFFD a pair"));

    [Test]
    public void Generic_type_is_made_again_also_after_its_arguments_assembly_got_another_version()
    {
        var known = new ExceptionDescriptor<RejectedException<StolenCardException>>(content => new RejectedException<StolenCardException>(content.Message));
        var failure = Table([known]).Capture(new RejectedException<StolenCardException>("no"));

        Assert.That(failure.Types[0], Does.EndWith("RejectedException`1[DurableSdk.UnitTests.ExceptionTableTests+StolenCardException]"));
        var before = failure with { Types = [typeof(RejectedException<StolenCardException>).FullName!.Replace("Version=", "Version=0.", StringComparison.Ordinal)] };
        foreach (var recorded in new[] { failure, before })
            Assert.That(Table([known]).Recreate("A#1", recorded), Is.TypeOf<RejectedException<StolenCardException>>());
    }

    [TestCase("Shop.Failed`1[[System.Int32, System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e]]", "Shop.Failed`1[System.Int32]")]
    [TestCase("Failed`2[[A, a, Version=1.0.0.0],[B`1[[C, c, Version=2.0.0.0]], b, Version=1.0.0.0]]", "Failed`2[A,B`1[C]]")]
    [TestCase("Shop.Failed", "Shop.Failed")]
    public void Name_from_a_log_is_read_without_assemblies(string recorded, string today) => Assert.That(ExceptionName.Today(recorded), Is.EqualTo(today));

    [TestCase(true)]
    [TestCase(false)]
    public void Data_that_cannot_be_read_leave_the_failure_recordable(bool throws)
    {
        var failure = Capture(new OddDataException(throws));

        Assert.That((failure.Message, failure.Data.Count), Is.EqualTo(("odd", 0)));
    }

    [Test]
    public void Text_is_not_cut_in_the_middle_of_a_pair()
    {
        var failure = Capture(new TimeoutException(new string('x', (32 * 1024) - 1) + "😀"));

        Assert.That(failure.Message, Is.EqualTo(new string('x', (32 * 1024) - 1) + "…"));
        Assert.That(Capture(new TimeoutException("half \uD800 a pair")).Message, Is.EqualTo("half \uFFFD a pair"), "as it is read again");
    }

    /// <summary>By way of the log, as every failure goes.</summary>
    private static Exception RoundTrip(Exception exception, params ExceptionDescriptor[] known)
    {
        var e = new StepFailed("A#1", 1, "", null, Table(known).Capture(exception));
        var read = EventCodec.Plain.Decode("run-1", EventCodec.Plain.Encode("run-1", new LogEntry(2, CoreHarness.Epoch, e)));
        return Table(known).Recreate("A#1", ((StepFailed)read.Event).Failure);
    }

    private static Failure Capture(Exception exception) => Table([]).Capture(exception);

    private static ExceptionTable Table(ExceptionDescriptor[] known) => new(known, new PayloadSerializer(PayloadSerializer.CreateOptions()));

    private static PaymentException Thrown()
    {
        try
        {
            throw new PaymentException("thrown", null);
        }
        catch (PaymentException e)
        {
            return e;
        }
    }

    internal class PaymentException(string message, Exception? cause) : Exception(message, cause);

    internal class DeclinedException(string message, string code, List<int> tries, Exception? cause) : PaymentException(message, cause)
    {
        public string Code { get; } = code;

        public List<int> Tries { get; } = tries;
    }

    internal sealed class RejectedException<T>(string message) : Exception(message);

    private sealed class OddDataException(bool throws) : Exception("odd")
    {
        public override System.Collections.IDictionary Data => throws ? throw new NotSupportedException("no data") : null!;
    }

    internal sealed class StolenCardException(string message) : DeclinedException(message, "43", [], null);
}
