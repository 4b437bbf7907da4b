using System.Text;
using DurableSdk.Events;
using DurableSdk.Storage;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

public sealed class EventCodecTests
{
    private const string RunId = "run-1";

    private static readonly string Unicode = "Grüße, 世界 👋🏽 \u0000\u2028\"\\</script>";

    private static readonly Failure Deep = new()
    {
        Types = ["Shop.CardDeclinedException", "Shop.PaymentException"],
        Message = Unicode,
        StackTrace = "   at Shop.Pay()\n   at Shop.Run()",
        Data = new Dictionary<string, string> { ["order"] = "o-1", ["größe"] = Unicode },
        Properties = "{\"Code\":\"51\",\"Nested\":{\"a\":[1,2]}}"u8.ToArray(),
        Cause = new Failure { Types = [], Message = "", Cause = new Failure { Types = ["X"], Message = "inner" } },
    };

    public static IEnumerable<RunEvent> Events()
    {
        var at = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567);
        yield return new WorkflowStarted("OrderWorkflow", 3, "[{\"Id\":\"o-1\"},null]"u8.ToArray(), ulong.MaxValue);
        yield return new WorkflowStarted("OrderWorkflow", 4, "[]"u8.ToArray(), 1) { PreviousRunId = Unicode, FirstRunId = "order-17", StartAt = at, ForkedFromRunId = "order-16", ForkedAt = long.MaxValue };
        yield return new WorkflowStarted("OrderWorkflow", 1, "[]"u8.ToArray(), 1) { Rules = 0 };
        yield return new WorkflowStarted("OrderWorkflow", 1, "[]"u8.ToArray(), 1) { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
        yield return new StepStarted("A#1[2]", 2, "Order.cs:21", "[]"u8.ToArray());
        yield return new StepStarted("A#1", 1, "", null);
        yield return new StepCompleted("A#1", 1, "Order.cs:21", "[\"x\",1.50]"u8.ToArray(), "null"u8.ToArray());
        yield return new StepCompleted(Unicode, 1_000, Unicode, null, Encoding.UTF8.GetBytes("\"Grüße, 世界 👋🏽\""));
        yield return new StepCompleted("Huge#1", 1, "", null, Encoding.UTF8.GetBytes($"\"{new string('x', 5_000_000)}\""));
        yield return new StepCompleted("Empty#1", 1, "", "[\"\"]"u8.ToArray(), "\"\""u8.ToArray());
        yield return new StepAttemptFailed("A#1", 2, "Order.cs:21", null, Deep, at);
        yield return new StepFailed("A#1", 5, "Order.cs:21", "[1]"u8.ToArray(), new Failure { Types = ["System.IO.IOException"], Message = "m" });
        yield return new StepStarted("A#1", 1, "", null) { IsCompensable = true };
        yield return new StepCompleted("A#1", 1, "", null, "1"u8.ToArray()) { IsCompensable = true, Compensates = Unicode };
        yield return new StepAttemptFailed("A#1", 2, "", null, Deep, at) { IsCompensable = true, IsUnknown = true };
        yield return new StepFailed("A#1", 2, "", null, Deep) { IsCompensable = true, IsUnknown = true };
        yield return new CompensationStarted(Deep, null);
        yield return new CompensationStarted(null, Unicode);
        yield return new CompensationStarted(null, null);
        yield return new CompensationCompleted("A#1/compensate", 2, "Order.cs:21", "[1]"u8.ToArray());
        yield return new CompensationFailed("A#1/compensate", 3, "Order.cs:21", null, Deep);
        yield return new WorkflowTerminated(Unicode) { Uncompensated = ["A#1", Unicode] };
        yield return new TimerStarted("Sleep#1", "Order.cs:22", "[\"01:00:00\"]"u8.ToArray(), DateTimeOffset.MaxValue);
        yield return new TimerFired("Sleep#1");
        yield return new TimerCanceled("Sleep#1");
        yield return new PatchRecorded(Unicode);
        yield return new WorkflowStarted("OrderWorkflow", 1, "[]"u8.ToArray(), 1)
        {
            StatusText = Unicode,
            Attributes = new Dictionary<string, AttributeValue> { ["größe"] = Unicode, ["total"] = 12.50m, ["at"] = at, ["gift"] = true },
        };
        yield return new StatusSet("SetStatus#1", "Order.cs:23", Unicode);
        yield return new StatusSet("SetStatus#1[2]", "", null);
        yield return new AttributesSet("SetAttribute#1", "Order.cs:24", "größe", double.NegativeInfinity);
        yield return new AttributesSet("SetAttribute#2", "Order.cs:25", Unicode, null);
        yield return new SignalReceived("approved", "[{\"By\":\"Ann\"},2]"u8.ToArray(), null);
        yield return new SignalReceived(Unicode, "[]"u8.ToArray(), Unicode);
        yield return new UpdateAccepted("u-1", "Draw", "[3]"u8.ToArray());
        yield return new UpdateCompleted("u-1", "{\"Left\":2}"u8.ToArray(), null);
        yield return new UpdateCompleted(Unicode, null, Deep);
        yield return new UpdateRejected("u-2", "Draw", Unicode);
        yield return new HookCreated("CreateHook#1[2]", "Order.cs:31", "approval", "s3cret", "[\"approval\",\"7.00:00:00\",1]"u8.ToArray())
        {
            PayloadType = "Shop.Approval",
            ExpiresAt = new DateTimeOffset(2030, 1, 8, 0, 0, 0, TimeSpan.Zero),
            Address = "https://shop.example.com/hooks",
        };
        yield return new HookCreated(Unicode, Unicode, Unicode, Unicode, "[null,null,null]"u8.ToArray()) { Code = "DS1027", Report = Unicode };
        yield return new HookResumed("CreateHook#1", "s3cret", "[{\"By\":\"Ann\"}]"u8.ToArray(), "mail-1");
        yield return new HookResumed(Unicode, Unicode, "[null]"u8.ToArray(), null);
        yield return new HookExpired("CreateHook#1");
        yield return new HookClosed("CreateHook#1");
        yield return new MessageSent("Send#1[2]", "Order.cs:30", "order-18", "approved", "[{\"By\":\"Ann\"}]"u8.ToArray());
        yield return new MessageSent(Unicode, Unicode, Unicode, Unicode, "[]"u8.ToArray()) { Code = "DS1016", Report = Unicode };
        yield return new WorkflowStarted("OrderWorkflow", 1, "[]"u8.ToArray(), 1) { Parent = new ParentLink(Unicode, "OrderWorkflow#1[2]", 7) };
        yield return new WorkflowStarted("OrderWorkflow", 1, "[]"u8.ToArray(), 1) { Parent = new ParentLink("order-17", null, 1) };
        yield return new ChildStarted("BillWorkflow#1[2]", "Order.cs:31", Unicode, Unicode, 3, "[{\"By\":\"Ann\"}]"u8.ToArray());
        yield return new ChildStarted("BillWorkflow#2", "", "bill-1", "BillWorkflow", 1, "[]"u8.ToArray()) { IsDetached = true };
        yield return new ChildCompleted("BillWorkflow#1", Unicode, "{\"Total\":1.50}"u8.ToArray());
        yield return new ChildFailed("BillWorkflow#1", "bill-1", RunStatus.Failed) { Failure = Deep };
        yield return new ChildFailed("BillWorkflow#1", "bill-1", RunStatus.Canceled) { Reason = Unicode };
        yield return new ChildFailed("BillWorkflow#1", "bill-1", RunStatus.Terminated);
        yield return new ChildCancelRequested(Unicode);
        yield return new CancelRequested(null);
        yield return new CancelRequested(Unicode);
        yield return new Resumed();
        yield return new Blocked("DS1001", "line 1\nline 2", "1.2.3+abc");
        yield return new WorkflowCompleted("{\"Total\":79228162514264337593543950335}"u8.ToArray());
        yield return new WorkflowFailed(Deep);
        yield return new WorkflowCanceled(null);
        yield return new WorkflowCanceled("");
        yield return new WorkflowTerminated(null);
        yield return new WorkflowTerminated(Unicode);
        yield return new Paused(null);
        yield return new Paused(Unicode);
        yield return new ContinuedAsNew(Unicode, 4);
    }

    [TestCaseSource(nameof(Events))]
    public void Event_is_read_as_it_was_written(RunEvent e)
    {
        var entry = new LogEntry(7, CoreHarness.Epoch, e);

        var stored = EventCodec.Plain.Encode(RunId, entry);
        var read = EventCodec.Plain.Decode(RunId, stored);

        Assert.That(read.Event, Is.TypeOf(e.GetType()));
        Assert.That((read.Sequence, read.At), Is.EqualTo((entry.Sequence, entry.At)));
        Assert.That(Text(EventCodec.Plain.Encode(RunId, read)), Is.EqualTo(Text(stored)));
        Assert.That(EventText.Of(read.Event), Is.EqualTo(EventText.Of(e)));
    }

    [Test]
    public void Every_event_and_kind_has_a_case_here() => Assert.Multiple(() =>
    {
        var types = typeof(RunEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(RunEvent)) && !t.IsAbstract && t != typeof(DamagedEvent));
        Assert.That(Events().Select(e => e.GetType()).Distinct(), Is.EquivalentTo(types));
        Assert.That(Events().Select(EventBody.KindOf).Distinct(), Is.EquivalentTo(Enum.GetValues<EventKind>()));
    });

    [Test]
    public void Body_is_json_that_a_person_can_read()
    {
        var stored = EventCodec.Plain.Encode(RunId, new LogEntry(2, CoreHarness.Epoch, new StepCompleted(
            "ChargeAsync#1", 2, "Order.cs:21", "[\"o-1\"]"u8.ToArray(), "{\"Id\":7}"u8.ToArray())));

        Assert.That(Text(stored), Is.EqualTo(
            "{\"id\":\"ChargeAsync#1\",\"attempt\":2,\"source\":\"Order.cs:21\",\"args\":[\"o-1\"],\"result\":{\"Id\":7}}"));
    }

    [Test]
    public void Checksum_and_format_of_an_event_never_change()
    {
        var stored = EventCodec.Plain.Encode(RunId, new LogEntry(3, CoreHarness.Epoch, new TimerFired("Sleep#1")));

        Assert.That(Text(stored), Is.EqualTo("{\"id\":\"Sleep#1\"}"));
        Assert.That((stored.Format, stored.Kind, stored.Checksum), Is.EqualTo((1, EventKind.TimerFired, 0x7C39577Au)));
    }

    [Test]
    public void Unknown_fields_are_skipped()
    {
        var body = "{\"new\":{\"a\":[1,{\"id\":\"not this\"}]},\"id\":\"A#1\",\"attempt\":1,\"more\":null,\"result\":5,\"failure\":{\"types\":[\"X\"],\"hint\":[[]],\"message\":\"m\"}}";

        var read = (StepCompleted)EventCodec.Plain.Decode(RunId, Sign(EventKind.StepCompleted, body)).Event;

        Assert.That((read.Id, read.Attempt, read.Source, Encoding.UTF8.GetString(read.Result.Span)), Is.EqualTo(("A#1", 1, "", "5")));
    }

    [TestCase(EventKind.StepCompleted, "{\"id\":\"A#1\",\"attempt\":1}", "field Result is missing")]
    [TestCase(EventKind.StepFailed, "{\"id\":\"A#1\",\"attempt\":1}", "field Failure is missing")]
    [TestCase(EventKind.TimerFired, "{}", "field Id is missing")]
    [TestCase(EventKind.WorkflowStarted, "{\"workflow\":\"W\"}", "field Arguments is missing")]
    [TestCase(EventKind.StepStarted, "{\"id\":5}", "number")]
    [TestCase(EventKind.StepStarted, "{\"id\":\"A", "end of data")]
    [TestCase(EventKind.StepStarted, "", "JSON")]
    public void Body_that_does_not_fit_its_kind_is_damaged(EventKind kind, string body, string how) =>
        Assert.That(
            () => EventCodec.Plain.Decode(RunId, Sign(kind, body)),
            Throws.TypeOf<DurableException>().With.Property("Code").EqualTo("DS1006").And.Message.Contains(how).IgnoreCase);

    [Test]
    public void Failure_with_causes_without_end_is_damaged()
    {
        var body = "{\"id\":\"A#1\",\"attempt\":1,\"failure\":" + string.Concat(Enumerable.Repeat("{\"cause\":", 200_000)) + "{}" + new string('}', 200_001);
        Assert.That(() => EventCodec.Plain.Decode(RunId, Sign(EventKind.StepFailed, body)), Throws.TypeOf<DurableException>().With.Message.Contains("more than 64 causes"));
    }

    [TestCase(EventKind.Resumed, "[]")]
    [TestCase(EventKind.Resumed, "{}x")]
    [TestCase(EventKind.Resumed, "7")]
    [TestCase(EventKind.StepFailed, "{\"id\":\"A#1\",\"failure\":5,\"attempt\":1}")]
    [TestCase(EventKind.StepFailed, "{\"id\":\"A#1\",\"failure\":{\"types\":\"X\"}}")]
    [TestCase(EventKind.StepFailed, "{\"id\":\"A#1\",\"failure\":{\"data\":[1]}}")]
    [TestCase(EventKind.WorkflowTerminated, "{\"uncompensated\":{}}")]
    [TestCase(EventKind.WorkflowTerminated, "{\"uncompensated\":[\"A#1\",5]}")]
    [TestCase(EventKind.WorkflowStarted, "{\"workflow\":\"W\",\"args\":[],\"attributes\":{\"key\":{}}}")]
    [TestCase(EventKind.WorkflowStarted, "{\"workflow\":\"W\",\"args\":[],\"attributes\":{\"key\":[\"Text\",null]}}")]
    [TestCase(EventKind.WorkflowStarted, "{\"workflow\":\"W\",\"args\":[],\"attributes\":{\"key\":[\"Text\",\"a\",\"b\"]}}")]
    public void Value_of_another_shape_is_damaged(EventKind kind, string body) =>
        Assert.That(() => EventCodec.Plain.Decode(RunId, Sign(kind, body)), Throws.TypeOf<DurableException>().With.Property("Code").EqualTo("DS1006"));

    [Test]
    public void Format_of_a_newer_version_is_no_damage()
    {
        var stored = Sign(EventKind.TimerFired, "{\"id\":\"S#1\"}", format: 3);

        Assert.That(() => EventCodec.Plain.Decode(RunId, stored), Throws.TypeOf<DurableException>().With.Message.EqualTo(
            "DS1006: Event 7 of run run-1 has format 3, which this version of DurableSdk doesn't know: a newer one wrote it. "
            + "The run is left as it is; use that version or a later one. docs/errors/DS1006.md"));
    }

    [Test]
    public void Kind_of_a_newer_version_is_no_damage()
    {
        var stored = Sign((EventKind)1000, "{\"id\":\"S#1\"}");

        Assert.That(() => EventCodec.Plain.Decode(RunId, stored), Throws.TypeOf<DurableException>().With.Message.StartsWith(
            "DS1006: Event 7 of run run-1 is of kind 1000, which this version of DurableSdk doesn't know: a newer one wrote it."));
    }

    private static StoredEvent Sign(EventKind kind, string body, int format = EventCodec.Format)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return new StoredEvent(7, kind, format, CoreHarness.Epoch, bytes, EventChecksum.Compute(RunId, 7, kind, format, bytes));
    }

    private static string Text(StoredEvent stored) => Encoding.UTF8.GetString(stored.Body.Span);
}
