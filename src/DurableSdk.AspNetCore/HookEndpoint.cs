using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DurableSdk;

/// <summary>A delivery that came over HTTP.</summary>
internal static partial class HookEndpoint
{
    /// <summary>The field of a form, and of a link, that holds the payload as JSON.</summary>
    public const string PayloadField = "payload";

    /// <summary>The field of a form that holds the id of the delivery.</summary>
    public const string IdField = "id";

    private const string IdHeader = "Idempotency-Key";

    public static async Task DeliverAsync(HttpContext http)
    {
        var client = http.RequestServices.GetRequiredService<DurableClient>();
        var isForm = http.Request.HasFormContentType;
        try
        {
            var (json, id) = await HookRequest.ReadAsync(http.Request, client.PayloadBytesMax, http.RequestAborted);
            id = http.Request.Headers[IdHeader] is [{ Length: > 0 } given, ..] ? given : id;
            var delivery = await client.ResumeHookWithJsonAsync((string)http.Request.RouteValues["token"]!, json, new DeliveryOptions { Id = id }, http.RequestAborted);
            http.Response.StatusCode = delivery.IsRepeated ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
            if (isForm)
                await HookPage.ThankAsync(http.Response);
        }
        catch (DurableException e) when (HookProblem.Of(e) is { } problem)
        {
            if (problem.IsOurs)
                LogUnavailable(http.RequestServices.GetRequiredService<ILogger<DurableClient>>(), e);
            await (isForm ? HookPage.RefuseAsync(http.Response, problem) : problem.WriteAsync(http.Response));
        }
    }

    [LoggerMessage(LogLevel.Error, "A delivery to a hook was answered with 503: it can't be kept now.")]
    private static partial void LogUnavailable(ILogger log, DurableException exception);
}
