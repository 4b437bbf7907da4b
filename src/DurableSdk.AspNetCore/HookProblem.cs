using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace DurableSdk;

/// <summary>What a sender is told of a refusal: <c>application/problem+json</c> (RFC 9457) with the error's code.</summary>
internal static class HookProblem
{
    /// <summary>Null for what isn't the sender's to know.</summary>
    public static int? StatusOf(DurableException error) => error.Code switch
    {
        "DS4014" or "DS4038" => StatusCodes.Status400BadRequest,
        "DS4035" => StatusCodes.Status404NotFound,
        "DS4039" => StatusCodes.Status409Conflict,
        "DS4036" or "DS4037" => StatusCodes.Status410Gone,
        "DS2002" => StatusCodes.Status413PayloadTooLarge,
        _ => null,
    };

    public static async Task WriteAsync(HttpResponse response, int status, DurableException error)
    {
        response.StatusCode = status;
        response.ContentType = "application/problem+json";
        await using var writer = new Utf8JsonWriter(response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("title", "The delivery was refused.");
        writer.WriteNumber("status", status);
        writer.WriteString("detail", error.Message);
        writer.WriteString("code", error.Code);
        writer.WriteEndObject();
    }
}
