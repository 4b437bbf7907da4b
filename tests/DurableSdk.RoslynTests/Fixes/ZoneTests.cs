namespace DurableSdk.RoslynTests.Fixes;

/// <summary>Times get a zone (DUR1033, DUR1034), and texts of exceptions lose their trace (DUR1035).</summary>
public sealed class ZoneTests
{
    private const string Members = "[Step]\nprivate Task SetAsync(DateTimeOffset at) => Task.CompletedTask;\n\n[Step]\nprivate Task<DateTime> DateAsync() => Task.FromResult(DateTime.UnixEpoch);";

    [TestCase("DUR1033", "await SetAsync(new DateTime(2024, 1, 1));", "await SetAsync(DateTime.SpecifyKind(new DateTime(2024, 1, 1), DateTimeKind.Utc));")]
    [TestCase("DUR1033", "await SetAsync(Durable.UtcNow.DateTime);", "await SetAsync(Durable.UtcNow.UtcDateTime);")]
    [TestCase("DUR1033", "await SetAsync(new DateTimeOffset(Durable.UtcNow.Date));", "await SetAsync(new DateTimeOffset(DateTime.SpecifyKind(Durable.UtcNow.Date, DateTimeKind.Utc)));")]
    [TestCase("DUR1034", "await SetAsync(await DateAsync() /* then */);", "await SetAsync(DateTime.SpecifyKind(await DateAsync(), DateTimeKind.Utc) /* then */);")]
    [TestCase("DUR1034", "var date = await DateAsync();\nif (date > Durable.UtcNow)\n    return;", "var date = await DateAsync();\nif (DateTime.SpecifyKind(date, DateTimeKind.Utc) > Durable.UtcNow)\n    return;")]
    [TestCase("DUR1034", "var date = await DateAsync();\n_ = date.ToUniversalTime();", "var date = await DateAsync();\n_ = DateTime.SpecifyKind(date, DateTimeKind.Utc);")]
    [TestCase("DUR1035", "try { await OneAsync(); } catch (InvalidOperationException e) { await TextAsync(e.ToString()); }", "try { await OneAsync(); } catch (InvalidOperationException e) { await TextAsync(e.Message); }")]
    [TestCase("DUR1035", "try { await OneAsync(); } catch (InvalidOperationException e) { await TextAsync($\"{e}!\" + e); }", "try { await OneAsync(); } catch (InvalidOperationException e) { await TextAsync($\"{e.Message}!\" + e.Message); }")]
    public Task It_is_mended(string rule, string before, string after) => Fixed.BodyAsync(rule, before, after, Members);

    [TestCase("DUR1033", "_ = TimeZoneInfo.Local;")]
    [TestCase("DUR1033", "_ = Durable.UtcNow.ToLocalTime();")]
    [TestCase("DUR1033", "_ = Durable.UtcNow.LocalDateTime.ToLocalTime();")]
    [TestCase("DUR1034", "_ = DateTimeOffset.Parse(order.Id, System.Globalization.CultureInfo.InvariantCulture);")]
    [TestCase("DUR1035", "try { await OneAsync(); } catch (InvalidOperationException e) { await TextAsync(e.StackTrace!); }")]
    public Task What_has_no_single_answer_is_left_to_people(string rule, string body) => Fixed.NotOfferedAsync(rule, Fixed.Workflow(body, Members));
}
