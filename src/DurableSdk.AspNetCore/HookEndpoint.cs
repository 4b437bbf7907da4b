using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk;

/// <summary>A delivery that came over HTTP.</summary>
internal static class HookEndpoint
{
    /// <summary>The field of a form, and of a link, that holds the payload as JSON.</summary>
    public const string PayloadField = "payload";

    private const string IdHeader = "Idempotency-Key";

    public static async Task DeliverAsync(HttpContext http)
    {
        var client = http.RequestServices.GetRequiredService<DurableClient>();
        var isForm = http.Request.HasFormContentType;
        try
        {
            var json = await ReadAsync(http.Request, client.PayloadBytesMax, http.RequestAborted);
            var id = http.Request.Headers[IdHeader] is [{ Length: > 0 } given, ..] ? given : null;
            var delivery = await client.ResumeHookWithJsonAsync((string)http.Request.RouteValues["token"]!, json, new DeliveryOptions { Id = id }, http.RequestAborted);
            http.Response.StatusCode = delivery.IsRepeated ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
            if (isForm)
                await HookPage.ThankAsync(http.Response);
        }
        catch (DurableException e) when (HookProblem.StatusOf(e) is { } status)
        {
            await (isForm ? HookPage.RefuseAsync(http.Response, status, e) : HookProblem.WriteAsync(http.Response, status, e));
        }
    }

    /// <summary>One byte more than is allowed is read, so that the client's own check refuses it with the sizes.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int bytesMax, CancellationToken cancel)
    {
        if (request.HasFormContentType)
            return await ReadFormAsync(request, cancel);
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

    /// <summary>A form that can't be read holds no payload, and the sender is told so.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadFormAsync(HttpRequest request, CancellationToken cancel)
    {
        try
        {
            return Encoding.UTF8.GetBytes((await request.ReadFormAsync(cancel))[PayloadField].ToString());
        }
        catch (Exception e) when (e is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            return default;
        }
    }
}
