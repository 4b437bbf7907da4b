using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using DurableSdk.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace DurableSdk;

/// <summary>What a sender has posted.</summary>
internal static class HookRequest
{
    /// <summary>A form holds each byte of its payload as three at most, and a little besides.</summary>
    private const int FormFactor = 3, FormRest = 64 * 1024;

    /// <returns>The payload, and the id that a form gives the delivery.</returns>
    /// <exception cref="DurableException">DS2002: there is more than a payload may have; DS4043: it is in another charset.</exception>
    public static Task<(ReadOnlyMemory<byte> Json, string? Id)> ReadAsync(HttpRequest request, int bytesMax, CancellationToken cancel) =>
        request.HasFormContentType ? ReadFormAsync(request, bytesMax, cancel) : ReadJsonAsync(request, bytesMax, cancel);

    /// <summary>The client's own check refuses what is too large.</summary>
    private static async Task<(ReadOnlyMemory<byte> Json, string? Id)> ReadJsonAsync(HttpRequest request, int bytesMax, CancellationToken cancel)
    {
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && HeaderUtilities.RemoveQuotes(type.Charset) is { Length: > 0 } charset
            && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && !charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase))
        {
            throw HookErrors.OtherCharset(charset.ToString());
        }

        return (await ReadBodyAsync(request, bytesMax, cancel), null);
    }

    /// <summary>A form that can't be read holds no payload, and the sender is told so.</summary>
    private static async Task<(ReadOnlyMemory<byte> Json, string? Id)> ReadFormAsync(HttpRequest request, int bytesMax, CancellationToken cancel)
    {
        try
        {
            var bodyMax = (int)Math.Min(Array.MaxLength - 1L, ((long)bytesMax * FormFactor) + FormRest);
            var body = await ReadBodyAsync(request, bodyMax, cancel);
            if (body.Length > bodyMax)
                throw HookErrors.FormTooLarge(body.Length, bodyMax);
            request.Body = new MemoryStream(body);
            var form = await request.ReadFormAsync(new FormOptions { ValueLengthLimit = int.MaxValue }, cancel);
            return (Encoding.UTF8.GetBytes(form[HookEndpoint.PayloadField].ToString()), form[HookEndpoint.IdField] is [{ Length: > 0 } id, ..] ? id : null);
        }
        catch (Exception e) when (e is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            return default;
        }
    }

    /// <summary>All of it, or one byte more than is allowed.</summary>
    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, int bytesMax, CancellationToken cancel)
    {
        ReadResult read;
        while (true)
        {
            read = await request.BodyReader.ReadAsync(cancel);
            if (read.IsCompleted || read.Buffer.Length > bytesMax)
                break;
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        var body = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, bytesMax + 1L)).ToArray();
        request.BodyReader.AdvanceTo(read.Buffer.End);
        return body;
    }
}
