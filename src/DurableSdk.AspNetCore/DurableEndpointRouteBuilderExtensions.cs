using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DurableSdk;

/// <summary>DurableSdk in an ASP.NET Core app.</summary>
public static class DurableEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the endpoint to which the world outside delivers: <c>POST {path}/{token}</c> with the payload as JSON. Set <c>options.HooksAddress</c> to its public address, so that
    /// <see cref="Hook{T}.Url"/> leads here.
    /// </summary>
    /// <remarks>
    /// It answers 202 once the delivery is durable, and 200 where one with the same <c>Idempotency-Key</c> header was accepted before. A refusal is <c>application/problem+json</c> with the error's
    /// code: 400 the payload doesn't fit, 404 no hook has the token, 409 the hook has had all that it takes, 410 it is over or its run has ended, 413 the payload is too large, 415 it is text in
    /// another charset than UTF-8, 503 it can't be kept at the moment.
    /// <c>GET</c> changes nothing, for programs that read mails follow links: it gives a page with a button that posts what <see cref="Hook{T}.UrlFor"/> put into the link.
    /// The token is the permission, and the endpoint asks for no other; demand more by the builder that is returned. Keep request paths out of logs that others read: they hold tokens.
    /// </remarks>
    /// <param name="endpoints">The app.</param>
    /// <param name="path">Where. Default: <c>/hooks</c>.</param>
    public static IEndpointConventionBuilder MapDurableHooks(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string path = "/hooks")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(path);
        var hooks = endpoints.MapGroup(path);
        hooks.MapPost("{token}", (RequestDelegate)HookEndpoint.DeliverAsync).WithDisplayName("Durable hooks: deliver");
        hooks.MapGet("{token}", (RequestDelegate)HookPage.ShowAsync).WithDisplayName("Durable hooks: ask");
        return hooks;
    }
}
