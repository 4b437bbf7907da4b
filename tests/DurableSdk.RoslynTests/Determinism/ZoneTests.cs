namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1033 and DUR1034: times that the machine's time zone makes, or may make.</summary>
public sealed class ZoneTests
{
    private const string Members = """
        [Step] private static Task<DateTime> DateAsync() => Task.FromResult(DateTime.UnixEpoch);
        [Step] private static Task SetAsync(DateTimeOffset? at) => Task.CompletedTask;
        private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        private static readonly DateTime Opening = new(2024, 1, 1);
        """;

    private const string Given = "var date = await DateAsync(); _ = date;\n";

    [TestCase("await SetAsync({|DUR1033:new DateTime(2024, 1, 1)|});")]
    [TestCase("await SetAsync({|DUR1033:new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Local)|});")]
    [TestCase("DateTimeOffset at = {|DUR1033:Durable.UtcNow.DateTime|}; await SetAsync(at);")]
    [TestCase("var at = (DateTimeOffset){|DUR1033:Durable.UtcNow.Date.AddDays(1)|}; await SetAsync(at);")]
    [TestCase("await SetAsync(new DateTimeOffset({|DUR1033:Durable.UtcNow.Date|}));")]
    [TestCase("DateTimeOffset at = new({|DUR1033:DateTime.MinValue|}); await SetAsync(at);")]
    [TestCase("await SetAsync({|DUR1033:default(DateTime)|});")]
    [TestCase("await SetAsync({|DUR1033:new DateOnly(2024, 1, 1).ToDateTime(TimeOnly.MinValue)|});")]
    [TestCase("var day = DateOnly.FromDateTime(date).ToDateTime(TimeOnly.MinValue); if ({|DUR1033:day|} < Durable.UtcNow) await OneAsync();")]
    [TestCase("await SetAsync({|DUR1033:order.Total > 1 ? Start : Opening|});")]
    [TestCase("await SetAsync({|DUR1033:Opening + TimeSpan.FromDays(1)|});")]
    [TestCase("await SetAsync({|DUR1033:DateTime.SpecifyKind(date, DateTimeKind.Unspecified)|});")]
    [TestCase("var list = new List<DateTimeOffset> { {|DUR1033:Opening|} }; await SetAsync(list[0]);")]
    [TestCase("await SetAsync(Day()); DateTimeOffset Day() => {|DUR1033:Opening|};")]
    [TestCase("_ = {|DUR1033:date.ToLocalTime()|};")]
    [TestCase("_ = {|DUR1033:Durable.UtcNow.ToLocalTime()|}; _ = {|DUR1033:Durable.UtcNow.LocalDateTime|};")]
    [TestCase("_ = {|DUR1033:TimeZoneInfo.Local|}.Id; _ = {|DUR1033:TimeZone.CurrentTimeZone|};")]
    [TestCase("_ = {|DUR1033:date.ToFileTime()|}; _ = {|DUR1033:DateTime.FromFileTime(1)|}; _ = {|DUR1033:date.IsDaylightSavingTime()|};")]
    [TestCase("_ = {|DUR1033:Opening.ToUniversalTime()|}; _ = {|DUR1033:TimeZoneInfo.ConvertTimeToUtc(Opening)|}; _ = {|DUR1033:TimeZoneInfo.ConvertTime(Opening, TimeZoneInfo.Utc)|};")]
    [TestCase("await SetAsync({|DUR1033:Opening.ToUniversalTime()|});")]
    public void Zone_of_the_machine_is_reported(string body) => Expect.InWorkflow(Given + body, Members);

    [TestCase("DateTimeOffset at = {|DUR1034:date|}; await SetAsync(at);")]
    [TestCase("await SetAsync({|DUR1034:date|});")]
    [TestCase("await SetAsync({|DUR1034:await DateAsync()|});")]
    [TestCase("if ({|DUR1034:date|} > Durable.UtcNow) await OneAsync();")]
    [TestCase("await SetAsync(new DateTimeOffset({|DUR1034:date.Date|}));")]
    [TestCase("DateTime? some = date; await SetAsync({|DUR1034:some.Value|}); await SetAsync({|DUR1034:some|});")]
    [TestCase("var late = Start; late = date; await SetAsync({|DUR1034:late|});")]
    [TestCase("_ = {|DUR1034:date.ToUniversalTime()|}; _ = {|DUR1034:TimeZoneInfo.ConvertTimeToUtc(date)|};")]
    [TestCase("await SetAsync({|DUR1034:DateTimeOffset.Parse(order.Id, System.Globalization.CultureInfo.InvariantCulture)|});")]
    [TestCase("await SetAsync({|DUR1034:DateTimeOffset.ParseExact(order.Id, \"yyyy-MM-dd\", System.Globalization.CultureInfo.InvariantCulture)|});")]
    [TestCase("if ({|DUR1034:DateTimeOffset.TryParse(order.Id, System.Globalization.CultureInfo.InvariantCulture, out var at)|}) await SetAsync(at);")]
    [TestCase("_ = {|DUR1034:DateTime.Parse(order.Id, System.Globalization.CultureInfo.InvariantCulture)|};")]
    [TestCase("_ = {|DUR1034:DateTime.Parse(order.Id, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal)|};")]
    [TestCase("_ = {|DUR1034:Convert.ToDateTime(order.Id, System.Globalization.CultureInfo.InvariantCulture)|};")]
    public void What_may_be_of_the_zone_is_told(string body) => Expect.InWorkflow(Given + body, Members);

    [TestCase("await SetAsync(Durable.UtcNow.UtcDateTime); await SetAsync(Durable.UtcNow.UtcDateTime.Date.AddDays(1)); await SetAsync(DateTime.UnixEpoch);")]
    [TestCase("await SetAsync(Start); await SetAsync(Start + TimeSpan.FromDays(1)); var start = Start.AddMonths(1); await SetAsync(start);")]
    [TestCase("await SetAsync(new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc)); await SetAsync(DateTime.SpecifyKind(date, DateTimeKind.Utc));")]
    [TestCase("await SetAsync(new DateTimeOffset(date, TimeSpan.Zero)); await SetAsync(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(1)));")]
    [TestCase("await SetAsync(new DateOnly(2024, 1, 1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)); await SetAsync(TimeZoneInfo.ConvertTimeToUtc(date, TimeZoneInfo.Utc));")]
    [TestCase("await SetAsync(order.Total > 1 ? Start : Durable.UtcNow.UtcDateTime); DateTime? none = null; await SetAsync(none is { } at ? Start : DateTime.UnixEpoch);")]
    [TestCase("var one = date.AddDays(1); if (one > date && one.Year > 2000 && DateOnly.FromDateTime(one).Day > 1) await OneAsync();")]
    [TestCase("await SetAsync(Durable.UtcNow.ToUniversalTime()); await SetAsync(Durable.UtcNow.ToOffset(TimeSpan.FromHours(1))); _ = Start.ToUniversalTime(); _ = date.ToFileTimeUtc();")]
    [TestCase("_ = DateTime.Parse(order.Id, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.RoundtripKind);")]
    [TestCase("_ = DateTime.Parse(order.Id, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal | System.Globalization.DateTimeStyles.AssumeUniversal);")]
    [TestCase("_ = DateTimeOffset.Parse(order.Id, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);")]
    [TestCase("_ = DateTime.ParseExact(order.Id, \"yyyy-MM-dd\", System.Globalization.CultureInfo.InvariantCulture); _ = DateTimeOffset.ParseExact(order.Id, \"yyyy-MM-dd zzz\", System.Globalization.CultureInfo.InvariantCulture);")]
    [TestCase("_ = DateTime.Parse(\"2024-01-01\", System.Globalization.CultureInfo.InvariantCulture); _ = DateTimeOffset.Parse(\"2024-01-01T00:00:00Z\", System.Globalization.CultureInfo.InvariantCulture);")]
    [TestCase("_ = DateOnly.ParseExact(order.Id, \"yyyy-MM-dd\", System.Globalization.CultureInfo.InvariantCulture); _ = TimeOnly.Parse(\"10:00\", System.Globalization.CultureInfo.InvariantCulture);")]
    public void What_names_its_zone_is_silent(string body) => Expect.InWorkflow(Given + body, Members);

    [TestCase("_ = {|DUR1001:DateTime.Now|}.Date; DateTimeOffset at = {|DUR1001:DateTime.Now|}; await SetAsync(at);")]
    [TestCase("DateTimeOffset at = {|DUR1033:date.ToLocalTime()|}; await SetAsync(at);")]
    public void What_was_said_of_the_value_is_said_once(string body) => Expect.InWorkflow(Given + body, Members);

    [Test]
    public void Step_may_use_the_zone() => Expect.InWorkflow("await ReadAsync();", "[Step] private static Task ReadAsync() { DateTimeOffset at = DateTime.Today; _ = at.LocalDateTime; _ = TimeZoneInfo.Local; return Task.CompletedTask; }");

    [Test]
    public void Field_of_a_workflow_may_not_be_made_of_it() => Expect.InWorkflow("await SetAsync(_at);", Members + " private readonly DateTimeOffset _at = {|DUR1033:Durable.UtcNow.LocalDateTime|};".Replace("Durable.UtcNow", "DateTimeOffset.UnixEpoch", StringComparison.Ordinal));
}
