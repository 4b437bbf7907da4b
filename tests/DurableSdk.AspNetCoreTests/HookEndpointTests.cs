using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DurableSdk.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DurableSdk.AspNetCoreTests;

/// <summary>The endpoint over HTTP: what is answered, and that what was acknowledged is used.</summary>
public sealed partial class HookEndpointTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _time = new();
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    [SetUp]
    public Task StartAsync() => StartAsync(_ => { });

    private async Task StartAsync(Action<DurableOptions> configure)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<Mailbox>();
        builder.Services.AddDurable(o =>
        {
            o.UseInMemory();
            o.Json.PropertyNameCaseInsensitive = true;
            o.PayloadBytesMax = 2000;
            o.TimeProvider = _time;
            o.HooksAddress = new Uri("https://shop.test/answers");
            configure(o);
        });
        _app = builder.Build();
        _app.MapDurableHooks("/answers");
        await _app.StartAsync();
        _http = _app.GetTestClient();
    }

    [TearDown]
    public async Task StopAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private DurableClient Client => _app.Services.GetRequiredService<DurableClient>();

    [Test]
    public async Task Posted_json_is_accepted_and_the_run_goes_on()
    {
        var (run, url, _) = await MailedAsync();

        using var response = await _http.PostAsJsonAsync(url, new Review(true, "Ann"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(url.AbsoluteUri, Does.Match("^https://shop.test/answers/[A-Za-z0-9]{32}$"));
        Assert.That(await ResultAsync(run), Is.EqualTo("Ann True"));
    }

    [Test]
    public async Task Delivery_with_the_same_key_is_answered_as_the_first_and_counts_once()
    {
        var (_, url, _) = await MailedAsync(deliveriesMax: 1);

        using var first = await PostAsync(url, "{\"IsApproved\":true,\"By\":\"Ann\"}", key: "mail-1");
        using var again = await PostAsync(url, "{\"IsApproved\":true,\"By\":\"Ann\"}", key: "mail-1");
        using var other = await PostAsync(url, "{\"IsApproved\":false,\"By\":\"Bob\"}", key: "mail-2");

        Assert.That((first.StatusCode, again.StatusCode), Is.EqualTo((HttpStatusCode.Accepted, HttpStatusCode.OK)));
        await AssertProblemAsync(other, HttpStatusCode.Conflict, "DS4039", url);
    }

    [Test]
    public async Task Unknown_token_is_not_found()
    {
        var (_, url, _) = await MailedAsync();
        using var unknown = await PostAsync(new Uri($"{url}x"), "1");
        await AssertProblemAsync(unknown, HttpStatusCode.NotFound, "DS4035", url);
    }

    [Test]
    public async Task Payload_that_does_not_fit_is_a_bad_request_that_says_what_is_expected()
    {
        var (_, url, _) = await MailedAsync();
        foreach (var body in new[] { "5", "{", "" })
        {
            using var response = await PostAsync(url, body);
            var detail = await AssertProblemAsync(response, HttpStatusCode.BadRequest, "DS4038", url);
            Assert.That(detail, Does.Contain("DurableSdk.AspNetCoreTests.Review"));
        }

        using var badKey = await PostAsync(url, "{\"IsApproved\":true,\"By\":\"Ann\"}", key: new string('x', 201));
        await AssertProblemAsync(badKey, HttpStatusCode.BadRequest, "DS4014", url);
    }

    [TestCase("{}", "IsApproved")]
    [TestCase("""{"IsApprovd":true,"By":"Ann"}""", "IsApproved")]
    [TestCase("""{"IsApproved":true,"By":null}""", "By")]
    public async Task Payload_that_leaves_out_what_is_required_is_a_bad_request_that_names_it(string body, string property)
    {
        var (_, url, _) = await MailedAsync(deliveriesMax: 1);
        using var response = await PostAsync(url, body);
        Assert.That(await AssertProblemAsync(response, HttpStatusCode.BadRequest, "DS4038", url), Does.Contain(property));

        using var mended = await PostAsync(url, """{"isApproved":true,"by":"Ann","comment":"more than is asked for"}""");
        Assert.That(mended.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
    }

    [Test]
    public async Task Text_that_is_not_in_utf8_is_refused()
    {
        var (_, url, _) = await MailedAsync();
        var latin = Encoding.Latin1.GetBytes("""{"IsApproved":true,"By":"Müller"}""");

        using var unsaid = await PostAsync(url, latin, "application/json");
        Assert.That(await AssertProblemAsync(unsaid, HttpStatusCode.BadRequest, "DS4038", url), Does.Contain("UTF-8"));
        using var said = await PostAsync(url, latin, "application/json; charset=iso-8859-1");
        Assert.That(await AssertProblemAsync(said, HttpStatusCode.UnsupportedMediaType, "DS4043", url), Does.Contain("iso-8859-1"));
    }

    [TestCase("application/json; charset=\"UTF-8\"")]
    [TestCase("text/plain; charset=us-ascii")]
    [TestCase("no media type")]
    public async Task Text_in_utf8_is_taken_whatever_it_is_called_and_with_a_byte_order_mark(string contentType)
    {
        var (run, url, _) = await MailedAsync();
        using var response = await PostAsync(url, [.. Encoding.UTF8.Preamble, .. """{"IsApproved":true,"By":"Ann"}"""u8], contentType);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(await ResultAsync(run), Is.EqualTo("Ann True"));
    }

    [TestCase(2000, HttpStatusCode.RequestEntityTooLarge, "DS2002")]
    [TestCase(6 * 1024 * 1024, HttpStatusCode.Accepted, "Thank you")]
    public async Task Form_is_as_large_as_the_limit_allows(int bytesMax, HttpStatusCode status, string said)
    {
        await StopAsync();
        await StartAsync(o => o.PayloadBytesMax = bytesMax);
        var (_, url, _) = await MailedAsync();
        // Each of these takes three bytes of a form.
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["payload"] = JsonSerializer.Serialize(new Review(true, new string('/', 5 * 1024 * 1024))) });

        using var response = await _http.PostAsync(url, form);

        Assert.That(response.StatusCode, Is.EqualTo(status));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain(said));
    }

    [Test]
    public async Task Delivery_that_cannot_be_kept_now_is_asked_for_again_without_saying_why()
    {
        await StopAsync();
        var codec = new StuckCodec();
        await StartAsync(o => o.UseCodec(codec));
        var (_, url, _) = await MailedAsync(deliveriesMax: 1);
        codec.IsStuck = true;

        using var refused = await PostAsync(url, """{"IsApproved":true,"By":"Ann"}""");
        Assert.That(await AssertProblemAsync(refused, HttpStatusCode.ServiceUnavailable, "DS2012", url), Does.Not.Contain("vault").And.Not.Contain("StuckCodec"));

        codec.IsStuck = false;
        using var again = await PostAsync(url, """{"IsApproved":true,"By":"Ann"}""");
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
    }

    [Test]
    public async Task Payload_over_the_limit_is_refused_with_the_sizes()
    {
        var (_, url, _) = await MailedAsync();
        using var response = await PostAsync(url, JsonSerializer.Serialize(new Review(true, new string('x', 100_000))));
        Assert.That(await AssertProblemAsync(response, HttpStatusCode.RequestEntityTooLarge, "DS2002", url), Does.Contain("2,000"));
    }

    [Test]
    public async Task Hook_that_has_expired_is_gone()
    {
        var (_, url, _) = await MailedAsync();
        _time.Advance(TimeSpan.FromDays(7));
        using var response = await PostAsync(url, "{\"IsApproved\":true,\"By\":\"Ann\"}");
        await AssertProblemAsync(response, HttpStatusCode.Gone, "DS4036", url);
    }

    [Test]
    public async Task Hook_of_a_run_that_has_ended_is_gone()
    {
        var (run, url, _) = await MailedAsync();
        await run.TerminateAsync();
        using var response = await PostAsync(url, "{\"IsApproved\":true,\"By\":\"Ann\"}");
        await AssertProblemAsync(response, HttpStatusCode.Gone, "DS4037", url);
    }

    [Test]
    public async Task Link_shows_a_page_that_delivers_nothing_until_its_button_is_pressed()
    {
        var (run, url, approval) = await MailedAsync(deliveriesMax: 1);

        using var page = await _http.GetAsync(approval);
        var html = await page.Content.ReadAsStringAsync();
        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(html, Does.Contain("<button").And.Not.Contain("Ann <3"));
        Assert.That(page.Headers.GetValues("Referrer-Policy"), Is.EqualTo(["no-referrer"]));

        var value = WebUtility.HtmlDecode(html.Split("value=\"")[1].Split('"')[0]);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["payload"] = value });
        using var pressed = await _http.PostAsync(new Uri($"{url}?"), form);
        Assert.That(pressed.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(pressed.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/html"));
        Assert.That(await ResultAsync(run), Is.EqualTo("Ann <3 True"));

        using var second = new FormUrlEncodedContent(new Dictionary<string, string> { ["payload"] = value });
        using var late = await _http.PostAsync(url, second);
        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await late.Content.ReadAsStringAsync(), Does.Contain("DS4039"));
    }

    [Test]
    public async Task Button_that_is_pressed_twice_delivers_once()
    {
        var (_, url, approval) = await MailedAsync(deliveriesMax: 1);
        var html = await _http.GetStringAsync(approval);
        var fields = Fields().Matches(html).ToDictionary(field => field.Groups["name"].Value, field => WebUtility.HtmlDecode(field.Groups["value"].Value));

        foreach (var status in new[] { HttpStatusCode.Accepted, HttpStatusCode.OK })
        {
            using var form = new FormUrlEncodedContent(fields);
            using var pressed = await _http.PostAsync(url, form);
            Assert.That(pressed.StatusCode, Is.EqualTo(status));
            Assert.That(await pressed.Content.ReadAsStringAsync(), Does.Contain("Thank you"));
        }

        Assert.That(await _http.GetStringAsync(approval), Is.Not.EqualTo(html), "Who opens the link again answers again.");
    }

    [Test]
    public async Task Form_that_cannot_be_read_is_a_bad_request()
    {
        var (_, url, _) = await MailedAsync();
        using var content = new ByteArrayContent("no part"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        using var response = await _http.PostAsync(url, content);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Page_is_the_same_for_an_unknown_token()
    {
        var (_, url, _) = await MailedAsync();
        var known = await _http.GetStringAsync(url);
        Assert.That(await _http.GetStringAsync(new Uri($"{url}x")), Is.EqualTo(known));
    }

    private async Task<(WorkflowHandle<string> Run, Uri Url, Uri Approval)> MailedAsync(int? deliveriesMax = null)
    {
        var run = await Client.StartReviewWorkflowAsync(deliveriesMax);
        var (url, approval) = await _app.Services.GetRequiredService<Mailbox>().Mail.WaitAsync(Patience);
        return (run, url, approval);
    }

    private async Task<string> ResultAsync(WorkflowHandle<string> run)
    {
        await Client.SignalAsync(run.RunId, "over", true);
        return await run.ResultAsync().WaitAsync(Patience);
    }

    private async Task<HttpResponseMessage> PostAsync(Uri url, string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await _http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> PostAsync(Uri url, byte[] body, string contentType)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await _http.PostAsync(url, content);
    }

    private static async Task<string> AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code, Uri url)
    {
        Assert.That(response.StatusCode, Is.EqualTo(status));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(text, Does.Not.Contain(url.Segments[^1]));
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.That((problem.GetProperty("code").GetString(), problem.GetProperty("status").GetInt32()), Is.EqualTo((code, (int)status)));
        return problem.GetProperty("detail").GetString()!;
    }

    [GeneratedRegex("name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Fields();
}
