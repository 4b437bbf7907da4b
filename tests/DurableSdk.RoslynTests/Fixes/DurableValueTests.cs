namespace DurableSdk.RoslynTests.Fixes;

/// <summary>Clocks and chance become values of the log (DUR1001, DUR1002).</summary>
public sealed class DurableValueTests
{
    [TestCase("DateTime.UtcNow", "Durable.UtcNow.UtcDateTime")]
    [TestCase("DateTime.Now", "Durable.UtcNow.UtcDateTime")]
    [TestCase("DateTime.Today", "Durable.UtcNow.UtcDateTime.Date")]
    [TestCase("DateTimeOffset.UtcNow", "Durable.UtcNow")]
    [TestCase("DateTimeOffset.Now", "Durable.UtcNow")]
    [TestCase("System.DateTimeOffset.Now", "Durable.UtcNow")]
    [TestCase("DateTime.UtcNow.AddDays(1)", "Durable.UtcNow.UtcDateTime.AddDays(1)")]
    [TestCase("Environment.TickCount64", "Durable.UtcNow.ToUnixTimeMilliseconds()")]
    [TestCase("TimeProvider.System.GetUtcNow()", "Durable.UtcNow")]
    [TestCase("TimeProvider.System.GetLocalNow().DateTime", "Durable.UtcNow.DateTime")]
    public Task Clock_becomes_the_time_of_the_workflow(string before, string after) =>
        Fixed.BodyAsync("DUR1001", $"var at = {before};\nif (at == default)\n    return;", $"var at = {after};\nif (at == default)\n    return;");

    [TestCase("Guid.NewGuid()", "Durable.NewGuid()")]
    [TestCase("Guid.CreateVersion7().ToString()", "Durable.NewGuid().ToString()")]
    [TestCase("new Random().Next(7)", "Durable.Random.Next(7)")]
    [TestCase("(System.Random)new()", "(System.Random)Durable.Random")]
    [TestCase("Random.Shared.Next(7)", "Durable.Random.Next(7)")]
    [TestCase("System.IO.Path.GetRandomFileName()", "Durable.NewGuid().ToString()")]
    [TestCase("(Func<Guid>)Guid.NewGuid", "(Func<Guid>)Durable.NewGuid")]
    public Task Chance_becomes_drawn_from_the_log(string before, string after) =>
        Fixed.BodyAsync("DUR1002", $"var x = {before};", $"var x = {after};");

    [TestCase("DUR1001", "System.Diagnostics.Stopwatch.StartNew()")]
    [TestCase("DUR1002", "new Random(42)")]
    [TestCase("DUR1002", "System.Security.Cryptography.RandomNumberGenerator.GetInt32(7)")]
    public Task What_has_no_single_answer_is_left_to_people(string rule, string expression) =>
        Fixed.NotOfferedAsync(rule, Fixed.Workflow($"_ = {expression};"));

    [Test]
    public Task Clock_behind_a_question_mark_is_left_to_people() => Fixed.NotOfferedAsync(
        "DUR1001", Fixed.Workflow("_ = Now(null);", "private static DateTimeOffset? Now(TimeProvider? clock) => clock?.GetUtcNow();"));

    [Test]
    public Task Field_of_a_workflow_gets_no_durable_value() =>
        Fixed.NotOfferedAsync("DUR1002", Fixed.Workflow("", "private readonly Guid _id = Guid.NewGuid();"));

    [Test]
    public Task Comments_and_indentation_stay() => Fixed.BodyAsync(
        "DUR1001",
        "// when\nvar at = /* a */ DateTime.UtcNow /* b */; // c\n\nvar more = new\n{\n    At = DateTime.UtcNow, // d\n};",
        "// when\nvar at = /* a */ Durable.UtcNow.UtcDateTime /* b */; // c\n\nvar more = new\n{\n    At = Durable.UtcNow.UtcDateTime, // d\n};");

    [Test]
    public async Task Another_thing_named_Durable_is_not_mistaken()
    {
        var text = await Fixed.AllAsync("DUR1001", Fixed.Workflow("string Durable = \"\";\nvar at = DateTime.UtcNow;"));
        Assert.That(text, Does.Contain("var at = global::DurableSdk.Durable.UtcNow.UtcDateTime;"));
    }

    [Test]
    public async Task All_findings_of_one_title_in_all_files_are_mended()
    {
        using var solution = await Fixed.AllAsync("DUR1001", null, [
            ("Case.cs", Fixed.Workflow("_ = Clock.Now;\n_ = DateTime.Now;\n_ = Clock.Today();")),
            ("Clock.cs", "static class Clock\n{\n    public static DateTimeOffset Now => DateTimeOffset.Now;\n    public static DateTime Today() => DateTime.Today.AddDays(DateTime.Now.Day);\n}\n"),
        ]);
        Assert.That(await solution.TextAsync("Clock.cs"), Is.EqualTo(
            "static class Clock\n{\n    public static DateTimeOffset Now => Durable.UtcNow;\n    public static DateTime Today() => Durable.UtcNow.UtcDateTime.Date.AddDays(Durable.UtcNow.UtcDateTime.Day);\n}\n"));
    }
}
