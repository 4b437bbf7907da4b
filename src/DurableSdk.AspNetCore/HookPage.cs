using System.Net;
using Microsoft.AspNetCore.Http;

namespace DurableSdk;

/// <summary>What a person sees who follows a link to a hook.</summary>
internal static class HookPage
{
    /// <summary>
    /// Looks nothing up: what mail programs fetch ahead must neither deliver nor tell whether a token is good. A page has an id of its own, so that its button delivers once, however often it is
    /// pressed.
    /// </summary>
    public static Task ShowAsync(HttpContext http)
    {
        var payload = WebUtility.HtmlEncode(http.Request.Query[HookEndpoint.PayloadField].ToString());
        return WriteAsync(
            http.Response,
            StatusCodes.Status200OK,
            payload.Length == 0
                ? "<p>Answers are posted to this address as JSON.</p>"
                : $"<form method=\"post\" action=\"?\">{Hidden(HookEndpoint.PayloadField, payload)}{Hidden(HookEndpoint.IdField, Guid.NewGuid().ToString("N"))}<p>You are about to send:</p><pre>{payload}</pre><button>Send</button></form>");
    }

    public static Task ThankAsync(HttpResponse response) => WriteAsync(response, response.StatusCode, "<p>Thank you, your answer has arrived.</p>");

    public static Task RefuseAsync(HttpResponse response, HookProblem problem) =>
        WriteAsync(response, problem.Status, $"<p>Your answer was not accepted. {WebUtility.HtmlEncode(problem.Detail)} ({problem.Code})</p>");

    private static string Hidden(string name, string value) => $"<input type=\"hidden\" name=\"{name}\" value=\"{value}\">";

    private static Task WriteAsync(HttpResponse response, int status, string content)
    {
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        // The address holds the token: no other site may hear of it, nor frame the button.
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; form-action 'self'; frame-ancestors 'none'";
        return response.WriteAsync($"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Answer</title><body>{content}</body></html>");
    }
}
