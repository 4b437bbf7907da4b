using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Rules;

/// <summary>A compensation takes the step's result, its arguments, or both.</summary>
public sealed class CompensationRuleTests
{
    private const string Step = "[Step(Compensate = \"Undo\")] public Task<string> A(int x, CancellationToken cancel = default) => null!;";
    private const string HashedStep = "[Step(Compensate = \"Undo\", Arguments = ArgumentRecording.Hash)] public Task<string> A(int x, CancellationToken cancel = default) => null!;";

    [TestCase("", "'C' has no other method 'Undo' that can be seen from here")]
    [TestCase("void Undo(string s) { }", "it returns no task")]
    [TestCase("Task<int> Undo(long x) => null!;", "it takes something else")]
    [TestCase("Task Undo() => null!;", "it takes something else")]
    [TestCase("Task Undo(string s, int x) => null!;", "it takes something else")]
    [TestCase("Task Undo(int x, int y) => null!;", "it takes something else")]
    [TestCase("Task Undo<T>(string s) => null!;", "it takes something else")]
    public void Compensation_that_fits_in_no_way_is_an_error_that_shows_what_does(string compensation, string why)
    {
        var reported = Project.Of($"public class C {{ {Step} {compensation} }}").Analyze().Single();

        Assert.That(reported.Id, Is.EqualTo("DUR0035"));
        Assert.That(reported.GetMessage(null), Does.Contain(why).And.EndsWith("Task Undo(string), Task Undo(int, string), Task Undo(int)."));
        Assert.That(reported.Location.SourceTree!.GetText().ToString(reported.Location.SourceSpan), Is.EqualTo("Compensate = \"Undo\""));
    }

    [TestCase(Step + "Task Undo(int x) => null!; Task Undo(string s) => null!;")]
    [TestCase(Step + "Task Undo(int x) => null!; Task Undo(int x, CancellationToken cancel) => null!;")]
    [TestCase("[Step(Compensate = nameof(Undo))] public Task<int> A(int x) => null!; Task Undo(int x) => null!;")]
    [TestCase("[Step(Compensate = nameof(Undo))] public Task<int> A() => null!; Task Undo(int x) => null!; Task Undo() => null!;")]
    public void Compensation_that_can_be_read_in_two_ways_is_an_error(string members) => Assert.That(Ids(members), Is.EqualTo("DUR0036"));

    [TestCase("[Step(Compensate = nameof(Undo))] public static Task A() => null!; Task Undo() => null!;", "DUR0035")]
    [TestCase("[Step(Compensate = nameof(A))] public Task A(int x) => null!;", "DUR0035")]
    [TestCase(Step + "Task Undo(int x, System.Data.Common.DbConnection db) => null!;", "DUR0035")]
    [TestCase("[Step(Compensate = \"\")] public Task A(int x) => null!;", "DUR0035")]
    public void Compensation_that_is_none_is_an_error(string members, string rule) => Assert.That(Ids(members), Is.EqualTo(rule));

    [TestCase(Step + "Task Undo(string s) => null!; Task Undo(long x) => null!;")]
    [TestCase(Step + "ValueTask<int> Undo(CancellationToken cancel, int x) => default;")]
    [TestCase(Step + "static Task Undo(int x, string s, CancellationToken cancel) => null!;")]
    [TestCase(Step + "[Step(MaxAttempts = 9)] Task Undo(int x, string s) => null!;")]
    [TestCase("[Step(Compensate = nameof(Undo))] public Task<int> A(int x) => null!; Task Undo(int x, int y) => null!;")]
    [TestCase("[Step(Compensate = nameof(Undo))] public Task A() => null!; Task Undo() => null!;")]
    [TestCase("[Step(Compensate = nameof(Undo))] public Task<List<T>> A<T>(T x) => null!; Task Undo<U>(List<U> x) => null!;")]
    [TestCase(Step + "[Step(Transactional = true)] Task Undo(int x, System.Data.Common.DbConnection db = null!, System.Data.Common.DbTransaction transaction = null!) => null!;")]
    [TestCase("[Step(Compensate = nameof(Undo))] public Task<(int Id, string Text)> A() => null!; Task Undo((int A, string? B) x) => null!;")]
    [TestCase("[Step(Compensate = null)] public Task A() => null!;")]
    public void Compensation_that_fits_is_none(string members) => Assert.That(Ids(members), Is.Empty);

    [TestCase("Task Undo(int x) => null!;")]
    [TestCase("Task Undo(int x, string s) => null!;")]
    public void Compensation_that_takes_arguments_of_which_a_hash_is_recorded_is_an_error(string compensation)
    {
        var reported = Project.Of($"public class C {{ {HashedStep} {compensation} }}").Analyze().Single();

        Assert.That(reported.Id, Is.EqualTo("DUR0052"));
        Assert.That(reported.GetMessage(null), Does.StartWith("'Undo' compensates the step 'A'"));
        Assert.That(reported.Location.SourceTree!.GetText().ToString(reported.Location.SourceSpan), Is.EqualTo("Compensate = \"Undo\""));
    }

    [TestCase(HashedStep + "Task Undo(string s) => null!;")]
    [TestCase(HashedStep + "[Step(Arguments = ArgumentRecording.Hash)] Task Undo(string s) => null!;")]
    [TestCase("[Step(Compensate = \"Undo\", Arguments = ArgumentRecording.Hash)] public Task A(CancellationToken cancel) => null!; Task Undo() => null!;")]
    [TestCase(Step + "[Step(Arguments = ArgumentRecording.Hash)] Task Undo(int x) => null!;")]
    public void Compensation_that_takes_what_is_recorded_is_none(string members) => Assert.That(Ids(members), Is.Empty);

    [Test]
    public void Compensation_that_another_assembly_hides_is_an_error_at_the_call()
    {
        var library = Project.Of("public class Hotel { [Step(Compensate = nameof(Undo))] public Task A(int x) => null!; private Task Undo(int x) => null!; }", "Library").Build();
        var reported = Project.Of("public class W(Hotel hotel) { [Workflow] public Task RunAsync() => hotel.A(1); }").With(Program.ReferenceTo(library)).Analyze().Single();

        Assert.That(reported.Id, Is.EqualTo("DUR0022"));
        Assert.That(reported.GetMessage(null), Does.Contain("'Hotel' has no other method 'Undo' that can be seen from here").And.Contain("DUR0035"));
    }

    private static string Ids(string members) => string.Join(",", Project.Of($"public class C {{ {members} }}").Analyze().Select(d => d.Id));
}
