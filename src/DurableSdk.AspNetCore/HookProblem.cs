using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace DurableSdk;

/// <summary>What a sender is told of a refusal: <c>application/problem+json</c> (RFC 9457) with the error's code.</summary>
/// <param name="Status">The status of the answer.</param>
/// <param name="Code">The error's code.</param>
/// <param name="Detail">The error's message, where it is made for senders.</param>
internal sealed record HookProblem(int Status, string Code, string Detail)
{
    /// <summary>Whether the sender did nothing wrong, and the host's people must hear of it.</summary>
    public bool IsOurs => Status >= StatusCodes.Status500InternalServerError;

    /// <summary>Null for what isn't the sender's to know.</summary>
    public static HookProblem? Of(DurableException error) => StatusOf(error.Code) switch
    {
        null => null,
        // What a store or a codec says names files and services of the host.
        StatusCodes.Status503ServiceUnavailable => new(StatusCodes.Status503ServiceUnavailable, error.Code, "It can't be kept at the moment. Nothing was delivered. Send it again later."),
        { } status => new(status, error.Code, error.Message),
    };

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        await using var writer = new Utf8JsonWriter(response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("title", "The delivery was refused.");
        writer.WriteNumber("status", Status);
        writer.WriteString("detail", Detail);
        writer.WriteString("code", Code);
        writer.WriteEndObject();
    }

    private static int? StatusOf(string code) => code switch
    {
        "DS4014" or "DS4038" => StatusCodes.Status400BadRequest,
        "DS4035" => StatusCodes.Status404NotFound,
        "DS4039" => StatusCodes.Status409Conflict,
        "DS4036" or "DS4037" => StatusCodes.Status410Gone,
        "DS2002" => StatusCodes.Status413PayloadTooLarge,
        "DS4043" => StatusCodes.Status415UnsupportedMediaType,
        "DS2012" or "DS3003" or "DS3005" => StatusCodes.Status503ServiceUnavailable,
        _ => null,
    };
}
